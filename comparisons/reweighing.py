"""What would change an order: the smallest change of weights that reverses two of it.

Pure, like `comparisons.decision`, whose units these are. A change counts the whole steps that all
weights take together, up or down; no weight falls below 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from comparisons.decision import Criterion, Ranking, Standing, values

# What a weight belongs to: a feature and the limit that is asked of it.
type Aspect = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class Reweighing:
    """One weight that would have to be another."""

    aspect: Aspect
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Change:
    """Other weights with which `behind` comes before `ahead`, or may, where facts are unknown."""

    ahead: Standing
    behind: Standing
    reweighings: tuple[Reweighing, ...]

    @property
    def size(self) -> int:
        """Return by how much the weights change, all taken together."""
        return sum(abs(one.after - one.before) for one in self.reweighings)


def smallest_change(ranking: Ranking, *, among: int) -> Change | None:
    """Return the smallest change of weights that changes the order of the first `among`.

    It is the smallest that brings anything before one of them that stands behind it now, or that
    parts two that tie. None if no weights do. The order of those whose place is open is left
    alone: facts decide it.
    """
    standings = ranking.standings
    changes = [
        reversal(ahead, behind, ranking.criteria)
        for number, ahead in enumerate(standings[:among])
        for behind in standings[number + 1 :]
        if ahead.low >= behind.high
    ]
    # A tie has no order to reverse: either of the two may be brought before the other.
    changes += [
        reversal(behind, ahead, ranking.criteria)
        for number, ahead in enumerate(standings[:among])
        for behind in standings[number + 1 :]
        if ahead.low == behind.high and ahead.is_exact and behind.is_exact
    ]
    return smallest(changes)


def smallest(changes: Sequence[Change | None]) -> Change | None:
    found = [change for change in changes if change is not None]
    return min(found, key=lambda one: (one.size, len(one.reweighings)), default=None)


def reversal(ahead: Standing, behind: Standing, criteria: Sequence[Criterion]) -> Change | None:
    """Return the smallest change of weights after which `behind` is above `ahead`.

    Size is the sum of what each weight changes by, in whole steps; no weight falls below 0. With
    unknown facts it compares the worst of the one with the best of the other. None if no weights
    bring it about. `ahead` must be above or level now.

    Each step of a weight moves the difference by as much as the two differ there, whatever the
    other weights are. So the fewest steps are those that move it most, taken first.
    """
    weights = total_weights(criteria)
    leads = lead_by_aspect(ahead, behind, criteria)
    lead = sum(weights[aspect] * one for aspect, one in leads.items())
    changed: list[Reweighing] = []
    for aspect in sorted(leads, key=lambda one: (-abs(leads[one]), leads[one], str(one))):
        if lead < 0:
            break
        one, weight = leads[aspect], weights[aspect]
        steps = lead // abs(one) + 1 if one else 0
        if one > 0:
            steps = min(steps, weight)
        if steps:
            after = weight - steps if one > 0 else weight + steps
            changed.append(Reweighing(aspect, weight, after))
            lead -= steps * abs(one)
    return Change(ahead, behind, tuple(changed)) if lead < 0 else None


def total_weights(criteria: Sequence[Criterion]) -> dict[Aspect, int]:
    """Add up the weights of what several answers ask for alike."""
    totals: dict[Aspect, int] = {}
    for criterion in criteria:
        if criterion.weight:
            totals[aspect_of(criterion)] = totals.get(aspect_of(criterion), 0) + criterion.weight
    return totals


def lead_by_aspect(
    ahead: Standing, behind: Standing, criteria: Sequence[Criterion]
) -> dict[Aspect, int]:
    """Return by how many points the worst of one is above the best of the other, at most 4."""
    leads: dict[Aspect, int] = {}
    for criterion in criteria:
        if criterion.weight:
            worst, best = (
                values(criterion, one.candidate.findings.get(criterion.feature))
                for one in (ahead, behind)
            )
            leads[aspect_of(criterion)] = worst.low - best.high
    return leads


def aspect_of(criterion: Criterion) -> Aspect:
    return criterion.feature, criterion.at_most
