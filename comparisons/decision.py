"""The rule of the decision helper: from facts and criteria to an order, which may be open.

Pure: frozen plain values in and out. The method is the weighted sum of multi-criteria decision
analysis after a conjunctive filter; an unknown fact is the interval of all it could be. The method
page tells readers the same in words.

Units: a finding brings 0 to 4 points (`comparisons.levels.WEIGHTS`, for a number 4 or 0), times
the weight of the criterion, a whole number from 0 on. So all results are whole numbers, and equal
means equal. Nothing is raised: any finding has its points, and none has the widest bounds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from comparisons.levels import WEIGHTS

MOST_POINTS = 4
# Below every sum of points: what lacks a must.
RULED_OUT = -1

# A level, a number, or None for what was not checked yet.
type Finding = str | int | None


@dataclass(frozen=True, slots=True)
class Criterion:
    """What is asked of a feature: a must, a wish with a weight, or both.

    Levels are asked for by `at_least`, which only a must has; numbers by `at_most`.
    """

    feature: str
    must: bool = False
    at_least: str = ""
    at_most: int | None = None
    weight: int = 0

    @property
    def most(self) -> int:
        return self.weight * MOST_POINTS


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something to choose, and what is known of it; a feature that is missing is unknown."""

    name: str
    findings: Mapping[str, Finding]


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that something can come to; both are possible."""

    low: int
    high: int

    @property
    def is_exact(self) -> bool:
        return self.low == self.high

    def is_above(self, other: "Bounds") -> bool:
        return self.low > other.high


@dataclass(frozen=True, slots=True)
class Standing(Bounds):
    """A candidate's points; `low` is RULED_OUT if a must is unknown, both are if one fails."""

    candidate: Candidate

    @property
    def name(self) -> str:
        return self.candidate.name


class Order(Enum):
    """How the candidates of one place relate to each other."""

    ALONE = "nobody else is there"
    TIE = "all have the same points"
    OPEN = "unknown facts decide, and they overlap"


@dataclass(frozen=True, slots=True)
class Place:
    """Candidates without a certain order among them; each place is certainly above the next."""

    standings: tuple[Standing, ...]

    @property
    def order(self) -> Order:
        first = self.standings[0]
        if len(self.standings) == 1:
            return Order.ALONE
        exact = all(one.is_exact and one.low == first.low for one in self.standings)
        return Order.TIE if exact else Order.OPEN


@dataclass(frozen=True, slots=True)
class Ranking:
    """The places in their order, and what certainly lacks a must."""

    criteria: tuple[Criterion, ...]
    places: tuple[Place, ...]
    ruled_out: tuple[Standing, ...]

    @property
    def standings(self) -> tuple[Standing, ...]:
        return tuple(standing for place in self.places for standing in place.standings)

    @property
    def most(self) -> int:
        """Return the points of something that had all that is wished for."""
        return sum(criterion.most for criterion in self.criteria)

    @property
    def winner(self) -> Standing | None:
        """Return what is certainly first and alone there, if anything is."""
        first = self.places[0] if self.places else None
        clear = first and first.order == Order.ALONE and first.standings[0].low != RULED_OUT
        return first.standings[0] if first and clear else None


def is_met(criterion: Criterion, finding: Finding) -> bool:
    """Tell whether a known finding is enough for a must."""
    if isinstance(finding, int):
        return criterion.at_most is not None and finding <= criterion.at_most
    return WEIGHTS.get(finding or "", 0) >= WEIGHTS.get(criterion.at_least, 1)


def value(criterion: Criterion, finding: Finding) -> int:
    """Return the points of a known finding before they are weighed, 0 to MOST_POINTS."""
    if isinstance(finding, int):
        return MOST_POINTS if is_met(criterion, finding) else 0
    return WEIGHTS.get(finding or "", 0)


def values(criterion: Criterion, finding: Finding) -> Bounds:
    if finding is None:
        return Bounds(0, MOST_POINTS)
    points = value(criterion, finding)
    return Bounds(points, points)


def points(criterion: Criterion, finding: Finding) -> Bounds:
    bounds = values(criterion, finding)
    return Bounds(criterion.weight * bounds.low, criterion.weight * bounds.high)


def stand(candidate: Candidate, criteria: Sequence[Criterion]) -> Standing:
    """Add up what a candidate has, at its worst and at its best."""
    low = high = 0
    for criterion in criteria:
        bounds = points(criterion, candidate.findings.get(criterion.feature))
        low += bounds.low
        high += bounds.high
    musts = [
        (criterion, candidate.findings.get(criterion.feature))
        for criterion in criteria
        if criterion.must
    ]
    if any(finding is None for _criterion, finding in musts):
        low = RULED_OUT
    if any(finding is not None and not is_met(one, finding) for one, finding in musts):
        low = high = RULED_OUT
    return Standing(low, high, candidate)


def rank(candidates: Sequence[Candidate], criteria: Sequence[Criterion]) -> Ranking:
    """Order the candidates; names, which must differ, decide only how a place is written down."""
    standings = sorted(
        (stand(candidate, criteria) for candidate in candidates),
        key=lambda one: (-one.low, -one.high, one.name),
    )
    fitting = [one for one in standings if one.high != RULED_OUT]
    ruled_out = tuple(one for one in standings if one.high == RULED_OUT)
    return Ranking(tuple(criteria), tuple(places_of(fitting)), ruled_out)


def places_of(standings: Sequence[Standing]) -> list[Place]:
    """Cut between those above and those below wherever all above are certainly above all below."""
    places: list[Place] = []
    place: list[Standing] = []
    # From the lowest up, a place is full once the next one's least is above all that is below.
    highest = RULED_OUT - 1
    for standing in sorted(standings, key=lambda one: one.low):
        if place and standing.low > highest:
            places.insert(0, Place(in_order(place)))
            place = []
        place.append(standing)
        highest = max(highest, standing.high)
    return [Place(in_order(place)), *places] if place else places


def in_order(standings: Sequence[Standing]) -> tuple[Standing, ...]:
    return tuple(sorted(standings, key=lambda one: (-one.low, -one.high, one.name)))
