from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router

from comparisons.api.lookups import ref
from comparisons.api.schemas import FeatureDetail, FeatureItem, FeatureList
from comparisons.models import Feature, FeatureKind
from publishing.api import (
    ListParameters,
    Parameters,
    answer,
    answer_list,
    html,
    read_slice,
    slug_in_path,
)
from publishing.site import absolute

router = Router(tags=["Features"])
ORDER = ["group__position", "group__name", "position", "name"]


class ListQuery(ListParameters):
    item = FeatureItem


class DetailQuery(Parameters):
    item = FeatureDetail


@router.get("/", response=FeatureList, summary="List features", url_name="feature-list")
def list_features(request: HttpRequest, query: Query[ListQuery]) -> HttpResponse:
    """All questions that are asked of every framework, in the order of the fact tables."""
    found = read_slice(Feature.objects.select_related("group"), ORDER, query, request)
    items = [FeatureItem(**facts_of(one)) for one in found.rows]
    return answer_list(FeatureList, items, found.next, query)


@router.get(
    "/{slug}/", response=FeatureDetail, summary="Read a feature", url_name="feature-detail"
)
def read_feature(
    request: HttpRequest,
    query: Query[DetailQuery],
    slug: str = slug_in_path("The feature.", "orm"),
) -> HttpResponse:
    """One question, with the rule for its answers."""
    feature = Feature.objects.select_related("group").filter(slug=slug).first()
    if feature is None:
        raise Http404(f"No feature here is called “{slug}”.")
    detail = FeatureDetail(**facts_of(feature), explanation_html=html(feature.explanation))
    return answer(detail, query)


def facts_of(feature):
    return {
        "slug": feature.slug,
        "name": feature.name,
        "meaning": feature.meaning,
        "kind": FeatureKind(feature.kind),
        "group": ref(feature.group),
        "url": absolute(feature.get_absolute_url()),
    }
