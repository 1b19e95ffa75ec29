"""The matrix: some frameworks side by side, as a frozen plain value that every output reads.

`build_matrix` is pure: it takes what `load_factbase` read and decides, for pages, data files and
pictures alike, what differs, what is stale and what was not checked yet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from comparisons.factbase import Answer, FactBase, Question
from comparisons.models import Framework, Level
from comparisons.staleness import staleness


@dataclass(frozen=True, slots=True)
class Column:
    """A framework in the matrix; `side` is "a" or "b" in a pair, "" otherwise.

    `parts` are the names of extensions that were added to it; `removal_url` is the comparison
    without it.
    """

    pk: int
    slug: str
    name: str
    url: str
    version: str
    side: str = ""
    narrow_hidden: bool = False
    parts: tuple[str, ...] = ()
    removal_url: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer as it is shown: a level with its label, or a value as text.

    In a stack, `provider` names the parts that give it, and what none of them gives is left out.
    """

    level: str
    label: str
    text: str
    note: str
    extension: str
    since: str
    source_title: str
    source_url: str
    checked_on: date | None
    checked_against: str
    checked_by: str
    provider: str
    left_out: bool
    stale_text: str
    framework: str
    side: str
    alone: bool
    narrow_hidden: bool

    @property
    def is_known(self) -> bool:
        return self.level != Level.UNKNOWN

    @property
    def stale(self) -> bool:
        return bool(self.stale_text)


@dataclass(frozen=True, slots=True)
class Row:
    """A question with the answers of all columns.

    It is comparable if at least two are known, and differs if two of the known ones do.
    """

    slug: str
    name: str
    url: str
    meaning: str
    is_value: bool
    comparable: bool
    differs: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of a feature group; values are shown, but not counted as differences."""

    slug: str
    name: str
    rows: tuple[Row, ...]

    @property
    def is_values(self) -> bool:
        return all(row.is_value for row in self.rows)

    @property
    def comparable(self) -> int:
        return sum(row.comparable and not row.is_value for row in self.rows)

    @property
    def differing(self) -> int:
        return sum(row.differs and not row.is_value for row in self.rows)


@dataclass(frozen=True, slots=True)
class Matrix:
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for section in self.sections for row in section.rows)

    @property
    def total(self) -> int:
        """Count the level features."""
        return sum(not row.is_value for row in self.rows)

    @property
    def comparable(self) -> int:
        return sum(section.comparable for section in self.sections)

    @property
    def differing(self) -> int:
        return sum(section.differing for section in self.sections)

    @property
    def cells(self) -> int:
        """Count the facts that the matrix asks for, values included."""
        return len(self.columns) * len(self.rows)

    @property
    def checked(self) -> int:
        return len(self.check_dates)

    @property
    def check_dates(self) -> tuple[date, ...]:
        return tuple(
            cell.checked_on
            for row in self.rows
            for cell in row.cells
            if cell.is_known and cell.checked_on
        )


ADD_ONS = (Level.OFFICIAL, Level.THIRD_PARTY)


def columns_for(
    frameworks: Sequence[Framework], *, shown: Sequence[str] = ()
) -> tuple[Column, ...]:
    """Make columns of frameworks; `with_newest_release` gives them a version to be stale against.

    `shown` are the slugs of the two columns that a narrow screen shows; without it, all.
    """
    sides = ("a", "b") if len(frameworks) == 2 else ("",) * len(frameworks)
    return tuple(
        Column(
            pk=framework.pk,
            slug=framework.slug,
            name=framework.name,
            url=framework.get_absolute_url(),
            version=getattr(framework, "newest_release", None) or "",
            side=side,
            narrow_hidden=bool(shown) and framework.slug not in shown,
        )
        for framework, side in zip(frameworks, sides, strict=True)
    )


def build_matrix(
    base: FactBase, columns: tuple[Column, ...], *, today: date, feature_url: str = "/features/{}/"
) -> Matrix:
    """Lay the answers of the columns side by side; `today` decides what is stale."""
    sections = []
    for (slug, name), questions in groupby(
        base.questions, key=lambda question: (question.group_slug, question.group_name)
    ):
        rows = tuple(
            build_row(base, question, columns, today, feature_url) for question in questions
        )
        sections.append(Section(slug, name, rows))
    return Matrix(columns, tuple(sections))


def build_row(
    base: FactBase,
    question: Question,
    columns: tuple[Column, ...],
    today: date,
    feature_url: str,
) -> Row:
    answers = [base.answers.get((column.pk, question.slug)) for column in columns]
    shown = [shown_answer(answer) for answer in answers]
    known = [token for token in shown if token is not None]
    cells = tuple(
        build_cell(
            answer if token is not None else None,
            column,
            today,
            alone=len(columns) > 2 and token is not None and shown.count(token) == 1,
        )
        for answer, token, column in zip(answers, shown, columns, strict=True)
    )
    return Row(
        slug=question.slug,
        name=question.name,
        url=feature_url.format(question.slug),
        meaning=question.meaning,
        is_value=question.is_value,
        comparable=len(known) > 1,
        differs=len(set(known)) > 1,
        cells=cells,
    )


def shown_answer(answer: Answer | None) -> str | None:
    """Return what answers are compared by, None for one that was not checked yet."""
    if answer is None or not answer.is_checked:
        return None
    return answer.level or " ".join(answer.value.casefold().split())


def build_cell(answer: Answer | None, column: Column, today: date, *, alone: bool) -> Cell:
    """Make the cell of a checked answer; None gives the cell that says "Not checked yet"."""
    answer = answer or NOT_CHECKED
    stale_text = answer.checked_on and staleness(
        answer.checked_on, answer.checked_against, column.version, today=today
    )
    return Cell(
        level=answer.level,
        label=Level(answer.level).label if answer.level else "",
        text=answer.value,
        note=answer.note,
        extension=answer.extension,
        since=answer.since,
        source_title=answer.source_title,
        source_url=answer.source_url,
        checked_on=answer.checked_on,
        checked_against=answer.checked_against,
        checked_by=answer.checked_by,
        provider=answer.provider,
        left_out=bool(column.parts) and answer.level in ADD_ONS and not answer.provider,
        stale_text=stale_text or "",
        framework=column.name,
        side=column.side,
        alone=alone,
        narrow_hidden=column.narrow_hidden,
    )


NOT_CHECKED = Answer(
    level=Level.UNKNOWN,
    value="",
    note="",
    extension="",
    since="",
    source_title="",
    source_url="",
    checked_on=None,
    checked_against="",
    checked_by="",
)
