"""Changes of facts: written by the saves themselves, explained or taken out here."""

from django.contrib import admin

from comparisons import change_list
from comparisons.models import FactChange, Framework
from publishing import workflow
from publishing.admin import VersionedAdmin


@admin.register(FactChange)
class FactChangeAdmin(VersionedAdmin):
    list_display = ["at", "framework", "feature", "in_words", "reason", "is_correction"]
    list_display_links = ["at", "in_words"]
    list_filter = [
        "is_correction",
        "kind",
        # Only those with a change in the list: the names of other people's drafts are theirs.
        ("framework", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["framework", "feature"]
    search_fields = ["framework__name", "feature__name", "reason"]
    date_hierarchy = "at"
    readonly_fields = ["framework", "feature", "at", "in_words", "before", "after", "checked_by"]
    fieldsets = [
        (
            None,
            {
                "fields": ["framework", "feature", "at", "in_words", "before", "after"],
                "description": "Written when the fact was saved. To change what a fact says, "
                "change the fact.",
            },
        ),
        (
            "What readers are told",
            {
                "fields": ["reason", "is_correction", "checked_by"],
                "description": "Delete a change only if it never was one, such as a slip that "
                "was taken back: readers count on the list being whole.",
            },
        ),
    ]

    def get_queryset(self, request):
        seen = workflow.visible(Framework.objects.all(), request.user)
        return super().get_queryset(request).filter(framework__in=seen)

    def has_add_permission(self, request):
        return False

    @admin.display(description="change")
    def in_words(self, obj):
        return change_list.words(obj)

    @admin.display(description="before")
    def before(self, obj):
        return said(obj, "old")

    @admin.display(description="after")
    def after(self, obj):
        return said(obj, "new")


def said(change, side):
    """Return all that the fact said on one side, in one line."""
    names = ("extension", "since", "note", "source_title", "source_url", "checked_against")
    others = [getattr(change, f"{side}_{name}") for name in names]
    return "; ".join(filter(None, [change_list.answer(change, side), *others]))
