from django.contrib import admin
from django.db.models import OuterRef
from django.utils.html import format_html

from comparisons import pairs
from comparisons.admin.desk import MISSING, UNPROVEN
from comparisons.models import Drawback, Extension, Fact, Framework, Release, Snippet
from publishing.admin import (
    PUBLICATION,
    SEARCH_ENGINES,
    OrderedFormSet,
    PublishableAdmin,
    StackedInline,
    TabularInline,
    list_address,
)
from publishing.admin.columns import UNTOUCHED
from publishing.counting import RowCount


class ReleaseInline(TabularInline):
    model = Release
    fields = ["version", "released_on", "supported_until", "notes_url"]
    select_related = ("framework",)
    classes = ["collapse"]


class DrawbackInline(StackedInline):
    model = Drawback
    formset = OrderedFormSet
    markdown_fields = ("explanation", "remedy")
    autocomplete_fields = ["feature", "checked_by"]
    classes = ["collapse"]
    fieldsets = [
        (None, {"fields": ["title", ("severity", "position"), "feature"]}),
        (None, {"fields": ["explanation", "remedy"]}),
        (
            None,
            {
                "fields": [
                    ("source_title", "source_url"),
                    ("checked_on", "checked_against", "checked_by"),
                ]
            },
        ),
    ]


class ExtensionInline(StackedInline):
    model = Extension
    formset = OrderedFormSet
    autocomplete_fields = ["adds"]
    classes = ["collapse"]
    fields = [
        ("name", "package", "official", "position"),
        "summary",
        "adds",
        "url",
        ("released_on", "checked_on"),
    ]


class SnippetInline(StackedInline):
    model = Snippet
    code_fields = ("code", "transcript")
    select_related = ("framework",)
    classes = ["collapse"]
    fields = [
        ("task", "filename"),
        "code",
        "install",
        "start",
        "transcript",
        ("run_on", "run_against", "passed"),
    ]


@admin.register(Framework)
class FrameworkAdmin(PublishableAdmin):
    list_display = [
        "name",
        "language",
        "kind",
        "state",
        "owner",
        "updated_at",
        "goes_live",
        "facts",
        "attention",
    ]
    attentions = (MISSING, UNPROVEN, UNTOUCHED)
    search_title, search_description = "name", "tagline"
    card_url_name = "comparisons:framework-card"
    list_filter = [*PublishableAdmin.list_filter, "language", "kind"]
    search_fields = ["name", "slug", "tagline", "summary"]
    readonly_fields = ["facts"]
    markdown_fields = ("summary", "used_by")
    paragraph_fields = ("created_for", "seo_description")
    inlines = [ReleaseInline, DrawbackInline, ExtensionInline, SnippetInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "name",
                    "slug",
                    "facts",
                    ("language", "kind"),
                    "tagline",
                    "summary",
                    "logo",
                ],
                "description": "Leave the address empty to have it made from the name. What the "
                "framework can do stands in its facts, a list of their own.",
            },
        ),
        (
            "Background",
            {
                "fields": ["pattern", "created_for", "used_by"],
                "description": "As its own pages say it. Leave out what nobody states.",
            },
        ),
        ("On the web", {"fields": ["website", "documentation", "repository"]}),
        PUBLICATION,
        SEARCH_ENGINES,
    ]

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .annotate(fact_count=RowCount(Fact.objects.filter(framework=OuterRef("pk"))))
        )

    @admin.display(description="facts", ordering="fact_count")
    def facts(self, obj):
        if not obj.pk:
            return "Save the framework first, then add its facts."
        address = list_address(Fact, framework__id__exact=obj.pk)
        return format_html(
            '<a href="{}">Facts of this framework ({})</a>', address, obj.fact_count
        )

    def settle(self, obj, former_slug):
        super().settle(obj, former_slug)
        if former_slug != obj.slug:
            pairs.rename(obj, former_slug)
