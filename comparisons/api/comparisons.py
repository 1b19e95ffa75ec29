from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.timezone import localdate
from django.views import View
from ninja import Query, Router
from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from comparisons.api import compared
from comparisons.api.comparison_schemas import ComparisonDetail, ComparisonItem, ComparisonList
from comparisons.api.lookups import of_whom, ref
from comparisons.models import MOST_FRAMEWORKS, Comparison, ComparisonEntry
from comparisons.views.compared import ComparedMixin
from publishing.api import (
    ListParameters,
    Parameters,
    Slug,
    answer,
    answer_list,
    person,
    read_slice,
    slug_in_path,
)
from publishing.site import absolute

router = Router(tags=["Comparisons"])

NAME = "[a-z0-9]+(-[a-z0-9]+)*"


class ListQuery(ListParameters):
    item = ComparisonItem

    framework: Slug | SkipJsonSchema[None] = Field(
        None, description="Only those that this framework is in.", examples=["flask"]
    )


class DetailQuery(Parameters):
    item = ComparisonDetail


@router.get("/", response=ComparisonList, summary="List comparisons", url_name="comparison-list")
def list_comparisons(request: HttpRequest, query: Query[ListQuery]) -> HttpResponse:
    """Comparisons that editors wrote a verdict for, the newest first."""
    entries = ComparisonEntry.objects.select_related("framework").order_by("position")
    comparisons = (
        Comparison.objects.published()
        .filter(**{f"{name}s": one for name, one in of_whom(query.framework).items()})
        .select_related("author", "reviewer")
        .prefetch_related(Prefetch("entries", entries))
    )
    found = read_slice(comparisons, ["-published_at", "-pk"], query, request)
    items = [comparison_item(one) for one in found.rows]
    return answer_list(ComparisonList, items, found.next, query)


def comparison_item(comparison: Comparison) -> ComparisonItem:
    return ComparisonItem(
        slug=comparison.slug,
        title=comparison.title,
        lead=comparison.lead or None,
        summary=comparison.summary or None,
        frameworks=[ref(entry.framework) for entry in comparison.entries.all()],
        author=person(comparison.author),
        reviewer=person(comparison.reviewer),
        published_at=comparison.published_at,
        url=absolute(comparison.get_absolute_url()),
    )


@router.get(
    "/{slug}/",
    response={200: ComparisonDetail, 301: None},
    summary="Compare frameworks",
    url_name="comparison-detail",
)
def read_comparison(
    request: HttpRequest,
    query: Query[DetailQuery],
    slug: str = slug_in_path(
        f"Two to {MOST_FRAMEWORKS} frameworks, with “-vs-” between them.",
        "flask-vs-django",
        pattern=f"^{NAME}-vs-{NAME}$",
    ),
) -> HttpResponseBase:
    """Any two to five published frameworks, with the same facts as their page.

    Their order does not matter: another one leads to the address that counts. What editors wrote
    is there if they published a comparison of just these; else the facts stand alone.
    """
    return ComparedView.as_view(query=query)(request, slug=slug)


class ComparedView(ComparedMixin, View):
    url_name = "api:comparison-detail"
    query: DetailQuery | None = None

    def path_of(self, slug):
        return reverse(self.url_name, args=[slug], query=self.request.GET or None)

    def only_one(self):
        raise Http404("A comparison has two frameworks or more.")

    def respond(self):
        detail = compared.detail(self.frameworks, self.comparison, self.entries, today=localdate())
        return answer(detail, self.query)
