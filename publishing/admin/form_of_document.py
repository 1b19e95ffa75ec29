"""What a revision says → the submission of a form that would say it.

The revision is brought to the rows, the ordinary form of them is read as a browser would send it,
and the rows are taken back: so there is no second rule of how a document becomes a form.
"""

from copy import copy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import QueryDict

from publishing import preview, restoring
from publishing.admin.sent import as_sent
from publishing.documents import Children
from publishing.models import Revision, Versioned

type Sent = dict[str, list[str]]


@dataclass
class Reading:
    """The form of an object and the rows below it, as the admin drew them."""

    form: Any = None
    formsets: tuple[Any, ...] = ()

    def take(self, context: dict[str, Any]) -> None:
        self.form = context["adminform"].form
        self.formsets = tuple(one.formset for one in context["inline_admin_formsets"])
        for formset in self.formsets:
            # The rows are fetched now: what they are taken from is undone soon.
            list(formset.forms)


def submission_of(model_admin: Any, request: Any, obj: Versioned, revision: Revision) -> QueryDict:
    """Return what the form would send that says what a revision says; raise NotRestored."""
    now = read(model_admin, request, obj)
    stored = [rows_of(formset) for formset in now.formsets]
    with preview.undone():
        found = type(obj)._base_manager.select_for_update().get(pk=obj.pk)
        restoring.bring(found, restoring.target(found, revision))
        then = read(model_admin, request, obj)
        sent = sent_by(then.form)
        restored = [rows_of(formset) for formset in then.formsets]
    for formset, before, after in zip(now.formsets, stored, restored, strict=True):
        sent |= numbered(formset.prefix, before, after)
    data = QueryDict(mutable=True)
    for name, values in sent.items():
        data.setlist(name, values)
    data["version"] = str(obj.version)
    return data


def read(model_admin: Any, request: Any, obj: Versioned) -> Reading:
    again = copy(request)
    again.method = "GET"
    again.GET, again.POST = QueryDict(), QueryDict()
    again.desk_reading = reading = Reading()
    model_admin.changeform_view(again, str(obj.pk))
    return reading


def sent_by(form: forms.BaseForm) -> Sent:
    sent: Sent = {}
    for bound in form:
        sent |= as_sent(bound.field, bound.html_name, bound.value())
    return sent


def rows_of(formset: Any) -> dict[str, Sent]:
    """Return what each stored row sends, by its key, under names without its number."""
    rows = {}
    for form in formset.initial_forms:
        start = f"{form.prefix}-"
        sent = {name.removeprefix(start): values for name, values in sent_by(form).items()}
        rows[str(form.instance.pk)] = sent
    return rows


def numbered(prefix: str, before: dict[str, Sent], after: dict[str, Sent]) -> Sent:
    """Return the rows as they were then: first what is stored, the rest of it to be deleted."""
    kept = [after[key] for key in before if key in after]
    gone = [row | {DELETION_FIELD_NAME: ["on"]} for key, row in before.items() if key not in after]
    new = [row | {"id": [""]} for key, row in after.items() if key not in before]
    sent: Sent = {
        f"{prefix}-TOTAL_FORMS": [str(len(kept) + len(gone) + len(new))],
        f"{prefix}-INITIAL_FORMS": [str(len(kept) + len(gone))],
    }
    for number, row in enumerate([*kept, *gone, *new]):
        sent |= {f"{prefix}-{number}-{name}": values for name, values in row.items()}
    return sent


def outside(model_admin: Any, root: Versioned) -> set[str]:
    """Return the keys of a document whose rows have forms of their own, such as facts."""
    inside = {inline.model for inline in model_admin.inlines}
    record = restoring.document_for(root).record
    children: list[Children] = list(record.children)
    return {key.name for key in children if key.record.model not in inside}
