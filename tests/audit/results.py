"""What was measured, beside what was asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    MET = "met"
    MISSED = "missed"
    UNMEASURED = "not measured"


@dataclass(frozen=True)
class Result:
    """One number beside its goal; `reasons` say what stands in the way of it."""

    criterion: int
    what: str
    where: str
    measured: str
    goal: str
    outcome: Outcome
    must: bool = True
    reasons: tuple[str, ...] = ()


def judged(
    criterion: int,
    what: str,
    where: str,
    measured: str,
    goal: str,
    *,
    met: bool,
    must: bool = True,
    reasons: Iterable[str] = (),
) -> Result:
    outcome = Outcome.MET if met else Outcome.MISSED
    return Result(criterion, what, where, measured, goal, outcome, must, tuple(reasons))


def at_most(
    criterion: int,
    what: str,
    where: str,
    value: float,
    limit: float,
    unit: str = "",
    *,
    must: bool = True,
    reasons: Iterable[str] = (),
) -> Result:
    return judged(
        criterion,
        what,
        where,
        f"{value:,.6g} {unit}".strip(),
        f"at most {limit:,g} {unit}".strip(),
        met=value <= limit,
        must=must,
        reasons=reasons if value > limit else (),
    )


def none_of(
    criterion: int, what: str, where: str, faults: Iterable[str], *, must: bool = True
) -> Result:
    """Judge a list of faults, which is to be empty."""
    faults = tuple(faults)
    return judged(
        criterion, what, where, str(len(faults)), "0", met=not faults, must=must, reasons=faults
    )


def unmeasured(criterion: int, what: str, where: str, goal: str, reason: str) -> Result:
    """Say that something could not be measured, which never counts as met."""
    return Result(criterion, what, where, "", goal, Outcome.UNMEASURED, reasons=(reason,))
