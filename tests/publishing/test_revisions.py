from datetime import UTC, datetime

import pytest
import time_machine

from publishing import documents, revisions
from publishing.models import Revision, Step
from tests.factories import make_fact, make_feature, make_framework, make_page

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def test_revision_keeps_the_document_with_user_and_note(django_user_model):
    user, page = django_user_model.objects.create_user("ann"), make_page(body="Text")
    revision = revisions.record(page, user=user, note="A reason")
    assert (revision.number, revision.user, revision.note) == (1, user, "A reason")
    assert revision.document == documents.text_of(page)
    assert revision.subject == page


def test_unchanged_document_makes_no_revision():
    page = make_page()
    revisions.record(page)
    assert revisions.record(page) is None
    assert Revision.objects.count() == 1


def test_return_to_an_older_text_is_a_revision():
    page = make_page()
    for title in ("One", "Two", "One"):
        page.title = title
        revisions.record(page)
    assert [one.number for one in revisions.revisions_of(page).order_by("number")] == [1, 2, 3]


def test_changed_fact_is_a_revision_of_its_framework():
    framework = make_framework()
    fact = make_fact(framework, make_feature())
    revisions.record(framework)
    fact.note = "Another note."
    fact.save()
    assert "Another note." in revisions.record(framework).document


def test_revisions_of_one_object_are_not_those_of_another():
    page, other = make_page(), make_page()
    framework = make_framework(pk=page.pk)
    for root in (page, other, framework):
        assert revisions.record(root).number == 1
    assert [one.subject for one in revisions.revisions_of(page)] == [page]


def changed_at(root):
    return type(root).objects.get(pk=root.pk).changed_at


@pytest.mark.allow_n_plus_one  # The page is asked twice.
def test_change_is_dated_when_an_object_comes_to_say_something_else():
    page = make_page(title="One")
    revisions.record(page)
    assert changed_at(page) is None

    page.title = "Two"
    with time_machine.travel(NOON, tick=False):
        revisions.record(page)
    assert changed_at(page) == page.changed_at == NOON


@pytest.mark.parametrize("step", [Step.SAVE, Step.DATE, Step.SUBMIT, Step.APPROVE, Step.ARCHIVE])
def test_change_is_not_dated_by_a_decision_or_the_same_words(step):
    page = make_page()
    revisions.record(page)
    if step not in (Step.SAVE, Step.APPROVE):
        page.status = "archived"
    revisions.record(page, step=step)
    assert changed_at(page) is None


def test_changed_fact_dates_its_framework():
    framework = make_framework()
    fact = make_fact(framework, make_feature())
    revisions.record(framework)
    fact.note = "Another note."
    fact.save()
    with time_machine.travel(NOON, tick=False):
        revisions.record(framework)
    assert changed_at(framework) == NOON
