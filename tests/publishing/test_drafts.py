"""Drafts: what somebody wrote and nobody has accepted yet."""

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from publishing import drafts, revisions
from publishing.models import Draft, Page
from tests import factories as make
from tests.desk import address, open_form, read_form, save

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]


@pytest.fixture
def writer():
    return make_user("writer", "add_page", "change_page", "view_page")


@pytest.fixture
def writing(writer):
    return signed_in(writer)


def make_user(name, *rights):
    user = User.objects.create_user(name, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return user


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def desk(target, page):
    start = address(target, "add") if isinstance(target, type) else address(target)
    return f"{start.removesuffix('change/')}drafts/{page}/"


def send(client, target, page, fields, **typed):
    return client.post(desk(target, page), {**fields, **typed})


def keep(client, page, **typed):
    response = send(client, page, "keep", open_form(client, page), **typed)
    assert response.status_code == 302
    return Draft.objects.latest("pk"), response["Location"]


def assert_gone(client, opened):
    """Answer alike whether there is no such draft or it is not for this user."""
    response = client.get(opened, follow=True)
    assert response.redirect_chain == [(opened.partition("?")[0], 302)]
    assert "is not there any more" in response.content.decode()


def reread(obj):
    obj.refresh_from_db()
    return obj


# Kept


def test_kept_draft_changes_nothing_that_is_saved(admin_client, admin_user):
    page = make.make_page(lead="Before")
    draft, opened = keep(admin_client, page, lead="After")
    assert opened == f"{address(page)}?draft={draft.pk}"
    assert (draft.kind, draft.title, draft.base_version) == ("kept", page.title, 1)
    assert (draft.user, draft.subject) == (admin_user, page)
    assert (reread(page).lead, page.version) == ("Before", 1)
    assert not revisions.revisions_of(page).exists()
    assert "After" not in Client().get(page.get_absolute_url()).content.decode()


def test_opened_draft_stands_in_the_fields_and_writes_nothing(admin_client):
    page = make.make_page(lead="Before")
    _draft, opened = keep(admin_client, page, lead="After", title="")
    response = admin_client.get(opened)
    assert read_form(response)["lead"] == "After"
    assert "stands in the fields below" in response.content.decode()
    # It would publish what was kept, whatever is typed since.
    assert "Publish this draft" not in response.content.decode()
    assert "Publish this draft" in admin_client.get(address(page)).content.decode()
    assert open_form(admin_client, page)["lead"] == "Before"
    assert (reread(page).lead, page.version) == ("Before", 1)


def test_draft_holds_the_text_and_no_keys_or_buttons(admin_client):
    page = make.make_page()
    draft, _ = keep(admin_client, page, overwrite="1", _save="Save", csrfmiddlewaretoken="x")
    names = {name for name, value in draft.data}
    assert {"title", "body", "version"} <= names
    assert not names & {"overwrite", "_save", "_form", "csrfmiddlewaretoken"}


def test_draft_with_rows_comes_back_with_them(admin_client):
    ada, ben = make.make_author(name="Ada"), make.make_author(name="Ben")
    article = make.make_article(authors=[ada])
    row = {"bylines-TOTAL_FORMS": "2", "bylines-1-author": str(ben.pk), "bylines-1-position": "1"}
    draft, opened = keep(admin_client, article, **row)
    fields = read_form(admin_client.get(opened))
    assert fields["bylines-1-author"] == [str(ben.pk)]
    assert admin_client.post(desk(article, f"{draft.pk}/publish")).status_code == 302
    assert [byline.author for byline in article.bylines.all()] == [ada, ben]


def test_saving_an_opened_draft_accepts_it_and_clears_it(admin_client):
    page = make.make_page(lead="Before")
    _draft, opened = keep(admin_client, page, lead="After")
    response = admin_client.get(opened)
    assert f'action="{address(page)}"' in response.content.decode()
    assert save(admin_client, page, read_form(response)).status_code == 302
    assert (reread(page).lead, page.version) == ("After", 2)
    assert not Draft.objects.exists()


def test_saving_something_else_leaves_a_kept_draft(admin_client):
    page = make.make_page(lead="Before")
    keep(admin_client, page, lead="After")
    save(admin_client, page, open_form(admin_client, page), seo_title="A title")
    assert Draft.objects.filter(kind="kept").exists()


def test_publishing_a_draft_is_an_ordinary_save(admin_client, admin_user):
    page = make.make_page(lead="Before")
    draft, _ = keep(admin_client, page, lead="After")
    response = admin_client.post(desk(page, f"{draft.pk}/publish"))
    assert (response.status_code, response["Location"]) == (302, address(page))
    assert (reread(page).lead, page.version, page.is_public()) == ("After", 2, True)
    assert revisions.revisions_of(page).get().user == admin_user
    assert not Draft.objects.exists()


def test_publishing_a_draft_after_a_live_change_is_a_conflict(admin_client):
    page = make.make_page(lead="Before")
    draft, _ = keep(admin_client, page, lead="After")
    save(admin_client, page, open_form(admin_client, page), lead="Theirs")
    response = admin_client.post(desk(page, f"{draft.pk}/publish"))
    (difference,) = response.context["conflict"].differences
    assert (difference.theirs, difference.yours) == ("Theirs", "After")
    assert f'action="{address(page)}"' in response.content.decode()
    assert reread(page).lead == "Theirs"
    assert Draft.objects.filter(pk=draft.pk).exists()
    assert save(admin_client, page, read_form(response), overwrite="2").status_code == 302
    assert reread(page).lead == "After"
    assert not Draft.objects.exists()


def test_second_draft_does_not_replace_the_first_one_unseen(admin_client):
    page = make.make_page(lead="Before")
    keep(admin_client, page, lead="First")
    response = send(admin_client, page, "keep", open_form(admin_client, page), lead="Second")
    assert response.status_code == 200
    assert "You have a draft of this" in response.content.decode()
    assert read_form(response)["lead"] == "Second"
    assert ["lead", "First"] in Draft.objects.get().data


def test_opened_draft_is_kept_again(admin_client):
    page = make.make_page(lead="Before")
    draft, opened = keep(admin_client, page, lead="First")
    fields = read_form(admin_client.get(opened))
    assert send(admin_client, page, "keep", fields, lead="Second").status_code == 302
    draft.refresh_from_db()
    assert ["lead", "Second"] in draft.data


def test_draft_is_thrown_away(admin_client):
    page = make.make_page()
    draft, _ = keep(admin_client, page)
    assert admin_client.post(desk(page, f"{draft.pk}/discard")).status_code == 302
    assert not Draft.objects.exists()


# Autosaved


def autosave(client, target, fields, **typed):
    return send(client, target, "autosave", fields, **typed)


def test_autosave_writes_a_draft_and_nothing_else(admin_client):
    page = make.make_page(lead="Before")
    fields = open_form(admin_client, page)
    answer = autosave(admin_client, page, fields, lead="Half a sen").json()
    draft = Draft.objects.get()
    assert (draft.pk, draft.kind) == (answer["draft"], "autosaved")
    autosave(admin_client, page, fields, lead="Half a sentence", _autosave=str(draft.pk))
    assert ["lead", "Half a sentence"] in Draft.objects.get().data
    assert (reread(page).lead, page.version) == ("Before", 1)
    assert not revisions.revisions_of(page).exists()


def test_autosaved_text_is_offered_back_until_it_is_saved(admin_client):
    page = make.make_page(lead="Before")
    autosave(admin_client, page, open_form(admin_client, page), lead="After")
    draft = Draft.objects.get()
    response = admin_client.get(address(page))
    html = response.content.decode()
    assert response.context["drafts"]["offered"] == draft
    assert f"{address(page)}?draft={draft.pk}" in html
    assert read_form(response)["lead"] == "Before"

    taken = admin_client.get(f"{address(page)}?draft={draft.pk}")
    assert taken.context["drafts"]["offered"] is None
    fields = read_form(taken)
    assert fields["lead"] == "After"
    assert save(admin_client, page, fields).status_code == 302
    assert reread(page).lead == "After"
    assert not Draft.objects.exists()


def test_saving_clears_what_the_same_form_autosaved(admin_client):
    page = make.make_page(lead="Before")
    fields = open_form(admin_client, page)
    pk = autosave(admin_client, page, fields, lead="After").json()["draft"]
    save(admin_client, page, fields, lead="After", _autosave=str(pk))
    assert not Draft.objects.exists()


def test_autosave_does_not_write_over_text_that_waits_to_be_taken_back(admin_client):
    page = make.make_page()
    fields = open_form(admin_client, page)
    autosave(admin_client, page, fields, lead="Yesterday's")
    assert autosave(admin_client, page, fields, lead="Today's").status_code == 409
    assert ["lead", "Yesterday's"] in Draft.objects.get().data


def test_autosave_of_an_opened_draft_leaves_it_a_kept_one(admin_client):
    page = make.make_page()
    _draft, opened = keep(admin_client, page, lead="First")
    autosave(admin_client, page, read_form(admin_client.get(opened)), lead="Second")
    draft = Draft.objects.get()
    assert draft.kind == "kept"
    assert ["lead", "Second"] in draft.data


def test_new_object_is_autosaved_taken_back_and_saved(admin_client):
    fields = read_form(admin_client.get(address(Page, "add")))
    autosave(admin_client, Page, fields, title="New")
    draft = Draft.objects.get()
    assert (draft.object_id, draft.title, draft.base_version) == (None, "New", 0)
    taken = admin_client.get(f"{address(Page, 'add')}?draft={draft.pk}")
    assert not Page.objects.exists()
    fields = read_form(taken)
    assert fields["title"] == "New"
    assert admin_client.post(address(Page, "add"), {**fields, "_save": "1"}).status_code == 302
    assert Page.objects.get().title == "New"
    assert not Draft.objects.exists()


def test_copy_of_a_browser_is_put_into_the_form_and_not_saved(admin_client):
    page = make.make_page(lead="Before")
    fields = open_form(admin_client, page)
    response = send(admin_client, page, "take", fields, lead="From the browser")
    assert read_form(response)["lead"] == "From the browser"
    assert f'action="{address(page)}"' in response.content.decode()
    assert (reread(page).lead, Draft.objects.count()) == ("Before", 0)


def test_browser_is_told_which_of_its_copies_are_saved(admin_client):
    page = make.make_page()
    fields = open_form(admin_client, page)
    save(admin_client, page, fields, lead="After")
    saved = admin_client.get(address(page)).context["drafts"]["saved_forms"]
    assert saved.split() == [fields["_form"]]


def test_refused_save_leaves_the_copy_of_the_browser(admin_client):
    page = make.make_page()
    refused = save(admin_client, page, open_form(admin_client, page), title="")
    assert refused.context["drafts"]["saved_forms"] == ""
    assert refused.context["drafts"]["unsaved"]


@pytest.mark.parametrize("name", ["_draft", "_autosave"])
@pytest.mark.parametrize("value", ["", "x", "-1", "9" * 30, "²"])
def test_unfit_key_of_a_draft_is_passed_over(admin_client, name, value):
    page = make.make_page()
    fields = open_form(admin_client, page)
    assert autosave(admin_client, page, {**fields, name: value}).status_code == 200
    assert admin_client.get(address(page), {"draft": value}).status_code == 200


def test_text_that_no_database_takes_is_refused(admin_client):
    page = make.make_page()
    fields = open_form(admin_client, page)
    assert autosave(admin_client, page, fields, lead="a\0b").status_code == 400
    assert not Draft.objects.exists()


# Proposed


def test_writer_proposes_a_change_of_a_live_page(writing, writer):
    page = make.make_page(lead="Before")
    response = writing.get(address(page))
    html = response.content.decode()
    assert read_form(response)["lead"] == "Before"
    assert 'name="_save"' not in html
    assert 'name="_continue"' not in html
    assert ">Propose</button>" in html
    fields = read_form(response)
    assert not [name for name in fields if "publish" in name or name == "status"]
    proposed = send(writing, page, "propose", fields, lead="After", _note="It was wrong.")
    assert proposed.status_code == 302
    draft = Draft.objects.get()
    assert (draft.kind, draft.user, draft.note) == ("proposed", writer, "It was wrong.")
    assert (reread(page).lead, page.version) == ("Before", 1)
    assert read_form(writing.get(proposed["Location"]))["lead"] == "After"


def test_writer_keeps_a_draft_of_a_live_page(writing):
    page = make.make_page()
    draft, _ = keep(writing, page, lead="After")
    assert draft.kind == "kept"


@pytest.mark.parametrize("button", ["_save", "_continue", "_addanother"])
def test_writer_saves_nothing_into_a_live_page(writing, button):
    page = make.make_page(lead="Before")
    fields = {**open_form(writing, page), "lead": "After", button: "1"}
    assert writing.post(address(page), fields).status_code == 403
    draft, opened = keep(writing, page, lead="After")
    assert writing.post(opened, {**fields, "_draft": str(draft.pk)}).status_code == 403
    assert writing.post(desk(page, f"{draft.pk}/publish")).status_code == 403
    assert (reread(page).lead, page.version) == ("Before", 1)


def test_publisher_publishes_a_proposal_and_it_stays_published(writing, admin_client, admin_user):
    page = make.make_page(lead="Before")
    send(writing, page, "propose", open_form(writing, page), lead="After")
    draft = Draft.objects.get()
    assert "Publish this draft" in admin_client.get(address(page)).content.decode()
    response = admin_client.post(desk(page, f"{draft.pk}/publish"))
    assert response.status_code == 302
    assert reread(page).is_public()
    assert (page.lead, page.published_at) == ("After", make.PAST)
    revision = revisions.revisions_of(page).get()
    assert (revision.user, revision.note) == (admin_user, "From a draft of writer.")
    assert not Draft.objects.exists()


def test_proposal_is_not_changed_by_autosave(writing):
    page = make.make_page()
    proposed = send(writing, page, "propose", open_form(writing, page), lead="After")
    fields = read_form(writing.get(proposed["Location"]))
    assert autosave(writing, page, fields, lead="Later").status_code == 409
    assert ["lead", "After"] in Draft.objects.get().data


def test_saving_somebody_elses_draft_keeps_what_they_wrote_since(writing, admin_client):
    page = make.make_page(lead="Before")
    draft, opened = keep(writing, page, lead="First")
    theirs = read_form(admin_client.get(opened))
    autosave(writing, page, read_form(writing.get(opened)), lead="And on they wrote")
    assert save(admin_client, page, theirs).status_code == 302
    assert reread(page).lead == "First"
    assert Draft.objects.filter(pk=draft.pk).exists()


def test_writer_proposes_a_change_of_a_fact(client):
    writer = make_user("facts", "change_fact", "view_fact")
    fact = make.make_fact(make.make_framework(), make.make_feature(), note="Before")
    client = signed_in(writer)
    fields = open_form(client, fact)
    assert save(client, fact, fields, note="After").status_code == 403
    assert send(client, fact, "propose", fields, note="After").status_code == 302
    assert Draft.objects.get().subject == fact


def test_who_may_propose(writer, admin_user):
    live, draft = make.make_page(), make.make_page(status="draft", published_at=None)
    assert drafts.may_propose(writer, live)
    assert not drafts.may_propose(writer, draft)
    assert not drafts.may_propose(admin_user, live)
    assert not drafts.may_propose(make_user("clerk", "view_page"), live)
    assert not drafts.may_propose(writer, make.make_article())


def test_publisher_does_not_propose(admin_client):
    page = make.make_page()
    fields = open_form(admin_client, page)
    assert send(admin_client, page, "propose", fields).status_code == 403


# Who sees what


def test_drafts_of_others_are_for_those_who_decide(writing, admin_client):
    page = make.make_page()
    draft, opened = keep(writing, page, lead="After")
    other = signed_in(make_user("other", "change_page", "view_page"))
    assert admin_client.get(opened).status_code == 200
    assert_gone(other, opened)
    assert "Kept for later" not in other.get(address(page)).content.decode()
    assert other.post(desk(page, f"{draft.pk}/discard")).status_code == 404
    assert other.post(desk(page, f"{draft.pk}/publish")).status_code == 404


def test_draft_opens_only_at_its_own_object(admin_client):
    first, second = make.make_page(), make.make_page()
    draft, _ = keep(admin_client, first)
    assert_gone(admin_client, f"{address(second)}?draft={draft.pk}")
    assert_gone(admin_client, f"{address(Page, 'add')}?draft={draft.pk}")
    assert_gone(admin_client, f"{address(first)}?draft={draft.pk + 1}")
    assert admin_client.post(desk(second, f"{draft.pk}/discard")).status_code == 404


@pytest.mark.parametrize("page", ["autosave", "keep", "propose", "take", "1/publish", "1/discard"])
def test_pages_of_drafts_are_posted_to_by_those_who_may_write(client, page):
    obj = make.make_page()
    admin = signed_in(User.objects.create_superuser("admin2"))
    looks = signed_in(make_user("clerk", "view_page"))
    assert admin.get(desk(obj, page)).status_code == 405
    assert looks.post(desk(obj, page), {}).status_code in (403, 404)
    assert client.post(desk(obj, page), {})["Location"].startswith("/admin/login/")
    guarded = Client(enforce_csrf_checks=True)
    guarded.force_login(User.objects.get(username="admin2"))
    assert guarded.post(desk(obj, page), {}).status_code == 403
    assert not Draft.objects.exists()


def test_list_shows_own_drafts_to_writers_and_all_to_those_who_publish(writing, admin_client):
    page = make.make_page(title="The method")
    theirs, _ = keep(admin_client, page, title="Of the publisher")
    own, _ = keep(writing, page, title="Of the writer")
    listed = "/admin/publishing/draft/"
    assert set(admin_client.get(listed).context["cl"].result_list) == {own, theirs}
    assert set(writing.get(listed).context["cl"].result_list) == {own}
    assert f"{address(page)}?draft={own.pk}" in writing.get(listed).content.decode()
    assert writing.get(address(theirs)).status_code in (302, 403)


def test_draft_of_something_deleted_says_so(admin_client):
    page = make.make_page()
    draft, opened = keep(admin_client, page)
    Page.objects.all().delete()
    assert admin_client.get(opened).status_code == 404
    assert admin_client.get(address(draft)).status_code == 200


def test_form_costs_the_same_queries_whatever_drafts_there_are(
    admin_client, django_assert_num_queries
):
    page = make.make_page()
    keep(signed_in(make_user("a", "change_page", "view_page")), page)
    admin_client.get(address(page))
    with CaptureQueriesContext(connection) as one:
        admin_client.get(address(page))
    cost = len(one)
    for name in "bcd":
        keep(signed_in(make_user(name, "change_page", "view_page")), page)
    with django_assert_num_queries(cost):
        admin_client.get(address(page))
