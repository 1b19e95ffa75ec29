"""Words: what of a text can be searched for, the same for every database.

A unit is what a reader takes for one word: node.js, e-mail, c++. It can be found by its parts and
by all of it written together. Capitals and accents make no difference, and no sign is an operator.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from publishing.slugs import SPELLINGS

LONGEST_WORD = 60
MOST_WORDS = 10
# A shorter word is only found whole: “go” is not “good”.
SHORTEST_BEGINNING = 3

PART = r"[^\W_]+"
START, END = r"(?<![^\W_])", r"(?![^\W_])"
SPELLED = "|".join(re.escape(spelling) for spelling, _word in SPELLINGS)
UNIT = re.compile(rf"{START}(?P<spelled>{SPELLED}){END}|{PART}(?:[.\-'’_]{PART})*")
MEANT = dict(SPELLINGS)


class Folding(dict[int, str]):
    """Letters without capital and accent, one for one, so that places in a text stay the same."""

    def __missing__(self, code: int) -> str:
        letter = unicodedata.normalize("NFKD", chr(code))
        only_marks = all(unicodedata.combining(mark) for mark in letter[1:])
        plain = letter[0] if only_marks else chr(code)
        folded = plain.casefold()
        self[code] = folded if len(folded) == 1 else plain
        return self[code]


FOLDING = Folding()


def fold(text: str) -> str:
    """Return the text as it is compared; each character keeps its place."""
    return text.lower() if text.isascii() else text.translate(FOLDING)


@dataclass(frozen=True, slots=True)
class Unit:
    """A word and what it is made of: node.js, of node and js."""

    parts: tuple[str, ...]

    @property
    def joined(self) -> str:
        return "".join(self.parts)[:LONGEST_WORD]

    @property
    def forms(self) -> tuple[str, ...]:
        return self.parts if len(self.parts) == 1 else (*self.parts, self.joined)


def units(text: str) -> Iterator[Unit]:
    for match in UNIT.finditer(fold(text)):
        if match["spelled"]:
            yield Unit((MEANT[match["spelled"]],))
        else:
            yield Unit(tuple(part[:LONGEST_WORD] for part in re.findall(PART, match[0])))


def wanted(query: str) -> tuple[Unit, ...]:
    """Return the different words of a reader's query, the first ones of too many."""
    return tuple(dict.fromkeys(units(query)))[:MOST_WORDS]


def forms(text: str) -> set[str]:
    """Return everything that a text can be found by."""
    return {form for unit in units(text) for form in unit.forms}


def key(text: str) -> str:
    """Return what is the same for all ways to write a name: Node.js, node js, NodeJS."""
    return "".join(unit.joined for unit in units(text))


def last_part(address: str) -> str:
    """Return the short name that an editor gave something in its address: orm."""
    return re.split("[/#]", address.rstrip("/"))[-1]


def is_beginning(word: str) -> bool:
    """Tell whether a word of a query also finds longer ones."""
    return len(word) >= SHORTEST_BEGINNING
