from datetime import date

import pytest

from tests import factories as make
from tests.site import read

pytestmark = pytest.mark.django_db


def test_home_of_an_empty_site_says_what_is_coming(client):
    page = read(client, "/")

    assert "Web frameworks, compared on evidence" in page
    assert "The first comparison is being written." in page
    for absent in ("<select", "Checked most recently", "Latest articles", "All comparisons"):
        assert absent not in page


def test_home_with_one_framework_offers_no_pair(client):
    make.make_framework(name="Flask")

    assert "<select" not in read(client, "/")


def test_home_opens_with_the_first_two_frameworks_before_any_comparison(client):
    for name in ("Flask", "Django", "Bottle"):
        make.make_framework(name=name, slug=name.lower())

    page = read(client, "/")

    assert '<option value="bottle" selected>' in page
    assert '<option value="django" selected>' in page


def test_home_opens_with_the_newest_comparison(client):
    names = ("Flask", "Django", "Bottle")
    flask, django, bottle = (make.make_framework(name=one, slug=one.lower()) for one in names)
    make.make_comparison(bottle, django)
    make.make_comparison(flask, django, published_at=make.PAST.replace(month=6))

    response = client.get("/")

    assert (response.context["first"], response.context["second"]) == ("flask", "django")
    assert [card.title_parts for card in response.context["cards"]] == [
        ("Flask", "Django"),
        ("Bottle", "Django"),
    ]


def test_home_shows_six_comparisons_and_four_articles(client):
    hub = make.make_framework()
    for _ in range(7):
        make.make_comparison(hub, make.make_framework())
    for _ in range(5):
        make.make_article()

    response = client.get("/")

    assert len(response.context["cards"]) == 6
    assert response.content.decode().count('class="excerpt"') == 4


def checks(client):
    return [
        (one["framework_name"], one["feature_name"], one["label"])
        for one in client.get("/").context["checks"]
    ]


def test_home_names_the_facts_checked_last(client):
    flask = make.make_framework(name="Flask")
    orm, licence = make.make_feature(name="ORM"), make.make_feature(name="Licence", kind="value")
    make.make_fact(flask, orm, level="third-party", checked_on=date(2026, 11, 1))
    make.make_fact(flask, licence, value="BSD-3-Clause", checked_on=date(2026, 11, 2))

    assert checks(client) == [
        ("Flask", "Licence", "BSD-3-Clause"),
        ("Flask", "ORM", "third-party"),
    ]
    assert "Checked most recently" in read(client, "/")


@pytest.mark.parametrize(
    "lacking", [{"source_url": ""}, {"checked_on": None}, {"level": "unknown"}]
)
def test_home_names_no_fact_that_is_not_checked_yet(client, lacking):
    make.make_fact(make.make_framework(), make.make_feature(), **lacking)

    assert checks(client) == []


@pytest.mark.parametrize("state", make.HIDDEN)
def test_home_names_no_fact_of_a_hidden_framework(client, state):
    make.make_fact(make.make_framework(**make.HIDDEN[state]), make.make_feature())

    assert checks(client) == []
