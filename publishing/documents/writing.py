"""Rows → documents: `extract` gives a row's data, `text_of` its text."""

from collections.abc import Iterable
from typing import Any, cast

from django.db.models import (
    BooleanField,
    DateTimeField,
    Field,
    ManyToManyField,
    Model,
    PositiveSmallIntegerField,
)

from publishing.documents.schema import (
    Children,
    Document,
    File,
    Key,
    Named,
    Record,
    Reference,
    TextFile,
    column,
    document_for,
)
from publishing.documents.text import Moment, write
from publishing.models import Image

EMPTY: tuple[Any, ...] = (None, "", [], {})


def text_of(root: Model) -> str:
    """Return the canonical text of an object that has a document of its own."""
    document = document_for(type(root))
    data = extract(document.record, root)
    if document.table:
        data = {document.table: [data]}
    return write(data, body=document.body)


def file_name(document: Document, root: Model) -> str:
    return document.path.format(getattr(root, document.record.identity))


def extract(record: Record, obj: Model) -> dict[str, Any]:
    """Return what the document says of a row and of all that belongs to it, without empty keys."""
    data = columns_of(record, obj)
    for key in record.keys:
        if isinstance(key, Named):
            data |= named_of(key, obj)
        elif isinstance(key, Children):
            data[key.name] = children_of(key, obj)
    return {name: data[name] for name in record.names if data.get(name) not in EMPTY}


def columns_of(record: Record, obj: Model) -> dict[str, Any]:
    values = {
        key if isinstance(key, str) else key.name: value_of(record, key, obj)
        for key in record.columns
    }
    return {
        name: value
        for name, value in values.items()
        if value not in EMPTY and not is_default(column(record.model, name), value)
    }


def is_default(field: Field, value: Any) -> bool:
    """Tell whether a switch or a small number stands as it does when nobody touched it."""
    untouched = isinstance(field, BooleanField | PositiveSmallIntegerField)
    return untouched and value == field.get_default()


def picture_path(image: Model) -> str:
    """Return where an export puts a picture below the folder."""
    return f"images/{cast(Image, image).slug}.webp"


def text_path(record: Record, key: TextFile, obj: Model) -> str:
    """Return where an export puts a text below the folder."""
    return key.path.format(getattr(obj, record.identity))


def value_of(record: Record, key: Key, obj: Model) -> Any:
    if isinstance(key, File):
        return picture_path(obj)
    if isinstance(key, TextFile):
        return text_path(record, key, obj)
    name = key if isinstance(key, str) else key.name
    field = column(type(obj), name)
    if isinstance(key, Reference):
        if isinstance(field, ManyToManyField):
            return sorted(getattr(named, key.by) for named in getattr(obj, name).all())
        named = getattr(obj, name)
        return getattr(named, key.by) if named else None
    value = getattr(obj, field.attname)
    if isinstance(field, DateTimeField) and value:
        return Moment.fromisoformat(value.isoformat())
    return value


def named_of(key: Named, obj: Model) -> dict[str, Any]:
    rows = key.through._default_manager.filter(**{key.parent: obj}).order_by("position")
    names, extras = [], {}
    for row in rows.select_related(key.target.name):
        name = getattr(getattr(row, key.target.name), key.target.by)
        names.append(name)
        if key.extra and getattr(row, key.extra) not in EMPTY:
            extras[name] = getattr(row, key.extra)
    return {key.name: names, **({key.extra: extras} if key.extra else {})}


def children_of(key: Children, obj: Model) -> list[dict[str, Any]] | dict[str, dict[str, Any]]:
    rows = rows_of(key, obj)
    if key.keyed:
        return {
            getattr(getattr(row, key.keyed.name), key.keyed.by): extract(key.record, row)
            for row in rows
        }
    return [extract(key.record, row) for row in rows]


def rows_of(key: Children, obj: Model) -> Iterable[Model]:
    """Return the rows below an object in the document's order, with what they name loaded."""
    singles = [
        reference.name
        for reference in (*key.record.columns, key.keyed)
        if isinstance(reference, Reference)
        and not key.record.model._meta.get_field(reference.name).many_to_many
    ]
    many = [
        reference.name
        for reference in key.record.columns
        if isinstance(reference, Reference) and reference.name not in singles
    ]
    rows = key.record.model._default_manager.filter(**{key.parent: obj})
    order = [key.position] if key.position else []
    if singles:
        rows = rows.select_related(*singles)
    return rows.prefetch_related(*many).order_by(*order, *key.record.order)
