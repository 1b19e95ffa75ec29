"""Changes of facts as readers find them: the list, its filters, and the pages that show some."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from comparisons.models import FactChange
from publishing import markdown
from tests import factories as make
from tests.site import read

pytestmark = pytest.mark.django_db

NOVEMBER = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def flask():
    return make.make_framework(name="Flask", slug="flask")


@pytest.fixture
def django():
    return make.make_framework(name="Django", slug="django")


@pytest.fixture
def orm():
    return make.make_feature(name="ORM", slug="orm")


def said(response):
    return [
        (change["framework_name"], change["feature_name"], change["words"])
        for change in response.context["changes"]
    ]


def rechecked(framework, number, *, at=NOVEMBER, against="6.1", **fields):
    for _ in range(number):
        make.make_change(
            framework,
            make.make_feature(),
            at=at,
            old_level="built-in",
            old_checked_against="6.0",
            new_checked_against=against,
            **fields,
        )


def test_list_names_old_and_new_newest_first(client, flask, orm):
    licence = make.make_feature(name="Licence", kind="value")
    make.make_change(flask, orm)
    values = {"old_level": "", "new_level": "", "old_value": "MIT", "new_value": "BSD"}
    make.make_change(flask, licence, **values)

    assert said(client.get("/changes/")) == [
        ("Flask", "Licence", "MIT to BSD"),
        ("Flask", "ORM", "third-party to built in"),
    ]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"old_extension": "Pee", "new_extension": "Pony"},
            "provided by Pony, before by Pee",
        ),
        ({"new_extension": "Pony"}, "provided by Pony"),
        ({"old_extension": "Peewee"}, "no longer provided by Peewee"),
        ({"old_source_url": "/a", "new_source_url": "/b"}, "source updated"),
        ({"old_note": "So.", "new_note": "Thus."}, "wording changed"),
        (
            {"old_checked_against": "6.0", "new_checked_against": "6.1"},
            "checked against 6.1. The answer stayed the same.",
        ),
    ],
)
def test_list_says_in_words_what_changed(client, flask, orm, fields, words):
    make.make_change(flask, orm, old_level="built-in", **fields)

    assert said(client.get("/changes/")) == [("Flask", "ORM", words)]


def test_list_shows_what_was_and_is_why_and_who(client, flask, orm):
    ann = make.make_author(name="Ann", slug="ann")
    source = {"new_source_title": "Docs", "new_source_url": "https://example.org/docs"}
    reason = "We misread it."
    make.make_change(
        flask, orm, reason=reason, is_correction=True, checked_by=ann, old_note="`a`", **source
    )

    page = read(client, "/changes/")

    assert "Correction." in page
    assert reason in page
    assert "<code>a</code>" in page
    assert '<a href="https://example.org/docs">Docs</a>' in page
    assert 'Checked by <a href="/authors/ann/">Ann</a>' in page
    assert "/frameworks/flask/#orm" in page


@pytest.mark.allow_n_plus_one  # Two readers ask.
def test_account_names_are_in_no_list(admin_client, client, admin_user, flask, orm):
    admin_user.first_name = "Zyxwv"
    admin_user.save()
    make.make_change(flask, orm)

    assert "Checked by" not in read(client, "/changes/")
    assert "Zyxwv" not in read(admin_client, "/changes/")


# Re-checks


def test_rechecks_against_a_version_are_one_line_for_each_framework(client, flask, django):
    rechecked(django, 3)
    rechecked(flask, 2, against="3.2")
    rechecked(django, 1, against="6.2", at=NOVEMBER.replace(day=24))

    lines = [(name, words) for name, _feature, words in said(client.get("/changes/"))]

    assert lines == [
        ("Django", "checked against 6.2. The answer stayed the same."),
        ("Flask", "2 facts checked against 3.2. No answer changed."),
        ("Django", "3 facts checked against 6.1. No answer changed."),
    ]


def test_recheck_that_says_more_stands_by_itself(client, django):
    rechecked(django, 2)
    rechecked(django, 1, reason="The documentation moved.")

    assert len(said(client.get("/changes/"))) == 2


def test_rechecks_of_one_feature_are_told_one_by_one(client, django, flask, orm):
    rechecked(django, 2)
    make.make_change(django, orm, old_level="built-in", new_checked_against="6.1", at=NOVEMBER)

    found = said(client.get("/changes/", {"feature": "orm"}))

    assert found == [("Django", "ORM", "checked against 6.1. The answer stayed the same.")]


# Filters


@pytest.mark.parametrize(
    ("query", "names", "title"),
    [
        ({}, {"Flask", "Django", "Bottle"}, "Changes"),
        ({"framework": "flask"}, {"Flask"}, "Changes: Flask"),
        ({"feature": "orm"}, {"Flask", "Django"}, "Changes: ORM"),
        ({"framework": "django", "feature": "orm"}, {"Django"}, "Changes: Django, ORM"),
        ({"comparison": "flask-vs-django"}, {"Flask", "Django"}, "Changes: Flask vs Django"),
        ({"corrections": "yes"}, {"Bottle"}, "Corrections"),
        ({"unknown": "x"}, {"Flask", "Django", "Bottle"}, "Changes"),
    ],
)
def test_list_is_narrowed_as_the_address_says(client, flask, django, orm, query, names, title):
    bottle = make.make_framework(name="Bottle", slug="bottle")
    make.make_change(flask, orm)
    make.make_change(django, orm)
    make.make_change(bottle, make.make_feature(), is_correction=True)

    response = client.get("/changes/", query)

    assert {name for name, _feature, _words in said(response)} == names
    assert f"<h1>{title}</h1>" in response.content.decode()


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ({"framework": "flsk"}, "There is no framework “flsk” here."),
        ({"feature": "nothing"}, "There is no feature “nothing” here."),
        ({"comparison": "flask"}, "There is no comparison “flask” here."),
        ({"comparison": "flask-vs-nothing"}, "There is no comparison “flask-vs-nothing” here."),
        ({"corrections": "no"}, "Ask for corrections=yes, or leave it out."),
        ({"before": "9999"}, "This page of changes is not there any more."),
        ({"before": "'; --"}, "This page of changes is not there any more."),
    ],
)
@pytest.mark.usefixtures("flask")
def test_unknown_filter_is_not_found_and_says_why(client, query, error):
    response = client.get("/changes/", query)

    assert response.status_code == 404
    assert error in response.content.decode().replace("&#x27;", "'")


@pytest.mark.parametrize("state", make.HIDDEN)
def test_hidden_framework_is_no_filter_and_in_no_list(client, orm, state):
    hidden = make.make_framework(name="Zyxwv", slug="zyxwv", **make.HIDDEN[state])
    make.make_change(hidden, orm, is_correction=True)

    assert "Zyxwv" not in read(client, "/changes/")
    assert "Zyxwv" not in read(client, "/")
    assert "Zyxwv" not in read(client, "/changes/?corrections=yes")
    assert client.get("/changes/?framework=zyxwv").status_code == 404
    assert client.get(f"/changes/?comparison=zyxwv-vs-{orm.slug}").status_code == 404
    assert "Zyxwv" not in markdown.render("```corrections\n```").html


def test_only_the_whole_list_is_for_search_engines(client, flask):
    whole, narrowed = read(client, "/changes/?x=y"), read(client, "/changes/?framework=flask")

    assert '<link rel="canonical" href="http://localhost/changes/">' in whole
    assert "noindex" not in whole
    assert '<meta name="robots" content="noindex, follow">' in narrowed
    assert "canonical" not in narrowed


def test_pages_follow_each_other_and_keep_the_filter(client, flask, django, orm):
    for _ in range(35):
        make.make_change(flask, orm, at=NOVEMBER)
        make.make_change(django, orm, at=NOVEMBER)

    seen, path = [], "/changes/?framework=flask"
    while path:
        context = client.get(path).context
        seen += [change["framework_name"] for change in context["changes"]]
        path = context["older_url"]

    assert seen == ["Flask"] * 35


@pytest.mark.allow_n_plus_one  # Three pages are read.
def test_later_page_of_all_changes_has_an_address_of_its_own(client, flask, orm):
    for _ in range(35):
        make.make_change(flask, orm)

    older = client.get("/changes/").context["older_url"]
    response = client.get("/changes/", {"before": older.split("/")[-2]})

    assert older.startswith("/changes/before/")
    assert len(said(client.get(older))) == 5
    assert (response.status_code, response.url) == (301, older)


@pytest.mark.parametrize("number", ["9999", str(2**70), "0"])
def test_later_page_that_does_not_exist_is_not_found(client, number):
    response = client.get(f"/changes/before/{number}/")

    assert response.status_code == 404
    assert "This page of changes is not there any more." in response.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_later_page_costs_one_query_more(client, flask, number, django_assert_num_queries):
    for _ in range(number):
        make.make_change(flask, make.make_feature())
    last = make.make_change(flask, make.make_feature(), at=NOVEMBER)

    with django_assert_num_queries(5):
        response = client.get(f"/changes/before/{last.pk}/")

    assert len(said(response)) == number


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "No answer has changed since it was first given."),
        ("?framework=flask", "No answer here has changed since it was first given."),
        ("?corrections=yes", "We have had nothing to correct so far."),
    ],
)
@pytest.mark.usefixtures("flask")
def test_empty_list_says_so(client, query, words):
    assert words in read(client, f"/changes/{query}")


# The pages that show some


def test_comparison_shows_the_five_newest_changes_of_its_frameworks(client, flask, django, orm):
    make.make_comparison(flask, django)
    make.make_change(make.make_framework(name="Bottle"), orm, at=NOVEMBER)
    for _ in range(6):
        make.make_change(django, make.make_feature())

    response = client.get("/compare/flask-vs-django/")

    assert [name for name, _feature, _words in said(response)] == ["Django"] * 5
    assert "/changes/?comparison=flask-vs-django" in response.content.decode()


def test_comparison_without_changes_has_no_list_of_them(client, flask, django):
    make.make_comparison(flask, django)

    assert "Changes to this comparison" not in read(client, "/compare/flask-vs-django/")


def test_home_tells_of_changes_instead_of_checks(client, flask, orm):
    make.make_fact(flask, orm)
    assert "Checked most recently" in read(client, "/")
    make.make_change(flask, orm)
    page = read(client, "/")

    assert "Latest changes" in page
    assert "third-party to built in" in page
    assert "Checked most recently" not in page


def test_framework_and_feature_lead_to_their_changes(client, flask, orm):
    make.make_fact(flask, orm)

    assert "/changes/?framework=flask" in read(client, "/frameworks/flask/")
    assert "/changes/?feature=orm" in read(client, "/features/orm/")


@pytest.mark.allow_n_plus_one  # The page is read twice.
def test_page_shows_corrections_where_its_text_asks_for_them(client, flask, orm):
    make.make_page(slug="corrections", body="So far:\n\n```corrections\n```")
    assert "None so far." in read(client, "/about/corrections/")
    make.make_change(flask, orm)
    make.make_change(flask, orm, is_correction=True, reason="We misread it.")
    page = read(client, "/about/corrections/")

    assert page.count("third-party to built in") == 1
    assert "We misread it." in page


def test_corrections_fence_with_words_inside_is_an_editors_mistake():
    (problem,) = markdown.problems("```corrections\nall\n```")

    assert problem == "Line 1: the corrections fence has nothing inside."


# What a long log costs


INDEXES = {
    "": "comparisons_change_newest",
    "?framework=framework-a": "comparisons_change_framework",
    "?feature=feature-a": "comparisons_change_feature",
    "?corrections=yes": "comparisons_change_correction",
}


@pytest.mark.allow_n_plus_one
@pytest.mark.skipif(connection.vendor != "sqlite", reason="Reads SQLite's own plan.")
def test_list_reads_ten_thousand_changes_by_an_index(client):
    make_log()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    for query, index in INDEXES.items():
        plan = plan_of(client, query)
        assert f"INDEX {index}" in plan, query
        assert "TEMP B-TREE" not in plan, query
        # Of one feature, re-checks are told one by one.
        assert ("INDEX comparisons_change_recheck" in plan) == ("feature" not in query)


def make_log():
    frameworks = [make.make_framework(slug=f"framework-{name}") for name in "abcdefghij"]
    features = [make.make_feature(slug=f"feature-{name}") for name in "abcdefghij"]
    FactChange.objects.bulk_create(
        FactChange(
            key=f"change-{number}",
            framework=frameworks[number % 10],
            feature=features[number // 10 % 10],
            at=NOVEMBER,
            kind="version" if number % 2 else "answer",
            is_correction=number % 50 == 0,
            old_level="none",
            new_level="built-in",
            new_checked_against="6.1",
        )
        for number in range(10_000)
    )


def plan_of(client, query):
    """Return how SQLite finds the changes of a page."""
    statements = []

    def note(execute, sql, params, many, context):
        if 'FROM "comparisons_factchange"' in sql and "LIMIT 31" in sql:
            statements.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        client.get(f"/changes/{query}")
    ((sql, params),) = statements
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        return "\n".join(row[3] for row in cursor.fetchall())
