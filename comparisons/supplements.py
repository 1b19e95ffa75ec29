"""What stands beside the facts of a comparison: drawbacks, extensions, snippets, picks, and the
days as of which it was frozen.

One query reads all of it, because the page has a budget of eight.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import BigIntegerField, F, QuerySet, StringAgg, Value
from django.db.models.functions import Cast, JSONObject

from comparisons.models import Comparison, Drawback, Extension, Framework, Snippet

type Items = dict[str, dict[int, list[dict[str, Any]]]]

DRAWBACK = (
    "title",
    "severity",
    "explanation",
    "remedy",
    "source_title",
    "source_url",
    "checked_on",
    "checked_against",
)
EXTENSION = ("name", "url", "official", "summary", "checked_on")
SNIPPET = (
    "task",
    "filename",
    "code",
    "install",
    "start",
    "transcript",
    "run_on",
    "run_against",
    "passed",
)

# What a union asks of every part, where a row has none.
NOBODY = Cast(Value(None), BigIntegerField())


def load_supplements(
    frameworks: Iterable[Framework], comparison: Comparison | None = None
) -> Items:
    """Return kind → primary key of the framework → items; what has no framework stands under 0.

    What an extension adds is a list of the features' slugs, in no order.
    """
    parts = framework_parts([framework.pk for framework in frameworks])
    if comparison:
        parts.append(part(comparison.picks.all(), "pick", "position", "job", "lean"))
        frozen = comparison.frozen.shown().annotate(framework_id=NOBODY)
        parts.append(part(frozen, "frozen", "pk", "slug", "frozen_on"))
    rows = parts[0].union(*parts[1:], all=True).order_by()
    items: Items = defaultdict(lambda: defaultdict(list))
    for kind, _place, framework_id, item in sorted(rows, key=lambda row: row[:2]):
        if "adds" in item:
            item["adds"] = (item["adds"] or "").split()
        items[kind][framework_id or 0].append(item)
    return items


def framework_parts(ids: list[int]) -> list[QuerySet]:
    extensions = Extension.objects.filter(framework__in=ids).annotate(
        added=StringAgg("adds__slug", delimiter=Value(" "))
    )
    return [
        part(
            Drawback.objects.filter(framework__in=ids),
            "drawback",
            "position",
            *DRAWBACK,
            feature_name="feature__name",
            feature_anchor="feature__slug",
        ),
        part(extensions, "extension", "position", *EXTENSION, adds="added"),
        part(Snippet.objects.filter(framework__in=ids, passed=True), "snippet", "pk", *SNIPPET),
    ]


def part(rows: QuerySet, kind: str, place: str, *names: str, **expressions: str) -> QuerySet:
    data = JSONObject(**{name: name for name in names}, **expressions)
    return (
        rows.order_by()
        .annotate(kind=Value(kind), place=F(place), data=data)
        .values_list("kind", "place", "framework_id", "data")
    )
