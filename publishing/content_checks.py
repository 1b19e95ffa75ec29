"""What published content must hold beyond what its rows can refuse: checks over the whole site.

Each app registers its own. A required check must find nothing; the others count what is left.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urldefrag

from publishing.crawl import CrawledPage


@dataclass(frozen=True)
class Finding:
    """A place in the content, and what is wrong there."""

    where: str
    problem: str

    def __str__(self):
        return f"{self.where}: {self.problem}"


@dataclass(frozen=True)
class ContentCheck:
    """A rule by name, and how to find what breaks it, given the crawled pages."""

    name: str
    find: Callable[[Sequence[CrawledPage]], Iterable[Finding]]
    required: bool = True


checks: list[ContentCheck] = []


def register(*more: ContentCheck) -> None:
    checks.extend(more)


def dead_links(pages: Sequence[CrawledPage]) -> Iterator[Finding]:
    """Find links within the site to what is not there: no page, another address, no such part."""
    by_path = {page.path: page for page in pages}
    for page in pages:
        for link in dict.fromkeys(page.links):
            path, anchor = urldefrag(link)
            target = by_path.get(path)
            if target is None:
                continue
            if target.status != 200:
                yield Finding(page.path, f"{link} answers {target.status}")
            elif anchor and unquote(anchor) not in {*target.anchors, "top"}:
                yield Finding(page.path, f"{link} names a part that is not on that page")


def register_checks() -> None:
    register(ContentCheck("Dead links within the site", dead_links))
