"""What accepted saves of facts changed for a reader, written down with the save itself.

Whatever saves a fact comes here, for `publishing.saving` tells of it: forms, matrix, tables,
documents, restores. Nothing is written of a framework that never had readers, nor of a first
answer. Who wants a reason kept, or a correction named, sets `fact.reason` and
`fact.is_correction` before the save.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate, now

from comparisons.models import Fact, FactChange, Feature, Framework, Level
from comparisons.models.fact_change import SAID
from publishing import addresses, saving
from publishing.models import Author

# A change that is changed again within the hour is one change: somebody was still at it.
STILL_AT_IT = timedelta(hours=1)
SHORTLY = timedelta(seconds=1)

type Said = dict[str, str]


class Before(NamedTuple):
    """What was stored of a fact: what it said to readers, and the check that it rested on."""

    said: Said
    check: tuple


def said_by(fact: Fact | None) -> Said:
    """Return what readers are told: without a source and a date, that nobody has looked."""
    said = dict.fromkeys(SAID, "")
    if fact is None or not fact.is_checked or fact.level == Level.UNKNOWN:
        return {**said, "level": Level.UNKNOWN}
    said |= {name: getattr(fact, name) for name in SAID if name != "extension"}
    return {**said, "extension": fact.extension.name if fact.extension else ""}


def check_of(fact: Fact) -> tuple:
    return (fact.checked_on, fact.checked_against, fact.checked_by_id)


def look(fact: Fact) -> Before | None:
    """Return what is stored of a fact, None if it is new."""
    stored = Fact.objects.filter(pk=fact.pk).select_related("extension").first()
    return Before(said_by(stored), check_of(stored)) if stored else None


def tell(before: Before | None, fact: Fact, gone: bool, *, at: datetime | None = None) -> None:
    """Write down what a save, or a deletion, changed."""
    if not addresses.had_readers(fact.framework, at=at):
        return
    at = (at or now()).replace(microsecond=0)
    newest = log_of(fact.framework, fact.feature).first()
    after = said_by(None if gone else fact)
    # A fact that comes back after it was deleted differs from the last that was said of it.
    known = told_by(newest) if newest else None
    old = before.said if before else known
    if old is None or after in (old, known):
        return
    signed = None if gone else signature(before, fact, at)
    if newest and is_one_change(newest, fact, at):
        change_again(newest, after, fact.reason, signed)
        return
    at = max(at, newest.at + SHORTLY) if newest else at
    change = FactChange(
        key=f"{at:%Y%m%d-%H%M%S}-{fact.framework.slug}-{fact.feature.slug}",
        framework=fact.framework,
        feature=fact.feature,
        at=at,
        is_correction=fact.is_correction,
        reason=fact.reason,
        checked_by=signed,
        **{f"old_{name}": old[name] for name in SAID},
        **{f"new_{name}": after[name] for name in SAID},
    )
    if matters(change):
        saving.save_accepted(change)


def log_of(framework: Framework, feature: Feature) -> QuerySet[FactChange]:
    return FactChange.objects.filter(framework=framework, feature=feature).order_by("-at", "-pk")


def told_by(change: FactChange) -> Said:
    return {name: getattr(change, f"new_{name}") for name in SAID}


def signature(before: Before | None, fact: Fact, at: datetime) -> Author | None:
    """Return who checked the fact for this change; nobody is said to have made a later one."""
    renewed = before is None or before.check != check_of(fact)
    return fact.checked_by if renewed or fact.checked_on == localdate(at) else None


def is_one_change(newest: FactChange, fact: Fact, at: datetime) -> bool:
    """Tell whether a save goes on with the newest change; a correction always stands alone."""
    corrects = newest.is_correction or fact.is_correction
    return not corrects and newest.at <= at < newest.at + STILL_AT_IT


def change_again(change: FactChange, after: Said, reason: str, signed: Author | None) -> None:
    for name, value in after.items():
        setattr(change, f"new_{name}", value)
    change.reason = reason or change.reason
    change.checked_by = signed or change.checked_by
    if matters(change):
        saving.save_accepted(change)
    else:
        change.delete()


def matters(change: FactChange) -> bool:
    """Tell whether a reader needs to know; words alone are mended without notice.

    Whoever gives a reason, or names a correction, says that it matters.
    """
    if change.differs("level", "value", "extension", "source_url"):
        return True
    if change.new_checked_against and change.differs("checked_against"):
        return True
    return bool(change.reason or change.is_correction) and change.differs(*SAID)


def settle(change: FactChange) -> None:
    """Let a change that a document tells of stand for what its own import wrote down.

    The fact was brought before, which wrote a second change that ends the same. In a log of one
    fact no two changes that follow each other do.
    """
    later = Q(at__gt=change.at) | Q(at=change.at, pk__gt=change.pk)
    log = log_of(change.framework, change.feature)
    following = log.filter(later).order_by("at", "pk").first()
    if following and told_by(following) == told_by(change):
        following.delete()
