"""Which addresses stand in a static copy, and under which file name."""

from collections.abc import Callable, Iterable, Iterator
from urllib.parse import unquote, urlsplit

from django.urls import URLResolver, get_resolver, reverse
from django.urls.resolvers import RoutePattern

from publishing import addresses, choices
from publishing.crawl import published_paths
from publishing.headers import PRIVATE_AREAS

# Only the site itself can answer these: they are private, tell of the server, or take queries.
LIVE_AREAS = (*PRIVATE_AREAS, choices.AREA, "/health/", "/api/")
# Answers with a status of its own at any address that is not there.
MISSING_PAGE = "/404.html"

Source = Callable[[], Iterable[str]]
sources: list[Source] = []


def register_addresses(*more: Source) -> None:
    """Let a copy also hold addresses that are public, and that no page links to."""
    sources.extend(more)


def first_addresses() -> Iterator[str]:
    """Yield what a copy begins with; not each of these must answer."""
    yield "/"
    yield from published_paths()
    yield from plain_addresses(get_resolver().url_patterns)
    yield from addresses.former_paths()
    for source in sources:
        yield from source()


def plain_addresses(patterns, prefix="/") -> Iterator[str]:
    """Yield every address that takes no argument, in the public part of the site."""
    for pattern in patterns:
        path = f"{prefix}{pattern.pattern}"
        if not isinstance(pattern.pattern, RoutePattern) or "<" in path:
            continue
        if isinstance(pattern, URLResolver):
            if not path.startswith(PRIVATE_AREAS):
                yield from plain_addresses(pattern.url_patterns, path)
        else:
            yield path


def is_live_only(path: str) -> bool:
    """Tell whether readers of a copy are to ask the site itself for this address.

    The style sheet of a reader's choices is not one: every page loads it, and a copy holds what a
    reader gets who chose nothing.
    """
    return path.startswith(LIVE_AREAS) and path != reverse("publishing:looks")


def is_asked(path: str) -> bool:
    """Tell whether to ask for an address at all: the API has documents among its live answers."""
    return not is_live_only(path) or path.startswith("/api/")


def without_query(address: str) -> str:
    return urlsplit(address).path


def file_name(path: str) -> str:
    """Return the name of an address's file within the copy, "" if it cannot safely have one."""
    name = unquote(path, errors="strict" if path.isascii() else "replace").removeprefix("/")
    if path.endswith("/"):
        name += "index.html"
    unsafe = {"", ".", ".."} & set(name.split("/"))
    return "" if unsafe or "\\" in name or not name.isprintable() else name
