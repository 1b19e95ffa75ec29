from datetime import date

from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from ninja import Query, Router
from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from comparisons.api.lookups import about_what, of_whom, ref, source
from comparisons.api.schemas import FactItem, FactList
from comparisons.fact_changes import said_by
from comparisons.models import Fact, Level
from comparisons.models.framework import newest_version
from comparisons.staleness import FRESH_FOR, staleness
from publishing.api import (
    Flag,
    ListParameters,
    Parameters,
    Slug,
    answer,
    answer_list,
    read_slice,
    slug_in_path,
)
from publishing.site import absolute

router = Router(tags=["Facts"])


class ListQuery(ListParameters):
    item = FactItem

    framework: Slug | SkipJsonSchema[None] = Field(
        None, description="Only what this framework answers.", examples=["flask"]
    )
    feature: Slug | SkipJsonSchema[None] = Field(
        None, description="Only answers to this feature.", examples=["orm"]
    )
    level: Level | SkipJsonSchema[None] = Field(
        None, description="Only what readers are told is at this level."
    )
    stale: Flag | SkipJsonSchema[None] = Field(
        None,
        description="Only facts that were checked too long ago, or before a newer release line: "
        "`true`. Only the others: `false`. A part may then hold fewer facts than `limit` says, "
        "even none, while `next` leads on.",
    )


class DetailQuery(Parameters):
    item = FactItem


@router.get("/", response=FactList, summary="List facts", url_name="fact-list")
def list_facts(request: HttpRequest, query: Query[ListQuery]) -> HttpResponse:
    """Answers of frameworks to features, in the order in which they were first entered."""
    today = localdate()
    facts = shown_facts().filter(**of_whom(query.framework), **about_what(query.feature))
    if query.level:
        facts = facts.told_as(query.level)
    if query.stale:
        facts = facts.filter(perhaps_stale(today))
    keep = None if query.stale is None else lambda fact: bool(stale(fact, today)) == query.stale
    found = read_slice(facts, ["pk"], query, request, keep=keep)
    items = [fact_item(one, today) for one in found.rows]
    return answer_list(FactList, items, found.next, query)


@router.get(
    "/{framework}/{feature}/", response=FactItem, summary="Read a fact", url_name="fact-detail"
)
def read_fact(
    request: HttpRequest,
    query: Query[DetailQuery],
    framework: str = slug_in_path("The framework that was asked.", "flask"),
    feature: str = slug_in_path("The feature that it was asked for.", "orm"),
) -> HttpResponse:
    """What one framework answers to one feature."""
    fact = shown_facts().filter(framework__slug=framework, feature__slug=feature).first()
    if fact is None:
        raise Http404("There is no such fact here.")
    return answer(fact_item(fact, localdate()), query)


def shown_facts():
    facts = Fact.objects.published().select_related(
        "framework", "feature", "extension", "checked_by"
    )
    return facts.annotate(newest_release=newest_version("framework"))


def perhaps_stale(today: date) -> Q:
    """Return what holds of all stale facts, and of few others: of versions only Python knows."""
    behind = ~Q(checked_against="") & ~Q(checked_against=F("newest_release"))
    return Q(checked_on__lt=today - FRESH_FOR) | behind


def stale(fact: Fact, today: date) -> str:
    """Return why a fact is stale, "" for a fresh one and for what was not checked yet."""
    if fact.checked_on is None or said_by(fact)["level"] == Level.UNKNOWN:
        return ""
    newest = fact.newest_release or ""  # type: ignore[attr-defined]
    return staleness(fact.checked_on, fact.checked_against, newest, today=today)


def fact_item(fact: Fact, today: date) -> FactItem:
    said = said_by(fact)
    known = said["level"] != Level.UNKNOWN
    signed = fact.checked_by if known else None
    why = stale(fact, today)
    return FactItem(
        framework=ref(fact.framework),
        feature=ref(fact.feature),
        level=Level(said["level"]) if said["level"] else None,
        value=said["value"] or None,
        note=said["note"] or None,
        extension=said["extension"] or None,
        since=said["since"] or None,
        source=source(said["source_title"], said["source_url"]),
        checked_on=fact.checked_on if known else None,
        checked_against=said["checked_against"] or None,
        checked_by=signed.name if signed else None,
        stale=bool(why),
        stale_reason=why or None,
        url=absolute(fact.get_absolute_url()),
    )
