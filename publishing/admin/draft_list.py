"""The list of drafts: one's own, and everybody's for those who see all of a model."""

from django.contrib import admin
from django.utils.html import format_html

from publishing import drafts, proposals
from publishing.admin.draft_rows import open_address, round_in_words
from publishing.models import Draft


@admin.register(Draft)
class DraftAdmin(admin.ModelAdmin):
    list_display = [
        "title_or_none",
        "content_type",
        "kind",
        "user",
        "note",
        "review",
        "updated_at",
        "opened",
    ]
    list_filter = ["kind", "content_type", "user"]
    list_select_related = ["content_type", "user"]
    list_per_page = 50
    search_fields = ["title", "note"]
    date_hierarchy = "updated_at"
    fields = [
        "title",
        "content_type",
        "kind",
        "user",
        "note",
        "review",
        "created_at",
        "updated_at",
        "opened",
    ]
    readonly_fields = ["review", "opened"]

    def get_queryset(self, request):
        visible = drafts.visible_to(request.user)
        rows = super().get_queryset(request).filter(pk__in=visible.values("pk"))
        return drafts.with_rounds(rows)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        """Let everybody who writes see drafts; which of them, is for each draft to say."""
        return self.writes(request) if obj is None else drafts.may_see(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return self.writes(request) if obj is None else drafts.may_discard(request.user, obj)

    def has_module_permission(self, request):
        return self.writes(request) or super().has_module_permission(request)

    def writes(self, request):
        return any(
            model_admin.has_change_permission(request)
            for model, model_admin in self.admin_site._registry.items()
            if hasattr(model_admin, "may_write")
        )

    @admin.display(description="title", ordering="title")
    def title_or_none(self, obj):
        return str(obj)

    @admin.display(description="review")
    def review(self, obj):
        return round_in_words(proposals.round_of(obj)) or None

    @admin.display(description="in its form")
    def opened(self, obj):
        return format_html('<a href="{}">Open</a>', open_address(obj))
