"""Who may do what with something publishable: whose rights reach it, and which steps there are.

`may_see`, `may_change` and `may_delete` are the rules of how far a right reaches; whatever shows
or writes an object asks them, after the permission itself. `publishing.decisions` takes the steps.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Model, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone_name, localtime, now

from publishing import documents, reviews
from publishing.models import Publishable, State, Status, Step, live
from publishing.reviews import Share

# What a writer may change; the rest is a publisher's decision.
OPEN = (Status.DRAFT, Status.IN_REVIEW)

type Anybody = User | AnonymousUser


# Whose rights reach what


def may_publish(user: Anybody, model: type[Model] | Model) -> bool:
    opts = model._meta
    return user.has_perm(f"{opts.app_label}.{get_permission_codename('publish', opts)}")


def may_decide(user: Anybody) -> bool:
    """Tell whether the user approves and sends back."""
    return user.has_perm("publishing.decide_review")


def sees_all(user: Anybody, model: type[Model] | Model) -> bool:
    return may_decide(user) or may_publish(user, model)


def visible[M: Publishable](rows: QuerySet[M], user: Anybody) -> QuerySet[M]:
    """Leave what the user may see: all for some; else what is live, and what they work on."""
    if sees_all(user, rows.model):
        return rows
    return rows.filter(live() | reviews.shared_with(user, rows.model))


def changeable[M: Publishable](rows: QuerySet[M], user: Anybody) -> QuerySet[M]:
    """Leave what `may_change` allows."""
    if may_publish(user, rows.model):
        return rows
    return visible(rows.filter(status__in=OPEN), user)


def may_see(user: Anybody, obj: Model) -> bool:
    """Tell whether a right to look reaches the object; a part goes with its whole."""
    root = documents.root_of(obj)
    if not isinstance(root, Publishable) or root.pk is None:
        return True
    return sees_all(user, root) or root.is_public() or works_on(user, root)


def seen_of(objects: Iterable[Model], user: Anybody) -> list[Model]:
    """Return those of the objects that the user may see: one query for each kind of whole."""
    wholes = [(obj, documents.root_of(obj)) for obj in objects]
    keys: dict[type[Publishable], set[int]] = {}
    for _obj, root in wholes:
        if isinstance(root, Publishable):
            keys.setdefault(type(root), set()).add(root.pk)
    seen: set[Model] = set()
    for model, pks in keys.items():
        seen |= set(visible(model._base_manager.filter(pk__in=pks), user))
    return [obj for obj, root in wholes if root in seen or not isinstance(root, Publishable)]


def may_change(user: Anybody, obj: Model) -> bool:
    """Tell whether a right to change reaches the object: the one rule of who writes where.

    A part goes with its whole: a fact with its framework. What has no state is not limited here.
    What is live, scheduled or archived changes by a publisher alone; others propose. A draft, in
    review or not, changes by its writers, by those who share its review, and by reviewers.
    """
    root = documents.root_of(obj)
    if not isinstance(root, Publishable) or may_publish(user, root):
        return True
    if root.status not in OPEN:
        return False
    return root.pk is None or sees_all(user, root) or works_on(user, root)


def may_delete(user: Anybody, obj: Model) -> bool:
    """Tell whether a right to delete reaches it: of a whole, only its writers' and publishers'."""
    root = documents.root_of(obj)
    if root is not obj or not isinstance(root, Publishable):
        return may_change(user, obj)
    return may_publish(user, root) or (root.status in OPEN and works_on(user, root))


def works_on(user: Anybody, root: Publishable) -> bool:
    """Tell whether the user has a hand in it; asked once for each object that is in memory."""
    known = root.__dict__.setdefault("_works_on", {})
    if user.pk not in known:
        rows = type(root)._base_manager.filter(pk=root.pk)
        known[user.pk] = rows.filter(reviews.shared_with(user, type(root))).exists()
    return known[user.pk]


# Which steps somebody can take from where it stands


@dataclass(frozen=True)
class Standing:
    """Where an object stands, and what the rights of somebody are there."""

    state: State
    decides: bool = False
    publishes: bool = False
    approves_own: bool = False
    own: bool = False
    corrected: bool = False
    asked: bool = False
    approved: bool = False

    @property
    def may_approve(self) -> bool:
        """Tell whether the rights and the text allow it: nobody approves their own work.

        A text is the work of whoever wrote in it first since it was settled last. What a reviewer
        corrects in it afterwards leaves it theirs.
        """
        return self.decides and (self.approves_own or not self.own)


def standing_of(user: User | None, obj: Publishable, *, at: datetime | None = None) -> Standing:
    """Return where it stands for a user; None is the machine, which nothing holds back."""
    approved = obj.pk is not None and reviews.approval(obj) is not None
    if user is None:
        return Standing(obj.state(at), decides=True, publishes=True, asked=True, approved=approved)
    share = reviews.share_of(user, obj)
    newest = reviews.latest(obj) if obj.status == Status.IN_REVIEW else None
    return Standing(
        state=obj.state(at),
        decides=may_decide(user),
        publishes=may_publish(user, obj),
        approves_own=user.has_perm("publishing.approve_own"),
        own=share == Share.WRITING,
        corrected=share == Share.CORRECTIONS,
        asked=newest is not None and newest.asked_by_id == user.pk,
        approved=approved,
    )


def steps(standing: Standing) -> list[Step]:
    """Return the steps that are offered, the one to be expected last."""
    decided = standing.state in (State.SCHEDULED, State.PUBLISHED)
    if standing.state == State.ARCHIVED or decided:
        if not standing.publishes:
            return []
        if decided:
            return [Step.ARCHIVE, Step.UNPUBLISH, Step.SAVE]
        return [Step.UNPUBLISH, *publishing_step(standing), Step.SAVE]
    if standing.state == State.DRAFT:
        return [Step.SAVE, Step.SUBMIT, *publishing_step(standing)]
    return steps_in_review(standing)


def steps_in_review(standing: Standing) -> list[Step]:
    back = [Step.WITHDRAW] if standing.asked else []
    if not standing.decides:
        return [*back, Step.SAVE]
    back.append(Step.SEND_BACK)
    onwards = publishing_step(standing)
    if standing.may_approve and not standing.approved:
        onwards = [Step.APPROVE, *onwards]
    return [Step.SAVE, *back, *onwards] if onwards else [*back, Step.SAVE]


def publishing_step(standing: Standing) -> list[Step]:
    seen_by_two = standing.approved or standing.may_approve
    return [Step.PUBLISH] if standing.publishes and seen_by_two else []


# What a button says: the outcome, with day, hour and zone where it depends on them


def moment_in_words(moment: datetime) -> str:
    """Return a moment in the editors' zone: Tue 24 Nov 2026, 09:00 (Berlin)."""
    zone = get_current_timezone_name().rpartition("/")[2].replace("_", " ")
    return f"{date_format(localtime(moment), 'D j M Y, H:i')} ({zone})"


def label(
    step: Step,
    standing: Standing,
    *,
    published_at: datetime | None = None,
    unpublish_at: datetime | None = None,
    at: datetime | None = None,
) -> str:
    """Return what the button of a step promises, given the dates that stand in the form."""
    at = at or now()
    match step:
        case Step.PUBLISH:
            ended = unpublish_at is not None and unpublish_at <= at
            until = None if ended else unpublish_at
            return f"{publishing_verb(standing)}{when(published_at, until, at, ' now')}"
        case Step.SAVE:
            return save_label(standing, published_at, unpublish_at, at)
        case Step.UNPUBLISH if standing.state == State.SCHEDULED:
            return "Do not publish, back to draft"
        case Step.UNPUBLISH if standing.state == State.PUBLISHED:
            return "Unpublish now, back to draft"
        case Step.UNPUBLISH:
            return "Back to draft"
        case Step.SUBMIT:
            return "Submit to review"
        case Step.WITHDRAW:
            return "Withdraw, back to draft"
        case Step.SEND_BACK:
            return "Send back with a note"
        case Step.ARCHIVE:
            return "Archive now"
    return "Approve with your corrections" if standing.corrected else "Approve"


def publishing_verb(standing: Standing) -> str:
    if standing.approved:
        return "Publish"
    return "Publish without review" if standing.own else "Approve and publish"


def when(start: datetime | None, end: datetime | None, at: datetime, at_once: str) -> str:
    begin = f", goes live {moment_in_words(start)}" if start and start > at else at_once
    return f"{begin}, until {moment_in_words(end)}" if end else begin


def save_label(
    standing: Standing, start: datetime | None, end: datetime | None, at: datetime
) -> str:
    if standing.state == State.DRAFT:
        return "Save draft"
    if standing.state == State.IN_REVIEW:
        return "Save, needs a new approval" if standing.approved else "Save, stays in review"
    if standing.state == State.ARCHIVED and not (end and end > at):
        return "Save, stays archived"
    return f"Save{when(start, end, at, ', live at once')}"


def in_words(obj: Publishable, *, at: datetime | None = None) -> str:
    """Return the state as a list shows it, with day, hour and zone where it depends on them."""
    at = at or now()
    state = obj.state(at)
    words = str(state.label)
    if state == State.SCHEDULED and obj.published_at is not None:
        words = f"Goes live {moment_in_words(obj.published_at)}"
    elif state == State.ARCHIVED and obj.status == Status.PUBLISHED and obj.unpublish_at:
        return f"Archived since {moment_in_words(obj.unpublish_at)}"
    if obj.status == Status.PUBLISHED and obj.unpublish_at:
        words = f"{words}, until {moment_in_words(obj.unpublish_at)}"
    return words
