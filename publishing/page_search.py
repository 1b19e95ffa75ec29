"""Pages by name: what a link in a text can lead to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from publishing import workflow
from publishing.markdown.addresses import is_address
from publishing.models import Publishable

MOST_OF_A_KIND = 8
HIDDEN_BY_OTHERS = "It rests on something unpublished"


@dataclass(frozen=True)
class PageLink:
    """A page as an editor picks it; `state` is empty unless readers cannot see it yet."""

    title: str
    kind: str
    address: str
    state: str


def find(querysets: Iterable[QuerySet], query: str, *, at: datetime) -> list[PageLink]:
    """Return the pages whose name or address holds the query; two queries for each kind."""
    found = [link for pages in querysets for link in links_of(named_like(pages, query), at)]
    starts = query.casefold()
    return sorted(found, key=lambda link: not link.title.casefold().startswith(starts))


def named_like(pages: QuerySet, query: str) -> QuerySet:
    """Return the last changed of the pages that are called so."""
    names = {"title", "name"} & {field.name for field in pages.model._meta.fields}
    called = Q(slug__icontains=query)
    for name in names:
        called |= Q(**{f"{name}__icontains": query})
    return pages.filter(called).order_by("-updated_at", "-pk")[:MOST_OF_A_KIND]


def links_of(found: QuerySet, at: datetime) -> Iterator[PageLink]:
    pages = list(found)
    published = found.model._default_manager.published(at)
    public = set(published.filter(pk__in=[page.pk for page in pages]).values_list("pk", flat=True))
    for page in pages:
        yield PageLink(
            title=str(page),
            kind=str(page._meta.verbose_name),
            address=page.get_absolute_url(),
            state="" if page.pk in public else hidden_because(page, at),
        )


def hidden_because(page: Publishable, at: datetime) -> str:
    """Return the state in words, also of what is hidden by something else than its own state."""
    return HIDDEN_BY_OTHERS if page.is_public(at) else workflow.in_words(page, at=at)


def address_in(query: str) -> str:
    """Return the query if it is an address by itself, which a link may lead to."""
    return query if is_address(query) else ""
