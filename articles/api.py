"""The part of the API that tells of articles."""

from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from articles.models import Article, Topic
from comparisons.api.lookups import of_whom, ref
from comparisons.models import Framework
from publishing.api import (
    Item,
    Listing,
    ListParameters,
    Parameters,
    Person,
    Ref,
    Slug,
    answer,
    answer_list,
    html,
    lead_on,
    person,
    read_slice,
    slug_in_path,
    told,
)
from publishing.models import Author
from publishing.site import absolute

router = Router(tags=["Articles"])
ROUTERS = {"articles": router}

PAGE = "https://evenhand.example"


class ArticleItem(Item):
    """An article without its text."""

    slug: str = told("Its name in addresses.", "flask-or-django")
    title: str = told("Its title.", "Flask or Django?")
    lead: str | None = told("Its first sentences, which hold the answer.", "Start with Flask.")
    authors: list[Person] = Field(description="Who wrote it, in the order of the byline.")
    topics: list[Ref] = told("What it is about.", [{"slug": "choosing", "name": "Choosing"}])
    frameworks: list[Ref] = Field(description="Whom it is about.")
    minutes: int = told("How many minutes it takes to read.", 7)
    published_at: datetime = told("When readers could see it first.", "2026-11-20T09:00:00Z")
    url: str = told("Its page on this site.", f"{PAGE}/articles/flask-or-django/")


class ArticleDetail(ArticleItem):
    """An article with its text."""

    body_html: str | None = told(
        "Its text; facts that it shows are those of today.", "<p>Both are good.</p>"
    )


class ArticleList(Listing[ArticleItem]):
    """A part of the articles, the newest first."""


class ListQuery(ListParameters):
    item = ArticleItem

    topic: Slug | SkipJsonSchema[None] = Field(
        None, description="Only those with this topic.", examples=["choosing"]
    )
    framework: Slug | SkipJsonSchema[None] = Field(
        None, description="Only those about this framework.", examples=["flask"]
    )
    author: Slug | SkipJsonSchema[None] = Field(
        None, description="Only those that this author wrote.", examples=["ada-example"]
    )


class DetailQuery(Parameters):
    item = ArticleDetail


@router.get("/", response=ArticleList, summary="List articles", url_name="article-list")
def list_articles(request: HttpRequest, query: Query[ListQuery]) -> HttpResponse:
    """Articles that are published here, the newest first."""
    articles = shown_articles().defer("body").filter(**narrowed(query))
    found = read_slice(articles, ["-published_at", "-pk"], query, request)
    items = [ArticleItem(**facts_of(one)) for one in found.rows]
    return answer_list(ArticleList, items, found.next, query)


@router.get(
    "/{slug}/",
    response={200: ArticleDetail, 301: None},
    summary="Read an article",
    url_name="article-detail",
)
def read_article(
    request: HttpRequest,
    query: Query[DetailQuery],
    slug: str = slug_in_path("The article.", "flask-or-django"),
) -> HttpResponse:
    """One article with its text. A former name leads to the one that it has today."""
    article = shown_articles().filter(slug=slug).first()
    if article is None:
        return lead_on(Article, slug, "api:article-detail", request)
    return answer(ArticleDetail(**facts_of(article), body_html=html(article.body)), query)


def shown_articles():
    frameworks = Prefetch("frameworks", Framework.objects.published().order_by("name"))
    return Article.objects.published().prefetch_related("topics", "bylines__author", frameworks)


def narrowed(query: ListQuery) -> dict[str, Any]:
    """Return the filters; one query for each name that was given."""
    found: dict[str, Any] = {f"{name}s": one for name, one in of_whom(query.framework).items()}
    for model, column, slug in ((Topic, "topics", query.topic), (Author, "authors", query.author)):
        if slug is not None:
            found[column] = called(model, slug)
    return found


def called(model, slug):
    found = model.objects.filter(slug=slug).first()
    if found is None:
        raise Http404(f"No {model._meta.verbose_name} here is called “{slug}”.")
    return found


def facts_of(article):
    return {
        "slug": article.slug,
        "title": article.title,
        "lead": article.lead or None,
        "authors": [person(byline.author) for byline in article.bylines.all()],
        "topics": [ref(topic) for topic in article.topics.all()],
        "frameworks": [ref(framework) for framework in article.frameworks.all()],
        "minutes": article.minutes,
        "published_at": article.published_at,
        "url": absolute(article.get_absolute_url()),
    }
