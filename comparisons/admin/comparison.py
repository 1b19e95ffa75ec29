from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from comparisons import faces, verdicts
from comparisons.admin.desk import ONE_SIDED
from comparisons.admin.frozen import FreezePanel
from comparisons.models import MOST_FRAMEWORKS, Comparison, ComparisonEntry, Pick
from publishing.admin import (
    PUBLICATION,
    SEARCH_ENGINES,
    OrderedFormSet,
    PublishableAdmin,
    StackedInline,
    TabularInline,
)
from publishing.admin.columns import UNTOUCHED

LEANS = (
    ("", "No lean: a framework is named"),
    (-2, "Strongly the first"),
    (-1, "Rather the first"),
    (0, "Either"),
    (1, "Rather the second"),
    (2, "Strongly the second"),
)


class ReasonsField(forms.CharField):
    """A list of sentences, one per line."""

    widget = forms.Textarea

    def to_python(self, value):
        lines = (super().to_python(value) or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def has_changed(self, initial, data):
        return (initial or []) != self.to_python(data)


class EntryForm(forms.ModelForm):
    choose_if = ReasonsField(
        label="Choose it if",
        required=False,
        widget=forms.Textarea({"rows": 5, "class": "vLargeTextField"}),
        help_text="One reason per line, at most 90 characters each: “You need …”.",
    )


class EntryFormSet(OrderedFormSet):
    def clean(self):
        super().clean()
        if any(self.errors):
            return
        entries = sorted(self.standing_rows(), key=lambda entry: entry.position)
        try:
            verdicts.compare(self.instance, [entry.framework for entry in entries])
        except ValidationError as error:
            raise ValidationError(error.messages) from error


class EntryInline(StackedInline):
    model = ComparisonEntry
    form = EntryForm
    formset = EntryFormSet
    fields = [("framework", "position"), "choose_if"]
    autocomplete_fields = ["framework"]
    max_num = MOST_FRAMEWORKS
    select_related = ("comparison", "framework")
    verbose_name = "framework"
    verbose_name_plural = "frameworks, two to five, in their order"


class PickForm(forms.ModelForm):
    lean = forms.TypedChoiceField(
        choices=LEANS,
        coerce=int,
        empty_value=None,
        required=False,
        help_text="For two frameworks.",
    )


class PickFormSet(OrderedFormSet):
    """Stands below the entries, whose form set has settled what is compared."""

    def clean(self):
        super().clean()
        for pick in self.standing_rows():
            verdicts.check_pick(pick, self.instance)


class PickInline(TabularInline):
    model = Pick
    form = PickForm
    formset = PickFormSet
    fields = ["job", "lean", "framework", "position"]
    autocomplete_fields = ["framework"]


@admin.register(Comparison)
class ComparisonAdmin(FreezePanel, PublishableAdmin):
    attentions = (ONE_SIDED, UNTOUCHED)
    search_title_more = faces.QUESTION
    card_url_name = "comparisons:comparison-card"
    search_fields = ["title", "slug", "lead", "body"]
    autocomplete_fields = ["author", "reviewer"]
    readonly_fields = ["slug"]
    markdown_fields = ("either", "body")
    inlines = [EntryInline, PickInline]
    fieldsets = [
        (
            None,
            {
                "fields": ["title", "slug", "lead", "summary"],
                "description": "The address follows from the frameworks and their order. The lead "
                "contains the answer; the table below it comes from the facts.",
            },
        ),
        ("Verdict and prose", {"fields": ["either", "body"]}),
        ("Who", {"fields": ["author", "reviewer"]}),
        PUBLICATION,
        SEARCH_ENGINES,
    ]

    def settle(self, obj, former_slug):
        verdicts.settle(obj)
        super().settle(obj, former_slug)
