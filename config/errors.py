"""What readers see when something is wrong: a sentence, and a way on."""

import sys
from difflib import get_close_matches
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.defaults import server_error as broken

from articles.models import Article, Topic
from comparisons import pairs
from comparisons.models import MOST_FRAMEWORKS, Comparison, Feature, Framework
from publishing.api import problems
from publishing.surroundings import load_surroundings

# What a database raises that is away, full of connections, or locked for too long.
AWAY = (OperationalError, InterfaceError)
RETRY_AFTER = "60"

MOST_NEAR = 3
MOST_CANDIDATES = 1000


def bad_request(request, exception):
    if problems.is_asked(request):
        return problems.problem(400)
    return render(request, "400.html", status=400)


def permission_denied(request, exception):
    if problems.is_asked(request):
        return problems.problem(403)
    return render(request, "403.html", status=403)


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)


def server_error(request):
    """Answer without database: 503 while it is away, 500 for a fault of ours.

    Django calls this while the exception is handled, be it of a view, a template, the middleware
    or the page of another error, so that one place knows them all.
    """
    if not isinstance(sys.exception(), AWAY):
        return problems.problem(500) if problems.is_asked(request) else broken(request)
    headers = {"Retry-After": RETRY_AFTER}
    if problems.is_asked(request):
        return problems.problem(503, headers=headers)
    return HttpResponse(render_to_string("503.html"), status=503, headers=headers)


def page_not_found(request, exception):
    if problems.is_asked(request):
        return problems.problem(404)
    words = [word for word in request.path.split("/") if word]
    nearest = nearest_pages(words[-1].lower()[:200]) if words else []
    context = {"nearest": nearest, **load_surroundings()}
    return render(request, "404.html", context, status=404)


def nearest_pages(name: str) -> list[dict[str, str]]:
    """Return the public pages whose addresses end most like this one."""
    pages: dict[str, Any] = {}
    frameworks = {one.slug: one for one in Framework.objects.published()[:MOST_CANDIDATES]}
    for queryset in (
        Article.objects.published().defer("body").order_by("-published_at"),
        Topic.objects.all(),
        Feature.objects.all(),
        Comparison.objects.published(),
    ):
        pages |= {one.slug: one for one in queryset[:MOST_CANDIDATES]}
    pages |= frameworks
    near = [pages[slug] for slug in get_close_matches(name, pages, n=MOST_NEAR)]
    pair = nearest_set(name, frameworks)
    found = [{"title": str(one), "url": one.get_absolute_url()} for one in [*pair, *near]]
    return list({page["url"]: page for page in found}.values())[:MOST_NEAR]


def nearest_set(name: str, frameworks: dict[str, Framework]) -> list[Comparison]:
    """Return the pair that a misspelt address means, if each of its names is near one."""
    parts = pairs.split(name)
    near = [match for part in parts for match in get_close_matches(part, frameworks, n=1)]
    names = list(dict.fromkeys(near))
    if len(near) < len(parts) or not 1 < len(names) <= MOST_FRAMEWORKS:
        return []
    title = " vs ".join(frameworks[slug].name for slug in names)
    return [Comparison(slug=pairs.join(names), title=title)]
