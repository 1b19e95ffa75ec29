"""Preview of what stands in a form: the page that readers would get, and no trace of it."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission, User
from django.test import Client

from articles.models import Article
from comparisons.models import Comparison, Framework
from publishing import decisions
from publishing.models import Page
from tests import factories as make
from tests.desk import address, open_form, read_form

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]

DRAFT = {"status": "draft", "published_at": None}


def preview(client, target, fields, **typed):
    """Press “Preview” in the form of an object, or in the empty form of a model."""
    where = target if isinstance(target, type) else None
    start = address(where, "add") if where else address(target).removesuffix("change/")
    return client.post(f"{start}preview/", {**fields, **typed})


def as_script(client, target, fields, **typed):
    start = address(target).removesuffix("change/")
    headers = {"Accept": "application/json"}
    return client.post(f"{start}preview/", {**fields, **typed}, headers=headers)


def make_article_draft():
    author, topic, framework = make.make_author(), make.make_topic(), make.make_framework()
    return make.make_article(
        authors=[author], topics=[topic], frameworks=[framework], body="## One\n\nText.", **DRAFT
    )


def make_framework_draft():
    framework = make.make_framework(summary="It is.", **DRAFT)
    make.make_release(framework)
    make.make_drawback(framework)
    make.make_snippet(framework)
    make.make_fact(framework, make.make_feature())
    return framework


KINDS = {
    Page: (lambda: make.make_page(body="## One\n\nText.", **DRAFT), {"title": "Typed anew"}),
    Article: (make_article_draft, {"title": "Typed anew", "body": "## Other\n\nWords typed."}),
    Framework: (make_framework_draft, {"tagline": "Typed anew", "drawbacks-0-title": "Typed"}),
    Comparison: (
        lambda: make.make_comparison(**DRAFT),
        {"lead": "Typed anew", "entries-0-choose_if": "You need it typed."},
    ),
}


def rows_of_everything():
    """Return each row of each table as it is, sessions left out."""
    return {
        model: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models()
        if model._meta.app_label != "sessions"
    }


@pytest.mark.parametrize("model", KINDS)
def test_preview_is_byte_for_byte_what_gets_published(admin_client, admin_user, client, model):
    make_it, typed = KINDS[model]
    obj = make_it()
    fields = {**open_form(admin_client, obj), **typed}

    shown = preview(admin_client, obj, fields)
    assert admin_client.post(address(obj), {**fields, "_save": "Save"}).status_code == 302
    obj.refresh_from_db()
    decisions.publish(obj, user=admin_user)
    published = Client().get(obj.get_absolute_url())

    assert (shown.status_code, published.status_code) == (200, 200)
    assert "yped" in shown.content.decode()
    assert shown.content == published.content


@pytest.mark.parametrize("model", KINDS)
def test_preview_leaves_no_trace(admin_client, model, kept):
    make_it, typed = KINDS[model]
    obj = make_it()
    fields = {**open_form(admin_client, obj), **typed}
    before = rows_of_everything()

    assert preview(admin_client, obj, fields).status_code == 200

    assert rows_of_everything() == before
    assert not kept
    assert not list(admin_client.get("/admin/").context["messages"])


def test_new_object_is_previewed_and_not_made(admin_client):
    fields = read_form(admin_client.get(address(Page, "add")))
    before = rows_of_everything()
    shown = preview(admin_client, Page, fields, title="A new page", body="Its first words.")
    assert shown.status_code == 200
    assert "Its first words." in shown.content.decode()
    assert rows_of_everything() == before


def test_preview_of_a_live_page_shows_what_is_typed_and_readers_what_is_saved(admin_client):
    page = make.make_page(lead="Before")
    shown = preview(admin_client, page, open_form(admin_client, page), lead="After")
    assert "After" in shown.content.decode()
    assert "After" not in Client().get(page.get_absolute_url()).content.decode()


def test_scheduled_and_archived_pages_are_previewed(admin_client):
    for state in ("scheduled", "archived"):
        page = make.make_page(**make.HIDDEN[state])
        shown = preview(admin_client, page, open_form(admin_client, page), lead="To come")
        assert "To come" in shown.content.decode()


def test_preview_does_not_mind_that_somebody_saved_meanwhile(admin_client):
    page = make.make_page(lead="Before")
    fields = open_form(admin_client, page)
    Page.objects.update(version=2, lead="Theirs")
    assert "Mine" in preview(admin_client, page, fields, lead="Mine").content.decode()


def test_invalid_form_is_answered_in_words(admin_client):
    page = make.make_page()
    shown = preview(
        admin_client, page, open_form(admin_client, page), title="", body="![x](image:nowhere)"
    )
    html = shown.content.decode()
    assert shown.status_code == 422
    assert "Title: This field is required." in html
    assert "nowhere" in html


def test_invalid_row_is_named(admin_client):
    comparison = make.make_comparison()
    fields = open_form(admin_client, comparison)
    shown = as_script(admin_client, comparison, fields, **{"entries-1-choose_if": "x" * 91})
    (problem,) = shown.json()["problems"]
    assert shown.status_code == 422
    assert problem.startswith("Comparison entry 2, Choose it if: ")


def test_what_readers_would_not_find_is_said(admin_client):
    hidden = make.make_framework(**DRAFT)
    comparison = make.make_comparison(make.make_framework(), hidden, **DRAFT)
    shown = as_script(admin_client, comparison, open_form(admin_client, comparison))
    assert shown.status_code == 422
    assert "Readers would not find this page" in shown.json()["problems"][0]


def test_what_could_not_be_published_is_said(admin_client):
    flask, django = make.make_framework(), make.make_framework()
    make.make_comparison(flask, django)
    second = make.make_comparison(django, flask, **DRAFT)
    shown = as_script(admin_client, second, open_form(admin_client, second))
    assert shown.json() == {"problems": ["These frameworks already have a published comparison."]}


def test_preview_is_private_and_stays_out_of_frames(admin_client):
    """The pane shows the text of the answer, so no answer has to allow being framed."""
    page = make.make_page()
    shown = preview(admin_client, page, open_form(admin_client, page))
    assert shown.headers["Cache-Control"] == "private, no-store"
    assert shown.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in shown.headers["Content-Security-Policy"]


# Who may


def test_preview_is_only_posted_to(admin_client):
    page = make.make_page()
    start = address(page).removesuffix("change/")
    assert admin_client.get(f"{start}preview/").status_code == 405


def test_preview_without_a_token_is_refused(admin_user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    page = make.make_page()
    assert preview(client, page, {"title": "T"}).status_code == 403


def test_preview_of_nothing_is_not_found(admin_client):
    assert admin_client.post("/admin/publishing/page/9999/preview/", {}).status_code == 404


def test_visitor_is_asked_to_sign_in(client):
    page = make.make_page(**DRAFT)
    assert preview(client, page, {"title": "T"})["Location"].startswith("/admin/login/")


def test_user_who_may_only_look_previews_nothing(client):
    user = User.objects.create_user("clerk", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_page"))
    client.force_login(user)
    page = make.make_page()
    assert preview(client, page, {"title": "T", "version": "1"}).status_code == 403
    assert preview(client, Page, {"title": "T"}).status_code == 403


def test_writer_previews_a_change_of_a_live_page_and_cannot_make_it(client):
    writer = User.objects.create_user("writer", is_staff=True)
    rights = Permission.objects.filter(codename__in=["change_page", "view_page"])
    writer.user_permissions.set(rights)
    client.force_login(writer)
    page = make.make_page(lead="Before")
    shown = preview(client, page, open_form(client, page), lead="After")
    assert (shown.status_code, "After" in shown.content.decode()) == (200, True)
    assert Page.objects.get().lead == "Before"
