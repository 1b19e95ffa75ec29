import re
from datetime import date

import pytest

from comparisons.factbase import FactBase, Question
from comparisons.matrix import Column, build_matrix
from comparisons.models import Level
from comparisons.stacks import Part, fewest, gaps, with_names, with_parts
from tests import factories as make
from tests.comparisons.test_matrix import TODAY, answer

PAIR = "/compare/django-vs-flask/"
FEATURES = ("orm", "forms", "admin")


def part(name, *adds, level=Level.THIRD_PARTY, chosen=True):
    return Part(
        key=f"flask.{name.lower()}",
        name=name,
        url=f"https://example.org/{name}",
        level=level,
        summary=f"{name} adds it.",
        checked_on=date(2026, 11, 1),
        adds=frozenset(adds),
        is_chosen=chosen,
    )


def lay(flask, *parts, django=("built-in",) * 3):
    """Build the matrix of Flask with these parts, and Django: three levels of each."""
    columns = (
        Column(1, "flask", "Flask", "/frameworks/flask/", "3.1"),
        Column(2, "django", "Django", "/frameworks/django/", "6.1"),
    )
    stacks = {1: tuple(parts), 2: ()}
    answers = {
        (pk, slug): answer(level)
        for pk, levels in ((1, flask), (2, django))
        for slug, level in zip(FEATURES, levels, strict=True)
        if level
    }
    questions = tuple(Question(slug, slug, "", "level", "g", "G") for slug in FEATURES)
    base = with_parts(FactBase(questions, answers), stacks)
    return build_matrix(base, with_names(columns, stacks), today=TODAY)


def cells_of(matrix):
    return [row.cells[0] for row in matrix.rows]


@pytest.mark.parametrize(
    ("own", "added", "level", "provider"),
    [
        ("none", Level.THIRD_PARTY, "third-party", "Peewee"),
        ("none", Level.OFFICIAL, "official", "Peewee"),
        (None, Level.THIRD_PARTY, "third-party", "Peewee"),
        ("unknown", Level.THIRD_PARTY, "third-party", "Peewee"),
        ("third-party", Level.THIRD_PARTY, "third-party", "Peewee"),
        ("third-party", Level.OFFICIAL, "official", "Peewee"),
        ("official", Level.THIRD_PARTY, "official", "Peewee"),
        ("partial", Level.THIRD_PARTY, "partial", "Peewee"),
        ("built-in", Level.OFFICIAL, "built-in", ""),
        ("not-applicable", Level.OFFICIAL, "not-applicable", ""),
    ],
)
def test_level_is_the_best_of_the_parts(own, added, level, provider):
    cell = cells_of(lay((own, "none", "none"), part("Peewee", "orm", level=added)))[0]

    assert (cell.level, cell.provider) == (level, provider)


def test_what_a_part_betters_is_sourced_and_told_by_the_part():
    cell = cells_of(lay(("none", "none", "none"), part("Peewee", "orm")))[0]

    assert (cell.source_title, cell.source_url) == ("Peewee", "https://example.org/Peewee")
    assert (cell.note, cell.checked_on) == ("Peewee adds it.", date(2026, 11, 1))


def test_two_parts_of_one_feature_are_both_named():
    parts = part("Peewee", "orm"), part("SQLAlchemy", "orm")

    assert cells_of(lay(("none", "none", "none"), *parts))[0].provider == "Peewee, SQLAlchemy"


def test_what_no_chosen_part_gives_is_left_out_of_the_stack():
    own = ("third-party", "official", "none")

    stack = lay(own, part("Peewee", "orm"), part("WTForms", "forms", chosen=False))
    bare = lay(own, part("Peewee", "orm", chosen=False))

    assert [cell.left_out for cell in cells_of(stack)] == [False, True, False]
    assert [cell.left_out for cell in cells_of(bare)] == [False, False, False]


def test_gaps_are_what_another_has_built_in_and_the_stack_has_not():
    parts = (part("Peewee", "orm"), part("WTForms", "forms", "admin", chosen=False))
    matrix = lay(("none", "partial", "none"), *parts, django=("built-in", "built-in", "partial"))

    found = gaps(matrix, 0, parts)

    assert [(gap.slug, gap.is_partial) for gap in found] == [("forms", True)]
    assert [one.name for one in found[0].offers] == ["WTForms"]
    assert gaps(matrix, 1, ()) == ()


def test_what_was_not_checked_is_no_gap():
    assert gaps(lay((None, "unknown", "not-applicable")), 0, ()) == ()


def test_fewest_parts_fill_every_gap_that_can_be_filled():
    parts = (
        part("Peewee", "orm", chosen=False),
        part("WTForms", "forms", chosen=False),
        part("All", "orm", "forms", chosen=False),
    )
    found = gaps(lay(("none", "none", "none"), *parts), 0, parts)

    assert [one.name for one in fewest(found)] == ["All"]
    assert fewest(()) == []


# The page


@pytest.fixture
def flask_and_django(flask, django):
    """Django has an ORM; Flask has none, and two extensions that would add one."""
    orm = make.make_feature(name="ORM", slug="orm")
    make.make_fact(django, orm, level="built-in")
    make.make_fact(flask, orm, level="none")
    proven = {"url": "https://example.org/orm", "checked_on": date(2026, 11, 1)}
    for name in ("Flask-Peewee", "SQLAlchemy"):
        make.make_extension(flask, name=name, **proven).adds.add(orm)
    return flask, django


def open_page(client, query=""):
    response = client.get(f"{PAIR}{query}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("flask_and_django")
def test_address_adds_an_extension_to_its_column(client):
    html = open_page(client, "?with=flask.sqlalchemy")

    assert "<bdi>Flask</bdi> + <bdi>SQLAlchemy</bdi>" in html
    assert "Brought by <bdi>SQLAlchemy</bdi>." in html
    assert "1 of 1 features differ" in html
    assert re.search(r'value="flask.sqlalchemy" checked', html)
    assert 'value="flask.flask-peewee">' in html
    # What stands in other forms of the page keeps the stack.
    assert '<input type="hidden" name="with" value="flask.sqlalchemy">' in html


@pytest.mark.django_db
@pytest.mark.usefixtures("flask_and_django")
def test_bare_page_says_what_would_have_to_be_added(client):
    html = open_page(client)

    assert "What <bdi>Django</bdi> has built in, and <bdi>Flask</bdi> has not" in html
    assert (
        '<a href="?with=flask.flask-peewee#all-features" rel="nofollow">Flask-Peewee</a>' in html
    )
    assert "Nothing that <bdi>Flask</bdi> has built in is missing." in html
    assert "Brought by" not in html


@pytest.mark.django_db
@pytest.mark.usefixtures("flask_and_django")
def test_links_of_a_stack_keep_the_view(client):
    html = open_page(client, "?show=differences")

    assert 'href="?show=differences&amp;with=flask.flask-peewee#all-features"' in html
    assert '<input type="hidden" name="show" value="differences">' in html


@pytest.mark.django_db
@pytest.mark.usefixtures("flask_and_django")
@pytest.mark.parametrize(
    "query", ["with=", "with=flask.nothing", "with=django.sqlalchemy", "with=%00", "with=a&with=b"]
)
def test_unknown_parts_change_nothing(client, query):
    assert open_page(client, f"?{query}") == open_page(client)


@pytest.mark.django_db
@pytest.mark.parametrize("lacking", [{"url": ""}, {"checked_on": None}])
def test_extension_without_link_or_date_cannot_be_added(client, flask, django, lacking):
    proven = {"url": "https://example.org/", "checked_on": date(2026, 11, 1), **lacking}
    feature = make.make_feature(name="ORM", slug="orm")
    make.make_extension(flask, name="Peewee", **proven).adds.add(feature)

    assert "the-extensions" not in open_page(client, "?with=flask.peewee")


@pytest.mark.django_db
@pytest.mark.usefixtures("flask_and_django")
def test_stack_has_the_canonical_address_of_the_comparison(client):
    bare, stack = open_page(client), open_page(client, "?with=flask.sqlalchemy")
    canonical = re.compile(r'<link rel="canonical" href="([^"]+)"|content="(noindex, follow)"')

    assert canonical.search(stack).groups() == canonical.search(bare).groups()
