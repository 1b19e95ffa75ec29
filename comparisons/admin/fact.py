"""Facts: a list of their own, for a framework has too many for its form."""

from django.contrib import admin
from django.contrib.admin.widgets import AdminRadioSelect
from django.utils.html import format_html
from django.utils.timezone import localdate

from comparisons import attention
from comparisons.admin.fact_tables import FactTables
from comparisons.admin.matrix import MatrixPages
from comparisons.levels import RULES
from comparisons.models import ComparisonEntry, Drawback, Fact, Framework, Level
from comparisons.remarks import RemarkForm
from publishing import workflow
from publishing.admin import VersionedAdmin, VersionedForm, linked_list

# Only what is there already can change.
WHY = (
    "What readers are told of this change",
    {
        "fields": ["reason", "is_correction"],
        "description": "Every change of an answer, its source or its version stands in the list "
        "of changes, with what it was before. A word that is mended does not, unless you say "
        "something here.",
    },
)
NO_LEVEL = ("", "No level: the feature asks for a value")


class AttentionFilter(admin.SimpleListFilter):
    title = "needs attention"
    parameter_name = "attention"

    def lookups(self, request, model_admin):
        return [
            ("any", "Anything of these"),
            ("unsourced", "No source or date"),
            ("stale", "Stale"),
            ("old", "Stale: too long ago"),
            ("behind", "Stale: an older release line"),
            ("unchecked", "Not checked yet"),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case "any":
                return attention.needing_attention(queryset, today=localdate())
            case "unsourced":
                return queryset.filter(attention.UNSOURCED)
            case "stale":
                return attention.stale(queryset, today=localdate())
            case "old":
                return attention.old(queryset, today=localdate())
            case "behind":
                return queryset.filter(attention.behind(queryset))
            case "unchecked":
                return queryset.filter(attention.UNCHECKED)
        return queryset


class LevelRadios(AdminRadioSelect):
    """The levels with the rule of each beside it."""

    def create_option(self, name, value, label, *args, **kwargs):
        if value in RULES:
            label = format_html('{} <span class="desk-rule">{}</span>', label, RULES[value])
        return super().create_option(name, value, label, *args, **kwargs)


class FactForm(RemarkForm, VersionedForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "extension" in self.fields:
            extensions = self.fields["extension"].queryset.select_related("framework")
            if self.instance.framework_id:
                extensions = extensions.filter(framework=self.instance.framework_id)
            self.fields["extension"].queryset = extensions
            self.fields["extension"].label_from_instance = lambda extension: (
                f"{extension.framework}: {extension}"
            )


@admin.register(Fact)
class FactAdmin(MatrixPages, FactTables, VersionedAdmin):
    form = FactForm
    actions = ["export"]
    list_display = [
        "framework",
        "feature",
        "answer",
        "note",
        "source",
        "checked_on",
        "mark",
    ]
    list_display_links = ["framework", "feature"]
    list_filter = [
        AttentionFilter,
        # Only those with a fact in the list: the names of other people's drafts are theirs.
        ("framework", admin.RelatedOnlyFieldListFilter),
        ("feature__group", admin.RelatedOnlyFieldListFilter),
        "level",
    ]
    list_select_related = ["framework", "feature"]
    search_fields = ["framework__name", "feature__name", "note", "value", "source_title"]
    autocomplete_fields = ["framework", "feature", "checked_by"]
    fieldsets = [
        (None, {"fields": ["framework", "feature"]}),
        (
            "Answer",
            {
                "fields": ["level", "value", "note", "extension", "since"],
                "description": "A level or a value, as the feature asks. The rule beside each "
                "level decides, the same for every framework.",
            },
        ),
        (
            "Source and check",
            {
                "fields": [
                    "source_title",
                    "source_url",
                    "checked_on",
                    "checked_against",
                    "checked_by",
                ],
                "description": "Without a source and a date, readers see “not checked yet”. Set "
                "the date only after opening the source.",
            },
        ),
        ("Where used", {"fields": ["used_in"]}),
    ]

    def get_queryset(self, request):
        facts = attention.with_newest_line(super().get_queryset(request))
        if workflow.sees_all(request.user, Framework):
            return facts
        seen = workflow.visible(Framework.objects.all(), request.user)
        return facts.filter(framework__in=seen)

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        return [*fieldsets[:-1], WHY, fieldsets[-1]] if obj else fieldsets

    def get_readonly_fields(self, request, obj=None):
        # Which question of whom it answers is what makes it this fact.
        return ["used_in", *(["framework", "feature"] if obj else [])]

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "level":
            kwargs["widget"] = LevelRadios({"class": "radiolist"})
            kwargs["choices"] = [NO_LEVEL, *Level.choices]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "framework":
            field.queryset = workflow.changeable(field.queryset, request.user)
        if db_field.name == "extension":
            seen = workflow.visible(Framework.objects.all(), request.user)
            field.queryset = field.queryset.filter(framework__in=seen)
        return field

    @admin.display(description="answer", ordering="level")
    def answer(self, obj):
        return obj.value or obj.get_level_display()

    @admin.display(description="source", ordering="source_title")
    def source(self, obj):
        if not obj.source_url:
            return None
        return format_html('<a href="{}">{}</a>', obj.source_url, obj.source_title)

    @admin.display(description="attention")
    def mark(self, obj):
        return format_html(
            '<span class="desk-attention">{}</span>', attention.reason(obj, today=localdate())
        )

    @admin.display(description="pages that show it")
    def used_in(self, obj):
        if not obj.pk:
            return "Nowhere yet."
        entries = ComparisonEntry.objects.filter(framework=obj.framework)
        drawbacks = Drawback.objects.filter(framework=obj.framework, feature=obj.feature)
        comparisons = [entry.comparison for entry in entries.select_related("comparison")]
        return linked_list([*comparisons, *drawbacks], getattr(obj, "reader", None))
