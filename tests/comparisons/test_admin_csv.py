"""The export and the import of facts, as an editor uses them."""

from datetime import date

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comparisons import fact_csv, fact_import
from comparisons.models import Fact
from publishing import revisions
from publishing.models import Revision
from tests.desk import address, read_form
from tests.factories import make_author, make_extension, make_fact, make_feature

# One revision for each framework that an import changes: so many reads, by nature.
pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]

IMPORT = reverse("admin:comparisons_fact_import")
EXPORT = reverse("admin:comparisons_fact_export")


@pytest.fixture
def orm():
    return make_feature(name="ORM", slug="orm")


@pytest.fixture
def fact(flask, orm):
    return make_fact(flask, orm, note="Before.", checked_by=make_author(name="Ada"))


def export(client, **filters):
    response = client.get(EXPORT, filters)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return response.content.decode()


def look(client, text):
    """Paste a table; return the page that says what it would do."""
    return client.post(IMPORT, {"text": text})


def confirm(client, page, note="From the survey."):
    return client.post(IMPORT, {**read_form(page), "note": note}, follow=True)


def counts(page):
    return list(page.context["plan"].counts.values())


def messages(page):
    return " ".join(str(message) for message in page.context["messages"])


def test_export_follows_the_filter_of_the_list(admin_client, fact, django, orm):
    make_fact(django, orm, note="Its own.")
    assert len(fact_csv.read(export(admin_client)).lines) == 2
    text = export(admin_client, framework__id__exact=django.pk)
    assert [line.key for line in fact_csv.read(text).lines] == [("django", "orm")]
    assert len(fact_csv.read(export(admin_client, q="Before")).lines) == 1


def test_list_links_to_the_export_of_what_it_shows(admin_client, fact):
    html = admin_client.get(address(Fact, "changelist"), {"level": "none"}).content.decode()
    assert f'href="{EXPORT}?level=none"' in html
    assert f'href="{IMPORT}"' in html


def test_selection_is_exported(admin_client, fact, django, orm):
    make_fact(django, orm)
    data = {"action": "export", "_selected_action": [fact.pk]}
    response = admin_client.post(address(Fact, "changelist"), data)
    assert [line.key for line in fact_csv.read(response.content.decode()).lines] == [
        ("flask", "orm")
    ]


def test_filter_that_is_none_is_a_bad_request(admin_client, fact):
    assert admin_client.get(EXPORT, {"nonsense": "1"}).status_code == 400


def test_export_that_comes_back_leaves_nothing_to_do(admin_client, fact):
    page = look(admin_client, export(admin_client))
    assert counts(page) == [0, 0, 1, 0]
    assert "Every row matches what is already here. Nothing to do." in page.content.decode()


def test_dry_run_shows_old_and_new_and_writes_nothing(admin_client, fact, django):
    text = export(admin_client).replace("Before.", "After.")
    page = look(admin_client, text + "django,orm,none,,,,,,,,,,\nzope,orm,none,,,,,,,,,,\n")
    html = page.content.decode()
    assert counts(page) == [1, 1, 0, 1]
    assert "<del>Before.</del>" in html
    assert "<ins>After.</ins>" in html
    assert "There is no framework “zope”." in html
    fact.refresh_from_db()
    assert (fact.note, fact.version, Fact.objects.count()) == ("Before.", 1, 1)


def test_confirmed_import_saves_with_a_note_in_the_history(admin_client, admin_user, fact, django):
    text = export(admin_client).replace("Before.", "After.")
    page = look(admin_client, f"{text}django,orm,Built in,,,,,,,,,,\n")
    done = confirm(admin_client, page)
    assert messages(done) == "Imported: 1 new, 1 changed, 0 unchanged, 0 rejected."
    fact.refresh_from_db()
    assert (fact.note, fact.version) == ("After.", 2)
    assert Fact.objects.get(framework=django).level == "built-in"
    for framework in (fact.framework, django):
        revision = revisions.revisions_of(framework).get()
        assert (revision.note, revision.user) == ("From the survey.", admin_user)


def test_import_stands_in_the_log_of_actions(admin_client, admin_user, fact, django):
    text = "framework,feature,level,note\n"
    page = look(admin_client, f"{text}flask,orm,third-party,New\ndjango,orm,built-in,\n")
    confirm(admin_client, page)
    entries = LogEntry.objects.order_by("action_flag")
    assert [(one.user, one.get_edited_object(), one.action_flag) for one in entries] == [
        (admin_user, Fact.objects.get(framework=django), ADDITION),
        (admin_user, fact, CHANGE),
    ]
    assert {one.get_change_message() for one in entries} == {"Imported from CSV: From the survey."}
    assert str(fact) in admin_client.get("/admin/").content.decode()


def test_same_file_again_is_nothing_to_do(admin_client, fact):
    text = export(admin_client).replace("Before.", "After.")
    confirm(admin_client, look(admin_client, text))
    again = look(admin_client, text)
    assert counts(again) == [0, 0, 1, 0]
    assert Revision.objects.count() == 1


def test_import_without_a_note_is_refused(admin_client, fact):
    page = look(admin_client, export(admin_client).replace("Before.", "After."))
    refused = confirm(admin_client, page, note=" ")
    assert "This field is required" in refused.content.decode()
    fact.refresh_from_db()
    assert fact.note == "Before."
    assert "Imported" in messages(confirm(admin_client, refused))


def test_row_that_changed_since_the_export_is_rejected_with_both_values(admin_client, fact):
    text = export(admin_client).replace("Before.", "Mine.")
    Fact.objects.filter(pk=fact.pk).update(note="Theirs.", version=2)
    page = look(admin_client, text)
    assert counts(page) == [0, 0, 0, 1]
    (row,) = page.context["plan"].shown
    assert row.reasons == ("It was saved since the export (version 2, not 1). Export it again.",)
    assert (row.changes[0].old, row.changes[0].new) == ("Theirs.", "Mine.")


def test_save_between_the_dry_run_and_the_confirmation_is_not_overwritten(admin_client, fact):
    page = look(admin_client, "framework,feature,note\nflask,orm,Mine.\n")
    assert counts(page) == [0, 1, 0, 0]
    Fact.objects.filter(pk=fact.pk).update(note="Theirs.", version=2)
    refused = confirm(admin_client, page)
    assert "Somebody saved meanwhile. Nothing was imported" in refused.content.decode()
    fact.refresh_from_db()
    assert fact.note == "Theirs."
    assert "1 changed" in messages(confirm(admin_client, refused))
    fact.refresh_from_db()
    assert fact.note == "Mine."


def test_fact_that_was_deleted_since_the_export_does_not_come_back(admin_client, fact):
    text = export(admin_client)
    fact.delete()
    page = look(admin_client, text)
    assert "This fact was deleted since the export." in page.content.decode()
    assert counts(page) == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"level": "maybe"}, "There is no level “maybe”."),
        ({"level": "none", "value": "6"}, "A fact has either a level or a value."),
        ({"level": ""}, "This feature asks for a level."),
        ({"checked_on": "20.11.2026"}, "Write the day as 2026-11-20"),
        ({"checked_on": "2126-01-01"}, "This day has not come yet."),
        ({"extension": "Flask-SQLAlchemi"}, "Did you mean “Flask-SQLAlchemy”?"),
        ({"checked_by": "Bob"}, "There is no author “Bob”."),
        ({"note": "x" * 91}, "Note: Ensure this value has at most 90 characters"),
        ({"source_url": "javascript:alert(1)"}, "starts with https://"),
        ({"feature": "orn"}, "There is no feature “orn”. Did you mean “orm”?"),
        ({"version": "one"}, "It was saved since the export"),
    ],
)
def test_row_that_does_not_fit_is_rejected_with_the_reason(admin_client, fact, cells, reason):
    make_extension(fact.framework, name="Flask-SQLAlchemy")
    kept = {**fact_csv.cells_of(fact), "note": "After."}
    row = {**kept, **cells}
    text = f"{','.join(row)}\n{','.join(row.values())}\n"
    page = look(admin_client, text)
    assert counts(page) == [0, 0, 0, 1]
    assert any(reason in one for one in page.context["plan"].shown[0].reasons)
    assert "There is nothing that could be imported." in page.content.decode()


def test_same_fact_twice_in_a_table_is_rejected_the_second_time(admin_client, fact):
    page = look(admin_client, "framework,feature,note\nflask,orm,One.\nflask,orm,Two.\n")
    assert counts(page) == [0, 1, 0, 1]
    assert page.context["plan"].shown[1].reasons == ("Line 2 is about the same fact.",)


def test_formula_goes_out_as_text_and_comes_back_as_it_was(admin_client, fact):
    Fact.objects.filter(pk=fact.pk).update(note="=1+1")
    text = export(admin_client)
    assert ",'=1+1," in text
    assert counts(look(admin_client, text)) == [0, 0, 1, 0]


def test_uploaded_file_is_read(admin_client, fact):
    data = export(admin_client).replace("Before.", "After.").encode()
    file = SimpleUploadedFile("facts.csv", data, "text/csv")
    page = admin_client.post(IMPORT, {"file": file})
    assert counts(page) == [0, 1, 0, 0]
    assert "1 changed" in messages(confirm(admin_client, page))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xff\xfe", "not UTF-8"),
        (b"x" * (fact_csv.MOST_BYTES + 1), "more than 2 MB"),
        (b"name,price\ntea,3\n", "There is no column “framework”"),
    ],
)
def test_file_that_cannot_be_read_is_refused_with_the_reason(admin_client, data, reason):
    file = SimpleUploadedFile("facts.csv", data, "text/csv")
    page = admin_client.post(IMPORT, {"file": file})
    assert page.status_code == 400
    assert reason in page.content.decode()


def test_nothing_at_all_is_refused(admin_client):
    page = admin_client.post(IMPORT, {})
    assert page.status_code == 400
    assert "There is nothing in it." in page.content.decode()


def test_import_that_fails_half_way_writes_nothing(admin_client, fact, django, monkeypatch):
    text = "framework,feature,level\ndjango,orm,none\nflask,orm,none\n"
    page = look(admin_client, text)
    saving = fact_import.saving.save_accepted

    def lose_the_race(obj):
        if obj.pk:
            raise fact_import.saving.StaleSave(obj)
        saving(obj)

    monkeypatch.setattr(fact_import.saving, "save_accepted", lose_the_race)
    refused = confirm(admin_client, page)
    assert "Nothing was imported" in refused.content.decode()
    assert not Fact.objects.filter(framework=django).exists()


def test_dry_run_asks_the_same_number_of_queries_for_one_and_three(admin_client, fact):
    make_extension(fact.framework, name="Flask-SQLAlchemy")
    text = "framework,feature,level,extension,checked_by\n"
    row = "flask,{},third-party,Flask-SQLAlchemy,Ada\n"
    for _ in range(2):
        with CaptureQueriesContext(connection) as one:
            look(admin_client, text + row.format("orm"))
    slugs = ["orm", make_feature().slug, make_feature().slug]
    with CaptureQueriesContext(connection) as three:
        page = look(admin_client, text + "".join(row.format(slug) for slug in slugs))
    assert counts(page) == [2, 1, 0, 0]
    assert len(three) == len(one)


def clerk(client, *codenames):
    user = User.objects.create_user("clerk", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(user)
    return user


def test_export_needs_the_right_to_look(client, fact):
    clerk(client)
    assert client.get(EXPORT).status_code == 403
    clerk_page = client.get(IMPORT)
    assert clerk_page.status_code == 403


def test_import_needs_the_right_to_write(client, fact):
    clerk(client, "view_fact")
    assert client.get(EXPORT).status_code == 200
    assert client.get(IMPORT).status_code == 403
    assert client.post(IMPORT, {"text": "framework,feature,level\n"}).status_code == 403
    assert IMPORT not in client.get(address(Fact, "changelist")).content.decode()


def test_writer_imports_facts_of_drafts_only(client, fact, django, orm):
    writer = clerk(client, "view_fact", "change_fact")
    type(django).objects.filter(pk=django.pk).update(status="draft", published_at=None)
    revisions.record(django, user=writer)
    make_fact(django, orm)
    new = make_feature(slug="admin")
    rows = f"flask,orm,none\ndjango,orm,none\ndjango,{new.slug},none\n"
    page = look(client, f"framework,feature,level\n{rows}")
    assert counts(page) == [0, 1, 0, 2]
    reasons = [row.reasons[0] for row in page.context["plan"].shown if row.reasons]
    assert reasons == [
        "Flask has been published. Only a publisher can change its facts.",
        "You may not write facts here.",
    ]
    confirm(client, page)
    assert Fact.objects.get(framework=fact.framework).level == "built-in"
    assert Fact.objects.get(framework=django).level == "none"


def test_import_tells_a_writer_nothing_of_the_drafts_of_others(client, django, orm):
    clerk(client, "view_fact", "change_fact")
    type(django).objects.filter(pk=django.pk).update(status="draft", published_at=None)
    make_fact(django, orm, note="A secret.")
    page = look(client, "framework,feature,note\ndjango,orm,Guessed.\n")
    assert page.context["plan"].shown[0].reasons == ("There is no framework “django”.",)
    assert "A secret." not in page.content.decode()


def test_visitor_is_sent_to_the_sign_in_page(client):
    for page in (EXPORT, IMPORT):
        assert client.get(page)["Location"].startswith("/admin/login/")


def test_day_of_an_export_is_read_as_a_day(admin_client, fact):
    text = export(admin_client).replace("2026-11-01", "2026-11-02")
    confirm(admin_client, look(admin_client, text))
    fact.refresh_from_db()
    assert fact.checked_on == date(2026, 11, 2)
