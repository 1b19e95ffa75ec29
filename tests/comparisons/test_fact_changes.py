"""What saves of facts write down for readers, wherever a fact is saved."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command

from comparisons.models import Fact, FactChange
from publishing import restoring, revisions, saving
from publishing.folders import Outcome, export_folder, import_folder
from tests import factories as make
from tests.desk import address, errors_of, open_form, read_form, save
from tests.publication import edit, files_of, make_folder, put

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]

NOTHING = """\
[[changes]]
key = "20261123-120000-ant-mapper"
framework = "ant"
feature = "mapper"
at = 2026-11-23T12:00:00Z
old_level = "none"
new_level = "none"
"""
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def fact():
    flask = make.make_framework(name="Flask", slug="flask")
    return make.make_fact(flask, make.make_feature(slug="orm"), level="third-party")


def accept(fact, **fields):
    """Save a fact as every door does, with fields set."""
    fact = Fact.objects.get(pk=fact.pk)
    for name, value in fields.items():
        setattr(fact, name, value)
    saving.save_accepted(fact)
    return fact


def told():
    return [(one.kind, one.old_level, one.new_level) for one in FactChange.objects.all()]


def test_change_says_what_was_what_is_when_and_who(fact):
    ann = make.make_author(name="Ann")
    accept(fact, level="partial", note="Some.", checked_on=NOON.date(), checked_by=ann)

    (change,) = FactChange.objects.all()
    assert (change.old_level, change.new_level, change.kind) == (
        "third-party",
        "partial",
        "answer",
    )
    assert (change.old_note, change.new_note) == ("", "Some.")
    assert (change.at, change.checked_by, change.is_correction) == (NOON, ann, False)


def test_change_without_a_new_check_is_signed_by_nobody(fact):
    ann = make.make_author()
    Fact.objects.update(checked_by=ann)
    accept(fact, level="partial")

    assert FactChange.objects.get().checked_by is None


def test_second_change_on_the_day_of_a_check_keeps_its_signature(fact, clock):
    ann = make.make_author()
    accept(fact, level="partial", checked_on=NOON.date(), checked_by=ann)
    clock.shift(timedelta(hours=2))
    accept(fact, level="built-in")

    assert {change.checked_by for change in FactChange.objects.all()} == {ann}


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"level": "none"}, "answer"),
        ({"source_url": "https://example.org/other"}, "source"),
        ({"checked_against": "3.2"}, "version"),
        # Readers see what has no source, or no date, as not checked yet.
        ({"checked_on": None}, "answer"),
    ],
)
def test_change_of_what_matters_to_readers_is_told(fact, fields, kind):
    accept(fact, **fields)

    assert FactChange.objects.get().kind == kind


@pytest.mark.parametrize(
    "fields",
    [
        {"checked_on": date(2026, 11, 20)},
        {"note": "Mended."},
        {"since": "3.0"},
        {"source_title": "Flask docs"},
        {"checked_against": ""},
    ],
)
def test_check_of_the_same_and_mended_words_are_not_told(fact, fields):
    accept(fact, **fields)

    assert not FactChange.objects.exists()


def test_mended_words_are_told_where_an_editor_says_why(fact):
    accept(fact, note="Mended.", reason="A reader wrote in.")

    (change,) = FactChange.objects.all()
    assert (change.kind, change.reason) == ("wording", "A reader wrote in.")


def test_extension_is_told_by_name(fact):
    accept(fact, extension=make.make_extension(fact.framework, name="SQLAlchemy"))

    change = FactChange.objects.get()
    assert (change.kind, change.old_extension, change.new_extension) == (
        "answer",
        "",
        "SQLAlchemy",
    )


def test_first_answer_is_no_change(fact):
    feature = make.make_feature()
    first = Fact(framework=fact.framework, feature=feature, level="none", source_url="/a")
    saving.save_accepted(first)

    assert not FactChange.objects.exists()


def test_answer_to_what_nobody_had_looked_at_is_a_change(fact):
    Fact.objects.update(level="unknown")
    accept(fact, level="none")

    assert told() == [("answer", "unknown", "none")]


@pytest.mark.parametrize("state", ["draft", "scheduled"])
def test_change_that_no_reader_could_see_is_not_told(fact, state):
    type(fact.framework).objects.update(**make.HIDDEN[state])
    accept(fact, level="none")

    assert not FactChange.objects.exists()


def test_refused_save_tells_nothing(fact):
    fact.level = "none"
    with pytest.raises(saving.StaleSave):
        saving.save_accepted(fact, expected=7)

    assert not FactChange.objects.exists()


def test_changes_within_the_hour_are_one(fact, clock):
    accept(fact, level="partial")
    clock.shift(timedelta(minutes=59))
    accept(fact, level="built-in")
    clock.shift(timedelta(minutes=2))
    accept(fact, level="none")

    assert told() == [("answer", "built-in", "none"), ("answer", "third-party", "built-in")]


def test_change_that_is_taken_back_within_the_hour_was_none(fact):
    accept(fact, level="partial")
    accept(fact, level="third-party")

    assert not FactChange.objects.exists()


def test_correction_stands_alone(fact):
    accept(fact, level="partial")
    accept(fact, level="none", is_correction=True)
    accept(fact, level="official")

    assert [one.is_correction for one in FactChange.objects.all()] == [False, True, False]
    assert len({(one.key, one.at) for one in FactChange.objects.all()}) == 3


# The doors


def test_form_takes_a_reason_and_a_correction(admin_client, fact):
    fields = open_form(admin_client, fact)
    save(admin_client, fact, fields, level="none", reason="We misread it.", is_correction="on")

    change = FactChange.objects.get()
    assert (change.reason, change.is_correction) == ("We misread it.", True)
    assert open_form(admin_client, fact)["reason"] == ""


def test_form_refuses_a_reason_for_nothing(admin_client, fact):
    fields = open_form(admin_client, fact)
    response = save(admin_client, fact, fields, reason="We misread it.")

    assert "nothing that readers see is changed" in errors_of(response)
    fact.refresh_from_db()
    assert fact.version == 1


def test_stale_form_keeps_the_reason(admin_client, fact):
    mine = open_form(admin_client, fact)
    accept(fact, level="partial")
    response = save(admin_client, fact, mine, level="none", reason="We misread it.")

    labels = [difference.label for difference in response.context["conflict"].differences]
    assert labels == ["Level", "Why"]
    again = read_form(response)
    assert save(admin_client, fact, again, overwrite="2").status_code == 302
    assert FactChange.objects.get().reason == "We misread it."


def test_matrix_takes_a_reason_and_a_correction(admin_client, fact):
    cell = {
        "framework": fact.framework_id,
        "feature": fact.feature_id,
        "version": 1,
        "fields": {"level": "none", "reason": "We misread it.", "is_correction": "yes"},
    }
    path = "/admin/comparisons/fact/matrix/save/"
    response = admin_client.post(path, {"cells": [cell]}, content_type="application/json")

    (result,) = response.json()["results"]
    assert (result["state"], result["cell"]["reason"]) == ("saved", "")
    change = FactChange.objects.get()
    assert (change.reason, change.is_correction) == ("We misread it.", True)


def test_deleted_fact_is_told_as_not_checked_yet_and_its_return_too(admin_client, fact, clock):
    admin_client.post(address(fact, "delete"), {"post": "yes"})
    clock.shift(timedelta(hours=2))
    again = Fact(
        framework=fact.framework,
        feature=fact.feature,
        level="none",
        source_url="/a",
        checked_on=NOON.date(),
    )
    saving.save_accepted(again)

    assert told() == [("answer", "unknown", "none"), ("answer", "third-party", "unknown")]


def test_restored_revision_is_told(admin_user, fact, clock):
    before = revisions.record(fact.framework)
    accept(fact, level="none")
    after = revisions.record(fact.framework)
    clock.shift(timedelta(hours=2))
    seen = restoring.fingerprint(after.document)
    restoring.restore(fact.framework, before, user=admin_user, seen=seen)

    assert told() == [("answer", "none", "third-party"), ("answer", "third-party", "none")]


# Documents


def change_in(folder, old, new):
    """Change a level in a document as an editor of files does."""
    edit(folder, "frameworks/ant.toml", f'level = "{old}"', f'level = "{new}"')


def test_first_import_tells_nothing_and_a_later_one_what_changed(tmp_path):
    folder = make_folder(tmp_path)
    import_folder(folder)
    assert not FactChange.objects.exists()
    change_in(folder, "third-party", "partial")
    import_folder(folder)

    assert told() == [("answer", "third-party", "partial")]
    assert FactChange.objects.get().checked_by is None


def test_dry_run_tells_nothing(tmp_path):
    folder = make_folder(tmp_path)
    import_folder(folder)
    change_in(folder, "third-party", "partial")
    call_command("import_content", folder, dry_run=True, verbosity=0)

    assert not FactChange.objects.exists()


@pytest.fixture
def publication(tmp_path, clock):
    """Return a folder that was exported after two changes, one of them a correction."""
    folder = make_folder(tmp_path / "in")
    import_folder(folder)
    fact = Fact.objects.get(framework__slug="ant", feature__slug="mapper")
    accept(fact, level="partial", note="", checked_on=NOON.date())
    clock.shift(timedelta(days=1))
    accept(fact, level="built-in", reason='We "misread" it.', is_correction=True)
    export_folder(tmp_path / "out")
    return tmp_path / "out"


def test_changes_are_part_of_a_backup(publication):
    kept = list(FactChange.objects.values_list("key", "at", "kind", "reason", "checked_by__name"))
    for model in (FactChange, Fact):
        model.objects.all().delete()
    assert import_folder(publication).problems == []

    assert (
        list(FactChange.objects.values_list("key", "at", "kind", "reason", "checked_by__name"))
        == kept
    )
    assert set(import_folder(publication).counts) == {Outcome.UNCHANGED}
    assert "changes.toml" in files_of(publication)


def test_backup_comes_back_byte_for_byte(publication, tmp_path):
    files = files_of(publication)
    FactChange.objects.all().delete()
    Fact.objects.all().delete()
    import_folder(publication)
    export_folder(tmp_path / "again")

    assert files_of(tmp_path / "again") == files


def test_import_tells_a_change_once_that_its_folder_tells_of(publication, clock):
    """Another copy of the publication is still where it was, and takes the newer folder."""
    kept = list(FactChange.objects.values_list("key", flat=True))
    FactChange.objects.all().delete()
    Fact.objects.filter(feature__slug="mapper").update(level="third-party")
    clock.shift(timedelta(days=3))
    assert import_folder(publication).problems == []

    assert list(FactChange.objects.values_list("key", flat=True)) == kept


def test_import_refuses_a_change_of_nothing(publication):
    put(publication, "changes.toml", NOTHING)

    (problem,) = import_folder(publication).problems
    assert str(problem) == (
        "changes.toml: changes.20261123-120000-ant-mapper: "
        "A change says of something what it was and what it is."
    )


def test_import_refuses_a_source_that_would_run(publication):
    put(publication, "changes.toml", f'{NOTHING}new_source_url = "javascript:alert(1)"\n')

    (problem,) = import_folder(publication).problems
    assert "Give an address that starts with https://" in str(problem)
