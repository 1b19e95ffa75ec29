"""A comparison as data: the matrix of its page, and what a file must say beside it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from comparisons.factbase import load_factbase
from comparisons.matrix import Matrix, build_matrix, columns_for
from comparisons.models import Comparison, Framework
from comparisons.stacks import chosen_keys, read_stacks, with_names, with_parts
from comparisons.supplements import load_supplements


@dataclass(frozen=True, slots=True)
class Dataset:
    """A matrix with its title and the address of its page.

    `stack` are the keys of the extensions that were added; `published_at` is None where editors
    wrote nothing and the facts stand alone.
    """

    title: str
    url: str
    matrix: Matrix
    stack: tuple[str, ...] = ()
    author: str = ""
    published_at: datetime | None = None

    @property
    def as_of(self) -> date | None:
        """Return the day of the newest check, None if nothing was checked."""
        return max(self.matrix.check_dates, default=None)

    @property
    def dated(self) -> date | None:
        """Return the day from which the page says what it says, as far as that is known."""
        published = [localdate(self.published_at)] if self.published_at else []
        return max([*published, *self.matrix.check_dates], default=None)


def load_dataset(
    frameworks: Sequence[Framework],
    comparison: Comparison | None,
    url: str,
    *,
    chosen: Collection[str] = (),
    today: date | None = None,
) -> Dataset:
    """Read the facts of frameworks: one query, and another if extensions may be added."""
    base = load_factbase([framework.pk for framework in frameworks])
    columns = columns_for(frameworks)
    stack: tuple[str, ...] = ()
    if chosen:
        stacks = read_stacks(columns, load_supplements(frameworks), chosen)
        base, columns = with_parts(base, stacks), with_names(columns, stacks)
        stack = tuple(chosen_keys(stacks))
    return Dataset(
        title=comparison.title if comparison else " vs ".join(one.name for one in columns),
        url=url,
        matrix=build_matrix(base, columns, today=today or localdate()),
        stack=stack,
        author=comparison.author.name if comparison and comparison.author else "",
        published_at=comparison.published_at if comparison else None,
    )
