"""Matching: which entries hold the words of a query, asked of either database in one query.

A query of words becomes an expression of quoted words only; nothing of what a reader typed is
read by a database as anything else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from publishing.search.index import LEAD, NAME, TEXT
from publishing.search.searchables import Searchable
from publishing.search.words import Unit, is_beginning

# So many of a kind are looked at, the newest ones; what is beyond counts as “more than”.
MOST_OF_A_KIND = 1000
# So many more are taken from each better place, so that an old title is found as well.
MOST_OF_A_PLACE = 60


@dataclass(frozen=True, slots=True)
class Language:
    """How a database writes an expression, and where it looks for the entries that match one."""

    quote: str
    both: str
    either: str
    beginning: str
    source: str
    newest: str


LANGUAGES = {
    "sqlite": Language(
        quote='"{}"',
        both=" AND ",
        either=" OR ",
        beginning=" *",
        # CROSS JOIN keeps the order: the words first.
        source=(
            "publishing_searchwords CROSS JOIN publishing_searchentry AS entry"
            " ON entry.id = publishing_searchwords.rowid"
            " WHERE publishing_searchwords MATCH %s AND entry.kind = %s"
        ),
        newest="publishing_searchwords.rowid",
    ),
    "postgresql": Language(
        quote="'{}'",
        both=" & ",
        either=" | ",
        beginning=":*",
        source=(
            "publishing_searchentry AS entry"
            " WHERE entry.vector @@ CAST(%s AS tsquery) AND entry.kind = %s"
        ),
        newest="entry.id",
    ),
}
# The same as `publishing.models.live`, where an empty start means always.
LIVE = (
    "(entry.published_at IS NULL OR entry.published_at <= %s)"
    " AND (entry.unpublish_at IS NULL OR entry.unpublish_at > %s)"
)
ARM = (
    "SELECT * FROM (SELECT entry.id, entry.kind, {rank} AS place FROM {source} AND {live}"
    " ORDER BY {newest} DESC LIMIT {most}) AS arm_{number}"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the words stand, the best place first; `whole` words are not only beginnings."""

    mark: str
    whole: bool
    most: int


PLACES = (
    Place(NAME, whole=True, most=MOST_OF_A_PLACE),
    Place(NAME, whole=False, most=MOST_OF_A_PLACE),
    Place(LEAD, whole=False, most=MOST_OF_A_PLACE),
    Place(TEXT, whole=False, most=MOST_OF_A_KIND),
)


@dataclass(frozen=True, slots=True)
class Hits:
    """The entries of a kind that match, the best first, by their keys."""

    keys: tuple[int, ...] = ()

    @property
    def count(self) -> int:
        return min(len(self.keys), MOST_OF_A_KIND)

    @property
    def is_cut(self) -> bool:
        return len(self.keys) >= MOST_OF_A_KIND


def find(
    units: Sequence[Unit], asked: Iterable[Searchable], *, at: datetime, ranked: str = ""
) -> dict[str, Hits]:
    """Return the hits of each kind that has any, in the order of the kinds: one query.

    They are ranked by where the words stand; with `ranked`, those of this kind alone, and the
    others are only counted.
    """
    arms = [
        (number, rank, place, searchable)
        for number, searchable in enumerate(asked)
        for rank, place in enumerate(PLACES)
        if place is PLACES[-1] or ranked in ("", searchable.kind)
    ]
    if not units or not arms:
        return {}
    best: dict[str, dict[int, int]] = {}
    for key, kind, rank in rows(units, arms, at):
        ranks = best.setdefault(kind, {})
        ranks[key] = min(rank, ranks.get(key, rank))
    kinds = {searchable.kind: searchable for *_arm, searchable in arms}
    return {
        kind: Hits(in_order(best[kind], newest_first=searchable.newest_first))
        for kind, searchable in kinds.items()
        if kind in best
    }


def in_order(ranks: Mapping[int, int], *, newest_first: bool) -> tuple[int, ...]:
    """Return keys by rank; among equals a later key is of what came into the index later."""
    direction = -1 if newest_first else 1
    return tuple(sorted(ranks, key=lambda key: (ranks[key], direction * key)))


def rows(units: Sequence[Unit], arms: Sequence[tuple], at: datetime) -> list[tuple]:
    language = LANGUAGES[connection.vendor]
    moment = connection.ops.adapt_datetimefield_value(at)
    parts, values = [], []
    for number, rank, place, searchable in arms:
        parts.append(
            ARM.format(
                number=number * len(PLACES) + rank,
                rank=rank,
                source=language.source,
                live=LIVE,
                newest=language.newest,
                most=place.most,
            )
        )
        expression = written(units, language, f"{searchable.mark}{place.mark}", whole=place.whole)
        values += [expression, searchable.kind, moment, moment]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        return cursor.fetchall()


def written(units: Iterable[Unit], language: Language, marks: str, *, whole: bool) -> str:
    """Return an expression for entries that hold all the words: each by its parts or as one."""

    def term(word: str) -> str:
        # Words are of letters and digits alone, so nothing in them ends the quotation.
        quoted = language.quote.format(f"{marks}{word}")
        return quoted if whole or not is_beginning(word) else f"{quoted}{language.beginning}"

    def unit(one: Unit) -> str:
        parts = language.both.join(term(part) for part in one.parts)
        if len(one.parts) == 1:
            return parts
        return f"(({parts}){language.either}{term(one.joined)})"

    return language.both.join(unit(one) for one in units)
