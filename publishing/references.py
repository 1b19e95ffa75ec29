"""What an answer refers to: where its links lead, what belongs to it, what can be linked to."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.conf import settings

MARKUP = ("text/html", "application/xhtml+xml", "application/xml", "text/xml")
STYLES = "text/css"
WEB_MANIFEST = "application/manifest+json"
# Their text is no prose: names in it follow the rules of a language.
NOT_PROSE = {"code", "pre", "script", "style", "svg"}
# Attributes that hold one address, of any element but a link.
ADDRESSES = ("href", "src", "poster", "xlink:href", "url")
CANDIDATES = ("srcset", "imagesrcset")
STYLE_ADDRESS = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s]+)["']?""")


@dataclass
class References:
    """Addresses as they stand in an answer, and the text outside code."""

    links: list[str] = field(default_factory=list)
    # Links that ask search engines not to follow them.
    unfollowed: list[str] = field(default_factory=list)
    # What is loaded with it or describes it: pictures, scripts, feeds, the pages of a sitemap.
    parts: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.words)


def references(content_type: str, body: bytes) -> References:
    """Read what HTML, XML, SVG, CSS or a web manifest refers to; other types refer to nothing."""
    kind = media_type(content_type)
    if is_markup(kind):
        reader = MarkupReader()
        reader.feed(body.decode(errors="replace"))
        return reader.found
    if kind == STYLES:
        return References(parts=STYLE_ADDRESS.findall(body.decode(errors="replace")))
    if kind == WEB_MANIFEST:
        return References(parts=list(manifest_addresses(json.loads(body))))
    return References()


def media_type(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def is_markup(kind: str) -> bool:
    return kind in MARKUP or kind.endswith("+xml")


def is_text(kind: str) -> bool:
    """Tell whether a media type is made of words, which compress well and may name addresses."""
    return (
        kind.startswith("text/")
        or is_markup(kind)
        or kind.endswith(("json", "javascript"))
        or kind == "application/toml"
    )


def mentions(body: bytes) -> Iterator[str]:
    """Yield the path of each address of this site that stands in full in a text.

    Nobody links to such an address, but a reader is told of it: in linked data, in the text that
    embeds a page, in a file for machines. It may be a pattern, or the end of a sentence.
    """
    site = re.escape(settings.SITE_URL)
    text = body.decode(errors="replace")
    for path in re.findall(rf"""{site}(/[^\s"'<>()\\&]*)""", text):
        if "{" not in path:
            yield path.rstrip(".,;:!?")


def manifest_addresses(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from manifest_addresses(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            if isinstance(one, str) and key in ("src", "start_url", "url"):
                yield one
            yield from manifest_addresses(one)


class MarkupReader(HTMLParser):
    """Read HTML; XML and SVG too, whose elements and attributes it takes for its own."""

    def __init__(self):
        super().__init__()
        self.found = References()
        self.not_prose = 0
        self.within = ""

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        self.within = tag
        self.not_prose += tag in NOT_PROSE
        if anchor := attributes.get("id"):
            self.found.anchors.add(anchor)
        if tag in ("a", "area"):
            self.add_link(attributes)
        elif tag == "form":
            self.add_form(attributes)
        elif tag == "meta":
            self.add_metadata(attributes)
        else:
            self.add_parts(attributes)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        self.within = ""
        self.not_prose -= tag in NOT_PROSE

    def handle_data(self, data):
        if self.within == "style":
            self.found.parts += STYLE_ADDRESS.findall(data)
        elif self.within == "loc" or self.within.endswith(":loc"):
            self.found.parts.append(data.strip())
        if not self.not_prose:
            self.found.words.append(data)

    def add_link(self, attributes):
        if link := attributes.get("href"):
            followed = "nofollow" not in attributes.get("rel", "").split()
            (self.found.links if followed else self.found.unfollowed).append(link)

    def add_form(self, attributes):
        if attributes.get("method", "get").lower() == "get" and "action" in attributes:
            self.found.links.append(attributes["action"])

    def add_metadata(self, attributes):
        name = attributes.get("property") or attributes.get("name", "")
        value = attributes.get("content", "")
        if name.startswith(("og:", "twitter:")) and value.startswith(("/", "http:", "https:")):
            self.found.parts.append(value)

    def add_parts(self, attributes):
        self.found.parts += [attributes[name] for name in ADDRESSES if attributes.get(name)]
        for name in CANDIDATES:
            for candidate in attributes.get(name, "").split(","):
                self.found.parts += candidate.split()[:1]
