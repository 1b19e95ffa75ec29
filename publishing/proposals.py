"""Proposals: drafts of what is live that wait for somebody's word, each in a round of its own.

A round goes with its draft. What came of a proposal that was published stands in the history.
"""

from datetime import datetime
from typing import cast

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.timezone import now

from publishing import documents, workflow
from publishing.decisions import LONGEST_NOTE, NO_NOTE
from publishing.models import Draft, DraftKind, Outcome, Review

CHANGED_SINCE = "It was changed or withdrawn since you opened it. Open it again, then decide."
OWN_PROPOSAL = "Nobody approves their own work: somebody else decides on this proposal."
# An approval of words that were written anew counts for nothing; what was sent back stays known.
REPLACED = (Outcome.OPEN, Outcome.APPROVED)


def round_of(draft: Draft) -> Review | None:
    """Return the newest round about a draft; no query if its reviews are fetched already."""
    return next(iter(draft.reviews.all()), None)


def approved() -> QuerySet[Review]:
    """Return the rounds of proposals that wait for nothing but a publisher."""
    return Review.objects.filter(outcome=Outcome.APPROVED, draft__kind=DraftKind.PROPOSED)


def may_publish(user: User | AnonymousUser, review: Review) -> bool:
    model: type[Model] | None = review.content_type.model_class()
    return model is not None and workflow.may_publish(user, documents.root_model(model))


def may_decide(user: User | AnonymousUser, draft: Draft) -> bool:
    """Tell whether the user approves this draft and sends it back: it is proposed by others."""
    return (
        draft.kind == DraftKind.PROPOSED and draft.user_id != user.pk and workflow.may_decide(user)
    )


def ask(draft: Draft, *, asked_of: User | None = None) -> Review:
    """Open a round about a proposal, in place of one that is open or was approved."""
    draft.reviews.filter(outcome__in=REPLACED).delete()
    return Review.objects.create(
        content_type=draft.content_type,
        # Only what is there can be live.
        object_id=cast(int, draft.object_id),
        draft=draft,
        version=draft.base_version,
        asked_by=draft.user,
        asked_of=asked_of,
    )


@transaction.atomic
def withdraw(draft: Draft) -> bool:
    """Make an ordinary draft of it again; False if it is one."""
    draft.reviews.filter(outcome__in=REPLACED).delete()
    return move(draft, DraftKind.KEPT)


@transaction.atomic
def decide(
    draft: Draft,
    outcome: Outcome,
    *,
    user: User,
    seen_at: str,
    note: str = "",
    at: datetime | None = None,
) -> None:
    """Approve a proposal or send it back; raise ValidationError if it is not what was read.

    `seen_at` is when it was saved last, as the reader had it on the page.
    """
    if not workflow.may_decide(user):
        raise PermissionDenied
    found = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    read = found is not None and found.updated_at.isoformat() == seen_at
    if found is None or not read or found.kind != DraftKind.PROPOSED:
        raise ValidationError(CHANGED_SINCE)
    if found.user_id == user.pk:
        raise ValidationError(OWN_PROPOSAL)
    note = note.strip()
    if outcome == Outcome.SENT_BACK:
        if not note or len(note) > LONGEST_NOTE:
            raise ValidationError(f"At most {LONGEST_NOTE} characters." if note else NO_NOTE)
        move(found, DraftKind.KEPT)
    review = found.reviews.filter(outcome=Outcome.OPEN).first() or ask(found)
    review.outcome = outcome
    review.decided_by = user
    review.decided_at = at or now()
    review.note = note
    review.save()


def move(draft: Draft, kind: DraftKind) -> bool:
    """Say what it is from now on, and leave alone when it was written."""
    moved = Draft.objects.filter(pk=draft.pk).exclude(kind=kind).update(kind=kind)
    draft.kind = kind
    return bool(moved)


def credit(drafts: list[Draft], user: User) -> str:
    """Return where the words of a save come from, and who approved them, for the history."""
    restored = [f"Restored from revision {one.restores}." for one in drafts if one.restores]
    words = []
    for draft in drafts:
        if draft.user_id == user.pk:
            continue
        review = round_of(draft)
        seen = review is not None and review.outcome == Outcome.APPROVED
        by = f", approved by {review.decided_by}" if review and seen and review.decided_by else ""
        words.append(f"{draft.user}{by}")
    others = [f"From a draft of {'; '.join(sorted(words))}."] if words else []
    return " ".join([*restored, *others])[:200]
