"""Who decides what readers see, through the form and through the actions of the list."""

import pytest
from django.contrib.auth.models import Permission, User

from articles.models import Article
from publishing import revisions, workflow
from publishing.models import Page
from publishing.roles import Role
from tests.desk import address, make_user, open_form, save
from tests.factories import FUTURE, HIDDEN, PAST, make_comparison, make_framework, make_page

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]


@pytest.fixture
def writer(client):
    """Somebody who writes and publishes nothing."""
    user = make_user(Role.WRITER)
    client.force_login(user)
    return user


def act(client, action, *objects):
    keys = [obj.pk for obj in objects]
    data = {"action": action, "_selected_action": keys, "confirmed": "yes"}
    response = client.post(address(objects[0], "changelist"), data, follow=True)
    for obj in objects:
        obj.refresh_from_db()
    return " ".join(str(message) for message in response.context["messages"])


def make_draft(**fields):
    return make_page(**{"status": "draft", "published_at": None, **fields})


def make_own(user, **fields):
    """Make what the user wrote."""
    page = make_page(**{"status": "draft", "published_at": None, **fields})
    revisions.record(page, user=user)
    return page


def test_publish_action_publishes_at_once(admin_client, admin_user):
    page = make_draft(title="Method")
    assert act(admin_client, "publish", page) == "Method: Published."
    assert page.is_public()
    assert page.version == 2
    assert revisions.revisions_of(page).get().user == admin_user


def test_publish_action_keeps_a_date_that_is_set(admin_client):
    page = make_draft(title="Method", published_at=FUTURE)
    message = act(admin_client, "publish", page)
    assert message == "Method: Goes live Tue 1 Jan 2126, 09:00 (UTC)."
    assert page.published_at == FUTURE
    assert not page.is_public()


def test_publish_action_leaves_what_is_published(admin_client):
    page = make_page(title="Method")
    assert act(admin_client, "publish", page) == "Method: Published. Nothing to change."
    assert (page.version, page.published_at) == (1, PAST)


def test_actions_take_it_back_and_archive_it(admin_client):
    page = make_page()
    act(admin_client, "unpublish", page)
    assert page.status == "draft"
    act(admin_client, "submit", page)
    assert page.status == "in-review"
    act(admin_client, "archive", page)
    assert page.status == "archived"
    assert page.published_at == PAST
    assert page.version == 4


def test_publish_action_says_what_stands_against_it(admin_client):
    flask, django = make_framework(), make_framework()
    make_comparison(flask, django)
    second = make_comparison(django, flask, title="Second", status="draft", published_at=None)
    message = act(admin_client, "publish", second)
    assert message == "Second: These frameworks already have a published comparison."
    assert second.status == "draft"


@pytest.mark.parametrize("action", ["publish", "unpublish", "archive"])
def test_writer_has_no_action_of_a_publisher(client, writer, action):
    page = make_draft()
    act(client, action, page)
    assert (page.status, page.version) == ("draft", 1)


def test_writer_submits_a_draft(client, writer):
    page = make_own(writer, title="Method")
    assert act(client, "submit", page) == "Method: In review."
    assert page.status == "in-review"


@pytest.mark.parametrize("status", ["published", "archived"])
def test_writer_cannot_choose_a_status_of_a_publisher(client, writer, status):
    page = make_own(writer)
    save(client, page, open_form(client, page), status=status)
    page.refresh_from_db()
    assert page.status == "draft"


def test_writer_cannot_set_the_date(client, writer):
    page = make_own(writer)
    fields = open_form(client, page)
    assert not [name for name in fields if name.startswith(("published_at", "unpublish_at"))]
    dated = {"published_at_0": "2026-01-01", "published_at_1": "09:00:00"}
    assert save(client, page, fields, lead="New", **dated).status_code == 302
    page.refresh_from_db()
    assert (page.lead, page.published_at) == ("New", None)


@pytest.mark.parametrize(
    "fields",
    [{"status": "published"}, HIDDEN["scheduled"], HIDDEN["archived"]],
    ids=["live", "scheduled", "archived"],
)
def test_writer_saves_nothing_of_what_a_publisher_decided(client, writer, fields):
    page = make_own(writer, **{"lead": "Before", "published_at": PAST, **fields})
    html = client.get(address(page)).content.decode()
    assert "Only a publisher can change it" in html
    assert 'name="_save"' not in html
    assert save(client, page, {"version": "1"}, title="T", lead="After").status_code == 403
    assert client.post(address(page, "delete"), {"post": "yes"}).status_code == 403
    act(client, "submit", page)
    assert (page.lead, page.version) == ("Before", 1)


def test_writer_cannot_delete_a_live_page_from_the_list(client, writer):
    page = make_page()
    data = {"action": "delete_selected", "_selected_action": [page.pk], "post": "yes"}
    assert client.post(address(Page, "changelist"), data).status_code == 403
    assert Page.objects.filter(pk=page.pk).exists()


def test_right_to_publish_one_model_is_no_right_to_another(writer):
    writer.user_permissions.add(Permission.objects.get(codename="publish_page"))
    writer = User.objects.get(pk=writer.pk)
    assert workflow.may_publish(writer, Page)
    assert not workflow.may_publish(writer, Article)


def test_view_on_site_leads_to_public_pages_only(admin_client):
    live, draft = make_page(slug="method"), make_draft(slug="money")
    for page, leads in ((live, True), (draft, False)):
        html = admin_client.get(address(page)).content.decode()
        assert (f'href="{page.get_absolute_url()}"' in html) is leads
