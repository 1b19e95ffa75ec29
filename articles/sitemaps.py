"""What search engines are told of this app."""

from django.db.models import Exists, Max, OuterRef, Q, Subquery

from articles.models import Article, Topic
from comparisons.models import Comparison, FactChange
from publishing.models import Author, live
from publishing.sitemaps import Section, newest, saved_again


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
        return newest(saved_again(item), item.newest_published, item.newest_changed)


class AuthorSection(Section):
    """List whose name stands under something published; no link leads to anybody else."""

    def items(self):
        articles = Article.objects.published().filter(authors=OuterRef("pk"))
        signed = Q(author=OuterRef("pk")) | Q(reviewer=OuterRef("pk"))
        comparisons = Comparison.objects.published().filter(signed)
        checks = FactChange.objects.published().filter(checked_by=OuterRef("pk"))
        named = Exists(articles) | Exists(comparisons) | Exists(checks)
        return (
            Author.objects.filter(named)
            .annotate(newest_article=newest_of(articles), newest_comparison=newest_of(comparisons))
            .order_by("pk")
        )

    def lastmod(self, item):
        return newest(saved_again(item), item.newest_article, item.newest_comparison)


def newest_of(published):
    """Return when the newest of some publishable rows was published, as a column."""
    return Subquery(published.order_by("-published_at").values("published_at")[:1])
