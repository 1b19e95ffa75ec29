import re
from datetime import date

import pytest

from comparisons.models import ComparisonEntry, Pick
from tests import factories as make

pytestmark = pytest.mark.django_db


def address(*slugs):
    return f"/compare/{'-vs-'.join(slugs)}/"


def page(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


# View state in the query string


@pytest.mark.usefixtures("flask", "django")
def test_differences_only_arrives_ticked(client, flask, django):
    feature = make.make_feature()
    make.make_fact(flask, feature, level="none")
    make.make_fact(django, feature)
    path = address("django", "flask")

    assert " checked>Differences only" in page(client, f"{path}?show=differences")
    assert "checked>Differences only" not in page(client, path)


@pytest.mark.parametrize(
    ("query", "left", "right"),
    [
        ("", "bottle", "django"),
        ("left=fastapi&right=bottle", "fastapi", "bottle"),
        ("left=django", "django", "bottle"),
        ("right=fastapi", "bottle", "fastapi"),
        ("left=django&right=django", "django", "bottle"),
        ("left=nothing&right=%00", "bottle", "django"),
    ],
)
@pytest.mark.usefixtures("frameworks")
def test_narrow_screen_shows_the_two_columns_asked_for(client, query, left, right):
    response = client.get(f"{address('bottle', 'django', 'fastapi')}?{query}")

    assert (response.context["swap"]["left"], response.context["swap"]["right"]) == (left, right)
    shown = [one.slug for one in response.context["matrix"].columns if not one.narrow_hidden]
    assert sorted(shown) == sorted((left, right))


@pytest.mark.usefixtures("flask", "django")
@pytest.mark.parametrize(
    "query", ["show=", "show=<script>", "left[]=1&right=%ff", "f=flask&add=1", "x" * 10_000]
)
def test_junk_query_strings_change_nothing(client, query):
    path = address("django", "flask")

    assert page(client, f"{path}?{query}") == page(client, path)


# What the page says


def test_pair_shows_verdict_and_picks(client, flask, django):
    comparison = make.make_comparison(flask, django, either="Either will **do**.", body="## More")
    ComparisonEntry.objects.filter(framework=flask).update(choose_if=["You need little."])
    Pick.objects.create(comparison=comparison, job="An API", lean=-2)
    Pick.objects.create(comparison=comparison, job="A shop", lean=1)
    Pick.objects.create(comparison=comparison, job="A blog", lean=0)

    response = client.get(comparison.get_absolute_url())

    html = response.content.decode()
    for words in (
        "Choose <bdi>Flask</bdi> if",
        "You need little.",
        "Either will <strong>do</strong>.",
    ):
        assert words in html
    assert "Choose <bdi>Django</bdi> if" not in html
    assert [(one["job"], one["words"]) for one in response.context["picks"]] == [
        ("An API", "Strongly Flask"),
        ("A shop", "Leans Django"),
        ("A blog", "Even"),
    ]


def test_three_frameworks_have_a_pick_by_name(client, frameworks):
    comparison = make.make_comparison(*frameworks[:3])
    Pick.objects.create(comparison=comparison, job="An API", framework=frameworks[2])

    response = client.get(comparison.get_absolute_url())

    assert [one["words"] for one in response.context["picks"]] == ["FastAPI"]
    assert (
        "<bdi>Bottle</bdi>, <bdi>Django</bdi> <i>and</i> <bdi>FastAPI</bdi>"
        in response.content.decode()
    )


def test_plate_tells_who_wrote_it_and_how_far_the_check_went(client, flask, django):
    make.make_release(flask, version="3.1")
    feature = make.make_feature()
    make.make_fact(flask, feature, checked_on=date(2026, 11, 2))
    comparison = make.make_comparison(flask, django, author=make.make_author(name="Ada"))

    def plate():
        response = client.get(comparison.get_absolute_url())
        return {one["label"]: one["value"] for one in response.context["plate"]}

    assert plate() == {
        "Versions compared": "3.1",
        "Facts checked": "1 of 2",
        "Last check": "2 Nov 2026",
        "Written by": "Ada",
    }
    make.make_fact(django, feature, checked_on=date(2026, 11, 1))
    assert plate()["Last full check"] == "1 Nov 2026"


def test_related_comparisons_share_a_framework_and_are_not_the_page_itself(client, frameworks):
    bottle, django, fastapi, flask, *_ = frameworks
    shown = make.make_comparison(flask, django)
    make.make_comparison(flask, django, fastapi)
    make.make_comparison(bottle, fastapi)

    related = client.get(shown.get_absolute_url()).context["related"]

    assert [card.title_parts for card in related] == [("Flask", "Django", "FastAPI")]


def test_page_that_agrees_on_everything_says_so(client, flask, django):
    feature = make.make_feature()
    make.make_fact(flask, feature)
    make.make_fact(django, feature)

    html = page(client, address("django", "flask"))

    assert "These two agree on everything we ask about" in html
    assert "Differences only" not in html


def test_add_a_framework_keeps_those_chosen(client, frameworks):
    assert 'href="/compare/?f=bottle&amp;f=django&amp;add=1"' in page(
        client, address("bottle", "django")
    )
    five = sorted(one.slug for one in frameworks)[:5]
    assert "Add a framework" not in page(client, address(*five))


# Features and profiles


def test_feature_page_lists_the_fullest_support_first(client, flask, django):
    feature = make.make_feature(slug="orm")
    make.make_fact(flask, feature, level="third-party", note="Usually SQLAlchemy.")
    make.make_fact(django, feature, level="built-in")
    make.make_framework(name="Bottle")

    levels = client.get("/features/orm/").context["levels"]

    assert [
        (one["label"], [answer["framework_name"] for answer in one["answers"]]) for one in levels
    ] == [("Built in", ["Django"]), ("Third-party", ["Flask"]), ("Not checked yet", ["Bottle"])]


def test_feature_list_counts_levels(client, flask, django):
    feature = make.make_feature(name="ORM")
    make.make_fact(flask, feature, level="none")
    make.make_fact(django, feature)

    assert "Built in: 1, not available: 1" in page(client, "/features/")


def test_feature_list_shows_the_questions_before_any_framework_is_published(client):
    make.make_feature(name="ORM")

    assert "ORM" in page(client, "/features/")


def test_framework_list_counts_the_facts_checked(client, flask):
    make.make_fact(flask, make.make_feature())
    make.make_fact(flask, make.make_feature(), source_url="")

    assert "1 of 2 facts checked" in page(client, "/frameworks/")


def test_profile_tells_what_it_brings_and_what_it_leaves(client, flask):
    make.make_fact(flask, make.make_feature(name="Routing"))
    make.make_fact(flask, make.make_feature(name="ORM"), level="none")
    make.make_fact(flask, make.make_feature(name="Licence", kind="value"), value="BSD")
    make.make_release(flask, version="3.1", released_on=date(2024, 11, 13))

    response = client.get("/frameworks/flask/")

    assert [one["name"] for one in response.context["good_at"]] == ["Routing"]
    assert [one["name"] for one in response.context["leaves"]] == ["ORM"]
    assert {"label": "Licence", "value": "BSD"} in response.context["plate"]
    assert "13 Nov 2024" in response.content.decode()


def test_profile_folds_all_but_the_newest_release_lines(client):
    framework = make.make_framework(slug="flask")
    for number in range(1, 9):
        make.make_release(framework, version=f"1.{number}", released_on=date(2026, number, 1))

    newest, _details, earlier = page(client, "/frameworks/flask/").partition(
        '<details class="earlier"'
    )

    assert re.findall(r"<th scope=\"row\">(1\.\d)", newest) == [f"1.{n}" for n in range(8, 2, -1)]
    assert "2 earlier release lines" in earlier
    assert re.findall(r"<th scope=\"row\">(1\.\d)", earlier) == ["1.2", "1.1"]


@pytest.mark.usefixtures("frameworks")
def test_framework_can_be_taken_out_of_three(client):
    html = page(client, address("bottle", "django", "flask"))

    for rest in (("django", "flask"), ("bottle", "flask"), ("bottle", "django")):
        assert html.count(f'href="{address(*rest)}"') == 2
    assert ">Remove<" not in page(client, address("django", "flask"))


@pytest.mark.usefixtures("flask", "django")
def test_comparison_says_where_to_report_a_mistake_once_that_page_is_there(client):
    path = address("django", "flask")
    assert "Report a mistake" not in page(client, path)
    make.make_page(slug="corrections", title="Corrections")
    assert '<a href="/about/corrections/">Report a mistake</a>' in page(client, path)
