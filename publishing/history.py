"""What two versions of a document say differently: key by key, row by row, word by word."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

EMPTY: tuple[Any, ...] = (None, "", [], {})
TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
PARAGRAPHS = re.compile(r"\n{2,}")
PICTURE = re.compile(r"\(image:([a-z0-9-]+)")
# Words compared with words; beyond it, a paragraph counts as written anew. Keeps a page quick.
MOST_PAIRS = 1_000_000
# Below this likeness, old words between new ones are harder to read than one after the other.
LIKE = 0.4


class Kind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


class Mark(StrEnum):
    SAME = "same"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True)
class Shape:
    """What the keys of a table are called, and how the rows below it are told apart.

    `values` are words for values that a reader of the document would not know; `rows` are tables
    below a key, with the key that `identities` names or by the names that they stand under.
    """

    labels: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rows: Mapping[str, "Shape"] = field(default_factory=dict)
    identities: Mapping[str, str] = field(default_factory=dict)
    pictures: frozenset[str] = frozenset()

    def label(self, key: str) -> str:
        return self.labels.get(key, key)

    def word(self, key: str, value: Any) -> str:
        return self.values.get(key, {}).get(str(value)) or in_words(value)


@dataclass(frozen=True)
class Piece:
    mark: Mark
    text: str


@dataclass(frozen=True)
class Block:
    """A paragraph in pieces, or a number of paragraphs that stayed."""

    pieces: tuple[Piece, ...] = ()
    unchanged: int = 0


@dataclass(frozen=True)
class Change:
    """One difference: its keys, the same in words, and both sides as far as they matter.

    A text has `blocks`, a row that came or went `fields`, anything else `before` and `after`.
    `pictures` are the names of the pictures on either side.
    """

    keys: tuple[str, ...]
    where: tuple[str, ...]
    kind: Kind = Kind.CHANGED
    before: str = ""
    after: str = ""
    blocks: tuple[Block, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    pictures: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


def compare(
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    shape: Shape,
    keys: tuple[str, ...] = (),
    where: tuple[str, ...] = (),
) -> Iterator[Change]:
    """Yield what differs between the data of two documents, in the order of the shape."""
    for key in dict.fromkeys([*shape.labels, *old, *new]):
        before, after = old.get(key), new.get(key)
        if before == after or (before in EMPTY and after in EMPTY):
            continue
        at = ((*keys, key), (*where, shape.label(key)))
        if key in shape.rows:
            sides = (named_rows(shape, key, before), named_rows(shape, key, after))
            yield from compare_rows(*sides, shape, key, at)
        elif isinstance(before, dict) or isinstance(after, dict):
            inner = Shape(labels=shape.values.get(key, {}))
            yield from compare(before or {}, after or {}, inner, *at)
        else:
            yield compare_values(before, after, shape, key, at)


def named_rows(shape: Shape, key: str, rows: Any) -> dict[str, dict[str, Any]]:
    """Return name → row of a table of tables, or of a list whose rows name themselves."""
    if isinstance(rows, dict):
        return rows
    identity = shape.identities.get(key, "")
    return {str(row.get(identity, number)): row for number, row in enumerate(rows or [], 1)}


def compare_rows(
    old: dict[str, dict[str, Any]],
    new: dict[str, dict[str, Any]],
    shape: Shape,
    key: str,
    at: tuple[tuple[str, ...], tuple[str, ...]],
) -> Iterator[Change]:
    keys, where = at
    inner = shape.rows[key]
    for name in dict.fromkeys([*old, *new]):
        row_keys, row_where = (*keys, name), (*where, shape.word(key, name))
        if name in old and name in new:
            yield from compare(old[name], new[name], inner, row_keys, row_where)
            continue
        kind, row = (Kind.REMOVED, old[name]) if name in old else (Kind.ADDED, new[name])
        yield Change(row_keys, row_where, kind, fields=tuple(fields_of(row, inner)))
    stayed = [name for name in old if name in new]
    order = [name for name in new if name in old]
    if key in shape.identities and stayed != order:
        before, after = (
            ", ".join(shape.word(key, name) for name in names) for names in (stayed, order)
        )
        yield Change(keys, where, Kind.MOVED, before, after)


def fields_of(row: Mapping[str, Any], shape: Shape) -> Iterator[tuple[str, str]]:
    """Yield label and words of all that a row says."""
    for key, value in row.items():
        if key in shape.rows:
            yield shape.label(key), ", ".join(named_rows(shape, key, value))
        else:
            yield shape.label(key), "\n".join(shape.word(key, one) for one in listed(value))


def compare_values(
    before: Any,
    after: Any,
    shape: Shape,
    key: str,
    at: tuple[tuple[str, ...], tuple[str, ...]],
) -> Change:
    kind = Kind.ADDED if before in EMPTY else Kind.REMOVED if after in EMPTY else Kind.CHANGED
    if isinstance(before, list) or isinstance(after, list):
        sides = [[shape.word(key, one) for one in listed(value)] for value in (before, after)]
        return Change(*at, kind, blocks=tuple(blocks(*sides)))
    if key in shape.pictures:
        pictures = (names(before), names(after))
        return Change(*at, kind, in_words(before), in_words(after), pictures=pictures)
    is_text = all(isinstance(one, str | None) for one in (before, after))
    if is_text and key not in shape.values:
        return compare_texts(before or "", after or "", kind, at)
    return Change(*at, kind, shape.word(key, before), shape.word(key, after))


def compare_texts(
    before: str, after: str, kind: Kind, at: tuple[tuple[str, ...], tuple[str, ...]]
) -> Change:
    """Compare two texts by paragraphs, with the pictures that only one of them shows."""
    shown = [list(dict.fromkeys(PICTURE.findall(text))) for text in (before, after)]
    gone = tuple(name for name in shown[0] if name not in shown[1])
    come = tuple(name for name in shown[1] if name not in shown[0])
    paragraphs = [PARAGRAPHS.split(text) if text else [] for text in (before, after)]
    return Change(*at, kind, blocks=tuple(blocks(*paragraphs)), pictures=(gone, come))


def blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[Block]:
    """Yield paragraphs that differ in pieces, and the number of those between them."""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            yield Block(unchanged=i2 - i1)
            continue
        pairs = min(i2 - i1, j2 - j1)
        for one, other in zip(old[i1 : i1 + pairs], new[j1 : j1 + pairs], strict=True):
            yield Block(tuple(pieces(one, other)))
        for text in old[i1 + pairs : i2]:
            yield Block((Piece(Mark.OLD, text),))
        for text in new[j1 + pairs : j2]:
            yield Block((Piece(Mark.NEW, text),))


def pieces(old: str, new: str) -> Iterator[Piece]:
    """Yield what stayed, went and came between two paragraphs, in the order of reading."""
    if old == new:
        yield Piece(Mark.SAME, new)
        return
    a, b = TOKEN.findall(old), TOKEN.findall(new)
    if len(a) * len(b) > MOST_PAIRS:
        yield from whole(old, new)
        return
    opcodes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    stayed = weight(
        word for tag, i1, i2, _j1, _j2 in opcodes if tag == "equal" for word in a[i1:i2]
    )
    if 2 * stayed < LIKE * (weight(a) + weight(b)):
        yield from whole(old, new)
        return
    for tag, i1, i2, j1, j2 in opcodes:
        if tag == "equal":
            yield Piece(Mark.SAME, "".join(b[j1:j2]))
        else:
            yield from whole("".join(a[i1:i2]), "".join(b[j1:j2]))


def weight(words: Iterable[str]) -> int:
    """Return how much these words say: spaces are alike in any two texts."""
    return sum(len(word) for word in words if not word.isspace())


def whole(old: str, new: str) -> Iterator[Piece]:
    if old:
        yield Piece(Mark.OLD, old)
    if new:
        yield Piece(Mark.NEW, new)


def listed(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else [] if value in EMPTY else [value]


def names(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) and value else ()


def in_words(value: Any) -> str:
    """Return a value of a document as an editor would read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return f"{value.day} {value:%B %Y, %H:%M} {value.tzname() or ''}".strip()
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return str(value)
