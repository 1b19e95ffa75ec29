"""What a comparison shows of stacks: what can be added to each column, and what that leaves."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.http import urlencode

from comparisons.factbase import Question
from comparisons.matrix import Column, Matrix
from comparisons.models import Level
from comparisons.stacks import PARAMETER, Gap, Part, Stacks, chosen_keys, fewest, gaps

MOST_OFFERS = 3


def stack_form(
    matrix: Matrix,
    stacks: Stacks,
    questions: Iterable[Question],
    state: Sequence[tuple[str, str]],
) -> dict[str, Any] | None:
    """Return the form with a panel for each column, None if nothing can be added to any.

    `state` is the rest of the view state of the address, which the form and its links keep.
    """
    if not any(stacks.values()):
        return None
    names = {question.slug: question.name for question in questions}
    keys = chosen_keys(stacks)
    return {
        "state": state,
        "parameter": PARAMETER,
        "chosen": keys,
        "clear_url": address(state, ()),
        "panels": [
            panel(matrix, place, stacks[column.pk], names, state, keys)
            for place, column in enumerate(matrix.columns)
        ],
    }


def address(
    state: Sequence[tuple[str, str]], keys: Iterable[str], *, anchor: str = "all-features"
) -> str:
    """Return the address of the same comparison with these parts, from where it is read."""
    query = urlencode([*state, *((PARAMETER, key) for key in keys)])
    return f"?{query}#{anchor}" if query else f".#{anchor}"


def panel(
    matrix: Matrix,
    place: int,
    parts: Sequence[Part],
    names: dict[str, str],
    state: Sequence[tuple[str, str]],
    keys: list[str],
) -> dict[str, Any]:
    column = matrix.columns[place]
    return {
        "framework": column.name,
        "url": column.url,
        "side": column.side,
        "others": others(matrix.columns, place),
        "has_parts": bool(column.parts),
        "parts": [
            {
                "key": part.key,
                "name": part.name,
                "official": part.level == Level.OFFICIAL,
                "is_chosen": part.is_chosen,
                "adds": ", ".join(name for slug, name in names.items() if slug in part.adds),
            }
            for part in parts
        ],
        **lacking(gaps(matrix, place, parts), state, keys),
    }


def lacking(
    found: Sequence[Gap], state: Sequence[tuple[str, str]], keys: list[str]
) -> dict[str, Any]:
    """Return what a column lacks: with offers, without any, and the fewest parts that fill it."""
    least = fewest(found)
    return {
        "gaps": [
            {
                "slug": gap.slug,
                "name": gap.name,
                "is_partial": gap.is_partial,
                "offers": [
                    {"name": part.name, "url": address(state, [*keys, part.key])}
                    for part in gap.offers[:MOST_OFFERS]
                ],
            }
            for gap in found
            if gap.offers
        ],
        "unmet": [{"slug": gap.slug, "name": gap.name} for gap in found if not gap.offers],
        "least": [part.name for part in least],
        "least_url": address(state, [*keys, *(part.key for part in least)]),
    }


def others(columns: Sequence[Column], place: int) -> str:
    """Return who a column is measured by: the other one of a pair, else all others."""
    rest = [column.name for column in columns if column is not columns[place]]
    return rest[0] if len(rest) == 1 else "any of the others"
