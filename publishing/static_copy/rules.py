"""Which headers the addresses of a copy have, in as few rules as tell it right."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.urls import Resolver404, resolve

from publishing.static_copy.addresses import MISSING_PAGE

CONVERTER = re.compile(r"<(?:(\w+):)?(\w+)>")
REGULAR_EXPRESSION = re.compile(r"[\^$?*+\\(]")

Entries = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Rule:
    """The headers, by number, of one address or of all that a route of the site matches.

    The content type is "" where the ending of the file says it.
    """

    route: str
    headers: int
    content_type: str

    @property
    def converters(self) -> list[tuple[str, str]]:
        """Return type and name of each part that varies; of a single address there is none."""
        return CONVERTER.findall(self.route)

    def with_parts(self, literal, part) -> str:
        """Return the route in another notation: what stays, and what stands for a variable."""
        pieces, end = [], 0
        for match in CONVERTER.finditer(self.route):
            pieces += [literal(self.route[end : match.start()]), part(match[1], match[2])]
            end = match.end()
        return "".join([*pieces, literal(self.route[end:])])


def files(entries: Entries) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the addresses that have a file, the page for missing ones aside."""
    for address, entry in entries.items():
        if "file" in entry and address != MISSING_PAGE:
            yield address, entry


def types_by_ending(entries: Entries) -> dict[str, str]:
    """Return the content type that most files of an ending have."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for _address, entry in files(entries):
        counts[ending(entry["file"])][entry["type"]] += 1
    return {one: types.most_common(1)[0][0] for one, types in sorted(counts.items())}


def ending(file: str) -> str:
    return PurePosixPath(file).suffix.removeprefix(".")


def rules(entries: Entries, types: Mapping[str, str]) -> list[Rule]:
    """Return a rule for each route, or for each of its addresses if they are not alike.

    Of two that match one address, the first counts: it has fewer parts that vary.
    """
    routes: dict[str, dict[str, tuple[int, str]]] = defaultdict(dict)
    for address, entry in files(entries):
        type_itself = "" if types[ending(entry["file"])] == entry["type"] else entry["type"]
        routes[route_of(address)][address] = (entry["headers"], type_itself)
    found = []
    for route, answers in routes.items():
        if route and len(set(answers.values())) == 1:
            found.append(Rule(route, *next(iter(answers.values()))))
        else:
            found += [Rule(escaped(address), *answer) for address, answer in answers.items()]
    return sorted(found, key=lambda rule: (len(rule.converters), -len(rule.route), rule.route))


def route_of(address: str) -> str:
    """Return the route that an address is served by, "" if it is not a plain one."""
    if address.startswith(settings.STATIC_URL):
        return f"{settings.STATIC_URL}<path:name>"
    try:
        route = resolve(address).route
    except Resolver404:
        return ""
    return "" if REGULAR_EXPRESSION.search(route) else f"/{route}"


def escaped(address: str) -> str:
    """Return an address that cannot be taken for a route."""
    return address.replace("<", "%3C")
