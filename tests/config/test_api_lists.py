"""Lists of the API: in parts, from where the last one ended, and of what was asked for."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils.timezone import localdate

from comparisons.models import Fact, Feature
from tests import factories as make
from tests.api import LISTS, read, walk
from tests.site import make_site

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", LISTS.values())
@pytest.mark.allow_n_plus_one  # Each part is a request of its own.
def test_list_in_parts_is_the_whole_list(client, path):
    make_site(3)
    (whole,) = walk(client, path)

    parts = walk(client, f"{path}?limit=1")

    assert len(whole) >= 3
    assert [item for part in parts for item in part] == whole
    assert {len(part) for part in parts} == {1}


@pytest.mark.allow_n_plus_one
def test_next_part_keeps_filter_and_fields(client):
    make_site(3)

    parts = walk(client, "/api/v1/facts/?framework=main&fields=framework&limit=3")

    assert [len(part) for part in parts] == [3, 1]
    assert parts[1] == [{"framework": {"slug": "main", "name": "Main"}}]


@pytest.mark.parametrize(
    "spoilt",
    [
        "/api/v1/facts/?limit=1&cursor={}x",
        "/api/v1/facts/?limit=1&cursor=x{}",
        "/api/v1/facts/?limit=1&framework=main&cursor={}",
        "/api/v1/drawbacks/?limit=1&cursor={}",
        "/api/v1/facts/?limit=1&cursor=WzFd",
    ],
)
@pytest.mark.allow_n_plus_one
def test_cursor_fits_the_list_that_it_was_given_for_alone(client, spoilt):
    make_site()
    cursor = read(client, "/api/v1/facts/?limit=1")["next"].rpartition("cursor=")[2]
    assert client.get(f"/api/v1/facts/?limit=1&cursor={cursor}").status_code == 200

    response = client.get(spoilt.format(cursor))

    assert response.status_code == 404
    assert response.json()["detail"].startswith("This cursor was not given out for this list.")


def make_many_facts():
    frameworks = [make.make_framework() for _ in range(2)]
    group = make.make_group()
    features = Feature.objects.bulk_create(
        Feature(name=f"F{number}", slug=f"f-{number}", meaning="It is.", group=group)
        for number in range(1500)
    )
    Fact.objects.bulk_create(
        Fact(
            framework=framework,
            feature=feature,
            level="built-in" if number % 50 else "partial",
            source_url="https://example.org/",
            checked_on=date(2026, 11, 1),
        )
        for framework in frameworks
        for number, feature in enumerate(features)
    )


def plan_of(client, address):
    """Return how the database finds the facts of a list."""
    statements = []

    def note(execute, sql, params, many, context):
        if 'FROM "comparisons_fact"' in sql:
            statements.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        read(client, address)
    ((sql, params),) = statements
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")
        cursor.execute(f"{explain} {sql}", params)
        rows = cursor.fetchall()
    # SQLite tells the parts of a query apart by the second column; the list itself is the first.
    top = [row for row in rows if connection.vendor != "sqlite" or row[1] == 0]
    return "\n".join(str(row[-1]) for row in top)


@pytest.mark.parametrize(
    ("filters", "sqlite", "postgresql"),
    [
        ("", "USING INTEGER PRIMARY KEY (rowid>?)", "comparisons_fact_pkey"),
        ("&level=partial", "comparisons_fact_level (level=? AND id>?)", "comparisons_fact"),
    ],
)
@pytest.mark.allow_n_plus_one
def test_later_part_of_many_facts_is_read_from_where_it_begins(
    client, filters, sqlite, postgresql
):
    make_many_facts()
    following = read(client, f"/api/v1/facts/?limit=10{filters}")["next"]

    plan = plan_of(client, following.removeprefix("http://localhost"))

    if connection.vendor == "sqlite":
        assert sqlite in plan
        assert "TEMP B-TREE" not in plan
    else:
        assert f"Index Scan using {postgresql}" in plan


# Facts


@pytest.fixture
def flask():
    framework = make.make_framework(name="Flask", slug="flask")
    make.make_release(framework, version="3.2", released_on=date(2026, 6, 1))
    return framework


def slugs(client, address):
    return [fact["feature"]["slug"] for part in walk(client, address) for fact in part]


def add_fact(framework, slug, **fields):
    return make.make_fact(framework, make.make_feature(name=slug, slug=slug), **fields)


@pytest.mark.parametrize("missing", [{"source_url": ""}, {"checked_on": None}])
@pytest.mark.parametrize("said", [{"level": "none"}, {"value": "BSD"}])
def test_fact_without_source_or_date_says_nothing(client, flask, said, missing):
    author = make.make_author(name="Ada")
    add_fact(flask, "orm", note="Noted.", since="1.0", checked_by=author, **said, **missing)

    fact = read(client, "/api/v1/facts/flask/orm/")

    assert fact["level"] == "unknown"
    told = ("value", "note", "since", "source", "checked_on", "checked_against", "checked_by")
    assert {name: fact[name] for name in told} == dict.fromkeys(told)
    assert fact["stale"] is False


def test_facts_are_filtered_by_what_readers_are_told(client, flask):
    add_fact(flask, "one", level="none")
    add_fact(flask, "two", level="none", source_url="")
    add_fact(flask, "three", level="none", checked_on=None)
    add_fact(flask, "four", level="unknown")
    add_fact(flask, "five", value="BSD")

    assert slugs(client, "/api/v1/facts/?level=none") == ["one"]
    assert slugs(client, "/api/v1/facts/?level=unknown") == ["two", "three", "four"]


@pytest.mark.allow_n_plus_one  # Several lists are read.
def test_facts_are_filtered_by_staleness_as_pages_tell_it(client, flask):
    today = localdate()
    old = today - timedelta(days=181)
    add_fact(flask, "fresh", checked_on=today, checked_against="3.2")
    add_fact(flask, "patch", checked_on=today, checked_against="3.2.1")
    add_fact(flask, "next", checked_on=today, checked_against="4.0")
    add_fact(flask, "silent", checked_on=today, checked_against="")
    add_fact(flask, "behind", checked_on=today, checked_against="3.1")
    add_fact(flask, "old", checked_on=old, checked_against="3.2")
    add_fact(flask, "unchecked", checked_on=old, source_url="")

    stale, others = ["behind", "old"], ["fresh", "patch", "next", "silent", "unchecked"]

    assert slugs(client, "/api/v1/facts/?stale=true") == stale
    assert slugs(client, "/api/v1/facts/?stale=true&limit=1") == stale
    assert slugs(client, "/api/v1/facts/?stale=false") == others
    assert slugs(client, "/api/v1/facts/?stale=false&limit=2") == others
    fact = read(client, "/api/v1/facts/flask/behind/")
    assert fact["stale_reason"] == "Checked this month, against 3.1. Current is 3.2."
