"""Rounds of review: who asked whom, what came of it, and whose work has been seen by another."""

from collections.abc import Iterable
from datetime import datetime
from enum import Enum
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.timezone import now

from publishing import revisions
from publishing.models import Outcome, Publishable, Review, Revision, Status, Step

# After these, what was written before is somebody's work no more: two people stand for it.
SETTLING = (Step.APPROVE, Step.PUBLISH)


class Share(Enum):
    """What somebody has written of a text since it was settled last.

    Whoever wrote in it first is its writer, and leaves the approval to somebody else. Who wrote
    after them corrected it, and may approve it: two people stand for it, and the history says
    that there are corrections.
    """

    NOTHING = "nothing"
    CORRECTIONS = "corrections"
    WRITING = "writing"


def reviews_of(obj: Model) -> QuerySet[Review]:
    kind = ContentType.objects.get_for_model(obj)
    return Review.objects.filter(content_type=kind, object_id=obj.pk)


def open_rounds(obj: Model) -> QuerySet[Review]:
    """Return the round that is open about the object itself; proposals have their own."""
    return reviews_of(obj).filter(outcome=Outcome.OPEN, draft=None)


def latest(obj: Model) -> Review | None:
    """Return the newest round of review of an object itself, with the people in it."""
    rounds = reviews_of(obj).filter(draft=None)
    return rounds.select_related("asked_by", "asked_of", "decided_by").first()


def reviewers() -> QuerySet[User]:
    """Return who may approve and send back."""
    deciders = User.objects.with_perm(
        "publishing.decide_review", backend="django.contrib.auth.backends.ModelBackend"
    )
    return deciders.filter(is_staff=True).order_by("username")


def waiting(user: User) -> QuerySet[Review]:
    """Return the open rounds that wait for this user: asked by name, or of any reviewer."""
    rounds = Review.objects.filter(outcome=Outcome.OPEN).select_related("content_type", "asked_by")
    mine = rounds.filter(asked_of=user)
    if user.has_perm("publishing.decide_review"):
        mine |= rounds.filter(asked_of=None).exclude(asked_by=user)
    return mine


def ask(obj: Publishable, *, asked_by: User | None, asked_of: User | None = None) -> Review:
    """Open a round of review, in place of one that is open still."""
    withdraw(obj)
    return Review.objects.create(
        subject=obj, version=obj.version, asked_by=asked_by, asked_of=asked_of
    )


def assign(obj: Publishable, asked_of: User, *, asked_by: User | None) -> bool:
    """Let the open round wait for somebody; False if it does. Raise if nothing is in review."""
    if obj.status != Status.IN_REVIEW:
        raise ValidationError("It is not in review.")
    rounds = open_rounds(obj)
    if not rounds.exists():
        ask(obj, asked_by=asked_by, asked_of=asked_of)
        return True
    return bool(rounds.exclude(asked_of=asked_of).update(asked_of=asked_of))


def withdraw(obj: Model) -> None:
    open_rounds(obj).delete()


def forget(model: type[Model], keys: Iterable[int]) -> None:
    """Let nobody wait for the review of what is deleted."""
    kind = ContentType.objects.get_for_model(model)
    rounds = Review.objects.filter(content_type=kind, object_id__in=list(keys))
    rounds.filter(outcome=Outcome.OPEN).delete()


def decide(
    obj: Publishable,
    outcome: Outcome,
    *,
    user: User | None,
    note: str = "",
    at: datetime | None = None,
) -> Review:
    """Close the open round; one that nobody had asked for is opened and closed in one."""
    review = open_rounds(obj).first() or Review(subject=obj)
    review.version = obj.version
    review.outcome = outcome
    review.decided_by = user
    review.decided_at = at or now()
    review.note = note
    review.save()
    return review


def approval(obj: Model) -> Revision | None:
    """Return the approval of what the object says now; None once a word of it has changed."""
    newest = (
        revisions.revisions_of(obj)
        .exclude(step=Step.DATE)
        .select_related("user")
        .order_by("-number")
        .first()
    )
    return newest if newest and newest.step == Step.APPROVE else None


def share_of(user: User | AnonymousUser, obj: Model) -> Share:
    if obj.pk is None:
        return Share.WRITING
    history = revisions.revisions_of(obj)
    settled = history.filter(step__in=SETTLING).order_by("-number").values("number").first()
    saves = history.filter(step=Step.SAVE, number__gt=settled["number"] if settled else 0)
    writers = list(saves.order_by("number").values_list("user_id", flat=True))
    if user.pk not in writers:
        return Share.NOTHING
    return Share.WRITING if writers[0] == user.pk else Share.CORRECTIONS


def shared_with(user: User | AnonymousUser, model: type[Model]) -> Q:
    """Return what holds of the rows that a user has a hand in, for a query of the model.

    They have written a revision of it, the first or a later one, or the round of review that is
    open was asked by or of them. Both tables are read by an index that begins with the object.
    """
    theirs: dict[str, Any] = {
        "content_type": ContentType.objects.get_for_model(model),
        "object_id": OuterRef("pk"),
    }
    written = Revision.objects.filter(**theirs, user_id=user.pk or 0)
    rounds = Review.objects.filter(**theirs, outcome=Outcome.OPEN, draft=None)
    asked = rounds.filter(Q(asked_by_id=user.pk) | Q(asked_of_id=user.pk))
    return Q(Exists(written)) | Q(Exists(asked))
