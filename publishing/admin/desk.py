"""The first page of the desk: what needs somebody today.

Each app registers what may need an editor: how many there are, and the list that shows them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.timezone import now

from publishing import overview, proposals, reviews, workflow
from publishing.admin.draft_rows import open_address
from publishing.models import Draft, Outcome, Review, Status
from publishing.overview import Entry

MOST_LINES = 10
UNTOUCHED_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class AttentionItem:
    """Something that may need an editor who has this permission; `count` is one query or two."""

    label: str
    count: Callable[[User], int]
    link: Callable[[], str]
    permission: str


@dataclass(frozen=True, slots=True)
class Counted:
    """An item with what was found today."""

    label: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """An object by name, where it is edited, and why it stands here."""

    name: str
    kind: str
    address: str
    why: str


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    lines: tuple[Line, ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """What one person finds on the first page."""

    counted: tuple[Counted, ...]
    sections: tuple[Section, ...]
    scheduled: Section

    @property
    def needs_somebody(self) -> bool:
        return bool(self.counted or self.sections)


items: list[AttentionItem] = []


def register(*more: AttentionItem) -> None:
    items.extend(more)


def desk_of(user: User, *, at: datetime | None = None) -> Desk:
    """Return what needs this user; the number of queries depends on what is registered alone."""
    at = at or now()
    sections = [waiting(user), old_drafts(user, at), untouched(user, at)]
    return Desk(
        counted=tuple(counted(user)),
        sections=tuple(section for section in sections if section.lines),
        scheduled=scheduled(user, at),
    )


def counted(user: User) -> list[Counted]:
    found = [
        Counted(item.label, item.count(user), item.link())
        for item in items
        if user.has_perm(item.permission)
    ]
    return [one for one in found if one.count]


def waiting(user: User) -> Section:
    """Return what waits for this user's word, asked by name or of anybody, the oldest first.

    An approved proposal waits for whoever publishes.
    """
    rounds = reviews.waiting(user) | proposals.approved()
    found = list(
        rounds.select_related(
            "content_type", "asked_by", "draft__content_type", "decided_by"
        ).order_by("created_at", "pk")[: MOST_LINES + 1]
    )
    names = overview.names_of((label_of(one), one.object_id) for one in found if not one.draft)
    lines = [line for one in found if (line := line_of_review(one, user, names))]
    return section("Waiting for your review", lines)


def label_of(row: Review | Draft) -> str:
    return f"{row.content_type.app_label}.{row.content_type.model}"


def line_of_review(
    review: Review, user: User, names: Mapping[tuple[str, int], str]
) -> Line | None:
    kind = review.content_type
    asked = f"asked by {review.asked_by}, " if review.asked_by else ""
    why = f"{asked}{timesince(review.created_at, depth=1)} ago"
    if review.draft:
        if review.outcome == Outcome.APPROVED:
            if not proposals.may_publish(user, review):
                return None
            why = f"approved by {review.decided_by}, waits for a publisher"
        address = open_address(review.draft)
        return Line(str(review.draft), f"proposal for {kind.name}", address, why)
    name = names.get((label_of(review), review.object_id))
    address = form_address(kind.app_label, kind.model, review.object_id)
    return Line(name, str(kind.name), address, why) if name else None


def old_drafts(user: User, at: datetime) -> Section:
    """Return this user's own drafts that were left lying."""
    drafts = (
        Draft.objects.filter(user=user, updated_at__lt=at - UNTOUCHED_FOR)
        .select_related("content_type")
        .order_by("updated_at", "pk")
    )
    lines = [
        Line(
            name=str(draft),
            kind=str(draft.content_type.name),
            address=form_address(
                draft.content_type.app_label, draft.content_type.model, draft.object_id
            ),
            why=f"left {timesince(draft.updated_at, at, depth=1)} ago",
        )
        for draft in drafts[: MOST_LINES + 1]
    ]
    return section("Your drafts older than two weeks", lines)


def untouched(user: User, at: datetime) -> Section:
    """Return what is in draft and nobody has saved for two weeks."""
    found = overview.entries(
        lambda rows: rows.filter(status=Status.DRAFT, updated_at__lt=at - UNTOUCHED_FOR),
        user,
        order="updated_at",
        most=MOST_LINES + 1,
    )
    lines = [line_of(one, f"saved {timesince(one.updated_at, at, depth=1)} ago") for one in found]
    return section("In draft, not saved for two weeks", lines)


def scheduled(user: User, at: datetime) -> Section:
    found = overview.entries(
        lambda rows: rows.scheduled(at), user, order="published_at", most=MOST_LINES + 1
    )
    lines = [
        line_of(one, workflow.moment_in_words(one.published_at))
        for one in found
        if one.published_at
    ]
    return section("Scheduled", lines)


def section(heading: str, lines: list[Line]) -> Section:
    return Section(heading, tuple(lines[:MOST_LINES]), more=len(lines) > MOST_LINES)


def line_of(entry: Entry, why: str) -> Line:
    opts = entry.model._meta
    return Line(
        name=entry.name,
        kind=str(opts.verbose_name),
        address=form_address(opts.app_label, str(opts.model_name), entry.pk),
        why=why,
    )


def form_address(app_label: str, model_name: str, pk: int | None) -> str:
    """Return the form of an object, the empty form for one that is not there yet."""
    page = "add" if pk is None else "change"
    return reverse(f"admin:{app_label}_{model_name}_{page}", args=[] if pk is None else [pk])
