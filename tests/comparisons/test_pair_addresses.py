"""Which comparison an address leads to, as readers meet it."""

from itertools import permutations

import pytest

from comparisons import pairs
from tests import factories as make

pytestmark = pytest.mark.django_db


def address(*slugs):
    return f"/compare/{'-vs-'.join(slugs)}/"


def page(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def orders(slugs):
    """Return every order of two or three; of more, a few that differ from each other."""
    every = list(permutations(slugs))
    return every if len(every) <= 6 else [every[1], every[len(every) // 2], every[-1]]


def assert_leads_in_one_hop(client, path, canonical):
    response = client.get(path)
    assert (response.status_code, response.url) == (301, canonical)
    assert client.get(canonical).status_code == 200


def test_published_comparison_keeps_its_own_order(client, flask, django):
    make.make_comparison(flask, django, title="Flask against Django", lead="Take Flask.")

    html = page(client, "/compare/flask-vs-django/")

    assert '<link rel="canonical" href="http://localhost/compare/flask-vs-django/">' in html
    assert "noindex" not in html
    assert "Take Flask." in html
    assert html.index('<span class="name a">Flask') < html.index('<span class="name b">Django')


def test_comparison_from_facts_alone_is_alphabetical_and_not_indexed(client, flask, django):
    make.make_fact(flask, make.make_feature())
    html = page(client, "/compare/django-vs-flask/")

    assert '<meta name="robots" content="noindex, follow">' in html
    assert "canonical" not in html
    assert "We have checked these facts but have not written a verdict yet." in html
    assert html.index('<span class="name a">Django') < html.index('<span class="name b">Flask')


@pytest.mark.parametrize("number", [2, 3, 4, 5])
def test_every_other_order_of_a_published_comparison_leads_to_it(client, frameworks, number):
    own = list(reversed(frameworks[:number]))
    canonical = make.make_comparison(*own).get_absolute_url()

    for order in orders([framework.slug for framework in own]):
        if address(*order) != canonical:
            assert_leads_in_one_hop(client, address(*order), canonical)


@pytest.mark.parametrize("number", [2, 3, 4, 5])
def test_every_other_order_of_a_set_leads_to_the_alphabet(client, frameworks, number):
    slugs = sorted(framework.slug for framework in frameworks[:number])

    for order in orders(slugs):
        if list(order) != slugs:
            assert_leads_in_one_hop(client, address(*order), address(*slugs))


@pytest.mark.usefixtures("flask")
@pytest.mark.parametrize("slugs", [("flask",), ("flask", "flask")])
def test_one_framework_leads_to_its_profile(client, slugs):
    response = client.get(address(*slugs))

    assert (response.status_code, response.url) == (302, "/frameworks/flask/")


@pytest.mark.usefixtures("flask", "django")
def test_repeated_name_is_dropped(client):
    assert_leads_in_one_hop(
        client, address("django", "flask", "django"), address("django", "flask")
    )


@pytest.mark.parametrize("query", ["", "?add=1", "?f=flask"])
def test_six_frameworks_are_refused_with_a_picker(client, frameworks, query):
    response = client.get(address(*(one.slug for one in frameworks)) + query)

    html = response.content.decode()
    assert response.status_code == 400
    assert "Five is the most that fits. Take one out to add Pyramid." in html
    assert html.count("<select") == 5


@pytest.mark.usefixtures("flask", "django")
@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/compare/flsk-vs-djngo/", "/compare/flask-vs-django/"),
        ("/compare/flask-vs-nothing-like-it/", None),
        ("/compare/Flask-vs-Django/", "/compare/flask-vs-django/"),
        ("/frameworks/flaks/", "/frameworks/flask/"),
    ],
)
def test_unknown_address_names_near_pages(client, path, near):
    response = client.get(path)

    assert response.status_code == 404
    if near:
        assert f'<a class="title" href="{near}">' in response.content.decode()
    else:
        assert "There is no page at this address." in response.content.decode()


def rename(framework, slug):
    old, framework.slug = framework.slug, slug
    framework.save()
    pairs.addresses.remember(framework, old)
    pairs.rename(framework, old)


@pytest.mark.allow_n_plus_one  # Each address is a request of its own.
@pytest.mark.parametrize("published", [True, False])
def test_former_slug_of_a_framework_leads_on_in_one_hop(client, flask, django, published):
    if published:
        make.make_comparison(flask, django)
    rename(flask, "flask-3")

    canonical = address("flask-3", "django") if published else address("django", "flask-3")
    assert_leads_in_one_hop(client, "/frameworks/flask/", "/frameworks/flask-3/")
    for path in (address("flask", "django"), address("django", "flask")):
        assert_leads_in_one_hop(client, path, canonical)


@pytest.mark.usefixtures("django")
@pytest.mark.parametrize("state", make.HIDDEN)
def test_former_slug_of_a_hidden_framework_is_unknown(client, flask, state):
    rename(flask, "flask-3")
    for name, value in make.HIDDEN[state].items():
        setattr(flask, name, value)
    flask.save()

    assert client.get("/frameworks/flask/").status_code == 404
    assert client.get(address("django", "flask")).status_code == 404


def test_former_slug_beside_the_new_one_is_one_framework(client, flask):
    rename(flask, "flask-3")

    response = client.get(address("flask", "flask-3"))

    assert (response.status_code, response.url) == (302, "/frameworks/flask-3/")


# What readers may not see


@pytest.mark.parametrize("state", make.HIDDEN)
def test_comparison_of_a_hidden_framework_is_not_found_and_in_no_list(
    client, flask, django, state
):
    hidden = make.make_framework(name="Secret", slug="secret", **make.HIDDEN[state])
    make.make_comparison(flask, hidden, summary="Hush.")

    assert client.get(address("flask", "secret")).status_code == 404
    for path in ("/", "/compare/", "/frameworks/flask/", address("django", "flask")):
        html = page(client, path)
        assert "Secret" not in html
        assert "Hush." not in html


@pytest.mark.parametrize("state", make.HIDDEN)
def test_hidden_comparison_shows_the_facts_alone(client, flask, django, state):
    make.make_comparison(django, flask, lead="Unripe words.", **make.HIDDEN[state])

    html = page(client, address("django", "flask"))

    assert "Unripe words." not in html
    assert "noindex" in html
