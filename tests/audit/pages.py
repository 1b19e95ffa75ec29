"""The public pages of the site: every one that a reader can get to, and one of each kind."""

from collections import deque
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

from playwright.sync_api import BrowserContext, Page

from tests.browser.test_pages import PAIR, THREE

ARTICLE = "/articles/flask-or-django/"
# Made for pages of other sites; tests/browser/test_embeds.py looks at them there.
EMBEDS = "/embed/"
NO_PAGES = ("/static/", "/media/", "/admin/", "/choices/")
# One template for whatever stands below these.
DETAILS = ("frameworks", "features", "articles", "topics", "authors", "about")
# Pages that no link leads to. Those of a part that is not there are left out.
UNLINKED = ("/search/?q=flask", "/search/?q=flsk", "/search/?q=flask+django")
CHOOSE = "/choose/"
CHOICE = "/choose/result/"
MOST_QUESTIONS = 30
NOT_FOUND = "/frameworks/nothing-here/"

READ = """html => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const links = [...page.querySelectorAll("a[href]:not([rel~=nofollow])")];
  return {
    elements: page.querySelectorAll("*").length,
    noindex: Boolean(page.querySelector("meta[name=robots][content*=noindex]")),
    links: links.map(link => link.getAttribute("href")),
  };
}"""


@dataclass
class PublicPage:
    path: str
    status: int
    html: str = ""
    elements: int = 0
    noindex: bool = False
    links: list[str] = field(default_factory=list)


def read(context: BrowserContext, parser: Page, path: str) -> PublicPage:
    """Ask for a page; `parser` is an empty page of a browser that takes its HTML apart."""
    answer = context.request.get(path)
    if not answer.headers.get("content-type", "").startswith("text/html"):
        return PublicPage(path, answer.status)
    html = answer.text()
    return PublicPage(path, answer.status, html, **parser.evaluate(READ, html))


def crawl(context: BrowserContext, url: str) -> list[PublicPage]:
    """Read every page that links lead to from the home page, but for those with a query."""
    parser = context.new_page()
    waiting = deque(["/"])
    seen = set(waiting)
    pages = []
    while waiting:
        page = read(context, parser, waiting.popleft())
        pages.append(page)
        for link in page.links:
            address = urlsplit(urldefrag(urljoin(f"{url}{page.path}", link)).url)
            inside = f"{address.scheme}://{address.netloc}" == url
            if inside and is_page(address.path) and address.path not in seen:
                seen.add(address.path)
                waiting.append(address.path)
    unlinked = [*UNLINKED, five_of(pages)]
    if CHOOSE in seen:
        # In a page of its own: the policy of the site forbids to take HTML apart.
        unlinked.append(answer_questions(context.new_page()))
    extra = [read(context, parser, path) for path in unlinked if path]
    parser.close()
    return pages + [page for page in extra if page.status == 200]


def is_page(path: str) -> bool:
    """Tell a page from a file, from the desk and from what stands in other sites' pages."""
    return path.endswith("/") and not path.startswith(NO_PAGES) and not path.endswith(EMBEDS)


def answer_questions(page: Page) -> str:
    """Take the first answer of every question; return the address of the result, or nothing."""
    page.goto(CHOOSE)
    for _ in range(MOST_QUESTIONS):
        address = urlsplit(page.url)
        if address.path == CHOICE:
            return f"{CHOICE}?{address.query}"
        page.locator("main form input[type=radio]").first.check(force=True)
        page.locator("main form button").first.click()
    return ""


def five_of(pages: list[PublicPage]) -> str:
    """Return the address of the first five frameworks side by side."""
    return comparison_of(frameworks(pages)[:5])


def frameworks(pages: list[PublicPage]) -> list[str]:
    """Return the slugs of the published frameworks, in the order of the alphabet."""
    slugs = [page.path.split("/")[2] for page in pages if kind(page.path) == "/frameworks/…/"]
    return sorted(slugs)


def comparison_of(slugs: list[str] | tuple[str, ...]) -> str:
    return f"/compare/{'-vs-'.join(slugs)}/"


def compared(path: str) -> list[str]:
    """Return the frameworks of a comparison's address, none for another address."""
    match path.split("/"):
        case ["", "compare", slug, ""]:
            return slug.split("-vs-")
    return []


def kind(path: str) -> str:
    """Name the kind of page, as good as a template can be told by the address."""
    if slugs := compared(path):
        return f"/compare/… of {len(slugs)}"
    first, *rest = [part for part in path.split("/") if part] or [""]
    if rest and first in DETAILS:
        return f"/{first}/…/"
    if rest[1:] and first == "compare":
        return f"/compare/…/{rest[1]}/"
    return path


def one_of_each_kind(pages: list[PublicPage]) -> list[str]:
    """Return the addresses of the longest page of each kind, and of those known by name."""
    longest: dict[str, PublicPage] = {}
    for page in pages:
        if page.status == 200 and page.html:
            known = longest.setdefault(kind(page.path), page)
            longest[kind(page.path)] = max(known, page, key=lambda one: len(one.html))
    named = [PAIR, THREE, ARTICLE]
    return list(dict.fromkeys([*named, *(page.path for page in longest.values())]))
