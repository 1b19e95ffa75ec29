"""Reading the public site as its readers do: every page, with its words, links and anchors."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.apps import apps
from django.conf import settings
from django.test import Client

from publishing.models import Publishable

# Their text is no prose: names in it follow the rules of a language.
NOT_PROSE = {"code", "pre", "script", "style", "svg"}


@dataclass
class CrawledPage:
    """A page: the words outside code, the ids that can be linked to, the links within the site."""

    path: str
    status: int
    text: str = ""
    anchors: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)


class PageReader(HTMLParser):
    def __init__(self, page: CrawledPage, host: str):
        super().__init__()
        self.page = page
        self.host = host
        self.not_prose = 0

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.not_prose += tag in NOT_PROSE
        if anchor := attributes.get("id"):
            self.page.anchors.add(anchor)
        followed = "nofollow" not in (attributes.get("rel") or "").split()
        if tag == "a" and followed and (link := attributes.get("href")):
            self.add_link(link)

    def handle_endtag(self, tag):
        self.not_prose -= tag in NOT_PROSE

    def handle_data(self, data):
        if not self.not_prose:
            self.page.text += data

    def add_link(self, link):
        address = urlsplit(urljoin(f"//{self.host}{self.page.path}", link))
        if address.scheme in ("", "http", "https") and address.netloc == self.host:
            self.page.links.append(address._replace(scheme="", netloc="").geturl())


def crawl() -> Iterator[CrawledPage]:
    """Read the home page, whatever is published, and every page that these lead to.

    A page with a query string is read, but its links are not followed: filters combine without
    end. Pagination is, because it leads to pages of its own. A link that asks not to be followed
    is not, as for search engines: stacks combine without end as well.
    """
    host = urlsplit(settings.SITE_URL).netloc
    client = Client(SERVER_NAME=host.partition(":")[0], raise_request_exception=False)
    secure = settings.SITE_URL.startswith("https:")
    waiting = deque(["/", *published_paths()])
    seen = set(waiting)
    while waiting:
        path = waiting.popleft()
        page = read(client, path, host, secure=secure)
        yield page
        query = urlsplit(path).query
        if query and not query.startswith("page="):
            continue
        for link in page.links:
            target = urldefrag(link).url
            if target not in seen and not target.startswith(
                (settings.STATIC_URL, settings.MEDIA_URL)
            ):
                seen.add(target)
                waiting.append(target)


def published_paths() -> Iterator[str]:
    """Yield the address of every published object."""
    for model in apps.get_models():
        if issubclass(model, Publishable):
            for published in model.objects.published():
                yield published.get_absolute_url()


def read(client: Client, path: str, host: str, *, secure: bool) -> CrawledPage:
    response = client.get(path, secure=secure)
    page = CrawledPage(path, response.status_code)
    if response.headers.get("Content-Type", "").startswith("text/html"):
        PageReader(page, host).feed(response.content.decode())
    return page
