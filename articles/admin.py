from django.contrib import admin

from articles.models import Article, ArticleAuthor, Topic
from publishing.admin import (
    PUBLICATION,
    SEARCH_ENGINES,
    OrderedFormSet,
    PublishableAdmin,
    TabularInline,
    VersionedAdmin,
)


@admin.register(Topic)
class TopicAdmin(VersionedAdmin):
    list_display = ["name", "slug", "updated_at"]
    search_fields = ["name", "slug"]
    markdown_fields = ("summary",)
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "slug", "summary"],
                "description": "Leave the address empty to have it made from the name.",
            },
        ),
    ]


class BylineInline(TabularInline):
    model = ArticleAuthor
    formset = OrderedFormSet
    fields = ["author", "position"]
    autocomplete_fields = ["author"]
    select_related = ("author",)
    verbose_name = "author"
    verbose_name_plural = "authors, in the order of the byline"


@admin.register(Article)
class ArticleAdmin(PublishableAdmin):
    list_filter = [*PublishableAdmin.list_filter, "topics"]
    search_fields = ["title", "slug", "lead", "body"]
    autocomplete_fields = ["cover", "topics", "frameworks"]
    markdown_fields = ("body",)
    inlines = [BylineInline]
    fieldsets = [
        (
            None,
            {
                "fields": ["title", "slug", "lead", "body", "cover"],
                "description": "Leave the address empty to have it made from the title. The lead "
                "contains the answer; reading time is counted for you.",
            },
        ),
        (
            "About",
            {
                "fields": ["topics", "frameworks"],
                "description": "Decides on which other pages readers find it.",
            },
        ),
        PUBLICATION,
        SEARCH_ENGINES,
    ]
