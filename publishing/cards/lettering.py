"""Lettering: what of a text can be drawn, and how large it may be to fit.

Our own fonts hold the letters of western Europe. What they lack comes from a font of the machine,
and what no font has is left out rather than drawn as an empty box.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from PIL.ImageFont import FreeTypeFont

from publishing.cards.fonts import Face, font_for, has, load, paths

RIGHT_TO_LEFT = {"R", "AL"}
MOST_MARKS = 2
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    face: Face
    size: int

    @property
    def runs(self) -> list["Run"]:
        return runs(self.text, self.face, self.size)

    @property
    def width(self) -> float:
        return sum(run.width for run in self.runs)

    @property
    def runs_right_to_left(self) -> bool:
        return runs_right_to_left(self.text)


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a line that one font draws; `tracking` is in pixels, and can be less than none."""

    text: str
    font: FreeTypeFont
    tracking: float

    @property
    def width(self) -> float:
        return self.font.getlength(self.text) + self.tracking * letters(self.text)

    def pieces(self) -> Iterator[tuple[str, float]]:
        """Yield what is drawn at once, and where: letter by letter if they stand closer."""
        if not self.tracking:
            yield self.text, 0
            return
        for number, letter in enumerate(self.text):
            # Measured with what is before it, so that pairs keep their kerning.
            end = self.font.getlength(self.text[: number + 1])
            yield (
                letter,
                end - self.font.getlength(letter) + letters(self.text[:number]) * self.tracking,
            )


def letters(text: str) -> int:
    """Count what stands closer than in print; words keep their distance."""
    return len(text) - text.count(" ")


def legible(text: str, face: Face, *, instead: str = "") -> str:
    """Return what of a text can be drawn, on one line; `instead` where no letter of it can.

    Letters that no font has become one ellipsis; signs that none has are left out.
    """
    found: list[str] = []
    marks = 0
    for character in " ".join(unicodedata.normalize("NFC", text).split()):
        category = unicodedata.category(character)[0]
        marks = marks + 1 if category == "M" else 0
        if category == "C" or marks > MOST_MARKS:
            continue
        if font_for(character, face) is not None:
            found.append(character)
        elif category not in "SM" and found[-1:] != [ELLIPSIS]:
            found.append(ELLIPSIS)
    drawn = " ".join("".join(found).split())
    return drawn if any(map(str.isalnum, drawn)) else instead


def runs_right_to_left(text: str) -> bool:
    """Tell by its first letter whether a text begins at the right."""
    kinds = (unicodedata.bidirectional(character) for character in text)
    return next((kind for kind in kinds if kind in {"L", *RIGHT_TO_LEFT}), "L") in RIGHT_TO_LEFT


def runs(text: str, face: Face, size: int) -> list[Run]:
    """Split a text by the font that draws it, in the order from left to right.

    A text with letters that run from the right stays whole where one font has all of it, because
    the order of its parts is then known to the font's shaper.
    """
    fonts = [
        (load(path, axes, size), face.tracking * size if number == 0 else 0)
        for number, (path, axes) in enumerate(paths(face))
    ]
    if any(unicodedata.bidirectional(one) in RIGHT_TO_LEFT for one in text):
        for number, (path, _) in enumerate(paths(face)):
            if all(has(path, one) for one in text):
                return [Run(text, fonts[number][0], 0)]
    parts = [Run(part, *fonts[number]) for number, part in parts_by_font(text, face)]
    return parts[::-1] if runs_right_to_left(text) else parts


def parts_by_font(text: str, face: Face) -> list[tuple[int, str]]:
    """Split a text where its font changes; spaces and marks stay with what is before them."""
    parts: list[tuple[int, str]] = []
    for character in text:
        joins = character == " " or unicodedata.category(character)[0] == "M"
        number = font_for(character, face) or 0
        if parts and joins and has(paths(face)[parts[-1][0]][0], character):
            number = parts[-1][0]
        if parts and parts[-1][0] == number:
            parts[-1] = (number, parts[-1][1] + character)
        else:
            parts.append((number, character))
    return parts


def fit(
    text: str, face: Face, *, width: float, largest: int, smallest: int, instead: str = ""
) -> Line:
    """Return the text on one line, as large as its room allows; cut short where it is too long."""
    text = legible(text, face, instead=instead)
    size = largest
    full = Line(text, face, size).width
    if full > width:
        size = max(smallest, int(largest * width / full))
    while size > smallest and Line(text, face, size).width > width:
        size -= 1
    return shorten(Line(text, face, size), width)


def shorten(line: Line, width: float) -> Line:
    """Return a line that fits: as much of its beginning as there is room for, and an ellipsis."""
    if line.width <= width:
        return line
    least, most = 0, len(line.text)
    while most - least > 1:
        middle = (least + most) // 2
        if Line(cut(line.text, middle), line.face, line.size).width <= width:
            least = middle
        else:
            most = middle
    return Line(cut(line.text, least), line.face, line.size)


def cut(text: str, length: int) -> str:
    return text[:length].rstrip(" ,.;:–—-") + ELLIPSIS


def wrap(text: str, face: Face, size: int, *, width: float) -> list[Line]:
    """Break a text between words, and a word that is wider than its room within itself."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and Line(longer, face, size).width <= width:
            lines[-1] = longer
        else:
            lines += broken(word, face, size, width=width)
    return [Line(line, face, size) for line in lines]


def broken(word: str, face: Face, size: int, *, width: float) -> list[str]:
    parts = [""]
    for character in word:
        if parts[-1] and Line(parts[-1] + character, face, size).width > width:
            parts.append("")
        parts[-1] += character
    return parts


def fill(
    text: str,
    face: Face,
    *,
    width: float,
    height: float,
    leading: float,
    largest: int,
    smallest: int,
    instead: str = "",
) -> list[Line]:
    """Return the text in lines as large as their room allows; cut short where it is too long.

    `leading` is the way from line to line, in sizes of the letters.
    """
    text = legible(text, face, instead=instead)
    size = largest
    lines = wrap(text, face, size, width=width)
    while size > smallest and len(lines) * size * leading > height:
        size = max(smallest, size - 4)
        lines = wrap(text, face, size, width=width)
    most = int(height / (size * leading))
    if len(lines) <= most:
        return lines
    rest = " ".join(line.text for line in lines[most - 1 :])
    return [*lines[: most - 1], shorten(Line(rest, face, size), width)]
