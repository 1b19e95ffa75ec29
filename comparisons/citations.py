"""How others name a comparison: in a sentence, for BibTeX, and for what reads CSL-JSON."""

import json
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.formats import date_format

from comparisons.datasets import Dataset
from publishing.site import SITE_NAME

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# What TeX takes for a command. Braces are counted even behind a backslash, so they are named.
COMMANDS = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        **{sign: f"\\{sign}" for sign in "$&#_%"},
    }
)


def author(dataset: Dataset) -> str:
    return dataset.author or SITE_NAME


def sentence(dataset: Dataset) -> str:
    parts = [author(dataset), f"“{dataset.title}”"]
    parts.append(f"{SITE_NAME}, {shown(dataset.dated)}" if dataset.dated else SITE_NAME)
    if dataset.as_of:
        parts.append(as_of(dataset.as_of))
    return f"{'. '.join(parts)}. {dataset.url}"


def as_of(day: date) -> str:
    return f"Facts as of {shown(day)}"


def shown(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def bibtex(dataset: Dataset, key: str) -> str:
    """Return an entry for every BibTeX; double braces keep names and titles as they are."""
    fields = {
        "author": f"{{{tex(author(dataset))}}}",
        "title": f"{{{tex(dataset.title)}}}",
        "publisher": SITE_NAME,
        "url": dataset.url,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    if dataset.dated:
        lines.append(f"  year = {{{dataset.dated.year}}},")
        lines.append(f"  month = {MONTHS[dataset.dated.month - 1]},")
    if dataset.as_of:
        lines.append(f"  note = {{{tex(as_of(dataset.as_of))}}},")
    return "\n".join([f"@misc{{{key},", *lines, "}"]) + "\n"


def tex(text: str) -> str:
    return " ".join(text.split()).translate(COMMANDS)


def csl(dataset: Dataset, key: str) -> str:
    entry: dict[str, Any] = {
        "id": key,
        "type": "webpage",
        "title": dataset.title,
        "author": [{"literal": author(dataset)}],
        "container-title": SITE_NAME,
        "language": settings.LANGUAGE_CODE,
        "URL": dataset.url,
    }
    if dataset.dated:
        day = dataset.dated
        entry["issued"] = {"date-parts": [[day.year, day.month, day.day]]}
    if dataset.as_of:
        entry["note"] = as_of(dataset.as_of)
    lines = (f"  {written(name)}: {written(value)}" for name, value in entry.items())
    return "[{\n" + ",\n".join(lines) + "\n}]\n"


def written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
