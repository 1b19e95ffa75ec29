"""From draft to reader: who takes which step, what the button promises, and what becomes of it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from comparisons.models import Comparison
from publishing import decisions, documents, reviews, revisions, workflow
from publishing.models import Outcome, Page, Review, State, Step
from publishing.roles import Role
from publishing.saving import StaleSave
from publishing.workflow import Standing, label, steps
from tests.desk import make_user
from tests.factories import (
    PAST,
    make_comparison,
    make_fact,
    make_feature,
    make_framework,
    make_page,
)
from tests.texts import let_approve_own, make_approved, make_asked, make_text, rewrite

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SOON = datetime(2026, 11, 24, 9, tzinfo=UTC)
LATER = datetime(2026, 12, 24, 9, tzinfo=UTC)


# What is offered, and what the button says

WRITER = {}
REVIEWER = {"decides": True}
PUBLISHER = {"decides": True, "publishes": True}
OWNER = {**PUBLISHER, "own": True}
TRUSTED = {**OWNER, "approves_own": True}
ASKED = {"asked": True}


@pytest.mark.parametrize(
    ("state", "rights", "offered"),
    [
        (State.DRAFT, WRITER, "save submit"),
        (State.DRAFT, REVIEWER, "save submit"),
        (State.DRAFT, PUBLISHER, "save submit publish"),
        (State.DRAFT, OWNER, "save submit"),
        (State.DRAFT, TRUSTED, "save submit publish"),
        (State.IN_REVIEW, WRITER, "save"),
        (State.IN_REVIEW, ASKED, "withdraw save"),
        (State.DRAFT, ASKED, "save submit"),
        (State.PUBLISHED, ASKED, ""),
        (State.IN_REVIEW, {**REVIEWER, "own": True, **ASKED}, "withdraw send-back save"),
        (State.IN_REVIEW, {**REVIEWER, "corrected": True}, "save send-back approve"),
        (State.IN_REVIEW, {**PUBLISHER, "corrected": True}, "save send-back approve publish"),
        (
            State.IN_REVIEW,
            {**OWNER, "approved": True, **ASKED},
            "save withdraw send-back publish",
        ),
        (State.IN_REVIEW, REVIEWER, "save send-back approve"),
        (State.IN_REVIEW, {**REVIEWER, "own": True}, "send-back save"),
        (State.IN_REVIEW, {**REVIEWER, "approved": True}, "send-back save"),
        (State.IN_REVIEW, PUBLISHER, "save send-back approve publish"),
        (State.IN_REVIEW, OWNER, "send-back save"),
        (State.IN_REVIEW, {**OWNER, "approved": True}, "save send-back publish"),
        (State.IN_REVIEW, TRUSTED, "save send-back approve publish"),
        (State.SCHEDULED, REVIEWER, ""),
        (State.SCHEDULED, PUBLISHER, "archive unpublish save"),
        (State.PUBLISHED, WRITER, ""),
        (State.PUBLISHED, PUBLISHER, "archive unpublish save"),
        (State.ARCHIVED, REVIEWER, ""),
        (State.ARCHIVED, PUBLISHER, "unpublish publish save"),
    ],
)
def test_steps_follow_from_state_and_rights(state, rights, offered):
    assert [step.value for step in steps(Standing(state, **rights))] == offered.split()


@pytest.mark.parametrize(
    ("step", "standing", "dates", "words"),
    [
        (Step.SAVE, Standing(State.DRAFT), {}, "Save draft"),
        (Step.SUBMIT, Standing(State.DRAFT), {}, "Submit to review"),
        (Step.SAVE, Standing(State.IN_REVIEW), {}, "Save, stays in review"),
        (
            Step.SAVE,
            Standing(State.IN_REVIEW, approved=True),
            {},
            "Save, needs a new approval",
        ),
        (Step.APPROVE, Standing(State.IN_REVIEW, **REVIEWER), {}, "Approve"),
        (
            Step.APPROVE,
            Standing(State.IN_REVIEW, **REVIEWER, corrected=True),
            {},
            "Approve with your corrections",
        ),
        (Step.WITHDRAW, Standing(State.IN_REVIEW, asked=True), {}, "Withdraw, back to draft"),
        (Step.SEND_BACK, Standing(State.IN_REVIEW, **REVIEWER), {}, "Send back with a note"),
        (Step.PUBLISH, Standing(State.IN_REVIEW, **PUBLISHER), {}, "Approve and publish now"),
        (
            Step.PUBLISH,
            Standing(State.IN_REVIEW, **PUBLISHER),
            {"published_at": SOON},
            "Approve and publish, goes live Tue 24 Nov 2026, 09:00 (UTC)",
        ),
        (
            Step.PUBLISH,
            Standing(State.IN_REVIEW, **PUBLISHER, approved=True),
            {"published_at": SOON, "unpublish_at": LATER},
            "Publish, goes live Tue 24 Nov 2026, 09:00 (UTC), until Thu 24 Dec 2026, 09:00 (UTC)",
        ),
        (Step.PUBLISH, Standing(State.DRAFT, **TRUSTED), {}, "Publish without review now"),
        (
            Step.PUBLISH,
            Standing(State.ARCHIVED, **PUBLISHER, approved=True),
            {"published_at": PAST, "unpublish_at": PAST},
            "Publish now",
        ),
        (Step.SAVE, Standing(State.PUBLISHED), {"published_at": PAST}, "Save, live at once"),
        (
            Step.SAVE,
            Standing(State.PUBLISHED),
            {"published_at": SOON},
            "Save, goes live Tue 24 Nov 2026, 09:00 (UTC)",
        ),
        (Step.SAVE, Standing(State.ARCHIVED), {"published_at": PAST}, "Save, stays archived"),
        (Step.UNPUBLISH, Standing(State.PUBLISHED), {}, "Unpublish now, back to draft"),
        (Step.UNPUBLISH, Standing(State.SCHEDULED), {}, "Do not publish, back to draft"),
        (Step.UNPUBLISH, Standing(State.ARCHIVED), {}, "Back to draft"),
        (Step.ARCHIVE, Standing(State.PUBLISHED), {}, "Archive now"),
    ],
)
def test_button_states_its_outcome(step, standing, dates, words):
    assert label(step, standing, at=NOW, **dates) == words


def test_moment_is_told_in_the_zone_of_the_editors(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    assert workflow.moment_in_words(SOON) == "Tue 24 Nov 2026, 10:00 (Berlin)"


# The steps


def test_submitted_draft_waits_for_the_one_who_was_asked(writer, reviewer):
    page = make_text(writer)
    assert decisions.submit(page, user=writer, asked_of=reviewer)
    review = Review.objects.get()
    assert (review.subject, review.asked_by, review.asked_of) == (page, writer, reviewer)
    assert (page.status, review.version) == ("in-review", page.version)
    assert list(reviews.waiting(reviewer)) == [review]
    assert not reviews.waiting(writer)


def test_review_of_anybody_waits_for_every_reviewer_but_its_writer(writer, reviewer, publisher):
    make_asked(publisher)
    assert reviews.waiting(reviewer).count() == 1
    assert not reviews.waiting(publisher)
    assert not reviews.waiting(writer)


def test_nobody_is_asked_who_cannot_decide(writer):
    page = make_text(writer)
    other = make_user(Role.WRITER, "other")
    with pytest.raises(ValidationError, match="no reviewer"):
        decisions.submit(page, user=writer, asked_of=other)
    assert Page.objects.get().status == "draft"


def test_text_is_sent_back_with_a_note(writer, reviewer):
    page = make_asked(writer)
    with pytest.raises(ValidationError, match="Say what has to change"):
        decisions.send_back(page, user=reviewer, note="  ")
    assert decisions.send_back(page, user=reviewer, note="Name your source.")
    review = Review.objects.get()
    assert (review.outcome, review.note) == (Outcome.SENT_BACK, "Name your source.")
    assert (review.decided_by, page.status) == (reviewer, "draft")
    newest = revisions.revisions_of(page).order_by("-number").first()
    assert (newest.step, newest.note, newest.user) == ("send-back", "Name your source.", reviewer)


def test_approval_is_in_the_history_and_changes_no_word(writer, reviewer):
    page = make_asked(writer)
    before = documents.text_of(page)
    assert decisions.approve(page, user=reviewer)
    assert documents.text_of(page) == before
    approval = reviews.approval(page)
    assert (approval.user, approval.note) == (reviewer, "")
    assert Review.objects.get().outcome == Outcome.APPROVED
    assert not decisions.approve(page, user=reviewer)


def test_changed_word_needs_a_new_approval(writer, reviewer, publisher):
    page = make_approved(writer, reviewer)
    assert workflow.standing_of(publisher, page).approved
    rewrite(page, writer, lead="Something else")
    assert reviews.approval(page) is None
    assert workflow.label(Step.PUBLISH, workflow.standing_of(publisher, page)).startswith(
        "Approve and publish"
    )


def test_changed_fact_needs_a_new_approval_of_its_framework(writer, reviewer):
    framework = make_framework(status="draft", published_at=None)
    fact = make_fact(framework, make_feature())
    revisions.record(framework, user=writer)
    decisions.submit(framework, user=writer)
    decisions.approve(framework, user=reviewer)
    fact.note = "Another word."
    fact.save()
    revisions.record(framework, user=writer)
    assert reviews.approval(framework) is None


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.PUBLISHER])
def test_nobody_approves_their_own_work(role):
    user = make_user(role)
    page = make_asked(user)
    with pytest.raises(ValidationError, match="Nobody approves their own work"):
        decisions.approve(page, user=user)
    assert Review.objects.get().outcome == Outcome.OPEN


def test_reviewer_approves_corrections_of_what_others_wrote_and_the_history_says_so(
    writer, reviewer
):
    page = make_asked(writer)
    rewrite(page, reviewer, lead="Mine")
    assert decisions.approve(page, user=reviewer)
    approval = reviews.approval(page)
    assert approval.note == "Approved with corrections of its reviewer."
    assert 'lead = "Mine"' in approval.document
    assert Review.objects.get().outcome == Outcome.APPROVED


def test_words_of_somebody_else_make_no_correction_of_what_a_reviewer_began(reviewer, writer):
    page = make_asked(reviewer)
    rewrite(page, writer, lead="A comma")
    with pytest.raises(ValidationError, match="Nobody approves their own work"):
        decisions.approve(page, user=reviewer)


def test_publisher_publishes_with_corrections_and_the_history_says_so(writer, publisher):
    page = make_asked(writer)
    rewrite(page, publisher, lead="Mine")
    assert decisions.publish(page, user=publisher)
    newest = revisions.revisions_of(page).order_by("-number").first()
    assert (newest.step, newest.note) == (
        "publish",
        "Approved with corrections of its reviewer.",
    )


def test_what_others_wrote_before_the_last_approval_makes_no_correction_of_new_words(
    writer, reviewer, publisher
):
    page = make_approved(writer, publisher)
    rewrite(page, reviewer, lead="All mine since")
    with pytest.raises(ValidationError, match="Nobody approves their own work"):
        decisions.approve(page, user=reviewer)
    assert decisions.approve(page, user=publisher)


def test_writer_withdraws_what_they_submitted_and_the_history_says_so(writer, reviewer):
    page = make_asked(writer)
    assert decisions.withdraw(page, user=writer)
    assert page.status == "draft"
    assert not reviews.waiting(reviewer)
    newest = revisions.revisions_of(page).order_by("-number").first()
    assert (newest.user, newest.get_step_display()) == (writer, "Withdrawn from review")
    assert not decisions.withdraw(page, user=writer)
    assert decisions.submit(page, user=writer)


def test_approved_text_is_withdrawn_and_needs_a_new_approval(writer, reviewer):
    page = make_approved(writer, reviewer)
    assert decisions.withdraw(page, user=writer)
    assert reviews.approval(page) is None


def test_nobody_withdraws_what_somebody_else_asked_for(writer, reviewer, publisher):
    page = make_asked(writer)
    for user in (reviewer, publisher, make_user(Role.WRITER, "other")):
        with pytest.raises(PermissionDenied):
            decisions.withdraw(page, user=user)
    assert Page.objects.get().status == "in-review"


def test_own_work_is_nobodys_once_it_was_approved(writer, reviewer):
    page = make_asked(reviewer)
    other = make_user(Role.REVIEWER, "other")
    decisions.approve(page, user=other)
    rewrite(page, writer, lead="A writer's")
    assert decisions.approve(page, user=reviewer)


def test_publisher_cannot_publish_their_own_work(publisher):
    page = make_text(publisher)
    with pytest.raises(ValidationError, match="Nobody approves their own work"):
        decisions.publish(page, user=publisher)
    assert Page.objects.get().status == "draft"


def test_own_work_is_approved_by_leave_and_the_history_says_so(publisher):
    publisher = let_approve_own(publisher)
    page = make_text(publisher)
    assert decisions.publish(page, user=publisher)
    newest = revisions.revisions_of(page).order_by("-number").first()
    assert newest.note == "Not reviewed by anybody else: approved by its own writer."
    assert page.is_public()


def test_publisher_publishes_what_somebody_else_wrote(writer, publisher):
    page = make_asked(writer)
    assert decisions.publish(page, user=publisher, at=NOW)
    assert (page.status, page.published_at) == ("published", NOW)
    review = Review.objects.get()
    assert (review.outcome, review.decided_by) == (Outcome.APPROVED, publisher)
    assert not decisions.publish(page, user=publisher)


def test_own_work_is_published_after_somebody_elses_approval(reviewer, publisher):
    page = make_approved(publisher, reviewer)
    assert decisions.publish(page, user=publisher)
    assert page.is_public()


def test_writer_takes_no_step_on_what_is_not_theirs(reviewer, writer):
    page = make_text(reviewer)
    with pytest.raises(PermissionDenied):
        decisions.submit(page, user=writer)


@pytest.mark.parametrize(
    ("status", "step", "words"),
    [
        ("archived", "submit", "Only a draft"),
        ("draft", "approve", "Only what is in review"),
        ("published", "send_back", "Only what is in review"),
        ("in-review", "unpublish", "send it back"),
    ],
)
def test_step_from_the_wrong_place_says_where_it_begins(publisher, status, step, words):
    page = make_page(status=status)
    with pytest.raises(ValidationError, match=words):
        getattr(decisions, step)(page, user=publisher)


def test_step_on_what_somebody_saved_meanwhile_is_refused(writer, publisher):
    page = make_asked(writer)
    mine = Page.objects.get()
    rewrite(page, writer, lead="Newer")
    for step in (decisions.approve, decisions.publish):
        with pytest.raises(StaleSave):
            step(mine, user=publisher)
    assert Page.objects.get().status == "in-review"


# The end


def test_page_is_seen_until_its_end_and_counts_as_archived_then():
    end = NOW + timedelta(hours=1)
    page = make_page(published_at=PAST, unpublish_at=end)
    before, after = end - timedelta(seconds=1), end
    assert page.is_public(before)
    assert list(Page.objects.published(before)) == [page]
    assert page.state(after) == State.ARCHIVED
    assert not Page.objects.published(after)
    assert list(Page.objects.archived(after)) == [page]
    assert workflow.in_words(page, at=before) == ("Published, until Mon 23 Nov 2026, 13:00 (UTC)")
    assert workflow.in_words(page, at=after) == ("Archived since Mon 23 Nov 2026, 13:00 (UTC)")


def test_comparison_ends_with_a_framework_of_it():
    framework = make_framework(unpublish_at=NOW)
    make_comparison(framework, make_framework())
    assert not Comparison.objects.published(NOW)
    assert Comparison.objects.published(NOW - timedelta(seconds=1))


def test_what_has_ended_is_published_anew_without_an_end(publisher):
    page = make_page(unpublish_at=PAST + timedelta(days=1))
    assert page.state() == State.ARCHIVED
    assert decisions.publish(page, user=publisher)
    assert page.is_public()
    assert page.unpublish_at is None


def test_document_keeps_the_end(publisher):
    page = make_page(published_at=PAST, unpublish_at=LATER)
    assert "unpublish_at = 2026-12-24T09:00:00Z" in documents.text_of(page)
    assert documents.text_of(page).index("published_at") < documents.text_of(page).index(
        "unpublish_at"
    )
