"""Feeds: what is new, in full, for readers who come back with a program of their own.

Addresses are whole, because a feed is read elsewhere; names never change, because readers are
shown again what comes under a new one.
"""

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

import nh3
from django.conf import settings
from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

from publishing.markdown.addresses import SCHEMES
from publishing.site import SITE_NAME, absolute

# A feed without entries needs a date too, and one that stays.
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)

# XML has no way to say these, escaped or not.
UNSAYABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What stands for the eye alone, such as a name that a narrow table repeats in each cell.
FOR_THE_EYE = re.compile(r'<span[^>]* aria-hidden="true"[^>]*>[^<]*</span>')
TAGS = set(
    """
    a blockquote br caption code dd del div dl dt em figcaption figure h2 h3 h4 h5 h6 hr img ins li
    ol p pre s section strong sup table tbody td th thead time tr ul
    """.split()  # noqa: SIM905
)
ATTRIBUTES = {
    "*": {"dir", "lang"},
    "a": {"href", "title"},
    "img": {"alt", "height", "src", "width"},
    "ol": {"start"},
    "td": {"colspan"},
    "th": {"colspan", "scope"},
    "time": {"datetime"},
}


def for_elsewhere(html: str, path: str) -> str:
    """Return what a page says at a path, without what only its own site can show.

    Icons, classes and switches go; links and pictures get whole addresses.
    """
    return nh3.clean(
        FOR_THE_EYE.sub("", html),
        tags=TAGS,
        clean_content_tags={"button", "script", "style", "svg"},
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        url_relative=("rewrite_with_base", absolute(path)),
        link_rel=None,
    ).strip()


def tag_uri(made_at: datetime, name: str) -> str:
    """Return a name that stays whatever becomes of addresses and titles (RFC 4151)."""
    host = urlsplit(settings.SITE_URL).hostname
    return f"tag:{host},{made_at.astimezone(UTC):%Y-%m-%d}:{name}"


class SayableXML(SimplerXMLGenerator):
    def startElement(self, name, attrs):
        clean = {key: UNSAYABLE.sub("", value) for key, value in attrs.items()}
        super().startElement(name, clean)

    def characters(self, content):
        super().characters(UNSAYABLE.sub("", content))


class FullAtomFeed(Atom1Feed):
    """Atom with what Django leaves out: the text in full, and more authors than one."""

    def write(self, outfile, encoding):
        handler = SayableXML(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        handler.startElement("feed", self.root_attributes())
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")

    def latest_post_date(self):
        return super().latest_post_date() if self.items else BEGINNING

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", author["name"])
            handler.addQuickElement("uri", absolute(author["url"]))
            handler.endElement("author")
        handler.addQuickElement("content", item["content"], {"type": "html"})


class PublicationFeed(Feed):
    """A feed of this publication, of all or of one subject, which its view hands over.

    Subclasses say `path`, `item_content` and `item_authors` beside what Django asks of a feed.
    Titles are plain text here: Atom says so, where RSS leaves it open.
    """

    feed_type = FullAtomFeed
    author_name = SITE_NAME

    def get_object(self, request, subject=None):
        return subject

    def announce(self, subject=None):
        """Return what a page says of the feed."""
        return {"title": self.title(subject), "url": self.path(subject)}

    def author_link(self):
        return absolute("/")

    def feed_url(self, obj):
        return absolute(self.path(obj))

    def item_description(self, item):
        return None

    def item_extra_kwargs(self, item):
        return {"content": self.item_content(item), "authors": self.item_authors(item)}
