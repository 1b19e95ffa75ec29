"""The door of the API: reading only, from pages of any origin, without cookies."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from publishing.api.problems import problem

METHODS = "GET, HEAD, OPTIONS"
# What a browser asks before a script sends a header of its own, such as If-None-Match.
PREFLIGHT = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}


def door(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let GET pass, and HEAD as GET; whoever serves leaves the content out for HEAD."""

    # Nothing is changed here, so nobody can be made to change it.
    @csrf_exempt
    @wraps(view)
    def enter(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        method = request.method
        if method == "OPTIONS":
            return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=PREFLIGHT)
        if method not in ("GET", "HEAD"):
            return problem(HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": METHODS})
        request.method = "GET"
        try:
            return view(request, *args, **kwargs)
        finally:
            request.method = method

    return enter
