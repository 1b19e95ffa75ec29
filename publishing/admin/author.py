from django.contrib import admin

from publishing.admin.base import VersionedAdmin
from publishing.models import Author


@admin.register(Author)
class AuthorAdmin(VersionedAdmin):
    list_display = ["name", "role", "updated_at"]
    search_fields = ["name", "slug", "role"]
    markdown_fields = ("bio", "disclosure")
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "slug", "role", "is_team", "photo"],
                "description": "Leave the address empty to have it made from the name.",
            },
        ),
        (
            "For readers",
            {
                "fields": ["bio", "disclosure"],
                "description": "Readers judge a comparison by who wrote it. Keep it honest "
                "and short.",
            },
        ),
    ]
