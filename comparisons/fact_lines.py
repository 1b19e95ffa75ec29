"""Facts one by one, as a list of them shows each: level, source, and when it was checked."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from comparisons import attention
from comparisons.models import Fact, Framework
from comparisons.staleness import staleness


def fact_lines(keys: Iterable[int], *, today: date) -> dict[int, dict[str, Any]]:
    """Return what is shown of published, checked facts, by their keys: one query."""
    facts = Fact.objects.filter(pk__in=list(keys), framework__in=Framework.objects.published())
    shown = attention.with_newest_line(facts).exclude(checked_on=None).exclude(source_url="")
    return {fact.pk: fact_line(fact, today) for fact in shown}


def fact_line(fact: Any, today: date) -> dict[str, Any]:
    return {
        "level": fact.level,
        "label": fact.get_level_display() if fact.level else "",
        "source_title": fact.source_title,
        "source_url": fact.source_url,
        "checked_on": fact.checked_on,
        "stale_text": staleness(
            fact.checked_on, fact.checked_against, fact.newest_line or "", today=today
        ),
    }
