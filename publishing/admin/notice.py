from django.contrib import admin

from publishing.admin.base import VersionedAdmin
from publishing.models import Notice


@admin.register(Notice)
class NoticeAdmin(VersionedAdmin):
    list_display = ["title", "placement", "enabled", "starts_at", "ends_at", "updated_at"]
    list_filter = ["enabled", "placement"]
    search_fields = ["title", "slug", "text"]
    markdown_fields = ("text",)
    fieldsets = [
        (
            None,
            {
                "fields": ["title", "slug", "text"],
                "description": "A polite request: in the flow of the page, never on top of it.",
            },
        ),
        (
            "Button",
            {
                "fields": ["link_label", "link_url"],
                "description": "Give both, or leave both empty for a notice without a button.",
            },
        ),
        ("Where and when", {"fields": ["placement", "enabled", "starts_at", "ends_at"]}),
    ]
