"""What editors enter into the fact grid: read strictly, and saved cell by cell.

Each cell is a save of its own, so that one that is stale or invalid holds up no other.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, cast

from django import forms
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from comparisons.fact_grid import ANSWER_COLUMNS, refusal
from comparisons.models import Extension, Fact, Feature, Framework
from comparisons.remarks import RemarkForm
from publishing import documents, revisions, saving, workflow

MOST_BYTES = 256 * 1024
MOST_CELLS = 50
LONGEST_TEXT = 1000
LARGEST_KEY = 2**63 - 1
ENTRY_KEYS = {"framework", "feature", "version", "fields", "check", "signed"}
CHECKS = ("", "today", "none")
ENTERED = (
    "level",
    "value",
    "note",
    "extension",
    "since",
    "source_title",
    "source_url",
    "reason",
    "is_correction",
)
GONE = "This framework or feature is not there any more."


class BadEntry(ValueError):
    """The request is not what the page sends; the message tells what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What was changed in one cell, and the version that it was changed on: 0 without a fact.

    `check` is "today" if the source was opened today, "none" to take a check back; `signed` is
    the author who checked.
    """

    framework: int
    feature: int
    version: int
    fields: dict[str, str]
    check: str = ""
    signed: int | None = None


class State(StrEnum):
    SAVED = "saved"
    STALE = "stale"
    INVALID = "invalid"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an entry; `fact` is what is stored now, `before` the version it had."""

    entry: Entry
    state: State
    fact: Fact | None = None
    newest_line: str = ""
    before: int = 0
    errors: dict[str, list[str]] = field(default_factory=dict)

    @property
    def written(self) -> bool:
        return self.fact is not None and self.fact.version != self.before


class EntryForm(RemarkForm):
    """Every column that the grid knows; those that were not sent stay as they are."""

    class Meta:
        model = Fact
        fields = [name.removesuffix("_id") for name in ANSWER_COLUMNS]

    def __init__(self, changes: dict[str, Any], *, instance: Fact):
        super().__init__(instance=instance)
        own = Extension.objects.filter(framework=instance.framework_id)
        cast(forms.ModelChoiceField, self.fields["extension"]).queryset = own
        stored = {name: "" if value is None else value for name, value in self.initial.items()}
        self.data = {**stored, **changes}
        self.is_bound = True


def save_entry(entry: Entry, *, user: User, today: date) -> Outcome:
    """Save one cell with a revision of its framework, or say why it is not saved."""
    frameworks = Framework.objects.with_newest_release()
    framework = workflow.visible(frameworks, user).filter(pk=entry.framework).first()
    feature = Feature.objects.filter(pk=entry.feature).first()
    if framework is None or feature is None:
        return Outcome(entry, State.REFUSED, errors={"__all__": [GONE]})
    try:
        with transaction.atomic():
            return enter(entry, stored_fact(framework, feature), user=user, today=today)
    except (saving.StaleSave, IntegrityError):
        # Somebody saved, or added, the same fact between our look at it and our save.
        return told(entry, State.STALE, stored_fact(framework, feature))


def stored_fact(framework: Framework, feature: Feature) -> Fact:
    facts = Fact.objects.select_related("extension", "checked_by")
    fact = facts.filter(framework=framework, feature=feature).first() or Fact()
    fact.framework, fact.feature = framework, feature
    return fact


def told(entry: Entry, state: State, fact: Fact, **more: Any) -> Outcome:
    newest = fact.framework.newest_release or ""  # type: ignore[attr-defined]
    return Outcome(entry, state, fact, newest, **{"before": fact.version, **more})


def enter(entry: Entry, fact: Fact, *, user: User, today: date) -> Outcome:
    reaches = workflow.may_change(user, fact)
    if reason := refusal(user, fact.framework, reaches=reaches, adding=fact.pk is None):
        return told(entry, State.REFUSED, fact, errors={"__all__": [reason]})
    form = EntryForm(changes_of(entry, fact, today), instance=fact)
    if not form.has_changed():
        return told(entry, State.SAVED, fact)
    if entry.version != fact.version:
        return told(entry, State.STALE, fact)
    if not form.is_valid():
        errors = {name: list(messages) for name, messages in form.errors.items()}
        stored = stored_fact(fact.framework, fact.feature)
        return told(entry, State.INVALID, stored, errors=errors)
    saving.save_accepted(fact, expected=entry.version)
    revisions.record(documents.root_of(fact), user=user)
    return told(entry, State.SAVED, fact, before=entry.version)


def changes_of(entry: Entry, fact: Fact, today: date) -> dict[str, Any]:
    """Return the columns that an entry sets; a check is dated here, not by the browser."""
    # Each column is one line, wherever its text was copied from.
    changes: dict[str, Any] = {name: " ".join(text.split()) for name, text in entry.fields.items()}
    if entry.check == "today":
        newest = fact.framework.newest_release or ""  # type: ignore[attr-defined]
        signed = "" if entry.signed is None else entry.signed
        changes |= {"checked_on": today, "checked_against": newest, "checked_by": signed}
    elif entry.check == "none":
        changes |= {"checked_on": "", "checked_against": "", "checked_by": ""}
    return changes


def read_entries(body: bytes) -> list[Entry]:
    """Read what the page sends, {"cells": [...]}; raise BadEntry for anything else."""
    try:
        data = json.loads(body, object_pairs_hook=without_duplicates, parse_constant=refuse)
    except (ValueError, RecursionError) as error:
        raise BadEntry("This is not JSON as the fact matrix sends it.") from error
    cells = data.get("cells") if isinstance(data, dict) else None
    if not isinstance(cells, list) or not cells:
        raise BadEntry("Name the cells to save: {“cells”: […]}.")
    if len(cells) > MOST_CELLS:
        raise BadEntry(f"Save at most {MOST_CELLS} cells at a time.")
    entries = [read_entry(cell) for cell in cells]
    if len({(entry.framework, entry.feature) for entry in entries}) < len(entries):
        raise BadEntry("A cell is named twice.")
    return entries


def without_duplicates(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"“{name}” is given twice.")
        found[name] = value
    return found


def refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no number.")


def read_entry(cell: Any) -> Entry:
    if not isinstance(cell, dict) or not cell.keys() <= ENTRY_KEYS:
        raise BadEntry(f"A cell has no other keys than {', '.join(sorted(ENTRY_KEYS))}.")
    signed = cell.get("signed")
    check = cell.get("check", "")
    if check not in CHECKS:
        raise BadEntry("“check” is “today”, “none” or empty.")
    return Entry(
        framework=read_number(cell, "framework"),
        feature=read_number(cell, "feature"),
        version=read_number(cell, "version"),
        fields=read_fields(cell.get("fields", {})),
        check=check,
        signed=None if signed is None else read_number(cell, "signed"),
    )


def read_number(cell: dict[str, Any], name: str) -> int:
    number = cell.get(name)
    if type(number) is not int or not 0 <= number <= LARGEST_KEY:
        raise BadEntry(f"“{name}” is a whole number, not below 0.")
    return number


def read_fields(fields: Any) -> dict[str, str]:
    if not isinstance(fields, dict) or not fields.keys() <= set(ENTERED):
        raise BadEntry(f"“fields” are among {', '.join(ENTERED)}.")
    for name, text in fields.items():
        if not isinstance(text, str) or len(text) > LONGEST_TEXT or not is_storable(text):
            raise BadEntry(f"“{name}” is a text of at most {LONGEST_TEXT} characters.")
    return fields


def is_storable(text: str) -> bool:
    """Tell whether a text can be written as UTF-8, which half of a surrogate pair cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text
