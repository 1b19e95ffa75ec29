"""The first page of the desk: what needs whoever opens it."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from articles.models import Article
from comparisons.models import Comparison, Fact, Framework
from publishing import reviews, revisions
from publishing.admin.desk import desk_of
from publishing.models import Draft, Page
from tests.desk import address
from tests.factories import (
    FUTURE,
    make_article,
    make_comparison,
    make_fact,
    make_feature,
    make_framework,
    make_image,
    make_page,
    make_release,
    make_snippet,
)

# Signing in and looking twice repeat queries by nature; what the desk costs is pinned below.
pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]

MOST_QUERIES = 12


def counted(user):
    return {item.label: item.count for item in desk_of(user).counted}


def lines(user, heading):
    sections = [*desk_of(user).sections, desk_of(user).scheduled]
    return [line.name for one in sections if one.heading == heading for line in one.lines]


def member(group):
    user = User.objects.create_user(group, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


def make_draft(user, **fields):
    return Draft.objects.create(
        content_type=ContentType.objects.get_for_model(Page), user=user, data=[], **fields
    )


def leave_lying(rows, days=15):
    rows.update(updated_at=now() - timedelta(days=days))


def make_trouble():
    """Make something of everything that may need an editor."""
    flask, django = make_framework(), make_framework()
    make_release(flask, version="4.0")
    orm, old = make_feature(), make_feature()
    make_fact(flask, orm)
    make_fact(django, old, checked_on=date(2025, 1, 1))
    make_snippet(flask, passed=False)
    make_comparison(flask, django)
    make_article()


def test_desk_says_that_nothing_needs_you(admin_client):
    assert "Nothing needs you today." in admin_client.get("/admin/").content.decode()


def test_desk_counts_what_needs_an_editor(admin_user):
    make_trouble()
    assert counted(admin_user) == {
        "facts checked more than 180 days ago": 1,
        "facts checked against an older release line": 1,
        "missing facts": 2,
        "snippets without a run that passed": 1,
        "one-sided claims in published comparisons": 2,
        "articles without a cover": 1,
    }


def test_each_count_leads_to_the_list_of_just_these(admin_client, admin_user):
    make_trouble()
    make_article(title="With a cover", cover=make_image())
    make_comparison(make_framework(), make_framework(), status="draft", published_at=None)
    fresh = make_framework(status="archived")
    found = {}
    for item in desk_of(admin_user).counted:
        page = admin_client.get(item.address)
        found[item.label] = [str(one) for one in page.context["cl"].result_list]
    facts = [str(one) for one in Fact.objects.order_by("pk")]
    assert found["facts checked more than 180 days ago"] == facts[1:]
    assert found["facts checked against an older release line"] == facts[:1]
    assert str(fresh) not in found["missing facts"]
    assert found["snippets without a run that passed"] == [
        str(Framework.objects.order_by("pk").first())
    ]
    assert found["one-sided claims in published comparisons"] == [
        str(Comparison.objects.get(status="published"))
    ]
    assert found["articles without a cover"] == [str(Article.objects.get(cover=None))]
    html = admin_client.get("/admin/").content.decode()
    assert "<strong>1</strong> articles without a cover" in html


def test_claim_that_nobody_checked_for_either_side_is_not_one_sided(admin_user):
    flask, django = make_framework(), make_framework()
    feature = make_feature()
    make_fact(flask, feature, level="unknown")
    make_fact(django, feature, source_url="", source_title="")
    make_comparison(flask, django)
    assert "one-sided claims in published comparisons" not in counted(admin_user)
    Fact.objects.filter(framework=flask).update(level="none")
    assert counted(admin_user)["one-sided claims in published comparisons"] == 1


def test_reviews_that_wait_for_me_name_the_object_and_who_asked(client):
    writer, me, other = member("writer"), member("reviewer"), member("publisher")
    pages = [
        make_page(title=title, status="in-review", published_at=None)
        for title in ("For me", "For anybody", "For another")
    ]
    for page, asked_of in zip(pages, (me, None, other), strict=True):
        reviews.ask(page, asked_by=writer, asked_of=asked_of)
    assert lines(me, "Waiting for your review") == ["For me", "For anybody"]
    assert lines(writer, "Waiting for your review") == []
    client.force_login(me)
    html = client.get("/admin/").content.decode()
    assert f'href="{address(pages[0])}"' in html
    assert "Page, asked by writer" in html
    assert "For another" not in html


def test_scheduled_items_stand_with_date_and_zone(admin_client):
    make_page(title="Later", published_at=FUTURE + timedelta(days=1))
    make_article(title="Sooner", published_at=FUTURE, cover=make_image())
    html = admin_client.get("/admin/").content.decode()
    assert html.index("Sooner") < html.index("Later")
    assert "1 Jan 2126, 09:00 (UTC)" in html
    assert "Nothing needs you today." in html


def test_drafts_of_mine_that_were_left_lying_are_named(admin_user):
    page = make_page(title="Live")
    make_draft(admin_user, title="Old", object_id=page.pk)
    leave_lying(Draft.objects.all())
    make_draft(admin_user, title="Fresh")
    make_draft(User.objects.create_user("ada"), title="Hers")
    leave_lying(Draft.objects.filter(title="Hers"))
    assert lines(admin_user, "Your drafts older than two weeks") == ["Old"]
    (section,) = desk_of(admin_user).sections
    assert section.lines[0].address == address(page)


def test_what_lies_in_draft_is_named_to_those_who_may_see_it(admin_user):
    page = make_page(title="Forgotten", status="draft", published_at=None)
    make_page(title="Live")
    leave_lying(Page.objects.all())
    make_page(title="Fresh", status="draft", published_at=None)
    heading = "In draft, not saved for two weeks"
    assert lines(admin_user, heading) == ["Forgotten"]
    writer = member("writer")
    assert lines(writer, heading) == []
    revisions.record(page, user=writer)
    assert lines(writer, heading) == ["Forgotten"]


def test_writer_is_not_shown_what_a_publisher_decides():
    make_trouble()
    assert counted(member("writer")) == {}


def test_long_list_is_cut_and_says_so(admin_client):
    for _ in range(11):
        make_page(published_at=FUTURE)
    html = admin_client.get("/admin/").content.decode()
    assert html.count("Page, ") == 10
    assert "And more, in the lists below." in html


def test_desk_costs_the_same_for_little_and_much(admin_user):
    def make_everything():
        make_trouble()
        for published_at in (None, FUTURE):
            status = "published" if published_at else "draft"
            for make in (make_page, make_article, make_framework):
                make(status=status, published_at=published_at)
        page = make_page(status="in-review", published_at=None)
        reviews.ask(page, asked_by=None, asked_of=admin_user)
        make_draft(admin_user, object_id=page.pk)
        leave_lying(Draft.objects.all())
        leave_lying(Page.objects.all())

    make_everything()
    desk_of(admin_user)
    with CaptureQueriesContext(connection) as one:
        desk_of(admin_user)
    make_everything()
    make_everything()
    with CaptureQueriesContext(connection) as three:
        desk_of(admin_user)
    assert len(three) == len(one) <= MOST_QUERIES


def test_app_list_of_the_desk_stays(admin_client):
    html = admin_client.get("/admin/").content.decode()
    assert address(Fact, "changelist") in html
    assert "Recent actions" in html
