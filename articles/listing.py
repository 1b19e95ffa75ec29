"""Articles as lists show them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from articles.models import Article


def latest(number: int, *, framework=None) -> QuerySet[Article]:
    """Return the newest published articles, about a framework if one is given."""
    articles = Article.objects.published().defer("body")
    if framework is not None:
        articles = articles.filter(frameworks=framework)
    return articles.order_by("-published_at", "-pk")[:number]


def rows(articles: Iterable[Article], *, with_topics: bool = False) -> list[dict[str, Any]]:
    """Return what a list says of each article; topics must be prefetched where they are shown."""
    return [
        {
            "title": article.title,
            "url": article.get_absolute_url(),
            "lead": article.lead,
            "date": article.published_at,
            "minutes": article.minutes,
            "topics": links(article.topics.all()) if with_topics else [],
        }
        for article in articles
    ]


def links(objects: Iterable) -> list[dict[str, str]]:
    return [{"name": str(one), "url": one.get_absolute_url()} for one in objects]
