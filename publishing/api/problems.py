"""Refusals and faults as RFC 9457 has them: every error beneath /api/ is one of these."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from publishing.headers import API_AREA, API_REFERENCE

CONTENT_TYPE = "application/problem+json"


class Kind(NamedTuple):
    """A kind of problem; the reference explains it at the place that `name` marks."""

    name: str
    title: str
    meaning: str


KINDS = {
    HTTPStatus.BAD_REQUEST: Kind(
        "bad-request",
        "This request makes no sense to us",
        "A parameter is unknown, stands there twice, or has a value that it cannot have. "
        "“errors” says which, and what would do.",
    ),
    HTTPStatus.FORBIDDEN: Kind(
        "forbidden", "This is not for everybody", "Only editors may do that, and not here."
    ),
    HTTPStatus.NOT_FOUND: Kind(
        "not-found",
        "There is nothing here",
        "No such address, nothing published by that name, or a cursor that we did not give out.",
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: Kind(
        "read-only",
        "This can be read and nothing else",
        "Only GET, HEAD and OPTIONS are answered. The header Allow says so too.",
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: Kind(
        "broken", "Something broke on our side", "The fault is ours, and was written down."
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: Kind(
        "away",
        "The site is there, its database does not answer",
        "Try again after the seconds that the header Retry-After names.",
    ),
}


class BadParameters(Exception):
    """Parameters that cannot be: pairs of a parameter's name, "" for the whole, and a sentence."""

    def __init__(self, *errors: tuple[str, str]):
        super().__init__(errors)
        self.errors = errors


def is_asked(request: HttpRequest) -> bool:
    """Tell whether a program asks, which reads no pages."""
    return request.path_info.startswith(API_AREA)


def problem(
    status: int,
    detail: str = "",
    *,
    errors: Sequence[tuple[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    return HttpResponse(
        json.dumps(body(status, detail, errors), ensure_ascii=False),
        status=status,
        content_type=CONTENT_TYPE,
        headers=headers,
    )


def body(status: int, detail: str = "", errors: Sequence[tuple[str, str]] = ()) -> dict:
    kind = KINDS[HTTPStatus(status)]
    return {
        "type": f"{settings.SITE_URL}{API_REFERENCE}#{kind.name}",
        "title": kind.title,
        "status": int(status),
        "detail": detail or kind.meaning,
        "errors": [{"parameter": name, "detail": sentence} for name, sentence in errors],
    }
