"""What is gathered while one text is parsed, beside its HTML."""

import re
import secrets
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True)
class Heading:
    level: int
    id: str
    text: str


class Picture(NamedTuple):
    """An image of our own that the text shows; `alone` if it is a paragraph by itself."""

    slug: str
    alt: str
    caption: str
    alone: bool
    line: int


class LiveFence(NamedTuple):
    name: str
    source: str
    line: int


class Names:
    """Hand out each name once: after section come section-2 and section-3."""

    def __init__(self, joint: str):
        self.joint = joint
        self.numbers: dict[str, int] = {}

    def take(self, wanted: str) -> str:
        name = wanted
        while name in self.numbers:
            self.numbers[wanted] += 1
            name = f"{wanted}{self.joint}{self.numbers[wanted]}"
        self.numbers[name] = 1
        return name


@dataclass
class Gathered:
    """The parser's scratch pad for one text.

    Pictures and live fences are left out of the HTML that is sanitised. A mark stands in for each,
    made of a key that is drawn after the text was written: no author can know it.
    """

    fences: frozenset[str] = frozenset()
    line: int = 1
    words: int = 0
    headings: list[Heading] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    parts: list[Picture | LiveFence] = field(default_factory=list)
    ids: Names = field(default_factory=lambda: Names("-"))
    labels: Names = field(default_factory=lambda: Names(" "))
    key: str = field(default_factory=lambda: secrets.token_hex(16))

    def mark(self, part: Picture | LiveFence) -> str:
        self.parts.append(part)
        return f"{self.key}-{len(self.parts) - 1}-"

    def fill(self, html: str) -> tuple[str | Picture | LiveFence, ...]:
        """Cut the HTML at its marks and put the parts back between."""
        pieces = re.split(rf"{self.key}-([0-9]+)-", html)
        return tuple(
            self.parts[int(piece)] if position % 2 else piece
            for position, piece in enumerate(pieces)
        )

    def complain(self, problem: str) -> None:
        self.problems.append(f"Line {self.line}: {problem}")
