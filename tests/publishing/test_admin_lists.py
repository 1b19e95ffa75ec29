"""Lists of what is published: columns, search, filters, order, and what is done to several."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from articles.models import Article
from comparisons.models import Comparison, Framework
from publishing import reviews, revisions
from publishing.models import Page, Revision
from tests.desk import address, read_form
from tests.factories import (
    FUTURE,
    make_article,
    make_comparison,
    make_feature,
    make_framework,
    make_page,
    make_snippet,
    make_topic,
)

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]

PUBLICATIONS = {
    Article: make_article,
    Comparison: make_comparison,
    Framework: make_framework,
    Page: make_page,
}


def listed(client, model, **query):
    page = client.get(address(model, "changelist"), query)
    assert page.status_code == 200
    return [str(one) for one in page.context["cl"].result_list]


def cell(client, model, name):
    """Return the text of a column in the one row of a list."""
    html = client.get(address(model, "changelist")).content.decode()
    _, _, rest = html.partition(f'class="field-{name}')
    return rest.partition(">")[2].partition("</td>")[0]


@pytest.mark.parametrize("model", PUBLICATIONS)
def test_every_list_has_the_same_columns(admin_client, model):
    PUBLICATIONS[model]()
    html = admin_client.get(address(model, "changelist")).content.decode()
    for column in ("state", "owner", "updated_at", "goes_live", "attention"):
        assert f'class="field-{column}' in html, column


def test_owner_is_who_saved_last(admin_client, admin_user):
    page = make_page()
    revisions.record(page, user=User.objects.create_user("ada"))
    assert cell(admin_client, Page, "owner") == "ada"
    page.lead = "Another."
    revisions.record(page, user=admin_user)
    assert cell(admin_client, Page, "owner") == "admin"
    Revision.objects.all().delete()
    assert cell(admin_client, Page, "owner") == "Import"


def test_date_of_going_live_has_its_zone(admin_client):
    make_page(published_at=FUTURE)
    assert cell(admin_client, Page, "goes_live") == "Tue 1 Jan 2126, 09:00 (UTC)"


def test_attention_says_what_an_object_lacks(admin_client):
    make_article()
    assert "No cover" in cell(admin_client, Article, "attention")
    make_snippet(make_framework(), passed=False)
    make_feature()
    text = cell(admin_client, Framework, "attention")
    assert "Missing facts: 1. Unproven snippets: 1" in text


def test_what_is_archived_needs_nobody(admin_client):
    make_feature()
    make_snippet(make_framework(status="archived"), passed=False)
    assert listed(admin_client, Framework, attention="any") == []


def test_attention_filter_finds_drafts_that_were_left_lying(admin_client):
    make_page(title="Old", status="draft", published_at=None)
    make_page(title="Live")
    Page.objects.update(updated_at=now() - timedelta(days=15))
    make_page(title="Fresh", status="draft", published_at=None)
    assert listed(admin_client, Page, attention="untouched") == ["Old"]


def test_attention_filter_finds_any_reason(admin_client):
    make_feature()
    make_framework(name="Flask")
    make_framework(name="Old", status="archived")
    assert listed(admin_client, Framework, attention="any") == ["Flask"]
    assert listed(admin_client, Framework, attention="missing") == ["Flask"]
    assert listed(admin_client, Framework, attention="snippets") == []


@pytest.mark.parametrize("model", PUBLICATIONS)
def test_search_finds_title_address_and_body(admin_client, model):
    body = {Framework: "summary"}.get(model, "body")
    name = {Framework: "name"}.get(model, "title")
    one = PUBLICATIONS[model](**{name: "Needle in title", body: "A needlebody here."})
    PUBLICATIONS[model]()
    model.objects.filter(pk=one.pk).update(slug="needle-slug")
    for query in ("needle in title", "needle-slug", "needlebody"):
        assert listed(admin_client, model, q=query) == [str(one)], query


def test_first_comes_what_needs_somebody_and_last_what_is_put_away(admin_client):
    make_page(title="Gone", status="archived")
    make_page(title="Live")
    make_page(title="Draft", status="draft", published_at=None)
    make_page(title="In review", status="in-review", published_at=None)
    make_page(title="Newer draft", status="draft", published_at=None)
    assert listed(admin_client, Page) == ["In review", "Newer draft", "Draft", "Live", "Gone"]
    assert listed(admin_client, Page, o="1") == [
        "Draft",
        "Gone",
        "In review",
        "Live",
        "Newer draft",
    ]


def test_chooser_keeps_the_order_of_the_names(admin_client):
    make_framework(name="Django")
    make_framework(name="Bottle", status="draft", published_at=None)
    make_framework(name="Aiohttp")
    query = {
        "app_label": "comparisons",
        "model_name": "comparisonentry",
        "field_name": "framework",
    }
    found = admin_client.get("/admin/autocomplete/", query).json()["results"]
    assert [one["text"] for one in found] == ["Aiohttp", "Bottle", "Django"]


@pytest.mark.parametrize("model", PUBLICATIONS)
def test_filters_show_how_many_they_find(admin_client, model):
    PUBLICATIONS[model]()
    html = admin_client.get(address(model, "changelist"), {"_facets": "True"}).content.decode()
    assert "Published (1)" in html
    assert "Draft (0)" in html
    assert "not saved for two weeks (0)" in html


@pytest.mark.parametrize("model", PUBLICATIONS)
def test_facets_ask_the_same_number_of_queries_for_one_and_three(admin_client, model):
    page, query = address(model, "changelist"), {"_facets": "True"}
    PUBLICATIONS[model]()
    admin_client.get(page, query)
    with CaptureQueriesContext(connection) as one:
        admin_client.get(page, query)
    PUBLICATIONS[model]()
    PUBLICATIONS[model]()
    with CaptureQueriesContext(connection) as three:
        admin_client.get(page, query)
    assert len(three) == len(one)


@pytest.mark.parametrize("query", [{"attention": "nonsense"}, {"state": "nonsense"}])
def test_filter_that_is_none_finds_what_it_can(admin_client, query):
    make_page()
    assert admin_client.get(address(Page, "changelist"), query).status_code == 200


def choose(client, action, *objects, **more):
    """Tick objects of a list and run an action: the page that asks, or the list again."""
    data = {"action": action, "_selected_action": [obj.pk for obj in objects], "index": "0"}
    return client.post(address(objects[0], "changelist"), {**data, **more})


def confirm(client, page, obj, **typed):
    """Press the button of the page that asks; return what the list says then."""
    objects = [row["pk"] for row in page.context["rows"]]
    data = {**read_form(page), "_selected_action": objects, **typed}
    response = client.post(address(obj, "changelist"), data, follow=True)
    return " ".join(str(message) for message in response.context["messages"])


def make_draft(**fields):
    return make_page(**{"status": "draft", "published_at": None, **fields})


@pytest.fixture
def writer(client):
    user = User.objects.create_user("writer", is_staff=True)
    user.groups.add(Group.objects.get(name="writer"))
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    ("action", "before", "after", "words"),
    [
        ("publish", "draft", "published", "Readers see each of these at once"),
        ("submit", "draft", "in-review", "Each draft waits for a reviewer"),
        ("unpublish", "published", "draft", "their addresses answer “not found”"),
        ("archive", "published", "archived", "They are kept"),
    ],
)
def test_action_names_the_objects_and_its_effect_before_it_changes_any(
    admin_client, action, before, after, words
):
    pages = [make_page(title=title, status=before) for title in ("Method", "Funding")]
    page = choose(admin_client, action, *pages)
    html = page.content.decode()
    assert words in html
    assert "Method" in html
    assert "Funding" in html
    assert "2 pages" in html
    assert set(Page.objects.values_list("status", flat=True)) == {before}
    assert "Method" in confirm(admin_client, page, pages[0])
    assert set(Page.objects.values_list("status", flat=True)) == {after}


def test_action_reaches_all_of_a_list(admin_client):
    pages = [make_page() for _ in range(3)]
    page = choose(admin_client, "archive", pages[0], select_across="1")
    assert "3 pages" in page.content.decode()
    confirm(admin_client, page, pages[0])
    assert Page.objects.filter(status="archived").count() == 3


def test_action_on_too_many_changes_nothing(admin_client, monkeypatch):
    monkeypatch.setattr("publishing.admin.bulk.MOST_AT_ONCE", 2)
    pages = [make_page() for _ in range(3)]
    response = choose(admin_client, "archive", *pages)
    assert response.status_code == 302
    html = admin_client.get(address(Page, "changelist")).content.decode()
    assert "Choose at most 2 at a time" in html


def test_action_on_nothing_asks_to_select(admin_client):
    make_page()
    response = admin_client.post(
        address(Page, "changelist"), {"action": "archive", "index": "0"}, follow=True
    )
    assert "Items must be selected" in response.content.decode()


@pytest.mark.parametrize("action", ["publish", "unpublish", "archive", "assign_reviewer"])
def test_writer_is_not_asked_about_what_others_decide(client, writer, action):
    page = make_draft()
    revisions.record(page, user=writer)
    for confirmed in ({}, {"confirmed": "yes", "reviewer": writer.pk}):
        choose(client, action, page, **confirmed)
    page.refresh_from_db()
    assert (page.status, page.version) == ("draft", 1)
    assert f'value="{action}"' not in client.get(address(Page, "changelist")).content.decode()


def test_writer_reaches_no_draft_of_others_by_its_number(client, writer):
    mine, other = make_draft(title="Mine"), make_draft(title="A secret")
    revisions.record(mine, user=writer)
    page = choose(client, "submit", mine, other)
    assert [row["name"] for row in page.context["rows"]] == ["Mine"]
    confirm(client, page, mine, _selected_action=[mine.pk, other.pk])
    other.refresh_from_db()
    assert other.status == "draft"


def test_reviewer_is_assigned_to_what_is_in_review(admin_client):
    ada = User.objects.create_user("ada", is_staff=True)
    ada.groups.add(Group.objects.get(name="reviewer"))
    waiting = make_page(title="Waiting", status="in-review", published_at=None)
    unasked = make_page(title="Unasked", status="in-review", published_at=None)
    draft = make_draft(title="Draft")
    review = reviews.ask(waiting, asked_by=None)
    page = choose(admin_client, "assign_reviewer", waiting, unasked, draft)
    assert "What is not in review stays as it is" in page.content.decode()
    refused = admin_client.post(
        address(Page, "changelist"),
        {**read_form(page), "_selected_action": [waiting.pk], "reviewer": ""},
    )
    assert "This field is required" in refused.content.decode()
    said = confirm(admin_client, page, draft, reviewer=ada.pk)
    assert "Waiting: waits for ada." in said
    assert "Unasked: waits for ada." in said
    assert "Draft: It is not in review." in said
    review.refresh_from_db()
    assert review.asked_of == ada
    assert {one.object_id for one in reviews.waiting(ada)} == {waiting.pk, unasked.pk}
    again = choose(admin_client, "assign_reviewer", waiting)
    assert "Nothing to change" in confirm(admin_client, again, waiting, reviewer=ada.pk)


def test_only_reviewers_can_be_assigned(admin_client, writer):
    admin = User.objects.get(username="admin")
    admin_client.force_login(admin)
    page = make_page(status="in-review", published_at=None)
    asking = choose(admin_client, "assign_reviewer", page)
    form = asking.context["form"]
    assert admin in form.fields["reviewer"].queryset
    assert writer not in form.fields["reviewer"].queryset


def test_topic_is_added_as_a_save_with_a_revision(admin_client, admin_user):
    data, other = make_topic(name="Data"), make_topic()
    article = make_article(topics=[other])
    page = choose(admin_client, "add_topic", article)
    assert "has the topic “Data”" in confirm(admin_client, page, article, topic=data.pk)
    article.refresh_from_db()
    assert set(article.topics.all()) == {data, other}
    revision = revisions.revisions_of(article).get()
    assert (article.version, revision.user) == (2, admin_user)
    again = choose(admin_client, "add_topic", article)
    assert "Nothing to change" in confirm(admin_client, again, article, topic=data.pk)
    article.refresh_from_db()
    assert article.version == 2


def test_writer_adds_no_topic_to_a_live_article(client, writer):
    topic = make_topic()
    article = make_article(title="Live")
    page = choose(client, "add_topic", article)
    assert "this is not yours to decide" in confirm(client, page, article, topic=topic.pk)
    assert not article.topics.exists()
