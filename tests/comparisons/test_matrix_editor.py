"""The fact matrix: one page for all facts, and a door that saves them cell by cell."""

import json
from datetime import date

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client

from comparisons.fact_entry import MOST_BYTES, MOST_CELLS
from comparisons.models import Fact, FeatureKind, Framework
from publishing import revisions
from tests import factories as make
from tests.desk import address, read_form

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]

PAGE = "/admin/comparisons/fact/matrix/"
SAVE = "/admin/comparisons/fact/matrix/save/"
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-23 12:00", tick=False):
        yield


@pytest.fixture
def fact():
    framework = make.make_framework(name="Flask", slug="flask")
    make.make_release(framework, version="3.1")
    feature = make.make_feature(name="Async views", slug="async-views")
    return make.make_fact(framework, feature, level="partial")


def make_user(*rights):
    user = User.objects.create_user("someone", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return user


def entry(fact, *, version=None, check="", signed=None, **fields):
    """Return what the page sends of a cell; `fact` may be one that is not there yet."""
    return {
        "framework": fact.framework_id,
        "feature": fact.feature_id,
        "version": fact.version if version is None else version,
        "fields": fields,
        "check": check,
        "signed": signed,
    }


def post(client, *cells):
    return client.post(SAVE, {"cells": cells}, content_type="application/json")


def save(client, *cells):
    response = post(client, *cells)
    assert response.status_code == 200, response.content
    return response.json()["results"]


def states(results):
    return [result["state"] for result in results]


def grid_of(response):
    """Return the words of each cell as an editor reads them, row by row."""
    return {
        row["name"]: [(cell["words"], cell["flag"]) for cell in row["cells"]]
        for group in response.context["groups"]
        for row in group["rows"]
    }


# The page


def make_grid(columns, rows):
    features = [make.make_feature(position=number) for number in range(rows)]
    author = make.make_author()
    for _ in range(columns):
        framework = make.make_framework()
        make.make_release(framework)
        extension = make.make_extension(framework)
        for feature in features[1:]:
            make.make_fact(framework, feature, extension=extension, checked_by=author)


@pytest.mark.parametrize(("columns", "rows"), [(1, 1), (3, 4), (12, 44)])
def test_matrix_opens_with_six_queries_whatever_its_size(
    client, columns, rows, django_assert_num_queries
):
    assert connection.features.supports_json_field  # asked once for each connection
    ContentType.objects.get_for_model(Framework)  # asked once for each process
    make_grid(columns, rows)
    client.force_login(make_user("view_fact", "change_fact", "add_fact"))

    with django_assert_num_queries(6):
        response = client.get(PAGE)

    assert response.content.decode().count("<td data-key=") == columns * rows


def test_matrix_shows_each_fact_and_each_gap(admin_client, fact):
    value = make.make_feature(name="Licence", kind=FeatureKind.VALUE)
    make.make_fact(fact.framework, value, value="BSD", checked_on=date(2025, 1, 1))
    make.make_framework(name="Django", slug="django")
    make.make_framework(name="Gone", status="archived")

    response = admin_client.get(PAGE)

    assert [str(column.framework) for column in response.context["columns"]] == ["Django", "Flask"]
    assert grid_of(response) == {
        "Async views": [("Missing", ""), ("Partly built in", "")],
        "Licence": [("Missing", ""), ("BSD", "Checked 23 months ago, against 3.1.")],
    }


def test_each_cell_leads_to_the_form_of_its_fact(admin_client, fact):
    other = make.make_framework(name="Zope", slug="zope")

    html = admin_client.get(PAGE).content.decode()

    assert f'<a href="{address(fact)}">' in html
    query = f"framework={other.pk}&amp;feature={fact.feature_id}"
    assert f'<a href="{address(Fact, "add")}?{query}">' in html
    form = admin_client.get(
        address(Fact, "add"), {"framework": other.pk, "feature": fact.feature_id}
    )
    assert read_form(form)["framework"] == [str(other.pk)]


def test_fact_list_links_to_the_matrix(admin_client):
    html = admin_client.get(address(Fact, "changelist")).content.decode()

    assert f'<a href="{PAGE}">Fact matrix</a>' in html


def test_filter_narrows_the_matrix(admin_client, fact):
    stale = make.make_feature(name="Sessions")
    make.make_fact(fact.framework, stale, checked_on=date(2025, 1, 1))
    rails = make.make_framework(name="Rails", slug="rails", language="Ruby")
    for feature in (fact.feature, stale):
        make.make_fact(rails, feature, checked_against="")

    def shown(**query):
        response = admin_client.get(PAGE, query)
        assert response.status_code == 200
        columns = [str(column.framework) for column in response.context["columns"]]
        return columns, list(grid_of(response)), response.context["needed"]

    both, all_rows = ["Flask", "Rails"], ["Async views", "Sessions"]
    assert shown() == (both, all_rows, 1)
    assert shown(language="Ruby") == (["Rails"], all_rows, 0)
    assert shown(framework="flask") == (["Flask"], all_rows, 1)
    assert shown(group=stale.group.slug) == (both, ["Sessions"], 1)
    assert shown(attention="on") == (["Flask"], ["Sessions"], 1)
    assert shown(attention="on", language="Ruby") == ([], [], 0)


@pytest.mark.parametrize("name", ["language", "framework", "group"])
def test_unknown_filter_is_refused_with_the_reason(admin_client, fact, name):
    response = admin_client.get(PAGE, {name: "x\0y"})

    assert response.status_code == 400
    assert f"The filter “{name}” was left out" in response.content.decode()
    assert list(grid_of(response)) == ["Async views"]


def test_empty_matrix_says_so(admin_client):
    assert "Nothing here yet." in admin_client.get(PAGE).content.decode()


# Saving


def test_changed_cells_are_saved_with_a_revision_each(admin_client, admin_user, fact):
    other = make.make_fact(fact.framework, make.make_feature(), level="none")

    results = save(admin_client, entry(fact, level="built-in"), entry(other, note=" Two\n words "))

    assert states(results) == ["saved", "saved"]
    fact.refresh_from_db()
    other.refresh_from_db()
    assert (fact.level, fact.version) == ("built-in", 2)
    assert (other.level, other.note, other.version) == ("none", "Two words", 2)
    kept = list(revisions.revisions_of(fact.framework))
    assert [one.user for one in kept] == [admin_user, admin_user]
    assert "Two words" in kept[0].document
    assert "Two words" not in kept[1].document
    assert results[0]["cell"]["version"] == 2
    assert results[0]["cell"]["level"] == "built-in"


def test_missing_fact_is_created(admin_client, fact):
    feature = make.make_feature()
    missing = Fact(framework=fact.framework, feature=feature)

    (result,) = save(admin_client, entry(missing, level="none"))

    created = Fact.objects.get(feature=feature)
    assert (created.framework, created.level, created.version) == (fact.framework, "none", 1)
    assert result["url"] == address(created)
    assert revisions.revisions_of(fact.framework).count() == 1


def test_value_is_saved_for_a_feature_that_asks_for_one(admin_client, fact):
    licence = make.make_feature(kind=FeatureKind.VALUE)
    missing = Fact(framework=fact.framework, feature=licence)

    (refused,) = save(admin_client, entry(missing, level="none"))
    (saved,) = save(admin_client, entry(missing, value="MIT"))

    assert refused["errors"] == {"value": ["This feature asks for a value."]}
    assert saved["state"] == "saved"
    assert Fact.objects.get(feature=licence).value == "MIT"


def test_stale_cell_comes_back_and_blocks_no_other(admin_client, fact):
    other = make.make_fact(fact.framework, make.make_feature())
    mine, more = entry(fact, level="none"), entry(other, level="none")
    save(admin_client, entry(fact, level="built-in", note="Theirs."))

    results = save(admin_client, mine, more)

    assert states(results) == ["stale", "saved"]
    theirs = results[0]["cell"]
    assert (theirs["level"], theirs["note"], theirs["version"]) == ("built-in", "Theirs.", 2)
    fact.refresh_from_db()
    assert fact.level == "built-in"

    (chosen,) = save(admin_client, {**mine, "version": theirs["version"]})

    assert chosen["state"] == "saved"
    fact.refresh_from_db()
    assert (fact.level, fact.note, fact.version) == ("none", "Theirs.", 3)


def test_fact_that_two_editors_create_is_stale_for_the_second(admin_client, fact):
    missing = Fact(framework=fact.framework, feature=make.make_feature())
    save(admin_client, entry(missing, level="none"))

    (result,) = save(admin_client, entry(missing, level="built-in"))

    assert (result["state"], result["cell"]["level"]) == ("stale", "none")


def test_fact_that_somebody_deleted_is_stale(admin_client, fact):
    mine = entry(fact, level="none")
    Fact.objects.all().delete()

    (result,) = save(admin_client, mine)

    assert (result["state"], result["cell"]["fact"], result["cell"]["version"]) == (
        "stale",
        None,
        0,
    )
    (again,) = save(admin_client, {**mine, "version": 0})
    assert again["state"] == "saved"


@pytest.mark.parametrize("moment", ["UPDATE", "INSERT"])
def test_save_at_the_same_moment_is_stale(admin_client, fact, moment):
    feature = fact.feature if moment == "UPDATE" else make.make_feature()
    cell = entry(fact) | {"feature": feature.pk, "fields": {"level": "none"}}
    cell["version"] = 1 if moment == "UPDATE" else 0
    others = iter([lambda: make_or_count(fact.framework, feature)])

    def meanwhile(execute, sql, params, many, context):
        if sql.startswith((f'{moment} "comparisons_fact"', f'{moment} INTO "comparisons_fact"')):
            next(others, lambda: None)()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(meanwhile):
        (result,) = save(admin_client, cell)

    assert result["state"] == "stale"
    assert not Fact.objects.filter(level="none").exists()


def make_or_count(framework, feature):
    if not Fact.objects.filter(feature=feature).update(version=7):
        make.make_fact(framework, feature)


def test_same_words_by_two_editors_are_no_conflict(admin_client, fact):
    mine = entry(fact, level="none")
    save(admin_client, mine)

    (result,) = save(admin_client, mine)

    assert (result["state"], result["cell"]["version"]) == ("saved", 2)
    assert revisions.revisions_of(fact.framework).count() == 1


def test_invalid_cell_comes_back_with_its_message_and_blocks_no_other(admin_client, fact):
    foreign = make.make_extension(make.make_framework())
    wrong = {
        "note": ("x" * 91, "at most 90 characters"),
        "level": ("perhaps", "not one of the available choices"),
        "source_url": ("ftp://x", "https://"),
        "source_title": ("", "Name the source for the reader."),
        "extension": (str(foreign.pk), "not one of the available choices"),
    }
    facts = [make.make_fact(fact.framework, make.make_feature()) for _ in wrong]
    cells = [
        entry(one, **{name: text})
        for one, (name, (text, _)) in zip(facts, wrong.items(), strict=True)
    ]

    *refused, last = save(admin_client, *cells, entry(fact, level="none"))

    assert states(refused) == ["invalid"] * len(wrong)
    for result, (name, (_, message)) in zip(refused, wrong.items(), strict=True):
        assert message in result["errors"][name][0]
        assert result["cell"]["version"] == 1
    assert last["state"] == "saved"
    assert not Fact.objects.filter(pk__in=[one.pk for one in facts], version=2).exists()


def test_check_is_dated_and_signed_by_the_server(admin_client, fact):
    author = make.make_author(name="Mara")

    (result,) = save(admin_client, entry(fact, check="today", signed=author.pk))

    assert result["cell"]["checked_on"] == "2026-11-23"
    fact.refresh_from_db()
    assert (fact.checked_on, fact.checked_against, fact.checked_by) == (TODAY, "3.1", author)

    (taken_back,) = save(admin_client, entry(fact, check="none"))

    assert taken_back["cell"]["checked_on"] == ""
    fact.refresh_from_db()
    assert (fact.checked_on, fact.checked_against, fact.checked_by) == (None, "", None)


def test_check_needs_a_source(admin_client, fact):
    bare = make.make_fact(
        fact.framework, make.make_feature(), source_title="", source_url="", checked_on=None
    )

    (result,) = save(admin_client, entry(bare, check="today"))

    assert result["errors"] == {"source_url": ["A check needs the source that was opened."]}
    bare.refresh_from_db()
    assert bare.checked_on is None


# Who may


def test_writer_changes_drafts_and_reads_what_is_live(client, fact):
    writer = make_user("view_fact", "change_fact", "add_fact")
    draft = make.make_framework(name="Ada", status="draft", published_at=None)
    revisions.record(draft, user=writer)
    client.force_login(writer)

    page = client.get(PAGE)

    ada, flask = page.context["columns"]
    assert (ada.refuses_change, ada.refuses_add) == ("", "")
    assert flask.refuses_change.startswith("Flask has been published.")
    html = page.content.decode()
    assert html.count("Read only") == 1
    assert html.count('aria-readonly="true"') == 1

    mine = Fact(framework=draft, feature=fact.feature)
    results = save(client, entry(fact, level="none"), entry(mine, level="none"))
    assert states(results) == ["refused", "saved"]
    assert results[0]["errors"] == {"__all__": [flask.refuses_change]}
    fact.refresh_from_db()
    assert (fact.level, fact.version) == ("partial", 1)


def test_draft_of_others_is_neither_shown_nor_saved_nor_told(client, fact):
    Framework.objects.update(status="draft", published_at=None)
    client.force_login(make_user("view_fact", "change_fact", "add_fact"))

    page = client.get(PAGE)
    (result,) = save(client, entry(fact, level="none"))

    assert "Flask" not in page.content.decode()
    assert result["state"] == "refused"
    assert "cell" not in result
    fact.refresh_from_db()
    assert fact.level == "partial"


def test_right_to_change_is_none_to_add(client, fact):
    missing = Fact(framework=fact.framework, feature=make.make_feature())
    client.force_login(make_user("view_fact", "change_fact", "publish_framework"))

    results = save(client, entry(missing, level="none"), entry(fact, level="none"))

    assert states(results) == ["refused", "saved"]


def test_reader_of_facts_saves_none(client, fact):
    client.force_login(make_user("view_fact"))

    assert client.get(PAGE).status_code == 200
    response = post(client, entry(fact, level="none"))

    assert response.status_code == 403
    assert response.json() == {"message": "You may look at facts, not save them."}
    fact.refresh_from_db()
    assert fact.level == "partial"


def test_matrix_is_closed_to_strangers(client, fact):
    assert client.get(PAGE).status_code == 302
    assert post(client, entry(fact, level="none")).status_code == 302
    client.force_login(make_user())
    assert client.get(PAGE).status_code == 403
    assert post(client, entry(fact, level="none")).status_code == 403
    fact.refresh_from_db()
    assert fact.level == "partial"


def test_save_needs_the_token_and_a_post(admin_user, fact):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(admin_user)

    assert post(strict, entry(fact, level="none")).status_code == 403
    assert strict.get(SAVE).status_code == 405
    fact.refresh_from_db()
    assert fact.level == "partial"


# Bad input

GOOD = {"framework": 1, "feature": 1, "version": 1, "fields": {}}
BAD = {
    "nothing": b"",
    "no JSON": b"{",
    "no UTF-8": b'{"cells": "\xff"}',
    "a list": b"[]",
    "no cells": b'{"cells": []}',
    "a key twice": b'{"cells": [], "cells": []}',
    "no number": b'{"cells": NaN}',
    "too deep": b"[" * 100_000,
    "a long number": b'{"cells": [{"framework": ' + b"9" * 5000 + b"}]}",
    "too many": json.dumps({"cells": [{**GOOD, "feature": n} for n in range(MOST_CELLS + 1)]}),
    "a cell twice": json.dumps({"cells": [GOOD, GOOD]}),
    "a cell that is none": json.dumps({"cells": ["x"]}),
    "an unknown key": json.dumps({"cells": [{**GOOD, "user": 1}]}),
    "an unknown field": json.dumps({"cells": [{**GOOD, "fields": {"checked_on": "2026-01-01"}}]}),
    "fields that are none": json.dumps({"cells": [{**GOOD, "fields": []}]}),
    "a field that is no text": json.dumps({"cells": [{**GOOD, "fields": {"note": 1}}]}),
    "a long text": json.dumps({"cells": [{**GOOD, "fields": {"note": "x" * 1001}}]}),
    "NUL": json.dumps({"cells": [{**GOOD, "fields": {"note": "\0"}}]}),
    "half a character": json.dumps({"cells": [{**GOOD, "fields": {"note": "\ud800"}}]}),
    "a check of its own": json.dumps({"cells": [{**GOOD, "check": "yesterday"}]}),
    "a check that is a list": json.dumps({"cells": [{**GOOD, "check": []}]}),
    "a version below 0": json.dumps({"cells": [{**GOOD, "version": -1}]}),
    "a version that is true": json.dumps({"cells": [{**GOOD, "version": True}]}),
    "a large number": json.dumps({"cells": [{**GOOD, "framework": 2**63}]}),
    "a signature that is a name": json.dumps({"cells": [{**GOOD, "signed": "Mara"}]}),
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
def test_bad_input_is_refused_with_a_message(admin_client, body):
    response = admin_client.post(SAVE, body, content_type="application/json")

    assert response.status_code == 400
    assert response.json()["message"]


def test_too_much_input_is_refused(admin_client):
    body = b" " * (MOST_BYTES + 1)

    response = admin_client.post(SAVE, body, content_type="application/json")

    assert response.status_code == 413
    assert response.json() == {"message": "This is too much to save at once."}


def test_unknown_framework_feature_and_author_are_no_error_of_ours(admin_client, fact):
    results = save(
        admin_client,
        {**entry(fact), "framework": 2**62},
        {**entry(fact), "feature": 2**62},
        entry(fact, check="today", signed=2**62),
    )

    assert states(results) == ["refused", "refused", "invalid"]
    assert "is not there any more" in results[0]["errors"]["__all__"][0]
    assert list(results[2]["errors"]) == ["checked_by"]
