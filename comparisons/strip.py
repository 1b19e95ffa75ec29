"""The difference strip: a pair in one picture, a mark for each level feature."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from comparisons.levels import WEIGHTS
from comparisons.matrix import Cell, Matrix, Row


@dataclass(frozen=True, slots=True)
class Mark:
    """A feature in the strip: weights of left and right, 0 to 4; no bars if one is unknown."""

    slug: str
    up: int
    down: int
    differs: bool
    comparable: bool
    title: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A strip in miniature: the data of three SVG paths, in a box of `width` by 24."""

    width: int
    same: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class MarkGroup:
    name: str
    marks: tuple[Mark, ...]


def difference_strip(matrix: Matrix) -> tuple[MarkGroup, ...]:
    """Return the strip of a pair, nothing for any other number of columns."""
    if len(matrix.columns) != 2:
        return ()
    groups = ((section.name, marks_of(section.rows)) for section in matrix.sections)
    return tuple(MarkGroup(name, marks) for name, marks in groups if marks)


def marks_of(rows: Iterable[Row]) -> tuple[Mark, ...]:
    return tuple(
        Mark(
            slug=row.slug,
            up=weight(row.cells[0]),
            down=weight(row.cells[1]),
            differs=row.differs,
            comparable=row.comparable,
            title=f"{row.name}: "
            + "; ".join(f"{cell.framework}, {cell.label.lower()}" for cell in row.cells),
        )
        for row in rows
        if not row.is_value
    )


def weight(cell: Cell) -> int:
    return WEIGHTS.get(cell.level, 0)


# Whole steps from mark to mark: words that repeat weigh next to nothing in a compressed page.
MARK_WIDTH = 4
START, STEP = "M2 12", "m4 0"
# By weight; even a feature that is not available leaves a stub.
HEIGHTS = (0.6, 3, 6, 9, 11.5)


def draw(marks: Sequence[Mark]) -> Drawing:
    """Draw marks as lines from the middle; those that cannot be compared leave it bare."""
    same, left, right = START, START, START
    for mark in marks:
        up, down = there_and_back(-HEIGHTS[mark.up]), there_and_back(HEIGHTS[mark.down])
        same += (up + down if mark.comparable and not mark.differs else "") + STEP
        left += (up if mark.differs else "") + STEP
        right += (down if mark.differs else "") + STEP
    return Drawing(len(marks) * MARK_WIDTH, same, left, right)


def there_and_back(height: float) -> str:
    return f"v{height}v{-height}"


def headline(matrix: Matrix) -> str:
    """Say in one sentence how much differs, as the page does above its strip."""
    if not matrix.comparable:
        return "Nothing to compare has been checked yet"
    if matrix.differing:
        return f"{matrix.differing} of {matrix.comparable} features differ"
    return "These agree on everything we ask about"
