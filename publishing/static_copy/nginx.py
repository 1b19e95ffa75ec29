"""The part of an nginx configuration that serves a copy as the site itself answers."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from publishing.static_copy.addresses import MISSING_PAGE
from publishing.static_copy.folder import OWN_NAMES
from publishing.static_copy.rules import Entries, Rule

OPENING = """\
# Serves the static copy of {site}, with the headers that the site itself gives.
# Written by `manage.py export_site`, anew when it changes. Include it in a server block whose
# root is the folder that this file stands in.

absolute_redirect off;
charset off;
gzip_static on;
gzip_vary on;
gzip_proxied any;
error_page 404 {missing};
"""
CLOSING = """\
# Neither the names of files nor what describes the copy are addresses of the site.
location ~ "^/({hidden})$|(^|/)index\\.html$|\\.(gz|br)$" {{
    return 404;
}}

location / {{
    try_files ${{uri}}index.html $uri @elsewhere;
}}

# An address without its last slash leads to the one that has it.
location @elsewhere {{
    if (-f $request_filename/index.html) {{
        return 301 $uri/$is_args$args;
    }}
    return 404;
}}
"""
PATTERNS = {"path": ".+", "int": "[0-9]+"}


def configuration(
    manifest: Mapping[str, Any],
    rules: list[Rule],
    types: Mapping[str, str],
    *,
    hidden: Iterable[str],
) -> str:
    """Return the whole part, for the server block."""
    entries, header_sets = manifest["addresses"], manifest["headers"]
    redirects = {address: one for address, one in entries.items() if "location" in one}
    usual = usual_headers(rules, redirects.values())
    lines = [list(headers(one)) for one in header_sets]
    # A location that says nothing of headers has those of the server block.
    own = [[] if number == usual else of_set for number, of_set in enumerate(lines)]
    return "\n".join(
        [
            OPENING.format(site=manifest["site"], missing=MISSING_PAGE),
            type_block(types),
            "".join(lines[usual]),
            block(f"= {MISSING_PAGE}", ["internal;\n", *lines[entries[MISSING_PAGE]["headers"]]]),
            *(
                redirect(address, one["status"], one["location"], own[one["headers"]])
                for address, one in with_slashes(redirects)
            ),
            *(location(rule, own) for rule in rules),
            CLOSING.format(hidden="|".join(re.escape(name) for name in [*hidden, *OWN_NAMES])),
        ]
    )


def usual_headers(rules: Iterable[Rule], redirects: Iterable[Mapping[str, Any]]) -> int:
    counts = Counter([rule.headers for rule in rules] + [one["headers"] for one in redirects])
    return counts.most_common(1)[0][0]


def type_block(types: Mapping[str, str]) -> str:
    lines = [f"    {quoted(kind)} {ending};\n" for ending, kind in types.items() if ending]
    default = quoted(types.get("", "application/octet-stream"))
    return f"types {{\n{''.join(lines)}}}\ndefault_type {default};\n"


def with_slashes(redirects: Entries) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each redirect; also from its address without the last slash, as the site has it."""
    for address, entry in redirects.items():
        if address.endswith("/"):
            yield address[:-1], {**entry, "status": 301, "location": address}
        yield address, entry


def redirect(address: str, status: int, target: str, header_lines: list[str]) -> str:
    # A dollar would begin a variable, and nginx knows no other way to write one.
    escaped = quoted(target.replace("$", "%24"))
    lines = [*header_lines, f"return {status} {escaped};\n"]
    return block(f"= {quoted(unquote(address))}", lines)


def location(rule: Rule, own: list[list[str]]) -> str:
    """Return how nginx finds and describes the files of a rule."""
    lines = list(own[rule.headers])
    if rule.content_type:
        lines += ["types {}\n", f"default_type {quoted(rule.content_type)};\n"]
    lines.append(f"try_files {'${uri}index.html' if rule.route.endswith('/') else '$uri'} =404;\n")
    if rule.converters:
        pattern = rule.with_parts(re.escape, lambda kind, _: PATTERNS.get(kind, "[^/]+"))
        return block(f'~ "^{pattern}$"', lines)
    return block(f"= {quoted(unquote(rule.route))}", lines)


def headers(header_set: Mapping[str, str]) -> Iterator[str]:
    for name, value in header_set.items():
        yield f"add_header {name} {quoted(value)} always;\n"


def block(match: str, lines: Iterable[str]) -> str:
    return f"location {match} {{\n{''.join(f'    {line}' for line in lines)}}}\n"


def quoted(text: str) -> str:
    """Return a text as one word of the configuration."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
