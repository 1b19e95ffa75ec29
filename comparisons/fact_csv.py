"""Facts as a table of text: written for a spreadsheet, read back, and compared with what is kept.

Knows no database: `fact_import` finds the rows that a table means, and brings them to it.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from comparisons.models import Fact, Level

COLUMNS = (
    "framework",
    "feature",
    "level",
    "value",
    "note",
    "extension",
    "since",
    "source_title",
    "source_url",
    "checked_on",
    "checked_against",
    "checked_by",
    "version",
)
KEY = ("framework", "feature")
# What a fact says; the others name it, or tell which save of it was exported.
ANSWERS = tuple(name for name in COLUMNS if name not in (*KEY, "version"))
DELIMITERS = ",;\t"
MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 5000
LEVELS = {level.label.casefold(): level.value for level in Level}

# A spreadsheet runs a cell that begins with one of these. The apostrophes before it are those of
# texts that had some of their own, which must come back as they were.
FORMULA = re.compile(r"'*[=+\-@\t\r\n]")


class UnreadableTable(ValueError):
    """The text is no table of facts; the message says what to do about it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table as it was sent: its number there, and its cells by column."""

    number: int
    cells: dict[str, str]
    problem: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.cells.get("framework", ""), self.cells.get("feature", "")


@dataclass(frozen=True, slots=True)
class Table:
    """Lines with the columns that were understood, and the names of those that were not."""

    columns: tuple[str, ...]
    ignored: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that says something else than the fact does."""

    column: str
    old: str
    new: str


def neutralise(text: str) -> str:
    return f"'{text}" if FORMULA.match(text) else text


def restore(text: str) -> str:
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def cells_of(fact: Fact) -> dict[str, str]:
    """Return a fact as the cells of its row; what it names must be loaded."""
    cells = {name: getattr(fact, name) for name in COLUMNS}
    cells |= {"framework": fact.framework.slug, "feature": fact.feature.slug}
    return {name: "" if value is None else str(value) for name, value in cells.items()}


def write(facts: Iterable[Fact]) -> str:
    return write_rows([COLUMNS, *(cells_of(fact).values() for fact in facts)])


def write_rows(rows: Iterable[Iterable[str]]) -> str:
    """Return a table of texts, no cell of which a spreadsheet would run."""
    # The mark at the start tells spreadsheets that this is UTF-8.
    file = io.StringIO("\ufeff", newline="")
    file.seek(0, io.SEEK_END)
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerows(map(neutralise, row) for row in rows)
    return file.getvalue()


def decode(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableTable("The file is not UTF-8. Save it as “CSV UTF-8”.") from error


def plain(text: str) -> str:
    """Return a text without the mark of its encoding, and with one kind of line break.

    Forms send every line break as two characters, whatever the file had.
    """
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def read(text: str) -> Table:
    """Return the table that a text holds, with commas, semicolons or tabs; raise otherwise."""
    text = plain(text)
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise UnreadableTable("This is more than 2 MB. Import it in parts.")
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise UnreadableTable("The text holds characters that no text may. Save it as CSV again.")
    rows = list(records(text))
    if not rows:
        raise UnreadableTable("There is nothing in it. The first line names the columns.")
    _number, header = rows[0]
    columns = [normal_name(cell) for cell in header]
    check_columns(columns)
    if len(rows) > MOST_ROWS + 1:
        raise UnreadableTable(f"These are more than {MOST_ROWS} rows. Import them in parts.")
    return Table(
        columns=tuple(name for name in columns if name in COLUMNS),
        ignored=tuple(
            cell.strip() or "(no name)"
            for cell, name in zip(header, columns, strict=True)
            if name not in COLUMNS
        ),
        lines=tuple(line(number, columns, cells) for number, cells in rows[1:]),
    )


def records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the cells of each row that is not empty."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text), strict=True)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as error:
        raise UnreadableTable(
            f"Line {reader.line_num} cannot be read: is a quotation mark missing?"
        ) from error


def delimiter(text: str) -> str:
    first = text.lstrip().partition("\n")[0]
    return max(DELIMITERS, key=first.count)


def normal_name(name: str) -> str:
    return "_".join(name.split()).casefold()


def check_columns(columns: list[str]) -> None:
    for name in KEY:
        if name not in columns:
            raise UnreadableTable(
                f"There is no column “{name}”. The first line names the columns: "
                f"{', '.join(COLUMNS)}."
            )
    for name in COLUMNS:
        if columns.count(name) > 1:
            raise UnreadableTable(f"The column “{name}” stands there twice. Leave one.")
    if not set(ANSWERS) & set(columns):
        raise UnreadableTable(f"There is nothing to import: name one of {', '.join(ANSWERS)}.")


def line(number: int, columns: list[str], cells: list[str]) -> Line:
    named = {
        name: restore(cell).strip()
        for name, cell in zip(columns, cells, strict=False)
        if name in COLUMNS
    }
    if len(cells) > len(columns):
        problem = "This row has more cells than there are columns."
    elif len(cells) < len(columns):
        problem = "This row has fewer cells than there are columns."
    else:
        problem = ""
    return Line(number, named, problem)


def changes(line: Line, kept: Mapping[str, str]) -> tuple[Change, ...]:
    """Return what a line would change of the kept cells; a column that is not there, nothing."""
    return tuple(
        Change(name, kept[name], cell)
        for name, cell in answers(line).items()
        if cell != kept[name] and cell != " ".join(kept[name].split())
    )


def answers(line: Line) -> dict[str, str]:
    """Return the cells that say something of the fact, on one line each, levels by their code."""
    said = {name: " ".join(cell.split()) for name, cell in line.cells.items() if name in ANSWERS}
    if level := said.get("level", ""):
        said["level"] = LEVELS.get(level.casefold(), level.casefold())
    return said


def is_stale(line: Line, version: int) -> bool:
    """Tell whether a fact was saved since this line of it was exported."""
    exported = line.cells.get("version", "")
    return bool(exported) and exported != str(version)
