"""What happened: to look at, never to edit."""

from django.contrib import admin

from publishing.models import FormerSlug, Revision


class ReadOnlyAdmin(admin.ModelAdmin):
    list_select_related = ["content_type"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("subject")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    list_display = ["subject", "content_type", "number", "user", "name", "note", "created_at"]
    list_display_links = ["subject", "number"]
    list_filter = ["content_type", "user"]
    list_select_related = ["content_type", "user"]
    search_fields = ["document", "name", "note"]
    date_hierarchy = "created_at"
    fields = [
        "subject",
        "content_type",
        "number",
        "user",
        "created_at",
        "name",
        "note",
        "document",
    ]
    readonly_fields = ["subject"]


@admin.register(FormerSlug)
class FormerSlugAdmin(ReadOnlyAdmin):
    list_display = ["slug", "content_type", "subject", "created_at"]
    list_filter = ["content_type"]
    search_fields = ["slug"]
    fields = ["slug", "content_type", "subject", "created_at"]
    readonly_fields = ["subject"]
