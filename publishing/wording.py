"""What the keys and values of documents are called in the interface."""

from collections.abc import Iterable, Iterator
from typing import Any, cast

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model

from publishing.documents import Children, Named, Record, Reference
from publishing.history import Shape
from publishing.models import Image

type Table = dict[str, Any]


def shape_of(record: Record, tables: Iterable[Table]) -> Shape:
    """Return the words for the documents of a record; one query for each kind of named rows.

    `tables` are the data that will be shown: only names that stand there are looked up.
    """
    tables = list(tables)
    labels: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    for key in record.keys:
        name = key if isinstance(key, str) else key.name
        labels[name] = label(record.model, name)
        if isinstance(key, Children):
            continue
        if isinstance(key, Named):
            values[name] = titles(key.through, key.target, found(tables, name))
            if key.extra:
                labels[key.extra] = label(key.through, key.extra)
                values[key.extra] = values[name]
        elif isinstance(key, Reference):
            values[name] = titles(record.model, key, found(tables, name))
        elif choices := choices_of(record.model, name):
            values[name] = choices
    return Shape(
        labels,
        {name: words for name, words in values.items() if words} | row_names(record, tables),
        {key.name: shape_of(key.record, rows_in(tables, key)) for key in record.children},
        {key.name: key.record.identity for key in record.children if not key.keyed},
        frozenset(pictures_of(record)),
    )


def label(model: type[Model], name: str) -> str:
    """Return the name of a column, or of the rows that stand under this key."""
    try:
        words = str(getattr(model._meta.get_field(name), "verbose_name", name))
    except FieldDoesNotExist:
        words = name
    return words[:1].upper() + words[1:].replace("_", " ")


def choices_of(model: type[Model], name: str) -> dict[str, str]:
    field = cast(Field, model._meta.get_field(name))
    return {str(value): str(words) for value, words in field.flatchoices or []}


def row_names(record: Record, tables: list[Table]) -> dict[str, dict[str, str]]:
    """Return what rows below are called that stand under another row's name."""
    return {
        key.name: titles(key.record.model, key.keyed, found(tables, key.name))
        for key in record.children
        if key.keyed
    }


def titles(model: type[Model], key: Reference, names: set[str]) -> dict[str, str]:
    """Return slug → title of the rows that are named; nothing where the name is the title."""
    if key.by != "slug" or not names:
        return {}
    related = related_model(model, key)
    if related is Image:
        return {}
    rows = related._default_manager.filter(slug__in=names)
    return {getattr(row, key.by): str(row) for row in rows}


def found(tables: Iterable[Table], name: str) -> set[str]:
    """Return the names that stand under a key: one, a list of them, or the keys of a table."""
    names: set[str] = set()
    for table in tables:
        value = table.get(name) or []
        names.update([value] if isinstance(value, str) else map(str, value))
    return names


def rows_in(tables: Iterable[Table], key: Children) -> Iterator[Table]:
    for table in tables:
        rows = table.get(key.name) or []
        yield from rows.values() if isinstance(rows, dict) else rows


def pictures_of(record: Record) -> Iterator[str]:
    for key in record.columns:
        if isinstance(key, Reference) and related_model(record.model, key) is Image:
            yield key.name


def related_model(model: type[Model], key: Reference) -> type[Model]:
    return cast(type[Model], model._meta.get_field(key.name).related_model)
