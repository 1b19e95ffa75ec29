"""Which facts need an editor: without a source or date, stale, or not checked yet."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from comparisons.models import Fact, Level
from comparisons.models.framework import newest_version
from comparisons.staleness import FRESH_FOR, is_newer, staleness

UNSOURCED = Q(source_url="") | Q(checked_on=None)
UNCHECKED = Q(level=Level.UNKNOWN)


def with_newest_line(facts: QuerySet[Fact]) -> QuerySet[Any]:
    """Add `newest_line`, the newest release line of each fact's framework, None without one."""
    return facts.annotate(newest_line=newest_version("framework"))


def old(facts: QuerySet[Fact], *, today: date) -> QuerySet[Fact]:
    """Keep the facts that were checked too long ago."""
    return facts.filter(checked_on__lt=today - FRESH_FOR)


def stale(facts: QuerySet[Fact], *, today: date) -> QuerySet[Fact]:
    """Keep the facts that were checked too long ago, or against an older line than the newest."""
    return facts.exclude(checked_on=None).filter(
        Q(checked_on__lt=today - FRESH_FOR) | behind(facts)
    )


def behind(facts: QuerySet[Fact]) -> Q:
    """Match the facts that were checked against a line older than their framework's newest."""
    pairs = with_newest_line(facts).exclude(checked_against="").order_by()
    matching = Q(pk__in=[])
    for framework, against, newest in pairs.values_list(
        "framework", "checked_against", "newest_line"
    ).distinct():
        if newest and is_newer(newest, against):
            matching |= Q(framework=framework, checked_against=against)
    return matching


def needing_attention(facts: QuerySet[Fact], *, today: date) -> QuerySet[Fact]:
    outdated = stale(facts, today=today).values("pk")
    return facts.filter(UNSOURCED | UNCHECKED | Q(pk__in=outdated))


def reason(fact: Fact, *, today: date) -> str:
    """Return why a fact of `with_newest_line` needs an editor, "" if it does not."""
    if fact.level == Level.UNKNOWN:
        return "Not checked yet"
    if not fact.source_url or fact.checked_on is None:
        return "No source or date"
    newest = fact.newest_line or ""  # type: ignore[attr-defined]
    return staleness(fact.checked_on, fact.checked_against, newest, today=today)
