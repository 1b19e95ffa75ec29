"""Cards: a comparison in a list, with its difference strip in miniature."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import QuerySet

from comparisons.factbase import FactBase, load_factbase
from comparisons.matrix import build_matrix, columns_for
from comparisons.models import Comparison, ComparisonEntry, Framework
from comparisons.strip import Drawing, difference_strip, draw


@dataclass(frozen=True, slots=True)
class Card:
    title_parts: tuple[str, ...]
    url: str
    summary: str
    strip: Drawing | None
    differing: int
    comparable: int


def entries_of(comparisons: QuerySet[Comparison]) -> list[ComparisonEntry]:
    """Read comparisons with their frameworks in one query, newest comparison first."""
    return list(
        ComparisonEntry.objects.filter(comparison__in=comparisons.values("pk"))
        .select_related("comparison", "framework")
        .order_by("-comparison__published_at", "comparison", "position")
    )


def cards_from(entries: Iterable[ComparisonEntry], base: FactBase, *, today: date) -> list[Card]:
    """Make the cards of comparisons whose frameworks' facts are in the base."""
    return [
        make_card(comparison, [entry.framework for entry in group], base, today)
        for comparison, group in groupby(entries, key=lambda entry: entry.comparison)
    ]


def make_card(
    comparison: Comparison, frameworks: Sequence[Framework], base: FactBase, today: date
) -> Card:
    matrix = build_matrix(base, columns_for(frameworks), today=today)
    marks = [mark for group in difference_strip(matrix) for mark in group.marks]
    return Card(
        title_parts=tuple(framework.name for framework in frameworks),
        url=comparison.get_absolute_url(),
        summary=comparison.summary,
        strip=draw(marks) if marks else None,
        differing=matrix.differing,
        comparable=matrix.comparable,
    )


def with_facts(entries: Sequence[ComparisonEntry], *, today: date) -> list[Card]:
    """Read the facts of the comparisons' frameworks, and make the cards."""
    base = load_factbase({entry.framework_id for entry in entries})
    return cards_from(entries, base, today=today)


def load_cards(comparisons: QuerySet[Comparison], *, today: date) -> list[Card]:
    """Read and make cards in two queries, however many there are."""
    return with_facts(entries_of(comparisons), today=today)
