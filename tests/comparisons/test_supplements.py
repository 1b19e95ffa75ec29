import re
from datetime import date

import pytest
from django.db import connection

from comparisons.models import Pick
from comparisons.supplements import load_supplements
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return (
        make.make_framework(name="Flask", slug="flask"),
        make.make_framework(name="Django", slug="django"),
    )


@pytest.fixture
def page(client):
    """Open the comparison of Django and Flask and return its text."""
    return lambda query="": client.get(f"/compare/django-vs-flask/{query}").content.decode()


def test_supplements_are_read_in_one_query_and_in_order(pair, django_assert_num_queries):
    flask, django = pair
    comparison = make.make_comparison(flask, django)
    make.make_drawback(flask, title="Second", position=2)
    make.make_drawback(flask, title="First", position=1)
    make.make_extension(django, name="Wagtail")
    make.make_snippet(django)
    Pick.objects.create(comparison=comparison, job="An API", lean=-2)
    # Django asks SQLite once per connection whether it knows JSON.
    assert connection.features.supports_json_field

    with django_assert_num_queries(1):
        items = load_supplements(pair, comparison)

    assert [one["title"] for one in items["drawback"][flask.pk]] == ["First", "Second"]
    assert [one["name"] for one in items["extension"][django.pk]] == ["Wagtail"]
    assert [one["filename"] for one in items["snippet"][django.pk]] == ["app.py"]
    assert [(one["job"], one["lean"]) for one in items["pick"][0]] == [("An API", -2)]


def test_drawbacks_stand_in_the_page_with_severity_source_and_feature(pair, page):
    make.make_drawback(
        pair[0],
        title="No admin",
        severity="serious",
        explanation="You **write** it.",
        remedy="Flask-Admin.",
        feature=make.make_feature(name="Admin", slug="admin"),
        source_title="Flask docs",
        source_url="https://example.org/admin",
        checked_on=date(2026, 11, 1),
    )

    html = page()

    for words in ("No admin", "Serious", "You <strong>write</strong> it.", "Flask-Admin."):
        assert words in html
    assert 'href="https://example.org/admin"' in html
    assert '<a href="#admin">Rests on Admin</a>' in html
    assert "Checked 1 Nov 2026" in html


def test_drawback_without_source_is_not_checked_yet(pair, page):
    make.make_drawback(pair[0], checked_on=date(2026, 11, 1))

    html = page()

    assert "<span>Not checked yet</span>" in html
    assert "Checked 1 Nov 2026" not in html


def test_drawback_against_an_older_line_is_due_again(pair, page):
    make.make_release(pair[0], version="3.1")
    make.make_drawback(
        pair[0],
        source_title="Docs",
        source_url="https://example.org/",
        checked_on=date(2026, 11, 1),
        checked_against="2.3",
    )

    assert "Checked 1 Nov 2026, due again" in page()


def test_profile_lists_extensions_with_what_they_add(pair, client):
    extension = make.make_extension(pair[0], name="Flask-SQLAlchemy", official=False)
    orm, migrations = make.make_feature(name="ORM"), make.make_feature(name="Migrations")
    extension.adds.set([migrations, orm])
    make.make_extension(pair[0], name="Flask-Old")

    html = client.get("/frameworks/flask/").content.decode()

    assert "Adds: <bdi>ORM, Migrations</bdi>" in html
    assert html.count("Adds:") == 1


def test_snippets_stand_side_by_side_when_all_passed(pair, page):
    for framework in pair:
        make.make_snippet(framework, code="answer = 41 + 1\n", start=f"run {framework.slug}")

    html = page()

    assert html.count('class="file"') == 2
    assert "Start it with <code>run flask</code>" in html
    assert "<code>GET /</code> answers 200: <code>Hello, World!</code>" in html
    assert "against 3.1.0" in html


@pytest.fixture
def three_tasks(pair):
    for framework in pair:
        for task in ("validation", "hello-world", "json"):
            make.make_snippet(framework, task=task, code=f"# {task} in {framework.slug}\n")


LINK = r'<a href="([^"]+)"( aria-current="true"| rel="nofollow")>([^<]+)</a>'
CODE = r"# ([\w-]+ in \w+)"
SHOWN = ' aria-current="true"'


@pytest.mark.usefixtures("three_tasks")
def test_tasks_are_links_in_their_order_and_the_first_is_shown(page):
    html = page()
    nav = html.partition('aria-label="Tasks">')[2].partition("</nav>")[0]

    assert re.findall(LINK, nav) == [
        (".#the-code", SHOWN, "Hello, World!"),
        ("?task=json#the-code", ' rel="nofollow"', "A JSON answer, and a 404"),
        ("?task=validation#the-code", ' rel="nofollow"', "Input that is checked and refused"),
    ]
    assert re.findall(CODE, html) == ["hello-world in django", "hello-world in flask"]


@pytest.mark.usefixtures("three_tasks")
def test_address_chooses_the_task_and_every_way_on_keeps_it(pair, page):
    orm = make.make_feature(name="ORM", slug="orm")
    for framework, level in zip(pair, ("none", "built-in"), strict=True):
        make.make_fact(framework, orm, level=level)

    html = page("?show=differences&task=json")

    assert re.findall(CODE, html) == ["json in django", "json in flask"]
    assert '<input type="hidden" name="task" value="json">' in html
    assert 'href="?show=differences#the-code"' in html
    assert 'href="?show=differences&amp;task=validation#the-code"' in html


@pytest.mark.usefixtures("three_tasks")
@pytest.mark.parametrize("query", ["?task=", "?task=nothing", "?task=%00", "?task=json&task=x"])
def test_unknown_task_is_the_first(page, query):
    assert page(query) == page()


@pytest.mark.parametrize("lacking", [{"passed": False}, {"task": "json"}])
def test_snippets_are_left_out_when_one_framework_lacks_a_proven_one(pair, page, lacking):
    make.make_snippet(pair[0])
    make.make_snippet(pair[1], **lacking)

    assert 'class="file"' not in page()


def test_page_without_supplements_has_no_empty_headings(pair, page):
    html = page()

    for heading in ("the-drawbacks", "the-extensions", "the-code", "our-pick"):
        assert heading not in html
