"""A comparison as a table for a spreadsheet: a row for each feature, columns for each framework.

The first columns are the comparison as it is read; what the answers rest on stands to the right.
"""

from collections.abc import Iterator

from comparisons import fact_csv
from comparisons.datasets import Dataset
from comparisons.matrix import Cell, Row, Section
from publishing import markdown
from publishing.site import absolute

FEATURE = ("group", "feature", "name", "meaning", "kind", "comparable", "differs", "url")
ANSWER = "answer"
DETAILS = (
    "level",
    "note",
    "extension",
    "since",
    "provider",
    "source_title",
    "source_url",
    "checked_on",
    "checked_against",
    "checked_by",
    "stale",
)


def write(dataset: Dataset) -> str:
    return fact_csv.write_rows(rows(dataset))


def rows(dataset: Dataset) -> Iterator[list[str]]:
    slugs = [column.slug for column in dataset.matrix.columns]
    yield [
        *FEATURE,
        *(f"{slug}.{ANSWER}" for slug in slugs),
        *(f"{slug}.{name}" for slug in slugs for name in DETAILS),
    ]
    for section in dataset.matrix.sections:
        for row in section.rows:
            yield [
                *feature(section, row, dataset.url),
                *(cell.label or cell.text for cell in row.cells),
                *(text for cell in row.cells for text in details(cell)),
            ]


def feature(section: Section, row: Row, url: str) -> list[str]:
    return [
        section.name,
        row.slug,
        row.name,
        row.meaning,
        "value" if row.is_value else "level",
        yes_or_no(row.comparable),
        yes_or_no(row.differs),
        f"{url}#{row.slug}",
    ]


def details(cell: Cell) -> list[str]:
    return [
        cell.level,
        markdown.unmarked_line(cell.note),
        cell.extension,
        cell.since,
        cell.provider,
        cell.source_title,
        absolute(cell.source_url),
        cell.checked_on.isoformat() if cell.checked_on else "",
        cell.checked_against,
        cell.checked_by,
        cell.stale_text,
    ]


def yes_or_no(truth: bool) -> str:
    return "yes" if truth else "no"
