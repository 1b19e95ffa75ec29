"""Two editors at one object: how what is stored differs from what was refused."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.db.models import Model, QuerySet
from django.utils.formats import localize
from django.utils.timezone import localtime

from publishing import documents, revisions
from publishing.admin.guard import is_stale
from publishing.admin.inlines import GuardedFormSet


@dataclass(frozen=True)
class Difference:
    """A field that says something else in the stored object than in the submission."""

    label: str
    theirs: str
    yours: str


@dataclass(frozen=True)
class Conflict:
    version: int
    saved_by: User | None
    saved_at: datetime
    differences: tuple[Difference, ...]
    added: tuple[str, ...]


def conflict_of(form: forms.ModelForm, formsets: list[GuardedFormSet]) -> Conflict | None:
    """Compare a refused submission with what is stored; None unless it is stale and differs."""
    if not (form.is_bound and is_stale(form.data, form.instance)):
        return None
    if not (form.has_changed() or any(formset.has_changed() for formset in formsets)):
        return None
    newest = revisions.revisions_of(documents.root_of(form.instance)).first()
    return Conflict(
        version=form.instance.version,
        saved_by=newest.user if newest else None,
        saved_at=form.instance.updated_at,
        differences=tuple(differences(form, formsets)),
        added=tuple(str(row) for formset in formsets for row in formset.unseen()),
    )


def differences(form: forms.ModelForm, formsets: Iterable[GuardedFormSet]) -> Iterator[Difference]:
    yield from differing_fields(form)
    for formset in formsets:
        for row in formset.forms:
            if row.has_changed():
                yield from differing_fields(row, prefix=row_label(row))


def row_label(row: forms.ModelForm) -> str:
    kind = str(row.instance._meta.verbose_name).capitalize()
    return f"{kind} “{row.instance}”: " if row.instance.pk else f"New {kind.lower()}: "


def differing_fields(form: forms.ModelForm, prefix: str = "") -> Iterator[Difference]:
    for name in form.changed_data:
        field = form.fields[name]
        yours = form.cleaned_data[name] if name in form.cleaned_data else form[name].data
        yield Difference(
            label=f"{prefix}{form[name].label}",
            theirs=in_words(field, form.get_initial_for_field(field, name)),
            yours=in_words(field, yours),
        )


def in_words(field: Any, value: Any) -> str:
    """Return a field's value as an editor would read it, whether stored, cleaned or as sent."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if value is None or value == "":
        return ""
    if isinstance(value, list | tuple | QuerySet):
        return "\n".join(str(one) for one in value)
    if isinstance(value, datetime):
        return str(localize(localtime(value)))
    if isinstance(value, Model):
        return str(value)
    if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
        return str(field.queryset.filter(pk=value).first() or "")
    if isinstance(field, forms.ChoiceField):
        words: Any = field.choices
        return str(dict(words).get(value, value))
    return str(localize(value))
