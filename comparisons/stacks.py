"""Stacks: a framework with some of its extensions, read as one column of the matrix.

The address names what a reader adds, as `with=flask.wtforms`. The level of a cell is the best
that its parts give; a part that is not linked or dated gives none, as for every other claim.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.dateparse import parse_date

from comparisons.factbase import Answer, FactBase
from comparisons.levels import WEIGHTS
from comparisons.matrix import Cell, Column, Matrix
from comparisons.models import Level
from comparisons.supplements import Items
from publishing.slugs import make_slug

PARAMETER = "with"
# What no extension can better.
SETTLED = (Level.BUILT_IN, Level.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Part:
    """An extension that can be added to a column; `adds` are slugs of features."""

    key: str
    name: str
    url: str
    level: Level
    summary: str
    checked_on: date
    adds: frozenset[str]
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """A feature that another column has built in and this stack has not, and who would add it."""

    slug: str
    name: str
    is_partial: bool
    offers: tuple[Part, ...]


type Stacks = dict[int, tuple[Part, ...]]


def read_stacks(columns: Iterable[Column], items: Items, chosen: Collection[str]) -> Stacks:
    """Return primary key of the framework → its parts, those chosen by the address marked."""
    stacks = {}
    for column in columns:
        made = (make_part(column, item, chosen) for item in items["extension"][column.pk])
        stacks[column.pk] = tuple(part for part in made if part)
    return stacks


def make_part(column: Column, item: dict[str, Any], chosen: Collection[str]) -> Part | None:
    """Make a part of an extension; None for one that adds nothing, or that nothing proves."""
    checked_on = parse_date(item["checked_on"] or "")
    if not (item["adds"] and item["url"] and checked_on):
        return None
    key = f"{column.slug}.{make_slug(item['name'])}"
    return Part(
        key=key,
        name=item["name"],
        url=item["url"],
        level=Level.OFFICIAL if item["official"] else Level.THIRD_PARTY,
        summary=item["summary"],
        checked_on=checked_on,
        adds=frozenset(item["adds"]),
        is_chosen=key in chosen,
    )


def chosen_keys(stacks: Stacks) -> list[str]:
    return [part.key for parts in stacks.values() for part in parts if part.is_chosen]


def with_names(columns: Sequence[Column], stacks: Stacks) -> tuple[Column, ...]:
    """Let each column name the parts that were chosen for it."""
    return tuple(
        replace(column, parts=tuple(part.name for part in stacks[column.pk] if part.is_chosen))
        for column in columns
    )


def with_parts(base: FactBase, stacks: Stacks) -> FactBase:
    """Return a fact base that answers for the stacks, as far as their parts have a say."""
    answers = dict(base.answers)
    for pk, parts in stacks.items():
        for part in parts:
            for slug in part.adds if part.is_chosen else ():
                answers[pk, slug] = best_of(answers.get((pk, slug)), part)
    return replace(base, answers=answers)


def best_of(answer: Answer | None, part: Part) -> Answer:
    """Return the better of what is there and what a part gives, naming the part where it helps."""
    if answer is None or not answer.is_checked:
        answer = None
    elif answer.level in SETTLED:
        return answer
    provider = f"{answer.provider}, {part.name}" if answer and answer.provider else part.name
    if answer and WEIGHTS.get(answer.level, 0) >= WEIGHTS[part.level]:
        return replace(answer, provider=provider)
    return Answer(
        level=part.level,
        value="",
        note=part.summary,
        extension=part.name,
        since="",
        source_title=part.name,
        source_url=part.url,
        checked_on=part.checked_on,
        checked_against="",
        checked_by="",
        provider=provider,
    )


def gaps(matrix: Matrix, place: int, parts: Sequence[Part]) -> tuple[Gap, ...]:
    """Return what a column lacks of what any other column has built in."""
    return tuple(
        Gap(
            slug=row.slug,
            name=row.name,
            is_partial=row.cells[place].level == Level.PARTIAL,
            offers=tuple(part for part in parts if row.slug in part.adds),
        )
        for row in matrix.rows
        if lacks(row.cells[place]) and any(cell.level == Level.BUILT_IN for cell in row.cells)
    )


def lacks(cell: Cell) -> bool:
    return cell.is_known and cell.level not in (*SETTLED, "") and not cell.provider


def fewest(found: Iterable[Gap]) -> list[Part]:
    """Return parts that fill every gap that can be filled: few of them, found greedily.

    At each step the part that fills most of what is left, the earlier one of equals: the usual
    approximation of a set cover.
    """
    left = {gap.slug for gap in found if gap.offers}
    parts = list(dict.fromkeys(part for gap in found for part in gap.offers))
    taken = []
    while left:
        best = max(parts, key=lambda part: len(part.adds & left))
        taken.append(best)
        left -= best.adds
    return taken
