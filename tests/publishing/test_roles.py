"""Roles: the groups that come with the migrations, and how far what they hold reaches."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comparisons.models import Fact, Framework
from publishing import decisions, reviews, revisions, roles, workflow
from publishing.models import Page
from publishing.roles import Kind, Role, codenames
from tests.desk import address, group_of, make_user
from tests.factories import HIDDEN, make_fact, make_feature, make_framework, make_page

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]

MIGRATIONS = {
    "publishing": ["publishing.migrations.0003_groups"],
    "comparisons": [
        "comparisons.migrations.0004_groups",
        "comparisons.migrations.0007_decision_groups",
        "comparisons.migrations.0009_change_groups",
        "comparisons.migrations.0012_frozen_groups",
    ],
    "articles": ["articles.migrations.0002_groups"],
}
KINDS = {
    label: {model: kind for name in names for model, kind in import_module(name).KINDS.items()}
    for label, names in MIGRATIONS.items()
}


def named(group):
    rows = group.permissions.values_list("content_type__app_label", "codename")
    return {f"{label}.{name}" for label, name in rows}


def make_draft(user=None, **fields):
    page = make_page(**{"status": "draft", "published_at": None, **fields})
    revisions.record(page, user=user)
    return page


@pytest.fixture
def writer():
    return make_user(Role.WRITER)


@pytest.fixture
def reviewer():
    return make_user(Role.REVIEWER)


@pytest.mark.parametrize("role", Role)
def test_group_has_what_the_table_says_and_nothing_else(role):
    said = {
        f"{label}.{name}"
        for label, kinds in KINDS.items()
        for model, kind in kinds.items()
        for name in codenames(role, kind, model)
    }
    assert named(group_of(role)) == said


@pytest.mark.parametrize("label", KINDS)
def test_every_model_with_permissions_is_of_a_kind(label):
    models = apps.get_app_config(label).get_models()
    assert set(KINDS[label]) == {
        model._meta.model_name for model in models if model._meta.default_permissions
    }


def test_every_permission_that_a_role_names_exists():
    held = set().union(*(named(group_of(role)) for role in Role))
    rows = Permission.objects.values_list("content_type__app_label", "codename")
    assert held <= {f"{label}.{name}" for label, name in rows}


@pytest.mark.parametrize("role", Role)
def test_no_role_has_a_right_to_users_or_to_approve_its_own_work(role):
    held = named(group_of(role))
    assert not {name for name in held if name.startswith(("auth.", "admin.", "sessions."))}
    assert "publishing.approve_own" not in held


def test_each_role_has_what_the_one_before_it_has():
    writer, reviewer, publisher = (named(group_of(role)) for role in Role)
    assert writer < reviewer < publisher
    assert reviewer - writer == {
        "publishing.decide_review",
        "comparisons.view_frozencomparison",
        *(
            f"publishing.view_{name}"
            for name in ("draft", "formerslug", "previewlink", "review", "revision")
        ),
    }


def test_only_publishers_write_what_readers_see_at_once():
    for role in (Role.WRITER, Role.REVIEWER):
        assert codenames(role, Kind.REFERENCE, "topic") == {"view_topic"}
    assert "change_topic" in codenames(Role.PUBLISHER, Kind.REFERENCE, "topic")


def test_rights_are_granted_twice_to_the_same_effect():
    before = named(Group.objects.get(name="writer"))
    roles.grant(apps, "comparisons", KINDS["comparisons"])
    assert named(Group.objects.get(name="writer")) == before
    assert Group.objects.filter(name="writer").count() == 1


# How far a right reaches


@pytest.mark.parametrize("state", HIDDEN)
def test_writer_sees_own_work_whatever_its_state_and_no_hidden_work_of_others(writer, state):
    own, other = make_page(**HIDDEN[state]), make_page(**HIDDEN[state])
    revisions.record(own, user=writer)
    revisions.record(other)
    live = make_page()
    assert set(workflow.visible(Page.objects.all(), writer)) == {own, live}
    assert [workflow.may_see(writer, page) for page in (own, other, live)] == [True, False, True]


def test_writer_who_wrote_a_later_revision_works_on_it(writer):
    page = make_draft(make_user(Role.WRITER, "first"))
    assert not workflow.may_change(writer, page)
    revisions.record(page_with(page, lead="Mine"), user=writer)
    page = Page.objects.get()
    assert workflow.may_change(writer, page)
    assert workflow.may_delete(writer, page)


def page_with(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save()
    return page


def test_review_shares_a_draft_while_it_is_open(writer, reviewer):
    page = make_draft(make_user(Role.WRITER, "other"))
    decisions.submit(page)
    page.refresh_from_db()
    round_ = page_round(page)
    round_.asked_of = writer
    round_.save()
    assert workflow.may_change(writer, Page.objects.get())
    decisions.approve(page, user=reviewer)
    assert not workflow.may_see(writer, Page.objects.get())


def page_round(page):
    return reviews.latest(page)


@pytest.mark.parametrize("status", ["published", "archived"])
def test_what_a_publisher_decided_is_changed_by_publishers_alone(writer, reviewer, status):
    page = make_page(status=status)
    revisions.record(page, user=writer)
    publisher = make_user(Role.PUBLISHER)
    assert [workflow.may_change(one, page) for one in (writer, reviewer, publisher)] == [
        False,
        False,
        True,
    ]


def test_reviewer_changes_a_draft_of_somebody_else_and_does_not_delete_it(writer, reviewer):
    page = make_draft(writer)
    assert workflow.may_change(reviewer, page)
    assert not workflow.may_delete(reviewer, page)
    assert workflow.may_delete(reviewer, make_draft(reviewer))


def test_fact_goes_with_its_framework(client, writer):
    hidden = {"status": "draft", "published_at": None}
    feature = make_feature()
    facts = [make_fact(make_framework(**fields), feature) for fields in ({}, hidden, hidden)]
    live, own, _other = facts
    revisions.record(own.framework, user=writer)
    client.force_login(writer)
    page = client.get(address(Fact, "changelist"))
    assert set(page.context["cl"].result_list) == {live, own}
    assert str(facts[2].framework) not in page.content.decode()
    assert [workflow.may_change(writer, fact) for fact in facts] == [False, True, False]
    assert set(workflow.changeable(Framework.objects.all(), writer)) == {own.framework}


def test_list_of_a_writer_costs_the_same_queries_for_one_and_many(client, writer):
    client.force_login(writer)
    make_draft(writer)
    client.get(address(Page, "changelist"))
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(address(Page, "changelist"))
        counts.append(len(queries))
        for _ in range(4):
            make_draft(writer)
            make_draft()
    assert counts[0] == counts[1] <= 14


def test_objects_of_others_are_left_out_of_a_mixed_list_at_the_cost_of_its_kinds(writer):
    own, other, live = make_draft(writer), make_draft(), make_page()
    feature = make_feature()
    fact = make_fact(make_framework(), feature)
    found = [own, other, live, feature, fact]
    with CaptureQueriesContext(connection) as queries:
        seen = workflow.seen_of(found, writer)
    assert seen == [own, live, feature, fact]
    assert len(queries) <= 6
