"""Which candidates the decision helper can name first at all, whatever somebody answers.

Pure, like `comparisons.decision`. Every combination of answers is tried, skipped questions
included: 15,625 for six questions of four answers, well under a second for ten candidates.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from comparisons.decision import RULED_OUT, Bounds, Candidate, Criterion, stand

MOST_COMBINATIONS = 100_000
NOTHING = Bounds(0, 0)

# What each answer of a question asks for.
type Question = Sequence[Sequence[Criterion]]


class TooMany(ValueError):
    """There are more combinations of answers than can be tried while somebody waits."""


@dataclass(frozen=True, slots=True)
class Reach:
    """For how many combinations of answers each candidate is certainly first and alone there."""

    combinations: int
    wins: dict[str, int]

    @property
    def never(self) -> list[str]:
        return sorted(name for name, count in self.wins.items() if not count)


def reach(questions: Sequence[Question], candidates: Sequence[Candidate]) -> Reach:
    """Try all combinations; raise TooMany above MOST_COMBINATIONS."""
    combinations = prod(len(question) + 1 for question in questions)
    if combinations > MOST_COMBINATIONS:
        raise TooMany(combinations)
    columns = [
        [
            tuple(bounds_of(candidate, criteria) for candidate in candidates)
            for criteria in question
        ]
        for question in questions
    ]
    sums = [(NOTHING,) * len(candidates)]
    for column in columns:
        # A skipped question leaves all as it is.
        sums += [tuple(map(plus, before, added)) for before in list(sums) for added in column]
    wins = dict.fromkeys((candidate.name for candidate in candidates), 0)
    for standing in sums:
        first = first_alone(standing)
        if first is not None:
            wins[candidates[first].name] += 1
    return Reach(combinations, wins)


def bounds_of(candidate: Candidate, criteria: Sequence[Criterion]) -> Bounds:
    standing = stand(candidate, criteria)
    return Bounds(standing.low, standing.high)


def plus(one: Bounds, other: Bounds) -> Bounds:
    """Add points; what is ruled out by either stays so."""
    low, high = one.low + other.low, one.high + other.high
    if RULED_OUT in (one.low, other.low):
        low = RULED_OUT
    if RULED_OUT in (one.high, other.high):
        high = RULED_OUT
    return Bounds(low, high)


def first_alone(standing: Sequence[Bounds]) -> int | None:
    """Return which one is certainly above all others, None if none is."""
    best = max(range(len(standing)), key=lambda number: standing[number].low, default=None)
    if best is None or standing[best].low == RULED_OUT:
        return None
    others = (one.high for number, one in enumerate(standing) if number != best)
    return best if all(standing[best].low > high for high in others) else None
