"""Links that show one unpublished thing to people without an account."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.http import HttpResponse
from django.test import Client
from django.utils.timezone import now

from publishing import preview_links
from publishing.headers import HeadersMiddleware
from publishing.logs import HidePreviewKeys
from publishing.models import Draft, Page, PreviewLink
from tests import factories as make
from tests.desk import address, open_form, read_form

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]

DRAFT = {"status": "draft", "published_at": None}


@pytest.fixture
def page():
    return make.make_page(title="To come", body="Its first words.", **DRAFT)


def links(target):
    start = address(target, "add") if isinstance(target, type) else address(target)
    return f"{start.removesuffix('change/')}links/"


def make_link(client, target, **typed):
    response = client.post(links(target), {**open_form(client, target), **typed})
    assert response.status_code == 200
    return PreviewLink.objects.latest("pk")


def keep(client, page, **typed):
    start = address(page).removesuffix("change/")
    client.post(f"{start}drafts/keep/", {**open_form(client, page), **typed})
    return Draft.objects.latest("pk")


def follow(link):
    return Client().get(preview_links.address(link))


def test_link_shows_a_draft_to_a_stranger(admin_client, page):
    shown = follow(make_link(admin_client, page))
    assert shown.status_code == 200
    assert "Its first words." in shown.content.decode()
    assert "You are reading a draft" in shown.content.decode()
    assert Client().get(page.get_absolute_url()).status_code == 404
    assert Page.objects.get().status == "draft"


def test_link_is_private_and_knows_no_cookie(admin_client, page, kept):
    link = make_link(admin_client, page)
    shown = admin_client.get(preview_links.address(link))
    assert shown.content == follow(link).content
    assert shown.headers["Cache-Control"] == "private, no-store"
    assert shown.headers["Referrer-Policy"] == "no-referrer"
    assert shown.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert not shown.cookies
    assert "Cookie" not in shown.headers.get("Vary", "")
    assert not kept


def test_cookies_do_not_reach_a_shared_page(rf):
    keeps = HeadersMiddleware(lambda request: HttpResponse(",".join(request.COOKIES)))
    request = rf.get("/preview/12.key/", headers={"cookie": "session=somebody"})
    assert keeps(request).content == b""


def test_link_ends_after_seven_days_or_as_chosen(admin_client, page):
    usual, longer = make_link(admin_client, page), make_link(admin_client, page, _days="30")
    with time_machine.travel(now() + timedelta(days=7, minutes=1)):
        assert follow(usual).status_code == 404
        assert follow(longer).status_code == 200
    with time_machine.travel(now() + timedelta(days=6, hours=23)):
        assert follow(usual).status_code == 200


@pytest.mark.parametrize("days", ["0", "-1", "31", "x", "9" * 30])
def test_unfit_number_of_days_is_the_usual_one(admin_client, page, days):
    link = make_link(admin_client, page, _days=days)
    assert link.expires_at - link.created_at < timedelta(days=7, seconds=1)


def test_revoked_link_shows_nothing(admin_client, page):
    link = make_link(admin_client, page)
    response = admin_client.post(f"{links(page)}{link.pk}/revoke/", open_form(admin_client, page))
    assert response.status_code == 200
    assert preview_links.address(link) not in response.content.decode()
    ended = follow(link)
    assert ended.status_code == 404
    assert "Ask the person who sent it for a new one" in ended.content.decode()


def test_forged_and_ended_links_are_answered_alike(admin_client, page):
    link = make_link(admin_client, page)
    good = preview_links.address(link)
    other = preview_links.signer.sign(link.pk + 1).partition(".")[2]
    forged = [good[:-2] + "x/", f"/preview/{link.pk}.{other}/", "/preview/1/", "/preview/x.y.z/"]
    preview_links.revoke(link)
    ended = Client().get(good)
    for path in forged:
        answer = Client().get(path)
        assert (answer.status_code, answer.content) == (404, ended.content)


def test_link_leads_to_the_page_once_it_is_live(admin_client, page):
    link = make_link(admin_client, page)
    Page.objects.update(status="published", published_at=make.PAST)
    moved = follow(link)
    assert (moved.status_code, moved["Location"]) == (301, page.get_absolute_url())


def test_link_to_something_scheduled_shows_it_and_to_something_archived_nothing(admin_client):
    scheduled = make.make_page(**make.HIDDEN["scheduled"])
    link = make_link(admin_client, scheduled)
    assert follow(link).status_code == 200
    Page.objects.update(status="archived")
    assert follow(link).status_code == 404


def test_link_to_something_deleted_shows_nothing(admin_client, page):
    link = make_link(admin_client, page)
    page.delete()
    assert follow(link).status_code == 404


def test_link_to_a_draft_shows_the_draft_though_the_page_is_live(admin_client):
    page = make.make_page(lead="Before")
    draft = keep(admin_client, page, lead="After")
    shown = follow(make_link(admin_client, page, _link_to=str(draft.pk)))
    assert shown.status_code == 200
    assert "After" in shown.content.decode()
    assert (Page.objects.get().lead, Draft.objects.count()) == ("Before", 1)
    draft.delete()
    assert not PreviewLink.objects.exists()


def test_link_to_a_writers_proposal_shows_it(admin_client):
    writer = User.objects.create_user("writer", is_staff=True)
    rights = Permission.objects.filter(codename__in=["change_page", "view_page"])
    writer.user_permissions.set(rights)
    client = Client()
    client.force_login(writer)
    page = make.make_page(lead="Before")
    draft = keep(client, page, lead="After")
    link = make_link(client, page, _link_to=str(draft.pk))
    assert "After" in follow(link).content.decode()
    writer.user_permissions.clear()
    assert follow(link).status_code == 404


def test_link_to_the_draft_of_something_new_shows_it(admin_client):
    fields = read_form(admin_client.get(address(Page, "add")))
    start = address(Page, "add")
    admin_client.post(f"{start}drafts/keep/", {**fields, "title": "New", "body": "Words."})
    draft = Draft.objects.get()
    admin_client.post(links(Page), {**fields, "_link_to": str(draft.pk)})
    shown = follow(PreviewLink.objects.get())
    assert "Words." in shown.content.decode()
    assert not Page.objects.exists()


def test_link_to_a_draft_that_is_not_complete_says_so(admin_client):
    page = make.make_page()
    draft = keep(admin_client, page, title="")
    shown = follow(make_link(admin_client, page, _link_to=str(draft.pk)))
    assert shown.status_code == 422
    assert "cannot be shown right now" in shown.content.decode()


def test_making_a_link_keeps_what_is_typed(admin_client, page):
    response = admin_client.post(links(page), {**open_form(admin_client, page), "lead": "Typed"})
    assert read_form(response)["lead"] == "Typed"
    assert Page.objects.get().lead == ""
    assert preview_links.address(PreviewLink.objects.get()) in response.content.decode()


def test_live_page_needs_no_link(admin_client):
    page = make.make_page()
    assert admin_client.post(links(page), open_form(admin_client, page)).status_code == 404


def test_links_are_so_many_and_no_more(admin_client, page):
    for _ in range(preview_links.MOST_OPEN + 2):
        response = admin_client.post(links(page), {"_days": "7"})
    assert PreviewLink.objects.count() == preview_links.MOST_OPEN
    assert "too many links" in response.content.decode()


def test_links_are_made_and_revoked_by_those_who_may_write(client, admin_client, page):
    link = make_link(admin_client, page)
    clerk = User.objects.create_user("clerk", is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(codename="view_page"))
    looks, guarded = Client(), Client(enforce_csrf_checks=True)
    looks.force_login(clerk)
    guarded.force_login(User.objects.get(username="admin"))
    for path in (links(page), f"{links(page)}{link.pk}/revoke/"):
        assert admin_client.get(path).status_code == 405
        assert looks.post(path).status_code in (403, 404)
        assert guarded.post(path).status_code == 403
        assert client.post(path)["Location"].startswith("/admin/login/")
    link.refresh_from_db()
    assert (link.revoked_at, PreviewLink.objects.count()) == (None, 1)


def test_link_of_another_object_is_not_revoked_here(admin_client, page):
    link = make_link(admin_client, page)
    other = make.make_page()
    assert admin_client.post(f"{links(other)}{link.pk}/revoke/").status_code == 404


def test_link_is_only_read(admin_client, page):
    path = preview_links.address(make_link(admin_client, page))
    assert Client().head(path).status_code == 200
    assert Client().post(path).status_code == 405


def test_address_of_a_link_is_not_logged_in_full():
    message = "Internal Server Error: %s"
    record = logging.LogRecord("x", 40, "", 1, message, ("/preview/12.secret-key/",), None)
    assert HidePreviewKeys().filter(record)
    assert record.getMessage() == "Internal Server Error: /preview/…"
    other = logging.LogRecord("x", 40, "", 1, "%s took %d", ("/articles/", 3), None)
    assert HidePreviewKeys().filter(other)
    assert other.getMessage() == "/articles/ took 3"


def test_every_handler_of_the_log_hides_addresses_of_links(settings):
    for handler in settings.LOGGING["handlers"].values():
        assert handler["filters"] == ["preview_keys"]
