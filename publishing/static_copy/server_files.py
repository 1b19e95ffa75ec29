"""What a copy tells the server that serves it: headers and former addresses."""

import mimetypes
from collections.abc import Mapping
from typing import Any

from publishing.references import media_type
from publishing.static_copy import nginx
from publishing.static_copy.addresses import MISSING_PAGE
from publishing.static_copy.rules import Rule, ending, rules, types_by_ending

HEADERS, REDIRECTS, NGINX = NAMES = ("_headers", "_redirects", "_nginx.conf")


def server_files(manifest: Mapping[str, Any]) -> dict[str, str]:
    """Return the text of each file by name: for hosts of static sites, and for nginx."""
    entries, header_sets = manifest["addresses"], manifest["headers"]
    types = types_by_ending(entries)
    found = rules(entries, types)
    missing = Rule(MISSING_PAGE, entries[MISSING_PAGE]["headers"], "")
    return {
        HEADERS: "\n".join(block(rule, header_sets, types) for rule in [*found, missing]),
        REDIRECTS: "".join(
            f"{address} {entry['location']} {entry['status']}\n"
            for address, entry in entries.items()
            if "location" in entry
        ),
        NGINX: nginx.configuration(manifest, found, types, hidden=NAMES),
    }


def block(rule: Rule, header_sets: list[dict[str, str]], types: Mapping[str, str]) -> str:
    """Return a rule as hosts of static sites read it: an address pattern, and its headers."""
    pattern = rule.with_parts(str, lambda kind, name: "*" if kind == "path" else f":{name}")
    headers = dict(header_sets[rule.headers])
    if content_type := rule.content_type or unguessed(pattern, types):
        headers["Content-Type"] = content_type
    return "\n".join([pattern, *(f"  {name}: {value}" for name, value in headers.items()), ""])


def unguessed(pattern: str, types: Mapping[str, str]) -> str:
    """Return the type of the files of a pattern, "" if any server knows it by the ending."""
    if pattern.endswith(("/", "*")):
        return ""
    content_type = types.get(ending(pattern), "")
    return "" if mimetypes.guess_type(pattern)[0] == media_type(content_type) else content_type
