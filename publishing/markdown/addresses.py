"""Where a link in a text may lead: the web, mail, a path of this site, a place on the page."""

import re

# A second slash, or a backslash that browsers read as one, would turn a path into another host.
ADDRESS = re.compile(
    r"(?:https?://[^/\\\s]|mailto:|/(?![/\\])|#)[^\s\\\x00-\x1f\x7f]*", re.IGNORECASE
)
EXTERNAL = re.compile(r"https?:", re.IGNORECASE)
SCHEMES = {"http", "https", "mailto"}


def is_address(address: str) -> bool:
    return ADDRESS.fullmatch(address) is not None


def is_external(address: str) -> bool:
    return EXTERNAL.match(address) is not None
