"""A table of facts → the facts: first what it would do, then all of it or nothing."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model

from comparisons import fact_csv
from comparisons.fact_csv import Change, Line, Table
from comparisons.models import Extension, Fact, Feature, Framework, Level
from publishing import revisions, saving, workflow
from publishing.models import Author

# Found beforehand, or checked by hand: each would ask the database once for every row.
LOOKED_UP = ("framework", "feature", "extension", "checked_by")
NO_LINES: tuple[str, ...] = ()


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Planned:
    """What becomes of a line; `fact` is the row as it would be saved."""

    line: Line
    outcome: Outcome
    changes: tuple[Change, ...] = ()
    reasons: tuple[str, ...] = NO_LINES
    fact: Fact | None = None

    @property
    def name(self) -> str:
        return str(self.fact) if self.fact else ": ".join(filter(None, self.line.key))


@dataclass(frozen=True, slots=True)
class Plan:
    rows: tuple[Planned, ...]

    def of(self, outcome: Outcome) -> list[Planned]:
        return [row for row in self.rows if row.outcome == outcome]

    @property
    def counts(self) -> dict[str, int]:
        return {str(outcome): len(self.of(outcome)) for outcome in Outcome}

    @property
    def writes(self) -> list[Planned]:
        return [*self.of(Outcome.NEW), *self.of(Outcome.CHANGED)]

    @property
    def shown(self) -> list[Planned]:
        """Return what an editor has to look at: every row but the unchanged."""
        return [row for row in self.rows if row.outcome != Outcome.UNCHANGED]

    @property
    def digest(self) -> str:
        """Return a name of just this plan: the same table on other facts has another."""
        text = repr([(row.line, row.outcome, row.changes, row.reasons) for row in self.rows])
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass
class Known:
    """Everything that a line may name, read in a fixed number of queries."""

    frameworks: dict[str, Framework] = field(default_factory=dict)
    changeable: set[int] = field(default_factory=set)
    features: dict[str, Feature] = field(default_factory=dict)
    authors: dict[str, Author] = field(default_factory=dict)
    extensions: dict[int, dict[str, Extension]] = field(default_factory=dict)
    facts: dict[tuple[int, int], Fact] = field(default_factory=dict)


def load(table: Table, user: User) -> Known:
    slugs = {line.cells.get("framework", "") for line in table.lines}
    frameworks = list(workflow.visible(Framework.objects.all(), user))
    named = {one.pk: one for one in frameworks if one.slug in slugs}
    known = Known(
        frameworks={one.slug: one for one in frameworks},
        changeable=set(
            workflow.changeable(Framework.objects.all(), user).values_list("pk", flat=True)
        ),
        features={one.slug: one for one in Feature.objects.all()},
        authors={one.name: one for one in Author.objects.all()},
    )
    for extension in Extension.objects.filter(framework__in=named):
        known.extensions.setdefault(extension.framework_id, {})[extension.name] = extension
    facts = Fact.objects.filter(framework__in=named).select_related("extension", "checked_by")
    by_pk = {one.pk: one for one in known.features.values()}
    for fact in facts:
        fact.framework, fact.feature = named[fact.framework_id], by_pk[fact.feature_id]
        known.facts[fact.framework_id, fact.feature_id] = fact
    return known


def plan(table: Table, *, user: User) -> Plan:
    """Say what becomes of each line, and write nothing; the number of queries is fixed."""
    known, seen, rows = load(table, user), dict[tuple[str, str], int](), []
    may = {
        "add": user.has_perm("comparisons.add_fact"),
        "change": user.has_perm("comparisons.change_fact"),
    }
    for line in table.lines:
        if line.key in seen and not line.problem:
            rows.append(rejected(line, f"Line {seen[line.key]} is about the same fact."))
            continue
        seen[line.key] = line.number
        rows.append(planned(line, known, may))
    return Plan(tuple(rows))


def rejected(line: Line, *reasons: str, fact: Fact | None = None, **more: Any) -> Planned:
    return Planned(line, Outcome.REJECTED, reasons=reasons, fact=fact, **more)


def planned(line: Line, known: Known, may: dict[str, bool]) -> Planned:
    if line.problem:
        return rejected(line, line.problem)
    framework = known.frameworks.get(line.cells["framework"])
    feature = known.features.get(line.cells["feature"])
    if framework is None or feature is None:
        return rejected(line, *unknown_names(line, known))
    kept = known.facts.get((framework.pk, feature.pk))
    if kept is None and line.cells.get("version"):
        return rejected(line, "This fact was deleted since the export.")
    fact = kept or Fact(framework=framework, feature=feature)
    changes = fact_csv.changes(line, fact_csv.cells_of(fact))
    if kept and not changes:
        return Planned(line, Outcome.UNCHANGED, fact=fact)
    if reason := refusal(line, fact, known, may):
        return rejected(line, reason, fact=fact, changes=changes)
    if reasons := tuple(bring(fact, line, known)):
        return rejected(line, *reasons, fact=fact, changes=changes)
    return Planned(line, Outcome.CHANGED if kept else Outcome.NEW, changes, fact=fact)


def unknown_names(line: Line, known: Known) -> Iterator[str]:
    for column, rows in (("framework", known.frameworks), ("feature", known.features)):
        if line.cells[column] not in rows:
            yield unknown(column, line.cells[column], rows)


def unknown(kind: str, name: str, rows: dict[str, Any]) -> str:
    near = get_close_matches(name, rows, n=1)
    hint = f" Did you mean “{near[0]}”?" if near else ""
    return f"There is no {kind} “{name}”.{hint}"


def refusal(line: Line, fact: Fact, known: Known, may: dict[str, bool]) -> str:
    """Say why this fact may not be written by this line, "" if it may."""
    if not may["change" if fact.pk else "add"]:
        return "You may not write facts here."
    if fact.framework_id not in known.changeable:
        return f"{fact.framework} has been published. Only a publisher can change its facts."
    if fact.pk and fact_csv.is_stale(line, fact.version):
        return (
            f"It was saved since the export (version {fact.version}, not "
            f"{line.cells['version']}). Export it again."
        )
    return ""


def bring(fact: Fact, line: Line, known: Known) -> Iterator[str]:
    """Bring a fact to its line, unsaved; yield what is wrong with it."""
    wrong = []
    for name, text in fact_csv.answers(line).items():
        try:
            setattr(fact, name, value_of(name, text, fact, known))
        except ValidationError as error:
            wrong.append(name)
            yield from error.messages
    if fact.level and fact.value:
        yield "A fact has either a level or a value."
    try:
        fact.clean_fields(exclude={*LOOKED_UP, *wrong})
        if not wrong:
            fact.clean()
    except ValidationError as error:
        yield from in_words(error)


def in_words(error: ValidationError) -> Iterator[str]:
    for name, messages in error.message_dict.items():
        label = name.replace("_", " ").capitalize()
        for message in messages:
            yield message if name == "__all__" else f"{label}: {message}"


def value_of(name: str, text: str, fact: Fact, known: Known) -> Model | date | str | None:
    """Return what a cell means for its column; raise ValidationError if nothing."""
    match name:
        case "level" if text and text not in Level.values:
            raise ValidationError(unknown("level", text, dict.fromkeys(Level.values)))
        case "checked_on":
            return day(text)
        case "extension":
            return named(name, text, known.extensions.get(fact.framework_id, {}))
        case "checked_by":
            return named("author", text, known.authors)
    return text


def day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ValidationError(f"Write the day as 2026-11-20, not “{text}”.") from error


def named(kind: str, name: str, rows: dict[str, Any]) -> Any:
    if name and name not in rows:
        raise ValidationError(unknown(kind, name, rows))
    return rows[name] if name else None


@transaction.atomic
def apply(plan: Plan, *, user: User, note: str) -> None:
    """Save what was planned, with one revision of each framework; StaleSave writes nothing."""
    frameworks: dict[int, Framework] = {}
    for row in plan.writes:
        if row.fact is not None:
            saving.save_accepted(row.fact)
            frameworks[row.fact.framework_id] = row.fact.framework
    for framework in frameworks.values():
        revisions.record(framework, user=user, note=note)
