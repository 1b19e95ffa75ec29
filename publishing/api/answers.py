"""Answers: what the operations found, as JSON with the fields that were asked for."""

import re
from collections.abc import Sequence

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from publishing import addresses, markdown
from publishing.api.parameters import ListParameters, Parameters
from publishing.api.schemas import Item, Listing, Person
from publishing.models import Author
from publishing.site import absolute

TAG = re.compile(r'<[a-z][a-z0-9-]*(?:\s+[^\s="<>]+(?:="[^"]*")?)*\s*/?>')
ADDRESS = re.compile(r'(\s(?:href|src)=")(/(?!/)[^"]*)')
SIZES = re.compile(r'(?<=\ssrcset=")[^"]*')
# Drawn by the sheet of a page, which is not there; the words beside it say the same.
GLYPH = re.compile(r'<i class="glyph[^>]*></i>')


def answer(item: Item, parameters: Parameters) -> HttpResponse:
    return as_json(item.model_dump_json(include=parameters.chosen()))


def answer_list(
    listing: type[Listing], items: Sequence[Item], next_url: str | None, parameters: ListParameters
) -> HttpResponse:
    chosen = parameters.chosen()
    thin = {"items": {"__all__": chosen} if chosen else True, "next": True}
    page = listing(items=list(items), next=next_url)
    return as_json(page.model_dump_json(include=thin))


def as_json(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="application/json")


def lead_on(model: type[Model], slug: str, url_name: str, request: HttpRequest) -> HttpResponse:
    """Lead a former name to where its object is today; Http404 for a name that nobody had."""
    moved = addresses.moved(model, slug)
    if moved is None:
        raise Http404(f"No {model._meta.verbose_name} here is called “{slug}”.")
    slug = moved.slug  # type: ignore[attr-defined]
    return HttpResponsePermanentRedirect(reverse(url_name, args=[slug], query=request.GET or None))


def person(author: Author | None) -> Person | None:
    return Person(name=author.name, url=absolute(author.get_absolute_url())) if author else None


def html(text: str) -> str | None:
    """Render a long text as its page does, with addresses that lead somewhere from anywhere."""
    rendered = GLYPH.sub("", markdown.render(text).html)
    return TAG.sub(lambda tag: with_addresses(tag[0]), rendered) or None


def with_addresses(tag: str) -> str:
    tag = ADDRESS.sub(lambda found: f"{found[1]}{absolute(found[2])}", tag)
    return SIZES.sub(lambda found: ", ".join(map(absolute, found[0].split(", "))), tag)
