"""A comparison as JSON; static/data/comparison.schema.json says what each key means."""

import json
from collections.abc import Sequence
from typing import Any

from django.templatetags.static import static

from comparisons.datasets import Dataset
from comparisons.matrix import Cell, Column, Matrix, Row, Section
from publishing.licence import data_licence
from publishing.site import absolute

SCHEMA = "data/comparison.schema.json"
# Named as in the documents that editors import; what is empty is left out.
CLAIM = (
    "note",
    "extension",
    "since",
    "source_title",
    "source_url",
    "checked_on",
    "checked_against",
    "checked_by",
)


def write(dataset: Dataset) -> str:
    return json.dumps(as_dict(dataset), ensure_ascii=False, indent=1) + "\n"


def as_dict(dataset: Dataset) -> dict[str, Any]:
    licence = data_licence()
    return filled(
        {
            "schema": absolute(static(SCHEMA)),
            "title": dataset.title,
            "url": dataset.url,
            "licence": licence and filled({"name": licence.name, "url": licence.url}),
            "as_of": dataset.as_of and dataset.as_of.isoformat(),
            "counts": counts(dataset.matrix),
            "frameworks": [framework(column) for column in dataset.matrix.columns],
            "with": list(dataset.stack),
            "groups": [group(one, dataset.matrix.columns) for one in dataset.matrix.sections],
        }
    )


def filled(data: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is empty; numbers and truth values never are."""
    return {key: value for key, value in data.items() if value not in ("", None, [])}


def counts(matrix: Matrix) -> dict[str, int]:
    return {
        "differing": matrix.differing,
        "comparable": matrix.comparable,
        "total": matrix.total,
        "checked": matrix.checked,
        "facts": matrix.cells,
    }


def framework(column: Column) -> dict[str, Any]:
    return filled(
        {
            "slug": column.slug,
            "name": column.name,
            "version": column.version,
            "url": absolute(column.url),
            "parts": list(column.parts),
        }
    )


def group(section: Section, columns: Sequence[Column]) -> dict[str, Any]:
    return {
        "slug": section.slug,
        "name": section.name,
        "differing": section.differing,
        "comparable": section.comparable,
        "features": [feature(row, columns) for row in section.rows],
    }


def feature(row: Row, columns: Sequence[Column]) -> dict[str, Any]:
    return {
        "slug": row.slug,
        "name": row.name,
        "meaning": row.meaning,
        "kind": "value" if row.is_value else "level",
        "url": absolute(row.url),
        "comparable": row.comparable,
        "differs": row.differs,
        "answers": [answer(cell, column) for cell, column in zip(row.cells, columns, strict=True)],
    }


def answer(cell: Cell, column: Column) -> dict[str, Any]:
    said = {name: getattr(cell, name) for name in CLAIM}
    said["source_url"] = absolute(cell.source_url)
    said["checked_on"] = cell.checked_on and cell.checked_on.isoformat()
    return filled(
        {
            "framework": column.slug,
            "level": cell.level,
            "label": cell.label,
            "value": cell.text,
            **said,
            "provider": cell.provider,
            "left_out": cell.left_out or None,
            "stale": cell.stale_text,
            "alone": cell.alone,
        }
    )
