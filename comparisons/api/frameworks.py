from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from comparisons.api.schemas import FrameworkDetail, FrameworkItem, FrameworkList
from comparisons.models import Framework, FrameworkKind
from publishing.api import (
    ListParameters,
    Parameters,
    answer,
    answer_list,
    html,
    lead_on,
    read_slice,
    slug_in_path,
)
from publishing.site import absolute

router = Router(tags=["Frameworks"])


class ListQuery(ListParameters):
    item = FrameworkItem


class DetailQuery(Parameters):
    item = FrameworkDetail


@router.get("/", response=FrameworkList, summary="List frameworks", url_name="framework-list")
def list_frameworks(request: HttpRequest, query: Query[ListQuery]) -> HttpResponse:
    """All frameworks that are published here, by their names in addresses."""
    frameworks = Framework.objects.published().with_newest_release()
    found = read_slice(frameworks, ["slug"], query, request)
    items = [FrameworkItem(**facts_of(one)) for one in found.rows]
    return answer_list(FrameworkList, items, found.next, query)


@router.get(
    "/{slug}/",
    response={200: FrameworkDetail, 301: None},
    summary="Read a framework",
    url_name="framework-detail",
)
def read_framework(
    request: HttpRequest,
    query: Query[DetailQuery],
    slug: str = slug_in_path("The framework.", "flask"),
) -> HttpResponse:
    """One framework. A former name leads to the one that it has today."""
    framework = Framework.objects.published().with_newest_release().filter(slug=slug).first()
    if framework is None:
        return lead_on(Framework, slug, "api:framework-detail", request)
    detail = FrameworkDetail(
        **facts_of(framework),
        pattern=framework.pattern or None,
        created_for=framework.created_for or None,
        summary_html=html(framework.summary),
        used_by_html=html(framework.used_by),
    )
    return answer(detail, query)


def facts_of(framework):
    return {
        "slug": framework.slug,
        "name": framework.name,
        "language": framework.language,
        "kind": FrameworkKind(framework.kind),
        "tagline": framework.tagline or None,
        "version": framework.newest_release,
        "website": framework.website or None,
        "documentation": framework.documentation or None,
        "repository": framework.repository or None,
        "url": absolute(framework.get_absolute_url()),
    }
