"""What search engines are told of this app."""

from django.db.models import Exists, Max, OuterRef, Q

from articles.models import Article, Topic
from comparisons.models import Comparison, FactChange
from publishing.models import Author, live
from publishing.sitemaps import Section


class ArticleSection(Section):
    def items(self):
        articles = Article.objects.published().only("slug", "published_at", "changed_at")
        return articles.order_by("pk")


class TopicSection(Section):
    """List the topics that something published is about; no link leads to another."""

    def items(self):
        shown = live(through="articles__")
        return (
            Topic.objects.filter(shown)
            .annotate(
                newest_published=Max("articles__published_at", filter=shown),
                newest_changed=Max("articles__changed_at", filter=shown),
            )
            .order_by("pk")
        )

    def lastmod(self, item):
        return max(filter(None, [item.newest_published, item.newest_changed]))


class AuthorSection(Section):
    """List whose name stands under something published; no link leads to anybody else."""

    def items(self):
        articles = Article.objects.published().filter(authors=OuterRef("pk"))
        signed = Q(author=OuterRef("pk")) | Q(reviewer=OuterRef("pk"))
        comparisons = Comparison.objects.published().filter(signed)
        checks = FactChange.objects.published().filter(checked_by=OuterRef("pk"))
        named = Exists(articles) | Exists(comparisons) | Exists(checks)
        return Author.objects.filter(named).order_by("pk")

    def lastmod(self, item):
        return item.updated_at
