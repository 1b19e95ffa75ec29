from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from comparisons.api.lookups import of_whom, ref
from comparisons.api.schemas import ReleaseItem, ReleaseList
from comparisons.models import Framework, Release
from publishing.api import ListParameters, Slug, answer_list, read_slice

router = Router(tags=["Releases"])


class ListQuery(ListParameters):
    item = ReleaseItem

    framework: Slug | SkipJsonSchema[None] = Field(
        None, description="Only those of this framework.", examples=["flask"]
    )


@router.get("/", response=ReleaseList, summary="List releases", url_name="release-list")
def list_releases(request: HttpRequest, query: Query[ListQuery]) -> HttpResponse:
    """Release lines of frameworks, the newest first; those to come are among them."""
    releases = Release.objects.filter(
        framework__in=Framework.objects.published(), **of_whom(query.framework)
    ).select_related("framework")
    found = read_slice(releases, ["-released_on", "-pk"], query, request)
    items = [release_item(one) for one in found.rows]
    return answer_list(ReleaseList, items, found.next, query)


def release_item(release: Release) -> ReleaseItem:
    return ReleaseItem(
        framework=ref(release.framework),
        version=release.version,
        released_on=release.released_on,
        supported_until=release.supported_until,
        notes=release.notes_url or None,
    )
