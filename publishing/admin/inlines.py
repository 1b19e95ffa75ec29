"""Rows inside the form of what they belong to; the version of the whole guards them all."""

from django import forms
from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.core.exceptions import ValidationError
from django.forms.formsets import DELETION_FIELD_NAME

from publishing.admin.fields import LongTexts
from publishing.admin.guard import NOT_SAVED, is_stale


class GuardedFormSet(forms.BaseInlineFormSet):
    """Refuse stale rows; a row that somebody else deleted comes back as a new one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound and self.management_form.is_valid():
            self.renew_vanished_rows()

    def clean(self):
        super().clean()
        if is_stale(self.data, self.instance) and self.has_changed():
            raise NOT_SAVED

    def unseen(self):
        """Return the stored rows that the submission knows nothing of."""
        sent = {form.instance.pk for form in self.initial_forms}
        return [row for row in self.get_queryset() if row.pk not in sent]

    def renew_vanished_rows(self):
        """Count rows without a stored one among the new, for Django drops them without a word."""
        stored = {str(row.pk) for row in self.get_queryset()}
        initial, total = self.initial_form_count(), self.total_form_count()
        key = f"{self.prefix}-{{}}-{self.model._meta.pk.name}"
        vanished = [i for i in range(initial) if self.data.get(key.format(i)) not in stored]
        if not vanished:
            return
        for index in vanished:
            self.data[key.format(index)] = ""
        self.move_rows(sorted(range(total), key=lambda i: i in vanished or i >= initial))
        self.data[f"{self.prefix}-INITIAL_FORMS"] = str(initial - len(vanished))
        del self.management_form

    def move_rows(self, order):
        """Number the submitted rows anew, so that the one at order[n] comes n-th."""
        rows = {}
        for index in order:
            start = f"{self.prefix}-{index}-"
            names = [name for name in self.data if name.startswith(start)]
            rows[index] = {name.removeprefix(start): self.data.pop(name) for name in names}
        for new, old in enumerate(order):
            for name, values in rows[old].items():
                self.data.setlist(f"{self.prefix}-{new}-{name}", values)


class OrderedFormSet(GuardedFormSet):
    """Rows with a place: an empty one means last, and no two rows share one."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "position" in form.fields:
            form.fields["position"].required = False
            if form.instance._state.adding:
                form.initial.pop("position", None)
                form.fields["position"].initial = None

    def clean(self):
        super().clean()
        rows = self.standing_rows()
        taken = [row.position for row in rows if row.position is not None]
        if len(taken) > len(set(taken)):
            raise ValidationError("Two rows have the same place. Give each a number of its own.")
        free = max(taken, default=-1) + 1
        for row in rows:
            if row.position is None:
                row.position = free
                free += 1

    def standing_rows(self):
        """Return the rows as they will be once this is saved, those of others included."""
        kept = [
            form.instance
            for form in self.forms
            if not form.cleaned_data.get(DELETION_FIELD_NAME)
            and (form.instance.pk is not None or form.has_changed())
        ]
        return [*kept, *self.unseen()]


class GuardedInline(LongTexts, InlineModelAdmin):
    formset = GuardedFormSet
    extra = 0
    # What the name of a row is made of: fetched with the rows, not once for each.
    select_related: tuple[str, ...] = ()

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related(*self.select_related) if self.select_related else rows


class StackedInline(GuardedInline, admin.StackedInline):
    pass


class NamedFields(forms.BaseFormSet):
    """Name each field of a row by its column, which no label does in the admin's table."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for field in form.fields.values():
            if not field.widget.is_hidden:
                field.widget.attrs["aria-label"] = field.label


class TabularInline(GuardedInline, admin.TabularInline):
    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        return type(formset)(formset.__name__, (NamedFields, formset), {})
