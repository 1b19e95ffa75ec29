"""Two editors at one object: how the stored text differs from the refused one, what to take."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django import forms
from django.contrib.auth.models import User
from django.db.models import Subquery
from django.http import QueryDict
from django.template.response import TemplateResponse

from publishing import documents, history, merging, revisions
from publishing.admin.begun import Begun, begun_on
from publishing.admin.guard import CHOOSE, is_stale
from publishing.admin.inlines import GuardedFormSet
from publishing.admin.panels import Panel
from publishing.admin.sent import as_sent, in_words, sent_names
from publishing.history import Piece

MINE, THEIRS, MERGED = "mine", "theirs", "merged"


@dataclass(frozen=True)
class Difference:
    """A field, or a row of mine, that says something else in the stored object than in mine."""

    name: str
    label: str
    theirs: str
    yours: str
    merged: str | None = None
    choice: str = MINE
    reason: str = ""
    is_file: bool = False

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Return both sides as one text in pieces: theirs are the old ones, mine the new."""
        return tuple(history.pieces(self.theirs, self.yours))


@dataclass(frozen=True)
class Conflict:
    version: int
    saved_by: User | None
    saved_at: datetime
    differences: tuple[Difference, ...]
    added: tuple[str, ...]

    @property
    def mine(self) -> str:
        """Return all that is mine as one text, to copy."""
        return "\n\n".join(f"{one.label}\n{one.yours}" for one in self.differences)


class ConflictPanel(Panel):
    """Show both sides of a refused save, and fill the form with what somebody chose of each."""

    @property
    def media(self):
        return super().media + forms.Media(css={"all": ["admin_desk/conflict.css"]})

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        response = super().changeform_view(request, object_id, form_url, extra_context)
        chosen = request.POST.get(CHOOSE)
        if chosen is None or not isinstance(response, TemplateResponse):
            return response
        conflict = response.context_data.get("conflict")
        if conflict is None or str(conflict.version) != chosen:
            # Somebody saved again meanwhile: what was chosen is not about what is stored now.
            return response
        form, formsets = forms_of(response.context_data)
        request.POST = filled(request.POST, conflict, form, formsets)
        request.desk_mine = conflict.mine
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_desk_context(self, request, obj, context):
        form, formsets = forms_of(context)
        here = {"conflict": conflict_of(form, formsets), "begun_on": ""}
        if form.is_bound:
            here["begun_on"] = form.data.get("begun_on", "")
        elif obj is not None:
            here["begun_on"] = newest_number(obj)
        if mine := getattr(request, "desk_mine", ""):
            # Nothing is wrong: the form came back because it is to be looked at once more.
            here |= {"chosen": mine, "errors": ()}
        return super().get_desk_context(request, obj, context) | here


def forms_of(context) -> tuple[forms.ModelForm, list[GuardedFormSet]]:
    return context["adminform"].form, [
        inline.formset for inline in context["inline_admin_formsets"]
    ]


def newest_number(obj) -> int | str:
    """Return the revision of the version that a form shows, empty if there is none.

    One query, and none for another version: a save between two would give the form a base that
    it was not begun on, and a merge would take that save back.
    """
    number = revisions.revisions_of(documents.root_of(obj)).order_by("-number").values("number")
    same = type(obj)._base_manager.filter(pk=obj.pk, version=obj.version)
    return same.values_list(Subquery(number[:1]), flat=True).first() or ""


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
    begun = begun_on(form)
    yield from differing_fields(form, begun)
    for formset in formsets:
        for row in formset.forms:
            if row.has_changed() and row.instance.pk:
                yield from differing_fields(row, begun, prefix=f"{row_label(row)}: ")
            elif row.has_changed():
                yield Difference(str(row.prefix), row_label(row), "", said_by(row))


def row_label(row: forms.ModelForm) -> str:
    kind = str(row.instance._meta.verbose_name).capitalize()
    return f"{kind} “{row.instance}”" if row.instance.pk else f"New {kind.lower()}"


def said_by(row: forms.ModelForm) -> str:
    """Return what a new row of mine says, a line for each field."""
    return "\n".join(
        f"{row[name].label}: {in_words(row.fields[name], mine(row, name))}"
        for name in row.changed_data
    )


def differing_fields(
    form: forms.ModelForm, begun: Begun, prefix: str = ""
) -> Iterator[Difference]:
    for name in form.changed_data:
        field = form.fields[name]
        stored = form.get_initial_for_field(field, name)
        merged, choice, reason = proposal(form, name, begun)
        yield Difference(
            name=form.add_prefix(name),
            label=f"{prefix}{form[name].label}",
            theirs=in_words(field, stored),
            yours=in_words(field, mine(form, name)),
            merged=merged,
            choice=choice,
            reason=reason,
            is_file=isinstance(field, forms.FileField),
        )


def mine(form: forms.ModelForm, name: str) -> Any:
    """Return my value as the form read it, or as it was sent where it could not be read."""
    return form.cleaned_data[name] if name in form.cleaned_data else form[name].data


def proposal(form: forms.ModelForm, name: str, begun: Begun) -> tuple[str | None, str, str]:
    """Return the merged text if there is one, what to take, and why."""
    sides = begun.sides(form, name, mine(form, name))
    if sides is None:
        return None, MINE, ""
    base, ours, theirs = sides
    if ours == base:
        return None, THEIRS, "Only they changed it."
    if theirs == base:
        return None, MINE, "Only you changed it."
    if isinstance(ours, str) and isinstance(theirs, str) and begun.is_text(form, name):
        merged = merging.merge(base or "", ours, theirs)
        if merged is not None:
            return merged, MERGED, "Both of you changed it, in different places."
    return None, MINE, "Both of you changed it."


def filled(
    data: QueryDict, conflict: Conflict, form: forms.ModelForm, formsets: list[GuardedFormSet]
) -> QueryDict:
    """Return a submission that says what was chosen, begun on what is stored now."""
    filled = data.copy()
    fields = {form.add_prefix(name): (form, name) for name in form.fields}
    rows = {}
    for formset in formsets:
        # The rows of this form set may have been numbered anew.
        for name in [name for name in filled if name.startswith(f"{formset.prefix}-")]:
            del filled[name]
        for name, values in cast(QueryDict, formset.data).lists():
            if name.startswith(f"{formset.prefix}-"):
                filled.setlist(name, values)
        for row in formset.forms:
            rows[row.prefix] = row
            fields |= {row.add_prefix(name): (row, name) for name in row.fields}
    for difference in conflict.differences:
        choice = data.get(f"choice-{difference.name}", difference.choice)
        if choice == MERGED and difference.merged is not None:
            filled[difference.name] = difference.merged
        elif choice == THEIRS and difference.name in rows:
            for name in rows[difference.name].fields:
                put_stored(filled, rows[difference.name], name)
        elif choice == THEIRS:
            put_stored(filled, *fields[difference.name])
    filled["version"] = str(conflict.version)
    filled["begun_on"] = str(newest_number(form.instance))
    filled.pop("overwrite", None)
    return filled


def put_stored(data, form: forms.ModelForm, name: str) -> None:
    """Let a submission say of a field what is stored."""
    bound = form[name]
    for sent in sent_names(bound.field.widget, bound.html_name):
        data.pop(sent, None)
    stored = form.get_initial_for_field(bound.field, name)
    for sent, values in as_sent(bound.field, bound.html_name, stored).items():
        data.setlist(sent, values)
