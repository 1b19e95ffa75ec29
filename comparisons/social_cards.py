"""Social cards of comparisons and frameworks: what stands on them, and how it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from comparisons.matrix import Cell, Matrix
from comparisons.strip import Mark, difference_strip, weight
from publishing.cards import Canvas
from publishing.cards.canvas import (
    AXIS,
    DISPLAY,
    EDGE,
    INK,
    INK2,
    INK3,
    ITALIC,
    LEFT,
    RIGHT,
    ROOM,
    SERIF,
    SIDE_A,
    SIDE_B,
)
from publishing.cards.lettering import Line, fill, fit

# By weight; even a feature that is not available leaves a stub.
HEIGHTS = (4, 20, 38, 56, 74)
NAME_SIZE, SMALLEST_BESIDE, STACKED_SIZE, SMALLEST = 176, 104, 116, 56
# A bar is longer than its name; and the room around the word between two names.
PADDING, BAR = 6, 14
BASELINE = 275
VS_SIZE, VS_BEFORE, VS_AFTER = 84, 26, 30


@dataclass(frozen=True, slots=True)
class Name:
    """A framework's name, and its address for machines that lack the letters of the name."""

    text: str
    slug: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A feature of one framework: its weight, None where nobody has looked."""

    weight: int | None
    differs: bool


@dataclass(frozen=True, slots=True)
class PairCard:
    names: tuple[Name, ...]
    marks: tuple[tuple[int, int, bool, bool], ...]
    words: str

    @property
    def alt(self) -> str:
        return alt_of(self.names, self.words)

    def draw(self) -> Canvas:
        canvas = Canvas()
        if not draw_beside(canvas, self.names):
            draw_stacked(canvas, self.names)
        draw_marks(canvas, self.marks)
        canvas.foot(self.words)
        return canvas


@dataclass(frozen=True, slots=True)
class SetCard:
    names: tuple[Name, ...]
    bars: tuple[tuple[Bar, ...], ...]
    words: str

    @property
    def alt(self) -> str:
        return alt_of(self.names, self.words)

    def draw(self) -> Canvas:
        canvas = Canvas()
        top, bottom = 72, 536
        canvas.bar(LEFT, top, ROOM, BAR, INK)
        height = (bottom - top - BAR) / len(self.names)
        size = min(round(height * 0.5), 76)
        for number, (name, bars) in enumerate(zip(self.names, self.bars, strict=True), 1):
            axis = round(top + BAR + number * height)
            line = fit(name.text, DISPLAY, width=350, largest=size, smallest=30, instead=name.slug)
            canvas.write(line, LEFT, axis - height * 0.22)
            draw_bars(canvas, bars, left=470, axis=axis, tallest=height * 0.66)
            canvas.bar(LEFT, axis - 1, ROOM, 2, INK)
        canvas.foot(self.words)
        return canvas


@dataclass(frozen=True, slots=True)
class FrameworkCard:
    name: Name
    tagline: str
    bars: tuple[Bar, ...]
    words: str

    @property
    def alt(self) -> str:
        return alt_of((self.name,), self.words)

    def draw(self) -> Canvas:
        canvas = Canvas()
        name = fit(
            self.name.text,
            DISPLAY,
            width=ROOM - PADDING,
            largest=NAME_SIZE,
            smallest=SMALLEST,
            instead=self.name.slug,
        )
        draw_headed(canvas, name, LEFT, INK, lifted=16)
        tagline = fill(
            self.tagline, SERIF, width=ROOM, height=110, leading=1.3, largest=42, smallest=34
        )
        canvas.write_block(tagline, 348, 1.3, INK2)
        draw_bars(canvas, self.bars, left=LEFT, axis=526, tallest=HEIGHTS[-1])
        canvas.bar(LEFT, 525, ROOM, 2, INK)
        canvas.foot(self.words)
        return canvas


def card_of(matrix: Matrix) -> PairCard | SetCard:
    """Return the card of a comparison, made from the matrix that its page shows."""
    names = tuple(Name(column.name, column.slug) for column in matrix.columns)
    words = differences_in_words(matrix)
    if len(names) == 2:
        marks = (mark for group in difference_strip(matrix) for mark in group.marks)
        return PairCard(names, tuple(map(drawn, marks)), words)
    rows = [row for row in matrix.rows if not row.is_value]
    bars = (
        tuple(Bar(weight_of(row.cells[number]), row.differs) for row in rows)
        for number in range(len(names))
    )
    return SetCard(names, tuple(bars), words)


def card_of_framework(matrix: Matrix, *, tagline: str) -> FrameworkCard:
    """Return the card of a profile, made from its matrix of one column."""
    column = matrix.columns[0]
    return FrameworkCard(
        Name(column.name, column.slug),
        tagline,
        tuple(
            Bar(weight_of(row.cells[0]), differs=True) for row in matrix.rows if not row.is_value
        ),
        f"{matrix.checked} of {matrix.cells} facts checked",
    )


def drawn(mark: Mark) -> tuple[int, int, bool, bool]:
    """Return of a mark what can be seen: a renamed feature changes no picture."""
    return mark.up, mark.down, mark.differs, mark.comparable


def weight_of(cell: Cell) -> int | None:
    return weight(cell) if cell.is_known else None


def differences_in_words(matrix: Matrix) -> str:
    if not matrix.comparable:
        return "Not checked yet"
    if not matrix.differing:
        return f"The same in all {matrix.comparable} features"
    return f"{matrix.differing} of {matrix.comparable} features differ"


def alt_of(names: Sequence[Name], words: str) -> str:
    return f"{' vs '.join(name.text for name in names)}, {words[:1].lower()}{words[1:]}"


def draw_beside(canvas: Canvas, names: Sequence[Name]) -> bool:
    """Draw two names in one line, as large as fits; False if that would be small."""
    versus = Line("vs", ITALIC, VS_SIZE)
    between = VS_BEFORE + versus.width + VS_AFTER
    room = ROOM - between - 2 * PADDING
    lines = [heading(name, NAME_SIZE) for name in names]
    size = min(NAME_SIZE, int(NAME_SIZE * room / max(1, sum(line.width for line in lines))))
    if size < SMALLEST_BESIDE:
        return False
    first, second = (Line(line.text, DISPLAY, size) for line in lines)
    end = draw_headed(canvas, first, LEFT, SIDE_A)
    canvas.write(versus, end + VS_BEFORE, baseline_of(size), INK3)
    draw_headed(canvas, second, end + between, SIDE_B)
    return True


def heading(name: Name, size: int) -> Line:
    """Return a name of one size, however wide."""
    return fit(name.text, DISPLAY, width=1e9, largest=size, smallest=size, instead=name.slug)


def draw_headed(
    canvas: Canvas, line: Line, left: float, colour: tuple[int, int, int], *, lifted: int = 0
) -> float:
    """Draw a name below its bar, and return where both end; small ones stand nearer to the top."""
    baseline = baseline_of(line.size) - lifted
    width = line.width + PADDING
    canvas.bar(left, baseline - line.size * 0.983 - BAR, width, BAR, colour)
    canvas.write(line, left, baseline)
    return left + width


def baseline_of(size: int) -> float:
    return BASELINE - (NAME_SIZE - size) * 0.4


def draw_stacked(canvas: Canvas, names: Sequence[Name]) -> None:
    """Draw two long names below each other, and let their bars say which is which."""
    for name, colour, top in zip(names, (SIDE_A, SIDE_B), (64, 214), strict=True):
        line = fit(
            name.text,
            DISPLAY,
            width=ROOM - PADDING,
            largest=STACKED_SIZE,
            smallest=SMALLEST,
            instead=name.slug,
        )
        baseline = top + 112 - (STACKED_SIZE - line.size) * 0.4
        canvas.bar(LEFT, baseline - line.size * 0.88 - 10, line.width + PADDING, 10, colour)
        canvas.write(line, LEFT, baseline)


def draw_marks(canvas: Canvas, marks: Sequence[tuple[int, int, bool, bool]]) -> None:
    """Draw the strip: what differs wide and in the colours of the sides, what is equal thin."""
    step = ROOM / max(len(marks), 1)
    for number, (up, down, differs, comparable) in enumerate(marks):
        width = bar_width(step, differs)
        left = LEFT + (number + 0.5) * step - width / 2
        if comparable:
            above, below = (SIDE_A, SIDE_B) if differs else (EDGE, EDGE)
            canvas.bar(left, AXIS - HEIGHTS[up], width, HEIGHTS[up], above)
            canvas.bar(left, AXIS, width, HEIGHTS[down], below)
    canvas.bar(LEFT, AXIS - 1, ROOM, 2, INK)


def draw_bars(
    canvas: Canvas, bars: Sequence[Bar], *, left: float, axis: float, tallest: float
) -> None:
    """Draw the features of one framework upwards from a line."""
    step = (RIGHT - left) / max(len(bars), 1)
    for number, bar in enumerate(bars):
        if bar.weight is not None:
            width = bar_width(step, bar.differs)
            height = round(tallest * HEIGHTS[bar.weight] / HEIGHTS[-1])
            middle = left + (number + 0.5) * step
            colour = INK if bar.differs else EDGE
            canvas.bar(middle - width / 2, axis - height, width, height, colour)


def bar_width(step: float, differs: bool) -> int:
    return max(2, min(22, round(step * 0.5))) if differs else max(1, min(6, round(step * 0.14)))
