"""The difference strip as a picture of its own, for pages of other sites."""

import re
from dataclasses import dataclass
from unicodedata import east_asian_width

from comparisons.datasets import Dataset
from comparisons.strip import Drawing, difference_strip, draw

WIDTH = 640
HEIGHT = 240
MARGIN = 24
ROOM = WIDTH - 2 * MARGIN
# A strip of a few marks stays narrow, or its bars would be boards.
WIDEST_MARK = 20
# Characters that no XML may hold.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; `squeezed` is the width that it must be squeezed into, None if it fits."""

    text: str
    squeezed: int | None


@dataclass(frozen=True, slots=True)
class Picture:
    above: Line
    below: Line
    drawing: Drawing
    width: int


def strip_picture(dataset: Dataset) -> Picture | None:
    """Return the picture of a pair, None for more: a strip has two sides."""
    matrix = dataset.matrix
    if len(matrix.columns) != 2:
        return None
    marks = [mark for group in difference_strip(matrix) for mark in group.marks]
    above, below = (line(column.name, size=22) for column in matrix.columns)
    return Picture(above, below, draw(marks), min(ROOM, len(marks) * WIDEST_MARK))


def writable(text: str) -> str:
    return UNWRITABLE.sub("", text)


def line(text: str, *, size: int) -> Line:
    text = writable(text)
    return Line(text, ROOM if estimated_width(text, size) > ROOM else None)


def estimated_width(text: str, size: int) -> float:
    """Return how wide a bold text may be at most; the reader's font is not known."""
    return size * sum(1.05 if is_wide(character) else 0.68 for character in text)


def is_wide(character: str) -> bool:
    return character in "MWmw" or east_asian_width(character) in "WF"
