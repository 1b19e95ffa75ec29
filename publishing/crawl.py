"""Reading the public site as its readers do: every page, with its words, links and anchors."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

from django.apps import apps
from django.conf import settings
from django.test import Client

from publishing.models import Publishable
from publishing.references import media_type, references


@dataclass
class CrawledPage:
    """A page: the words outside code, the ids that can be linked to, the links within the site."""

    path: str
    status: int
    text: str = ""
    anchors: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)


class Reader:
    """A reader whom nobody knows, asking the site in this process at its public address."""

    def __init__(self):
        self.client = Client(
            headers={"host": urlsplit(settings.SITE_URL).netloc}, raise_request_exception=False
        )
        self.secure = settings.SITE_URL.startswith("https:")

    def get(self, path: str):
        return self.client.get(path, secure=self.secure)


class Way:
    """The addresses on the way of a crawl: each is met once, those met first come first."""

    def __init__(self, addresses: Iterable[str] = ()):
        self.waiting: deque[str] = deque()
        self.known: set[str] = set()
        for address in addresses:
            self.meet(address)

    def meet(self, address: str) -> None:
        """Take an address in, unless it was met before."""
        if address not in self.known:
            self.known.add(address)
            self.waiting.append(address)

    def __iter__(self) -> Iterator[str]:
        while self.waiting:
            yield self.waiting.popleft()


def crawl() -> Iterator[CrawledPage]:
    """Read the home page, whatever is published, and every page that these lead to.

    A page with a query string is read, but its links are not followed: filters combine without
    end. A link that asks not to be followed is not, as for search engines: stacks combine without
    end as well.
    """
    reader = Reader()
    way = Way(["/", *published_paths()])
    for path in way:
        page = read(reader, path)
        yield page
        if urlsplit(path).query:
            continue
        for link in page.links:
            target = urldefrag(link).url
            if not target.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
                way.meet(target)


def published_paths() -> Iterator[str]:
    """Yield the address of every published object."""
    for model in apps.get_models():
        if issubclass(model, Publishable):
            for published in model.objects.published().iterator():
                yield published.get_absolute_url()


def read(reader: Reader, path: str) -> CrawledPage:
    response = reader.get(path)
    page = CrawledPage(path, response.status_code)
    content_type = response.headers.get("Content-Type", "")
    if media_type(content_type) == "text/html":
        found = references(content_type, response.content)
        page.text, page.anchors = found.text, found.anchors
        page.links = [target for link in found.links if (target := local(link, path))]
    return page


def local(link: str, base: str) -> str:
    """Return where a link leads within the site, with query and fragment; "" if elsewhere."""
    site = urlsplit(settings.SITE_URL)
    try:
        address = urlsplit(urljoin(f"{site.scheme}://{site.netloc}{base}", link))
    except ValueError:
        # No address at all, such as http://[.
        return ""
    if address.scheme not in ("http", "https") or address.netloc != site.netloc:
        return ""
    return address._replace(scheme="", netloc="", path=address.path or "/").geturl()
