"""One address for each comparison, whatever order the reader types."""

from collections.abc import Iterable, Iterator
from itertools import combinations, permutations

from playwright.sync_api import APIRequestContext

from tests.audit.audit import Audit
from tests.audit.pages import compared, comparison_of, frameworks
from tests.audit.results import Result, none_of, unmeasured


def measure_addresses(audit: Audit) -> Iterator[Result]:
    answers = [page.path for page in audit.pages if page.status >= 400]
    yield none_of(12, "Links that lead nowhere", f"{len(audit.pages)} addresses", answers)
    published = [page for page in audit.pages if compared(page.path) and not page.noindex]
    with audit.visitor() as context:
        yield measure_permutations(context.request, [page.path for page in published])
        yield measure_unpublished(context.request, audit, {page.path for page in published})
        yield measure_sitemap(context.request, audit, {page.path for page in published})


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


def measure_sitemap(request: APIRequestContext, audit: Audit, published: set[str]) -> Result:
    what, where = "Unpublished comparisons in the sitemap, published ones out of it", "sitemap.xml"
    answer = request.get("/sitemap.xml")
    if answer.status != 200:
        return unmeasured(12, what, where, "0", f"/sitemap.xml answers {answer.status}")
    listed = {part.split("</loc>")[0] for part in answer.text().split("<loc>")[1:]}
    paths = {address.removeprefix(audit.url) for address in listed}
    return none_of(12, what, where, {path for path in paths if compared(path)} ^ published)
