from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from ninja import Query, Router
from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from comparisons.api.lookups import about_what, of_whom, ref, source
from comparisons.api.schemas import DrawbackItem, DrawbackList
from comparisons.models import Drawback, Framework, Severity
from comparisons.models.framework import newest_version
from comparisons.staleness import staleness
from publishing.api import ListParameters, Slug, answer_list, html, read_slice

router = Router(tags=["Drawbacks"])


class ListQuery(ListParameters):
    item = DrawbackItem

    framework: Slug | SkipJsonSchema[None] = Field(
        None, description="Only those of this framework.", examples=["flask"]
    )
    feature: Slug | SkipJsonSchema[None] = Field(
        None, description="Only those that rest on this feature.", examples=["orm"]
    )
    severity: Severity | SkipJsonSchema[None] = Field(
        None, description="Only those that weigh this much."
    )


@router.get("/", response=DrawbackList, summary="List drawbacks", url_name="drawback-list")
def list_drawbacks(request: HttpRequest, query: Query[ListQuery]) -> HttpResponse:
    """What frameworks make hard, in the order in which it was first entered."""
    drawbacks = (
        Drawback.objects.filter(framework__in=Framework.objects.published())
        .filter(**of_whom(query.framework), **about_what(query.feature))
        .select_related("framework", "feature", "checked_by")
        .annotate(newest_release=newest_version("framework"))
    )
    if query.severity:
        drawbacks = drawbacks.filter(severity=query.severity)
    found = read_slice(drawbacks, ["pk"], query, request)
    items = [drawback_item(one, localdate()) for one in found.rows]
    return answer_list(DrawbackList, items, found.next, query)


def drawback_item(drawback: Drawback, today: date) -> DrawbackItem:
    checked_on = drawback.checked_on if drawback.is_checked else None
    against = drawback.checked_against if checked_on else ""
    newest = drawback.newest_release or ""  # type: ignore[attr-defined]
    why = staleness(checked_on, against, newest, today=today) if checked_on else ""
    signed = drawback.checked_by if checked_on else None
    return DrawbackItem(
        framework=ref(drawback.framework),
        title=drawback.title,
        severity=Severity(drawback.severity),
        explanation_html=html(drawback.explanation),
        remedy_html=html(drawback.remedy),
        feature=ref(drawback.feature) if drawback.feature else None,
        source=source(drawback.source_title, drawback.source_url),
        checked_on=checked_on,
        checked_against=against or None,
        checked_by=signed.name if signed else None,
        stale=bool(why),
        stale_reason=why or None,
    )
