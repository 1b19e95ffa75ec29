"""The words and lists that a page shows of a matrix and its supplements."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.formats import date_format

from comparisons import transcripts
from comparisons.factbase import Question
from comparisons.matrix import Cell, Column, Matrix, Row
from comparisons.models import (
    Comparison,
    ComparisonEntry,
    Framework,
    Level,
    Release,
    Severity,
    Task,
)
from comparisons.models.comparison import FEWEST_FRAMEWORKS
from comparisons.staleness import staleness
from comparisons.supplements import Items
from publishing import markdown

# What the title of a comparison asks where the editor gave none for search engines.
QUESTION = ": which should you choose?"
BROUGHT = (Level.BUILT_IN,)
LEFT_TO_YOU = (Level.THIRD_PARTY, Level.NONE)
MOST_EXAMPLES = 5
MOST_RELEASES = 6


def comparison_plate(matrix: Matrix, comparison: Comparison | None) -> list[dict[str, str]]:
    versions = [column.version for column in matrix.columns if column.version]
    entries = [{"label": "Versions compared", "value": listed(versions)}] if versions else []
    entries.append({"label": "Facts checked", "value": f"{matrix.checked} of {matrix.cells}"})
    if matrix.checked == matrix.cells and matrix.check_dates:
        entries.append(day_entry("Last full check", min(matrix.check_dates)))
    elif matrix.check_dates:
        entries.append(day_entry("Last check", max(matrix.check_dates)))
    for label, author in (
        ("Written by", comparison and comparison.author),
        ("Reviewed by", comparison and comparison.reviewer),
    ):
        if author:
            entries.append(
                {"label": label, "value": author.name, "url": author.get_absolute_url()}
            )
    return entries


def listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def day_entry(label: str, day: date) -> dict[str, str]:
    shown = date_format(day, "SHORT_DATE_FORMAT")
    return {"label": label, "value": shown, "datetime": day.isoformat()}


def verdicts(columns: Iterable[Column], entries: Iterable[ComparisonEntry]) -> list[dict]:
    reasons = {entry.framework_id: entry.choose_if for entry in entries}
    return [
        {"framework": column.name, "side": column.side, "reasons": reasons[column.pk]}
        for column in columns
        if reasons.get(column.pk)
    ]


def picks(columns: Sequence[Column], items: Items) -> list[dict[str, str]]:
    """Put leans between two columns, and picks among several, into words."""
    names = {column.pk: column.name for column in columns}
    return [
        {"job": item["job"], "words": names[framework]}
        if framework
        else {"job": item["job"], **lean(item["lean"], columns)}
        for framework, group in items["pick"].items()
        for item in group
    ]


def lean(lean: int, columns: Sequence[Column]) -> dict[str, str]:
    column = columns[0] if lean < 0 else columns[1]
    strength = {0: "Even", 1: f"Leans {column.name}", 2: f"Strongly {column.name}"}
    return {
        "words": strength[abs(lean)],
        "side": column.side if lean else "",
        "lean_class": f"lean-{lean + 2}",
    }


def frozen(items: Items) -> list[dict[str, Any]]:
    """Return the days as of which the comparison was frozen, the newest first."""
    rows = sorted(items["frozen"][0], key=lambda one: one["frozen_on"], reverse=True)
    return [
        {
            "day": parse_date(one["frozen_on"]),
            "url": reverse("comparisons:frozen-page", args=[one["slug"], one["frozen_on"]]),
        }
        for one in rows
    ]


def drawbacks(column: Column, items: Items, *, today: date) -> list[dict[str, Any]]:
    return [drawback(item, column, today) for item in items["drawback"][column.pk]]


def drawback(item: dict[str, Any], column: Column, today: date) -> dict[str, Any]:
    checked_on = parse_date(item["checked_on"] or "") if item["source_url"] else None
    return {
        **item,
        "severity_label": Severity(item["severity"]).label,
        "checked_on": checked_on,
        "stale": checked_on
        and staleness(checked_on, item["checked_against"], column.version, today=today),
    }


def extensions(
    column: Column, items: Items, questions: Iterable[Question]
) -> list[dict[str, Any]]:
    """Return the extensions with the names of what they add, in the order of the questions."""
    return [
        {**item, "adds": ", ".join(one.name for one in questions if one.slug in item["adds"])}
        for item in items["extension"][column.pk]
    ]


def snippets(column: Column, items: Items) -> list[dict[str, Any]]:
    """Return the snippets that passed, coloured, in the order of the tasks."""
    done = {item["task"] for item in items["snippet"][column.pk]}
    return [snippet(column, items, task) for task in Task if task in done]


def snippet(column: Column, items: Items, task: Task) -> dict[str, Any]:
    item = next(item for item in items["snippet"][column.pk] if item["task"] == task)
    return {
        **item,
        "task_label": task.label,
        "framework": column.name,
        "side": column.side,
        "run_on": parse_date(item["run_on"] or ""),
        "code_html": markdown.highlight(item["code"], item["filename"].rpartition(".")[2]),
        "exchanges": transcripts.parse(item["transcript"]),
    }


def drawbacks_by_column(
    columns: Iterable[Column], items: Items, *, today: date
) -> list[dict[str, Any]]:
    """Group the drawbacks by column, in their order; nothing if none of them has any."""
    groups = [
        {
            "framework": column.name,
            "side": column.side,
            "items": drawbacks(column, items, today=today),
        }
        for column in columns
    ]
    return groups if any(group["items"] for group in groups) else []


def swap(
    frameworks: Sequence[Framework], left: str | None, right: str | None
) -> dict[str, Any] | None:
    """Return which two of three to five columns a narrow screen shows, None for a pair."""
    if len(frameworks) <= FEWEST_FRAMEWORKS:
        return None
    slugs = [framework.slug for framework in frameworks]
    left = left if left in slugs else slugs[0]
    others = [slug for slug in slugs if slug != left]
    return {
        "left": left,
        "right": right if right in others else others[0],
        "choices": [{"value": one.slug, "label": one.name} for one in frameworks],
    }


def examples(rows: Iterable[Row], levels: Sequence[Level]) -> list[dict[str, str]]:
    """Return the first features of a one-column matrix that stand at one of the levels."""
    found = [row for row in rows if row.cells[0].level in levels]
    return [
        {"name": row.name, "url": f"#{row.slug}", "note": row.cells[0].note}
        for row in found[:MOST_EXAMPLES]
    ]


def framework_plate(framework: Framework, matrix: Matrix) -> list[dict[str, str]]:
    """Return the at-a-glance values of a one-column matrix, and where the project lives."""
    entries = [
        {"label": row.name, "value": row.cells[0].text}
        for row in matrix.rows
        if row.is_value and row.cells[0].text
    ]
    entries += [
        {"label": label, "value": value, "url": url}
        for label, value, url in (
            ("Website", urlsplit(framework.website).netloc, framework.website),
            ("Documentation", urlsplit(framework.documentation).netloc, framework.documentation),
            ("Repository", urlsplit(framework.repository).path.strip("/"), framework.repository),
        )
        if url
    ]
    entries.append({"label": "Facts checked", "value": f"{matrix.checked} of {matrix.cells}"})
    return entries


def releases(rows: Iterable[Release], *, today: date) -> dict[str, list[dict[str, Any]]]:
    """Return the newest release lines, and the earlier ones if there are more than a few."""
    lines = [
        {
            "version": row.version,
            "released_on": row.released_on,
            "supported_until": row.supported_until,
            "ended": bool(row.supported_until and row.supported_until < today),
            "notes_url": row.notes_url,
        }
        for row in rows
    ]
    return {"newest": lines[:MOST_RELEASES], "earlier": lines[MOST_RELEASES:]}


def counts(row: Row) -> str:
    """Say how many frameworks stand at each level: "Built in: 3, third-party: 2"."""
    found = Counter(cell.level for cell in row.cells if cell.level)
    words = [f"{level.label.lower()}: {found[level]}" for level in Level if found[level]]
    return ", ".join(words).capitalize()


def answers_by_level(matrix: Matrix) -> list[dict[str, Any]]:
    """Group the answers of a one-row matrix by level, the fullest support first."""
    cells = [
        (column, cell)
        for row in matrix.rows
        for column, cell in zip(matrix.columns, row.cells, strict=True)
    ]
    groups = []
    for level, label in (("", ""), *Level.choices):
        answers = [answer(column, cell) for column, cell in cells if cell.level == level]
        if answers:
            groups.append(
                {"level": level, "label": label, "count": len(answers), "answers": answers}
            )
    return groups


def answer(column: Column, cell: Cell) -> dict[str, Any]:
    return {
        "framework_name": column.name,
        "url": column.url,
        "value": cell.text,
        "note": cell.note,
        "extension": cell.extension,
        "source_title": cell.source_title,
        "source_url": cell.source_url,
        "checked_on": cell.checked_on,
        "stale": cell.stale,
        "stale_text": cell.stale_text,
    }
