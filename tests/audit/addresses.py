"""One address for each comparison, whatever order the reader types."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import combinations, permutations

from playwright.sync_api import APIRequestContext

from tests.audit.audit import Audit
from tests.audit.pages import PublicPage, compared, comparison_of, frameworks
from tests.audit.results import Result, none_of, unmeasured

PLACE = re.compile(r"<loc>([^<]*)</loc>")
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)">')


class Unread(Exception):
    """A file of the sitemap could not be had; the message says what came instead."""


def measure_addresses(audit: Audit) -> Iterator[Result]:
    answers = [page.path for page in audit.pages if page.status >= 400]
    yield none_of(12, "Links that lead nowhere", f"{len(audit.pages)} addresses", answers)
    published = [page for page in audit.pages if compared(page.path) and not page.noindex]
    with audit.visitor() as context:
        yield measure_permutations(context.request, [page.path for page in published])
        yield measure_unpublished(context.request, audit, {page.path for page in published})
        yield from measure_sitemap(context.request, audit)


def measure_permutations(request: APIRequestContext, paths: Iterable[str]) -> Result:
    faults, asked = [], 0
    for path in paths:
        for order in permutations(compared(path)):
            if comparison_of(order) != path:
                asked += 1
                faults += wrong_hop(request, comparison_of(order), path)
    return none_of(
        12, "Permutations that do not lead to the published one in one hop", f"{asked}", faults
    )


def wrong_hop(request: APIRequestContext, path: str, canonical: str) -> Iterator[str]:
    answer = request.get(path, max_redirects=0)
    target = answer.headers.get("location", "")
    if (answer.status, target) != (301, canonical):
        yield f"{path} answers {answer.status} {target}"


def measure_unpublished(request: APIRequestContext, audit: Audit, published: set[str]) -> Result:
    """Look at every pair of frameworks that nobody has written about."""
    sets = {frozenset(compared(path)) for path in published}
    pairs = [pair for pair in combinations(frameworks(audit.pages), 2) if set(pair) not in sets]
    faults = []
    for pair in pairs:
        path = comparison_of(pair)
        answer = request.get(path, max_redirects=0)
        if answer.status != 200 or '<meta name="robots" content="noindex' not in answer.text():
            faults.append(f"{path} answers {answer.status} and may be indexed")
        faults += wrong_hop(request, comparison_of(pair[::-1]), path)
    return none_of(12, "Unpublished pairs that may be indexed", f"{len(pairs)} pairs", faults)


def measure_sitemap(request: APIRequestContext, audit: Audit) -> Iterator[Result]:
    """Hold the sitemap against the pages that may be indexed: each there once, by its own name."""
    astray = "Addresses in the sitemap that may not be indexed, and others that are out of it"
    renamed = "Addresses in the sitemap that are not their own canonical"
    try:
        listed = list(addresses_of_sitemap(request, audit.url))
    except Unread as problem:
        for what in (astray, renamed):
            yield unmeasured(12, what, "sitemap.xml", "0", str(problem))
        return
    where = f"{len(listed)} addresses"
    kept = {page.path: page for page in audit.pages if is_kept(page)}
    paths = [address.removeprefix(audit.url) for address in listed]
    twice = [path for path, count in Counter(paths).items() if count > 1]
    yield none_of(12, astray, where, [*sorted(set(paths) ^ set(kept)), *twice])
    faults = [
        f"{path} names {canonical_of(page.html)}"
        for path in paths
        if (page := kept.get(path)) and canonical_of(page.html) != f"{audit.url}{path}"
    ]
    yield none_of(12, renamed, where, faults)


def is_kept(page: PublicPage) -> bool:
    """Tell whether search engines may keep a page; its view states are the same page."""
    return page.status == 200 and bool(page.html) and not page.noindex and "?" not in page.path


def canonical_of(html: str) -> str:
    found = CANONICAL.search(html)
    return found[1] if found else "nothing"


def addresses_of_sitemap(request: APIRequestContext, url: str) -> Iterator[str]:
    """Yield what the files say that the index names; raise Unread if one cannot be had."""
    for file in places(request, f"{url}/sitemap.xml"):
        yield from places(request, file)


def places(request: APIRequestContext, address: str) -> list[str]:
    answer = request.get(address)
    if answer.status != 200:
        raise Unread(f"{address} answers {answer.status}")
    return [unescape(place) for place in PLACE.findall(answer.text())]
