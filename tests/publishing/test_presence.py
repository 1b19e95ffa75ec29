"""Who has a form open: told to others, forgotten after a minute, and never a lock."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils.timezone import localtime, now

from publishing import presence, revisions
from publishing.admin.presence import since_in_words
from publishing.models import Presence
from tests.desk import address, open_form, save
from tests.factories import make_fact, make_feature, make_framework, make_page

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]
BOTH = "Saving will show you both versions first."


@pytest.fixture
def ada(db):
    return User.objects.create_superuser("ada", first_name="Ada", last_name="Byron")


@pytest.fixture
def her(ada):
    client = Client()
    client.force_login(ada)
    return client


def ping(client, obj, **data):
    return client.post(address(obj).replace("/change/", "/presence/"), data)


def test_form_says_who_else_has_it_open(admin_client, her):
    page = make_page()
    ping(her, page)
    since = localtime(Presence.objects.get().since)
    html = admin_client.get(address(page)).content.decode()
    assert f"Ada Byron has this open since {since:%H:%M}." in html
    assert BOTH in html


def test_own_second_window_is_no_notice(her):
    page = make_page()
    assert ping(her, page).json() == {"notice": ""}
    assert BOTH not in her.get(address(page)).content.decode()


def test_looking_at_a_form_writes_nothing(admin_client):
    admin_client.get(address(make_page()))
    assert not Presence.objects.exists()


def test_ping_answers_who_else_is_there(admin_client, her):
    page = make_page()
    ping(her, page)
    assert ping(admin_client, page).json()["notice"].startswith("Ada Byron has this open")
    assert ping(her, page).json()["notice"].startswith("admin has this open")


def test_presence_at_one_object_is_none_at_another(admin_client, her):
    page = make_page()
    ping(her, make_framework(pk=page.pk))
    ping(her, make_page())
    assert ping(admin_client, page).json() == {"notice": ""}


def test_presence_ends_after_a_minute_and_old_rows_are_cleaned_up(admin_user, ada):
    page, other = make_page(), make_page()
    moment = now()
    presence.see(other, ada, at=moment)
    presence.see(page, ada, at=moment)
    assert presence.others(page, admin_user, at=moment + timedelta(seconds=59)).exists()
    assert not presence.others(page, admin_user, at=moment + timedelta(seconds=60)).exists()
    presence.see(page, admin_user, at=moment + timedelta(seconds=60))
    assert [one.user for one in Presence.objects.all()] == [admin_user]


def test_since_when_is_kept_until_somebody_was_gone(ada):
    page, begun = make_page(), now()
    for minutes in (0, 0.5, 1):
        presence.see(page, ada, at=begun + timedelta(minutes=minutes))
    assert Presence.objects.get().since == begun
    back = begun + timedelta(minutes=3)
    presence.see(page, ada, at=back)
    assert Presence.objects.get().since == back


def test_since_names_the_day_once_it_is_over():
    at = datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert since_in_words(at - timedelta(minutes=5), at) == "09:55"
    assert since_in_words(at - timedelta(hours=12), at) == "23 November, 22:00"


def test_second_ping_keeps_one_row(her):
    page = make_page()
    ping(her, page)
    ping(her, page)
    assert Presence.objects.count() == 1


def test_leaving_ends_it_at_once(admin_client, her):
    page = make_page()
    ping(her, page)
    ping(her, page, leave="1")
    assert BOTH not in admin_client.get(address(page)).content.decode()


def test_presence_of_somebody_else_stops_no_save(admin_client, her):
    page = make_page(lead="Before")
    ping(her, page)
    assert save(admin_client, page, open_form(admin_client, page), lead="After").status_code == 302


@pytest.mark.parametrize("others", [1, 5])
@pytest.mark.usefixtures("ada")
def test_ping_costs_the_same_queries_however_many_are_there(
    her, others, django_assert_num_queries
):
    page = make_page()
    for number in range(others):
        presence.see(page, User.objects.create_user(f"user{number}"), at=now())
    with django_assert_num_queries(6):
        assert ping(her, page).json()["notice"].count("has this open") == others


def test_ping_is_for_those_who_may_change_it(client):
    page, fact = make_page(), make_fact(make_framework(), make_feature())
    assert ping(client, page).status_code == 302
    writer = User.objects.create_user("writer", is_staff=True)
    writer.user_permissions.set(Permission.objects.filter(codename__in=["change_page"]))
    client.force_login(writer)
    draft = make_page(status="draft", published_at=None)
    revisions.record(draft, user=writer)
    assert ping(client, draft).status_code == 200
    assert ping(client, page).status_code == 403
    assert ping(client, fact).status_code == 403
    assert Presence.objects.count() == 1


def test_ping_needs_a_post_a_token_and_an_object(her, ada):
    page = make_page()
    place = address(page).replace("/change/", "/presence/")
    assert her.get(place).status_code == 405
    for key in ("0", "x", "9" * 40, f"{page.pk}/1"):
        assert her.post(f"/admin/publishing/page/{key}/presence/").status_code == 404
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ada)
    assert strict.post(place).status_code == 403
    assert not Presence.objects.exists()
