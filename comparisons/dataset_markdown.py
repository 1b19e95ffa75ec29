"""A comparison as Markdown: a table for each feature group, to stand in somebody's notes."""

import re
from collections.abc import Iterator, Sequence

from django.utils.formats import date_format

from comparisons.datasets import Dataset
from comparisons.matrix import Cell, Column, Row, Section
from comparisons.strip import headline
from publishing.licence import data_licence
from publishing.site import absolute

SPECIAL = re.compile(r"([\\`*_\[\]<>&#|~!$])")
# Code is kept as it is, but for the bar, which would end the cell of a table even there.
CODE_OR_TAG = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)|<")
BAR = re.compile(r"(?<!\\)\|")
UNSAFE_IN_LINK = {ord(sign): f"%{ord(sign):02X}" for sign in "<>|\\` "}


def write(dataset: Dataset) -> str:
    parts = [
        f"# {escape(dataset.title)}",
        " ".join(introduction(dataset)),
        *(table(section, dataset.matrix.columns) for section in dataset.matrix.sections),
        footer(dataset),
    ]
    return "\n\n".join(parts) + "\n"


def introduction(dataset: Dataset) -> Iterator[str]:
    matrix = dataset.matrix
    yield f"{headline(matrix)}."
    checked = f"{matrix.checked} of {matrix.cells} facts checked"
    if dataset.as_of:
        checked += f", the last on {day(dataset.as_of)}"
    yield f"{checked}."
    for column in matrix.columns:
        if column.parts:
            yield f"{escape(column.name)} with {escape(', '.join(column.parts))}."


def table(section: Section, columns: Sequence[Column]) -> str:
    heading = f"## {escape(section.name)}"
    if section.comparable:
        heading += f", {section.differing} of {section.comparable} differ"
    names = [escape(f"{column.name} {column.version}".strip()) for column in columns]
    lines = [
        table_row(["Feature", *names]),
        table_row(["---"] * (len(columns) + 1)),
        *(table_row([feature(row), *map(answer, row.cells)]) for row in section.rows),
    ]
    return f"{heading}\n\n" + "\n".join(lines)


def table_row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def feature(row: Row) -> str:
    return f"**{escape(row.name)}**" if row.differs else escape(row.name)


def answer(cell: Cell) -> str:
    """Return what stands in a cell of the page, in its order."""
    parts = [escape(cell.label or cell.text)]
    if cell.note:
        parts.append(f"· {note(cell.note)}")
    elif cell.extension:
        parts.append(f"· With {escape(cell.extension)}.")
    if cell.since:
        parts.append(f"Since {escape(cell.since)}.")
    if cell.provider:
        parts.append(f"Brought by {escape(cell.provider)}.")
    elif cell.left_out:
        parts.append("Not added.")
    if cell.source_url:
        parts.append(f"· {link(cell.source_title, cell.source_url)}{checked(cell)}")
    return " ".join(parts)


def checked(cell: Cell) -> str:
    if cell.stale_text:
        return f". {escape(cell.stale_text)}"
    if cell.checked_on is None:
        return ""
    against = f", against {escape(cell.checked_against)}" if cell.checked_against else ""
    return f", checked {day(cell.checked_on)}{against}"


def footer(dataset: Dataset) -> str:
    words = f"From {link(dataset.title, dataset.url)}, Evenhand."
    licence = data_licence()
    if licence:
        name = link(licence.name, licence.url) if licence.url else escape(licence.name)
        words += f" Licence: {name}."
    return words


def link(words: str, url: str) -> str:
    return link_to(escape(words), url)


def link_to(markdown: str, url: str) -> str:
    return f"[{markdown}](<{absolute(url).translate(UNSAFE_IN_LINK)}>)"


def escape(text: str) -> str:
    """Return plain text so that Markdown shows it as it is, in a table too."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))


def note(text: str) -> str:
    """Return a note, which is Markdown already, so that it is one cell and no HTML anywhere."""
    without_tags = CODE_OR_TAG.sub(
        lambda match: "\\<" if match[0] == "<" else match[0], " ".join(text.split())
    )
    return BAR.sub(r"\\|", without_tags)


def day(date) -> str:
    return date_format(date, "SHORT_DATE_FORMAT")
