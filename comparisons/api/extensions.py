from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from comparisons.api.lookups import about_what, of_whom, ref
from comparisons.api.schemas import ExtensionItem, ExtensionList
from comparisons.models import Extension, Framework
from publishing.api import Flag, ListParameters, Slug, answer_list, read_slice

router = Router(tags=["Extensions"])


class ListQuery(ListParameters):
    item = ExtensionItem

    framework: Slug | SkipJsonSchema[None] = Field(
        None, description="Only those for this framework.", examples=["flask"]
    )
    feature: Slug | SkipJsonSchema[None] = Field(
        None, description="Only those that add this feature.", examples=["orm"]
    )
    official: Flag | SkipJsonSchema[None] = Field(
        None,
        description="Only those that the project itself keeps: `true`. Only others: `false`.",
    )


@router.get("/", response=ExtensionList, summary="List extensions", url_name="extension-list")
def list_extensions(request: HttpRequest, query: Query[ListQuery]) -> HttpResponse:
    """Packages that people add to frameworks, in the order in which they were first entered."""
    extensions = (
        Extension.objects.filter(framework__in=Framework.objects.published())
        .filter(**of_whom(query.framework), **about_what(query.feature, "adds"))
        .select_related("framework")
        .prefetch_related("adds")
    )
    if query.official is not None:
        extensions = extensions.filter(official=query.official)
    found = read_slice(extensions, ["pk"], query, request)
    items = [extension_item(one) for one in found.rows]
    return answer_list(ExtensionList, items, found.next, query)


def extension_item(extension: Extension) -> ExtensionItem:
    return ExtensionItem(
        framework=ref(extension.framework),
        name=extension.name,
        package=extension.package or None,
        official=extension.official,
        summary=extension.summary or None,
        adds=[ref(feature) for feature in extension.adds.all()],
        documentation=extension.url or None,
        released_on=extension.released_on,
        checked_on=extension.checked_on,
    )
