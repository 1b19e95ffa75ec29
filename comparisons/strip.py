"""The difference strip: a pair in one picture, a mark for each level feature."""

from collections.abc import Iterable
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
