"""Feeds of articles: of all, about a topic, by an author."""

from django.urls import reverse
from django.utils.html import escape

from articles.listing import links
from articles.models import Article
from publishing import markdown
from publishing.feeds import (
    BEGINNING,
    PublicationFeed,
    for_elsewhere,
    tag_uri,
)
from publishing.pictures import picture
from publishing.site import SITE_NAME, absolute

MOST_IN_A_FEED = 20


class ArticleFeed(PublicationFeed):
    """The newest articles in full: four queries, and those of what is live in each text."""

    def path(self, obj):
        return reverse("articles:article-feed")

    def title(self, obj):
        return f"{SITE_NAME}: articles"

    def link(self, obj):
        return absolute(reverse("articles:article-list"))

    def feed_guid(self, obj):
        return tag_uri(BEGINNING, "feeds/articles")

    def articles(self, obj):
        return Article.objects.published()

    def items(self, obj):
        newest = self.articles(obj).order_by("-published_at", "-pk")[:MOST_IN_A_FEED]
        return newest.select_related("cover").prefetch_related("topics", "bylines__author")

    def item_title(self, article):
        return article.title

    def item_link(self, article):
        return absolute(article.get_absolute_url())

    def item_guid(self, article):
        return tag_uri(article.created_at, f"articles/{article.pk}")

    def item_pubdate(self, article):
        return article.published_at

    def item_updateddate(self, article):
        return article.modified_at

    def item_categories(self, article):
        return [topic.name for topic in article.topics.all()]

    def item_description(self, article):
        return escape(article.lead) if article.lead else None

    def item_authors(self, article):
        return links(byline.author for byline in article.bylines.all())

    def item_content(self, article):
        cover = picture(article.cover, sizes="100vw") if article.cover else ""
        html = f"{cover}{markdown.render(article.body).html}"
        return for_elsewhere(html, article.get_absolute_url())


class TopicFeed(ArticleFeed):
    def path(self, topic):
        return reverse("articles:topic-feed", args=[topic.slug])

    def title(self, topic):
        return f"{SITE_NAME}: articles about {topic.name}"

    def link(self, topic):
        return absolute(topic.get_absolute_url())

    def feed_guid(self, topic):
        return tag_uri(BEGINNING, f"feeds/topics/{topic.pk}")

    def articles(self, topic):
        return super().articles(topic).filter(topics=topic)


class AuthorFeed(ArticleFeed):
    def path(self, author):
        return reverse("articles:author-feed", args=[author.slug])

    def title(self, author):
        return f"{SITE_NAME}: articles by {author.name}"

    def link(self, author):
        return absolute(author.get_absolute_url())

    def feed_guid(self, author):
        return tag_uri(BEGINNING, f"feeds/authors/{author.pk}")

    def articles(self, author):
        return super().articles(author).filter(authors=author)
