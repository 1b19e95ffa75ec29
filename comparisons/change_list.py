"""Changes of facts as lists show them: who changed to what, in words."""

from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString

from comparisons.models import ChangeKind, FactChange, Framework, Level
from publishing import markdown

# What a list in full says below the headline, where it changed as well.
DETAILS = (
    ("since", "Since version"),
    ("extension", "Provided by"),
    ("note", "Note"),
    ("source_title", "Source"),
    ("checked_against", "Checked against"),
)


def latest(number: int, *, frameworks: Iterable[Framework] | None = None) -> list[dict[str, Any]]:
    """Return the newest changes, of some frameworks or of all that readers see: one query."""
    changes = FactChange.objects.published().gathered().newest()
    if frameworks is not None:
        changes = changes.filter(framework__in=frameworks)
    return rows(changes[:number])


def rows(changes: Iterable[FactChange]) -> list[dict[str, Any]]:
    return [row(change) for change in changes]


def row(change: FactChange) -> dict[str, Any]:
    """Return what a list says of a change; of gathered re-checks it names no single feature."""
    rechecked = getattr(change, "rechecked", 0)
    signed = change.checked_by
    return {
        "at": change.at,
        "framework_name": change.framework.name,
        "framework_url": change.framework.get_absolute_url(),
        "feature_name": "" if rechecked > 1 else change.feature.name,
        "url": f"{change.framework.get_absolute_url()}#{change.feature.slug}",
        "words": rechecks(change, rechecked) if rechecked > 1 else words(change),
        "details": [] if rechecked > 1 else details(change),
        "reason": change.reason,
        "is_correction": change.is_correction,
        "checked_by": "" if rechecked > 1 or signed is None else signed.name,
        "checked_by_url": "" if rechecked > 1 or signed is None else signed.get_absolute_url(),
    }


def words(change: FactChange) -> str:
    """Put into words what a reader sees elsewhere: “third-party to partly built in”."""
    if change.kind == ChangeKind.ANSWER:
        if change.differs("level", "value"):
            return f"{answer(change, 'old')} to {answer(change, 'new')}"
        return provider(change.old_extension, change.new_extension)
    if change.kind == ChangeKind.SOURCE:
        return "source updated"
    if change.kind == ChangeKind.WORDING:
        return "wording changed"
    return f"checked against {change.new_checked_against}. The answer stayed the same."


def answer(change: FactChange, side: str) -> str:
    level = getattr(change, f"{side}_level")
    return Level(level).label.lower() if level else getattr(change, f"{side}_value")


def provider(old: str, new: str) -> str:
    if not new:
        return f"no longer provided by {old}"
    return f"provided by {new}, before by {old}" if old else f"provided by {new}"


def rechecks(change: FactChange, number: int) -> str:
    return f"{number} facts checked against {change.new_checked_against}. No answer changed."


def details(change: FactChange) -> list[dict[str, Any]]:
    """Return label, old and new of what changed beside the headline; "" is nothing."""
    if change.new_level == Level.UNKNOWN or change.kind == ChangeKind.VERSION:
        return []
    found = []
    for name, label in DETAILS:
        old, new = (side(change, when, name) for when in ("old", "new"))
        if old != new and not (name == "extension" and is_headline(change)):
            found.append({"label": label, "old": old, "new": new})
    return found


def is_headline(change: FactChange) -> bool:
    return change.kind == ChangeKind.ANSWER and not change.differs("level", "value")


def side(change: FactChange, when: str, name: str) -> dict[str, str | SafeString]:
    text = getattr(change, f"{when}_{name}")
    url = getattr(change, f"{when}_source_url") if name == "source_title" else ""
    return {"text": markdown.inline(text) if name == "note" else text, "url": url}
