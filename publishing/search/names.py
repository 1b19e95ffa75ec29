"""Names: what a reader is led straight to, and which one a misspelt query may have meant."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches

from django.db.models import Q

from publishing.models import SearchEntry
from publishing.search.searchables import registered
from publishing.search.words import Unit, key, last_part, units

MOST_NAMES = 2000
MOST_STRAIGHT = 3
# How alike a word must be, and a whole name; “flsk” and “flask” are 0.89.
ALIKE = 0.7
NEARLY_THE_SAME = 0.85


@dataclass(frozen=True, slots=True)
class Name:
    """A name of something published; `keys` are the ways to write it."""

    kind: str
    object_id: int
    name: str
    address: str

    @property
    def keys(self) -> tuple[str, str]:
        """Return the name and the last part of the address, compared alike however written."""
        return key(self.name), key(last_part(self.address))


def live(at: datetime) -> Q:
    """Return what holds of the entries that readers may find."""
    begun = Q(published_at=None) | Q(published_at__lte=at)
    return begun & (Q(unpublish_at=None) | Q(unpublish_at__gt=at))


def names(at: datetime) -> list[Name]:
    """Return the names that lead straight somewhere, in one query."""
    kinds = [one.kind for one in registered() if one.straight]
    entries = SearchEntry.objects.filter(live(at), kind__in=kinds).order_by("name", "pk")
    columns = entries.values_list("kind", "object_id", "name", "address")
    return [Name(*row) for row in columns[:MOST_NAMES]]


def straight(asked: Sequence[Unit], known: Sequence[Name]) -> list[Name]:
    """Return what is called exactly so, else the few whose names begin so."""
    whole = "".join(unit.joined for unit in asked)
    exact = [name for name in known if whole in name.keys]
    if exact or len(whole) < 2:
        return exact
    return [name for name in known if name.keys[0].startswith(whole)][:MOST_STRAIGHT]


def mentioned(asked: Sequence[Unit], known: Sequence[Name]) -> list[Name]:
    """Return the names that stand whole in a query, in their order there, each once."""
    by_key = {one: name for name in known for one in name.keys}
    return list(dict.fromkeys(found_in([unit.joined for unit in asked], by_key)))


def found_in(words: Sequence[str], by_key: dict[str, Name]) -> Iterator[Name]:
    start = 0
    while start < len(words):
        for end in range(len(words), start, -1):
            if (name := by_key.get("".join(words[start:end]))) is not None:
                yield name
                start = end
                break
        else:
            start += 1


def corrected(asked: Sequence[Unit], known: Sequence[Name]) -> str:
    """Return what the reader may have meant: a name, or the query with its words put right."""
    by_key = {one: name.name for name in known for one in name.keys}
    said = [unit.joined for unit in asked]
    if near := get_close_matches("".join(said), by_key, n=1, cutoff=NEARLY_THE_SAME):
        return by_key[near[0]]
    as_written = dict(written_words(known))
    meant = [nearest(word, as_written) for word in said]
    return "" if meant == said else " ".join(as_written.get(word, word) for word in meant)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that is most alike, the word itself if it begins one or none is."""
    if any(one.startswith(word) for one in known):
        return word
    return next(iter(get_close_matches(word, known, n=1, cutoff=ALIKE)), word)


def written_words(known: Sequence[Name]) -> Iterator[tuple[str, str]]:
    """Yield each word of the names as it is compared, and as it is written there."""
    for name in known:
        for word in name.name.split():
            for unit in units(word):
                yield from ((part, part) for part in unit.parts)
                yield unit.joined, word.strip("()[],.:;!?")
