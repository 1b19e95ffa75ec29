import pytest
from django.utils.html import escape

from tests import factories as make

pytestmark = pytest.mark.django_db

NAMES = ("Bottle", "Django", "FastAPI", "Flask", "Pyramid", "Tornado")
ADDRESS = "/compare/"


@pytest.fixture
def frameworks():
    return {name: make.make_framework(name=name, slug=name.lower()) for name in NAMES}


def pick(client, *slugs, **more):
    return client.get(ADDRESS, {"f": slugs, **more})


def refusals(response):
    return response.context["form"].non_field_errors()


def chosen(response):
    return [select["value"] for select in response.context["selects"]]


@pytest.mark.usefixtures("frameworks")
@pytest.mark.parametrize(
    ("slugs", "address"),
    [
        (("flask", "django"), "/compare/flask-vs-django/"),
        (("flask", "", "django"), "/compare/flask-vs-django/"),
        (
            ("bottle", "django", "fastapi", "flask", "tornado"),
            "/compare/bottle-vs-django-vs-fastapi-vs-flask-vs-tornado/",
        ),
    ],
)
def test_picker_leads_to_the_comparison(client, slugs, address):
    response = pick(client, *slugs)

    assert (response.status_code, response.url) == (302, address)


@pytest.mark.usefixtures("frameworks")
@pytest.mark.parametrize(
    ("slugs", "status", "words"),
    [
        (("flask",), 200, "Choose a second framework."),
        (("flask", "flask"), 200, "You picked Flask twice. Choose a second framework."),
        (("flask", "flsk"), 200, "There is no framework “flsk” here."),
        (
            ("bottle", "django", "flask", "pyramid", "tornado", "fastapi"),
            400,
            "Five is the most that fits. Take one out to add FastAPI.",
        ),
    ],
)
def test_picker_says_what_is_wrong_and_keeps_what_was_picked(client, slugs, status, words):
    response = pick(client, *slugs)

    assert response.status_code == status
    assert refusals(response) == [words]
    assert escape(words) in response.content.decode()
    assert chosen(response)[: len(slugs)] == list(slugs[:5])


@pytest.mark.usefixtures("frameworks")
def test_picker_adds_a_framework_to_choose(client):
    response = pick(client, "flask", "django", add=1)

    assert response.status_code == 200
    assert chosen(response) == ["flask", "django", ""]
    assert response.context["form"] is None


@pytest.mark.usefixtures("frameworks")
def test_picker_refuses_a_sixth_framework_even_while_adding(client):
    assert pick(client, *(name.lower() for name in NAMES), add=1).status_code == 400


def test_picker_escapes_a_name_that_is_none(client, frameworks):
    response = pick(client, "flask", "<script>alert(1)</script>")

    assert b"<script>alert" not in response.content
    assert "&lt;script&gt;alert" in response.content.decode()


@pytest.mark.parametrize("state", make.HIDDEN)
def test_picker_does_not_know_hidden_frameworks(client, state):
    make.make_framework(slug="flask", name="Flask")
    make.make_framework(slug="secret", name="Secret", **make.HIDDEN[state])

    response = pick(client, "flask", "secret")

    assert refusals(response) == ["There is no framework “secret” here."]
    assert "Secret" not in response.content.decode()


@pytest.mark.usefixtures("frameworks")
@pytest.mark.parametrize("query", ["f=", "x=1", "f=&f=", "%00=%00", "add=1"])
def test_list_copes_with_junk_query_strings(client, query):
    response = client.get(f"{ADDRESS}?{query}")

    assert response.status_code == 200
    assert chosen(response) == ["", ""]


def test_list_shows_the_newest_comparison_first(client, frameworks):
    make.make_comparison(frameworks["Flask"], frameworks["Django"], summary="Old words.")
    make.make_comparison(
        frameworks["Flask"],
        frameworks["FastAPI"],
        summary="New words.",
        published_at=make.PAST.replace(month=6),
    )

    response = client.get(ADDRESS)

    assert [card.summary for card in response.context["cards"]] == ["New words.", "Old words."]
    assert "2 comparisons" in response.content.decode()


def test_card_counts_what_differs(client, frameworks):
    flask, django = frameworks["Flask"], frameworks["Django"]
    for level in ("none", "built-in", "unknown"):
        feature = make.make_feature()
        make.make_fact(flask, feature)
        make.make_fact(django, feature, level=level)
    make.make_comparison(flask, django)

    assert "1 of 2 differ" in client.get(ADDRESS).content.decode()


def test_list_without_frameworks_says_so(client):
    page = client.get(ADDRESS).content.decode()

    assert "There is nothing to compare yet" in page
    assert "<select" not in page
