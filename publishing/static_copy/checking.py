"""The link check of a static copy: whatever its files refer to is there, in files."""

from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urlsplit

from publishing.content_checks import Finding
from publishing.crawl import local
from publishing.references import References, is_markup, media_type, references
from publishing.static_copy.addresses import is_live_only
from publishing.static_copy.folder import read_manifest
from publishing.static_copy.progress import Progress, unseen

MOST_HOPS = 10


def broken_links(path: Path, *, progress: Progress = unseen) -> Iterator[Finding]:
    """Find what leads nowhere within a copy, or names no part of the file that it leads to.

    Reads each file once, and once more if another one links to a part of it. A link with a query
    needs only the page without; what a page does with queries, the copy cannot do.
    """
    check = LinkCheck(path, read_manifest(path).get("addresses", {}))
    for done, address in enumerate(check.entries):
        progress(done, len(check.entries), address)
        yield from check.look(address)
    yield from check.look_for_parts()


class LinkCheck:
    def __init__(self, path: Path, entries: dict[str, Any]):
        self.path = path
        self.entries = entries
        # By address, the parts that other files link to, and the first that does.
        self.wanted: dict[str, dict[str, str]] = defaultdict(dict)

    def look(self, address: str) -> Iterator[Finding]:
        entry = self.entries[address]
        if "location" in entry:
            yield from self.follow(address, address, entry["location"])
            return
        body = self.read(address)
        if body is None:
            yield Finding(address, "its file is not as it was written")
            return
        found = references(entry["type"], body)
        for link in dict.fromkeys([*found.links, *found.unfollowed, *found.parts]):
            yield from self.follow(address, address, link, found)

    def read(self, address: str) -> bytes | None:
        """Return what a file holds, None unless that is what the manifest says."""
        entry = self.entries[address]
        try:
            body = (self.path / entry["file"]).read_bytes()
        except OSError:
            return None
        return body if sha256(body).hexdigest() == entry["digest"] else None

    def follow(
        self, source: str, base: str, link: str, found: References | None = None
    ) -> Iterator[Finding]:
        target, anchor = urldefrag(local(link, base))
        url = urlsplit(target)
        if not target or is_live_only(url.path):
            return
        reached = self.reached(url.path)
        if not reached:
            yield Finding(source, f"{link} is not in the copy")
        elif not anchor or url.query or not is_markup(media_type(self.entries[reached]["type"])):
            return
        elif reached == source and found:
            if not names_part(found, anchor):
                yield Finding(source, f"{link} names a part that is not on that page")
        else:
            self.wanted[reached].setdefault(anchor, source)

    def reached(self, address: str) -> str:
        """Return the address that a link leads to in the end, "" if there is none."""
        for _ in range(MOST_HOPS):
            entry = self.entries.get(address)
            if entry is None:
                return ""
            if "location" not in entry:
                return address
            address = urlsplit(local(entry["location"], address)).path
        return ""

    def look_for_parts(self) -> Iterator[Finding]:
        for address, anchors in self.wanted.items():
            body = self.read(address)
            found = references(self.entries[address]["type"], body or b"")
            for anchor, source in anchors.items():
                if body is not None and not names_part(found, anchor):
                    yield Finding(
                        source, f"{address}#{anchor} names a part that is not on that page"
                    )


def names_part(found: References, anchor: str) -> bool:
    """Tell whether a link to a part finds it; browsers know the top and texts by themselves."""
    return unquote(anchor) in {*found.anchors, "top"} or anchor.startswith(":~:")
