"""The API: what the apps tell programs, mounted at /api/v1/ with its document and reference."""

from functools import cache
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.views import View
from django.views.generic import TemplateView
from ninja import NinjaAPI
from ninja.errors import ValidationError

import articles.api
import comparisons.api
from publishing.api import reference
from publishing.api.door import door
from publishing.api.openapi import Json, complete, in_lines
from publishing.api.operations import strictly
from publishing.api.problems import BadParameters, problem
from publishing.api.wording import errors_of
from publishing.headers import API_REFERENCE
from publishing.licence import data_licence
from publishing.site import SITE_NAME
from publishing.views import PageMixin

VERSION = "1.0"
DESCRIPTION = """\
What Evenhand publishes, for programs. It can be read, by anybody, from anywhere, without a key.

Only what pages show stands here. What has no source or no date is not checked yet, and its level
is “unknown”, which never means no. What is not there is null. Lists come in parts: each names the
address of the next one in `next`. An answer has the header ETag; send it back as If-None-Match,
and an answer without content (304) says that nothing has changed. HEAD is answered as GET is.

A parameter that is not described here, or stands there twice, is refused. Every error is a
problem as RFC 9457 has it. A method that would change something is refused with 405.
"""
TAGS = {
    "Frameworks": "The frameworks that are compared here.",
    "Features": "The questions that are asked of every framework.",
    "Facts": "The answers, each with its source and the day it was checked.",
    "Comparisons": "Two to five frameworks side by side.",
    "Drawbacks": "What frameworks make hard.",
    "Extensions": "Packages that people add to frameworks.",
    "Releases": "Release lines of frameworks.",
    "Articles": "What the editors wrote about it all.",
}


class Api(NinjaAPI):
    def get_openapi_operation_id(self, operation):
        """Name it as its function: what clients that are made from the document call it."""
        return operation.view_func.__name__


api = Api(
    title=SITE_NAME,
    version=VERSION,
    description=in_lines(DESCRIPTION),
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
)
api.add_decorator(strictly, mode="view")
for prefix, router in (comparisons.api.ROUTERS | articles.api.ROUTERS).items():
    api.add_router(prefix, router)


@api.exception_handler(BadParameters)
def refuse_parameters(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(HTTPStatus.BAD_REQUEST, errors=error.errors)


@api.exception_handler(ValidationError)
def refuse_values(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(HTTPStatus.BAD_REQUEST, errors=errors_of(error.errors))


@api.exception_handler(BadRequest)
def refuse(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(HTTPStatus.BAD_REQUEST, str(error))


@api.exception_handler(Http404)
def miss(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(HTTPStatus.NOT_FOUND, str(error))


@api.exception_handler(Exception)
def fail(request: HttpRequest, error: Any) -> HttpResponse:
    """Leave it to `config.errors`, which knows a database that is away from a fault of ours."""
    raise error


@cache
def document() -> Json:
    """Return the OpenAPI document; nothing but a new release of the site changes it."""
    derived = api.get_openapi_schema(path_prefix=API_REFERENCE.removeprefix("/"))
    if licence := data_licence():
        derived["info"]["license"] = {"name": licence.name}
        if licence.url:
            derived["info"]["license"]["url"] = licence.url
    return complete(derived) | {
        "servers": [{"url": settings.SITE_URL}],
        "tags": [{"name": name, "description": text} for name, text in TAGS.items()],
        "externalDocs": {
            "url": f"{settings.SITE_URL}{API_REFERENCE}",
            "description": "The same, for people.",
        },
    }


@cache
def reference_rows() -> dict[str, Any]:
    return reference.read(document())


class DocumentView(View):
    def get(self, request):
        return JsonResponse(
            document(),
            content_type="application/vnd.oai.openapi+json;version=3.1",
            json_dumps_params={"ensure_ascii": False},
        )


class ReferenceView(PageMixin, TemplateView):
    """Explain the API to people, from the document that programs read."""

    template_name = "api_reference.html"
    page_title = "API"
    page_description = (
        "Everything that is published here, for programs: the addresses, parameters and answers "
        "of the read-only API."
    )

    def get_context_data(self, **kwargs):
        return super().get_context_data(**reference_rows(), **kwargs)


def operations() -> list[URLPattern]:
    found, _app_name, _namespace = api.urls
    return [
        URLPattern(one.pattern, door(one.callback), one.default_args, one.name)
        for one in found
        if isinstance(one, URLPattern) and one.name != "api-root"
    ]


urlpatterns = [
    path("", door(ReferenceView.as_view()), name="reference"),
    path("openapi.json", door(DocumentView.as_view()), name="openapi"),
    *operations(),
]
