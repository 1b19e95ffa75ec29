from django.contrib import admin

from publishing.admin.page_links import PageLinks
from publishing.admin.publishable import PUBLICATION, SEARCH_ENGINES, PublishableAdmin
from publishing.models import Page


@admin.register(Page)
class PageAdmin(PageLinks, PublishableAdmin):
    search_fields = ["title", "slug", "lead", "body"]
    markdown_fields = ("body",)
    fieldsets = [
        (
            None,
            {
                "fields": ["title", "slug", "lead", "body"],
                "description": "A page about the publication itself, such as how we check. "
                "Leave the address empty to have it made from the title.",
            },
        ),
        PUBLICATION,
        SEARCH_ENGINES,
    ]
