"""Steps from draft to reader and back: the only ones that change a status at the desk.

Each raises PermissionDenied, ValidationError or StaleSave, and then has written nothing. Each
returns False, and writes nothing either, if the object stands there already.
"""

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.timezone import now

from publishing import reviews, revisions, saving, workflow
from publishing.models import Outcome, Publishable, State, Status, Step
from publishing.reviews import Share
from publishing.workflow import Standing

LONGEST_NOTE = 2000
# What a note of the history holds; the whole note stands in the review.
NOTE_IN_HISTORY = 200
OWN_WORK = (
    "Nobody approves their own work, and you were the first to write in this text since its last "
    "approval. Save it, and have somebody else approve it."
)
CORRECTED = "Approved with corrections of its reviewer."
NO_NOTE = "Say what has to change: the writer sees your note."
ALREADY = {
    Step.SUBMIT: lambda standing: standing.state == State.IN_REVIEW,
    Step.WITHDRAW: lambda standing: standing.state == State.DRAFT,
    Step.SEND_BACK: lambda standing: standing.state == State.DRAFT,
    Step.APPROVE: lambda standing: standing.approved and standing.state == State.IN_REVIEW,
    Step.PUBLISH: lambda standing: standing.state in (State.PUBLISHED, State.SCHEDULED),
    Step.UNPUBLISH: lambda standing: standing.state == State.DRAFT,
    Step.ARCHIVE: lambda standing: standing.state == State.ARCHIVED,
}
# Where a step begins, and what is said elsewhere.
BEGINS: dict[Step, tuple[set[State], str]] = {
    Step.SUBMIT: ({State.DRAFT}, "Only a draft can be sent to review."),
    Step.WITHDRAW: ({State.IN_REVIEW}, "Only what is in review can be withdrawn."),
    Step.SEND_BACK: ({State.IN_REVIEW}, "Only what is in review can be sent back."),
    Step.APPROVE: ({State.IN_REVIEW}, "Only what is in review can be approved."),
    Step.UNPUBLISH: (
        {State.SCHEDULED, State.PUBLISHED, State.ARCHIVED},
        "It is in review: send it back, with a note for the writer.",
    ),
}


@transaction.atomic
def submit(obj: Publishable, *, user: User | None = None, asked_of: User | None = None) -> bool:
    """Ask for a review of a draft: of somebody, or of any reviewer."""
    if is_there(Step.SUBMIT, obj, user):
        return False
    if asked_of is not None and not workflow.may_decide(asked_of):
        raise ValidationError(f"{asked_of} is no reviewer. Choose somebody else.")
    whom = f"To {asked_of}." if asked_of else ""
    move(obj, Status.IN_REVIEW, Step.SUBMIT, user=user, note=whom)
    reviews.ask(obj, asked_by=user, asked_of=asked_of)
    return True


@transaction.atomic
def withdraw(obj: Publishable, *, user: User | None = None) -> bool:
    """Make a draft of it again, at the word of whoever asked for the review."""
    if is_there(Step.WITHDRAW, obj, user):
        return False
    move(obj, Status.DRAFT, Step.WITHDRAW, user=user)
    reviews.withdraw(obj)
    return True


@transaction.atomic
def send_back(obj: Publishable, *, user: User | None = None, note: str = "") -> bool:
    """Make a draft of it again and say what has to change."""
    if is_there(Step.SEND_BACK, obj, user):
        return False
    note = note.strip()
    if not note or len(note) > LONGEST_NOTE:
        raise ValidationError(
            f"Keep the note under {LONGEST_NOTE} characters." if note else NO_NOTE
        )
    move(obj, Status.DRAFT, Step.SEND_BACK, user=user, note=note)
    reviews.decide(obj, Outcome.SENT_BACK, user=user, note=note)
    return True


@transaction.atomic
def approve(obj: Publishable, *, user: User | None = None) -> bool:
    """Approve what it says now; a later change of a word needs a new approval."""
    if is_there(Step.APPROVE, obj, user):
        return False
    # Nothing of the row changes, so its lock is what holds back a save at this moment.
    row = type(obj)._base_manager.select_for_update().filter(pk=obj.pk, version=obj.version)
    if row.first() is None:
        raise saving.StaleSave(obj)
    note = note_of_approval(obj, user)
    revisions.record(obj, user=user, note=note, step=Step.APPROVE)
    reviews.decide(obj, Outcome.APPROVED, user=user, note=note)
    return True


@transaction.atomic
def publish(obj: Publishable, *, user: User | None = None, at: datetime | None = None) -> bool:
    """Publish at the date that is set, else at once, approving what nobody has approved yet."""
    at = at or now()
    if is_there(Step.PUBLISH, obj, user, at):
        return False
    approved = reviews.approval(obj) is not None
    note = "" if approved else note_of_approval(obj, user)
    obj.published_at = obj.published_at or at.replace(microsecond=0)
    if obj.unpublish_at is not None and obj.unpublish_at <= at:
        obj.unpublish_at = None
    move(obj, Status.PUBLISHED, Step.PUBLISH, user=user, note=note)
    if not approved:
        reviews.decide(obj, Outcome.APPROVED, user=user, note=note)
    return True


@transaction.atomic
def unpublish(obj: Publishable, *, user: User | None = None) -> bool:
    """Make a draft of it again."""
    if is_there(Step.UNPUBLISH, obj, user):
        return False
    move(obj, Status.DRAFT, Step.UNPUBLISH, user=user)
    return True


@transaction.atomic
def archive(obj: Publishable, *, user: User | None = None) -> bool:
    """Take it from the readers for good, keeping it."""
    if is_there(Step.ARCHIVE, obj, user):
        return False
    move(obj, Status.ARCHIVED, Step.ARCHIVE, user=user)
    reviews.withdraw(obj)
    return True


STEPS: dict[str, Callable[..., bool]] = {
    Step.SUBMIT: submit,
    Step.WITHDRAW: withdraw,
    Step.SEND_BACK: send_back,
    Step.APPROVE: approve,
    Step.PUBLISH: publish,
    Step.UNPUBLISH: unpublish,
    Step.ARCHIVE: archive,
}


def is_there(step: Step, obj: Publishable, user: User | None, at: datetime | None = None) -> bool:
    """Tell whether the step is taken already; raise if the user cannot take it from here."""
    standing = workflow.standing_of(user, obj, at=at)
    if not is_allowed(step, standing) or (user and not workflow.may_see(user, obj)):
        raise PermissionDenied
    if ALREADY[step](standing):
        return True
    if user and step == Step.SUBMIT and not workflow.may_change(user, obj):
        raise PermissionDenied
    states, elsewhere = BEGINS.get(step, (set(State), ""))
    if standing.state not in states:
        raise ValidationError(elsewhere)
    unseen = step == Step.PUBLISH and not standing.approved
    if (unseen or step == Step.APPROVE) and not standing.may_approve:
        raise ValidationError(OWN_WORK)
    return False


def is_allowed(step: Step, standing: Standing) -> bool:
    """Tell whether the rights allow this step at all, wherever the object stands."""
    if step in (Step.SEND_BACK, Step.APPROVE):
        return standing.decides
    if step == Step.WITHDRAW:
        # Of a draft nothing is left to withdraw, which is no offence.
        return standing.asked or standing.state == State.DRAFT
    return step == Step.SUBMIT or standing.publishes


def note_of_approval(obj: Publishable, user: User | None) -> str:
    """Say in the history what part whoever approves has in the words."""
    match reviews.share_of(user, obj) if user is not None else Share.NOTHING:
        case Share.WRITING:
            return "Not reviewed by anybody else: approved by its own writer."
        case Share.CORRECTIONS:
            return CORRECTED
    return ""


def move(
    obj: Publishable, status: Status, step: Step, *, user: User | None, note: str = ""
) -> None:
    obj.status = status
    obj.validate_constraints()
    saving.save_accepted(obj)
    revisions.record(obj, user=user, note=note[:NOTE_IN_HISTORY], step=step)
