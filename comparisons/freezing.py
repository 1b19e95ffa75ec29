"""Freezing: a published comparison kept as it stands, and taken back where it must be."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.timezone import localdate, now

from comparisons.models import Comparison, FrozenComparison
from comparisons.models.frozen import FILES, digest_of, key_of
from comparisons.views.frozen import FrozenFaceView
from publishing import preview, revisions

NOT_PUBLISHED = "Only what readers can see can be frozen. Publish it first."
TWICE = "This comparison was frozen today already. Once a day is enough: see what is listed."
UNSTEADY = "Somebody is changing the facts of this comparison at this moment. Try again."
ADDRESSES = ("page", "json", "csv", "changes", "change-list")
# How often the files are made anew because a fact was saved between two of them.
TRIES = 3


@transaction.atomic
def freeze(
    comparison: Comparison, *, by=None, note: str, at: datetime | None = None
) -> FrozenComparison:
    """Keep page, JSON and CSV as readers get them now; raise ValidationError where it cannot be.

    All three say the same, and one row holds them: whatever ends this half-way leaves nothing.
    """
    at = (at or now()).replace(microsecond=0)
    day = localdate(at)
    if not Comparison.objects.published(at).filter(pk=comparison.pk).exists():
        raise ValidationError(NOT_PUBLISHED)
    key = key_of(comparison.slug, day)
    if FrozenComparison.objects.filter(key=key).exists():
        raise ValidationError(TWICE)
    files = files_of(comparison, at, note)
    frozen = FrozenComparison(
        key=key,
        comparison=comparison,
        slug=comparison.slug,
        title=comparison.title,
        frozen_on=day,
        frozen_at=at,
        frozen_by=by,
        note=note,
        **files,
        **{f"{name}_digest": digest_of(text) for name, text in files.items()},
    )
    frozen.full_clean()
    try:
        with transaction.atomic():
            frozen.save()
    except IntegrityError as error:
        raise ValidationError(TWICE) from error
    revisions.record(frozen, user=by, note=note)
    return frozen


def files_of(comparison: Comparison, at: datetime, note: str) -> dict[str, str]:
    """Return the text of each file; the JSON is made twice, to know that no fact changed between.

    A transaction alone does not say so: PostgreSQL shows each query what others saved before it.
    """
    for _ in range(TRIES):
        before = answer(comparison, "comparison-json")
        texts = (page_of(comparison, at, note), before, answer(comparison, "comparison-csv"))
        if answer(comparison, "comparison-json") == before:
            return dict(zip(FILES, texts, strict=True))
    raise ValidationError(UNSTEADY)


def answer(comparison: Comparison, name: str) -> str:
    path = reverse(f"comparisons:{name}", args=[comparison.slug])
    return text_of(preview.answer(preview.request_of_reader(path)))


def page_of(comparison: Comparison, at: datetime, note: str) -> str:
    request = preview.request_of_reader(comparison.get_absolute_url())
    view = FrozenFaceView.as_view(frozen_at=at, note=note)
    response: Any = view(request, slug=comparison.slug)
    return text_of(response.render() if hasattr(response, "render") else response)


def text_of(response) -> str:
    if response.status_code != 200:
        raise ValidationError(NOT_PUBLISHED)
    return response.content.decode()


@transaction.atomic
def withdraw(
    frozen: FrozenComparison, *, by=None, because: str, at: datetime | None = None
) -> None:
    """Show readers the reason in place of a frozen comparison; raise ValidationError if it is so.

    Nothing takes this back, and the bytes are kept.
    """
    standing = FrozenComparison.objects.shown().filter(pk=frozen.pk)
    at = (at or now()).replace(microsecond=0)
    if not standing.update(withdrawn_at=at, withdrawn_because=because):
        raise ValidationError("This was withdrawn already.")
    frozen.refresh_from_db()
    revisions.record(frozen, user=by, note=f"Withdrawn: {because}"[:200])


def shown_addresses() -> Iterator[str]:
    """Yield each address of what is frozen and not withdrawn, even if no page links there now."""
    for frozen in FrozenComparison.objects.shown().without_files().iterator():
        for name in ADDRESSES:
            yield frozen.url_of(name)
