"""What a form was begun on: the revision that both sides of a conflict grew out of."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Model, QuerySet

from publishing import documents, restoring, revisions
from publishing.documents import Children, Document, Record, Reference

type Data = dict[str, Any]


@dataclass(frozen=True)
class Begun:
    """The data of a document, and how its rows are found in it; None if nobody knows it."""

    document: Document | None = None
    data: Data | None = None

    def sides(self, form: forms.ModelForm, name: str, mine: Any) -> tuple[Any, Any, Any] | None:
        """Return what base, mine and the stored object say in a field, alike in form."""
        part = self.part(form)
        if part is None:
            return None
        record, data = part
        key = next((key for key in record.columns if key_name(key) == name), None)
        if key is None or isinstance(form.fields[name], forms.FileField):
            return None
        stored = form.get_initial_for_field(form.fields[name], name)
        return (
            plain(data.get(name)),
            plain(in_document(key, form.fields[name], mine)),
            plain(in_document(key, form.fields[name], stored)),
        )

    def is_text(self, form: forms.ModelForm, name: str) -> bool:
        field = form.fields[name]
        return isinstance(field, forms.CharField) and not isinstance(
            field, forms.SlugField | forms.URLField
        )

    def part(self, form: forms.ModelForm) -> tuple[Record, Data] | None:
        """Return what the document says of the row of a form, and how it says it."""
        if self.document is None or self.data is None:
            return None
        record = self.document.record
        if isinstance(form.instance, record.model):
            return record, self.data
        for children in record.children:
            if isinstance(form.instance, children.record.model):
                row = find_row(children, self.data, form)
                return (children.record, row) if row is not None else None
        return None


def begun_on(form: forms.ModelForm) -> Begun:
    """Return the revision that a submission names as the one it was begun on."""
    number = form.data.get("begun_on") or ""
    root = documents.root_of(form.instance)
    document = restoring.document_of(type(root))
    if document is None or not (number.isdecimal() and len(number) < 10):
        return Begun()
    revision = revisions.revisions_of(root).filter(number=number).first()
    if revision is None:
        return Begun()
    try:
        return Begun(document, restoring.read(document, revision.document))
    except documents.Unreadable:
        return Begun()


def find_row(children: Children, data: Data, form: forms.ModelForm) -> Data | None:
    rows = data.get(children.name) or {}
    if children.keyed:
        named = getattr(form.instance, children.keyed.name)
        return rows.get(getattr(named, children.keyed.by))
    identity = children.record.identity
    # The instance may say already what was typed; its row is found by what is stored.
    name = form.initial.get(identity, getattr(form.instance, identity))
    return next((row for row in rows if row.get(identity) == name), None)


def key_name(key: Any) -> str:
    return key if isinstance(key, str) else key.name


def in_document(key: Any, field: Any, value: Any) -> Any:
    """Return the value of a form field as a document says it."""
    if not isinstance(key, Reference):
        return value
    if isinstance(value, list | tuple | QuerySet):
        return sorted(str(getattr(row, key.by, row)) for row in value)
    if value and not isinstance(value, Model):
        value = field.queryset.filter(pk=value).first()
    return getattr(value, key.by) if value else None


def plain(value: Any) -> Any:
    """Return a value so that equal ones are equal, wherever they come from."""
    if value in (None, "", [], False):
        return None
    if isinstance(value, str):
        return "\n".join(value.splitlines()).rstrip()
    if isinstance(value, datetime):
        return value.replace(microsecond=0)
    return value
