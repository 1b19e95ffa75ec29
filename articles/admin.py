from django import forms
from django.contrib import admin

from articles import sorting
from articles.desk import NO_COVER
from articles.models import Article, ArticleAuthor, Topic
from publishing.admin import (
    PUBLICATION,
    SEARCH_ENGINES,
    OrderedFormSet,
    PublishableAdmin,
    TabularInline,
    VersionedAdmin,
)
from publishing.admin.bulk import EFFECTS, Effect
from publishing.admin.columns import UNTOUCHED


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


class TopicForm(forms.Form):
    topic = forms.ModelChoiceField(queryset=Topic.objects.all())


ADD_TOPIC = Effect(
    "Add a topic",
    "Each of these has the topic as well, and stands on its page once it is published. The other "
    "topics stay.",
    "Add the topic",
    TopicForm,
)


@admin.register(Article)
class ArticleAdmin(PublishableAdmin):
    actions = [*PublishableAdmin.actions, "add_topic"]
    effects = {**EFFECTS, "add_topic": ADD_TOPIC}
    attentions = (NO_COVER, UNTOUCHED)
    list_filter = [*PublishableAdmin.list_filter, "topics"]
    search_fields = ["title", "slug", "lead", "body"]
    autocomplete_fields = ["topics", "frameworks"]
    markdown_fields = ("body",)
    card_url_name = "articles:article-card"
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

    @admin.action(description="Add a topic", permissions=["change"])
    def add_topic(self, request, queryset):
        topic = request.chosen["topic"]

        def add(article):
            return sorting.add_topic(article, topic, user=request.user)

        self.do_to_each(request, queryset, add, f"has the topic “{topic}”")
