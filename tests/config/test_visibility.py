"""What readers may see: nothing of what is not published, and no markup of what is."""

from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.db import models

from articles.models import Article
from comparisons.models import (
    Comparison,
    ComparisonEntry,
    Framework,
    FrozenComparison,
    Snippet,
)
from publishing import search
from publishing.models import Page, Publishable
from tests import factories as make
from tests.site import FEEDS, FENCE, FILES, PAGES, make_site, read

pytestmark = pytest.mark.django_db

READ = PAGES | FILES | FEEDS
ARTICLE_FEEDS = {name for name in FEEDS if name.startswith("articles:")}

OWN_APPS = ("publishing", "comparisons", "articles")
PUBLISHABLES = {
    Framework: lambda **fields: make.make_framework(name="Zyxwv", slug="zyxwv", **fields),
    Comparison: lambda **fields: make.make_comparison(title="Zyxwv", lead="Zyxwv", **fields),
    Article: lambda **fields: make.make_article(title="Zyxwv", slug="zyxwv", **fields),
    Page: lambda **fields: make.make_page(title="Zyxwv", slug="zyxwv", **fields),
}


def own_models():
    return [model for label in OWN_APPS for model in apps.get_app_config(label).get_models()]


def test_every_publishable_is_tested_here():
    assert {one for one in own_models() if issubclass(one, Publishable)} == set(PUBLISHABLES)


@pytest.mark.parametrize("model", PUBLISHABLES)
def test_publishable_keeps_the_constraints_of_its_base(model):
    kept = {constraint.name for constraint in model._meta.constraints}
    prefix = f"{model._meta.app_label}_{model._meta.model_name}"

    assert {f"{prefix}_status_known", f"{prefix}_published_has_date"} <= kept
    assert "publish" in model._meta.default_permissions


@pytest.mark.parametrize("model", PUBLISHABLES)
def test_published_object_is_shown_at_its_address(client, model):
    assert "Zyxwv" in read(client, PUBLISHABLES[model]().get_absolute_url())


@pytest.mark.parametrize("state", make.HIDDEN)
@pytest.mark.parametrize("model", PUBLISHABLES)
def test_hidden_object_is_not_shown_at_its_address(client, model, state):
    hidden = PUBLISHABLES[model](**make.HIDDEN[state])

    response = client.get(hidden.get_absolute_url())

    # Of a hidden comparison only the facts remain, which any pair of frameworks shows.
    assert response.status_code == (200 if model is Comparison else 404)
    assert "Zyxwv" not in response.content.decode()


# What the whole site shows of one object that comes


def add_framework(**fields):
    """Make a framework with all that can point at it from published pages."""
    late = make.make_framework(name="Late", slug="late", **fields)
    main = Framework.objects.get(slug="main")
    for fact in main.facts.select_related("feature"):
        make.make_fact(late, fact.feature, level="" if fact.value else "none", value=fact.value)
        make.make_change(late, fact.feature)
    Article.objects.get(slug="article-1").frameworks.add(late)
    make.make_comparison(
        late, main, summary="Late words.", author=Comparison.objects.first().author
    )


def add_article(**fields):
    like = Article.objects.get(slug="article-1")
    make.make_article(
        title="Late words",
        authors=like.authors.all(),
        topics=like.topics.all(),
        frameworks=Framework.objects.all(),
        **fields,
    )


ADDITIONS = {
    add_framework: {
        "home",
        "comparisons:comparison-list",
        "comparisons:comparison-detail",
        "comparisons:framework-list",
        "comparisons:framework-detail",
        "comparisons:feature-list",
        "comparisons:feature-detail",
        "comparisons:choose-result",
        "comparisons:change-list",
        "articles:article-detail",
        "articles:topic-detail",
        "articles:author-detail",
        "search",
        "comparisons:change-feed",
        *ARTICLE_FEEDS,
    },
    add_article: {
        "home",
        "comparisons:comparison-detail",
        "comparisons:framework-detail",
        "articles:article-list",
        "articles:article-detail",
        "articles:topic-detail",
        "articles:author-detail",
        *ARTICLE_FEEDS,
    },
}


@pytest.fixture
def before(client):
    """Make a site whose article tells of a framework to come, and read all of it."""
    make_site()
    Article.objects.update(body=FENCE.replace("other-1", "late"))
    return read_all(client)


def read_all(client):
    search.rebuild()
    return {name: read(client, path) for name, path in READ.items()}


def changed(before, after):
    return {name for name in READ if before[name] != after[name]}


@pytest.mark.parametrize("state", make.HIDDEN)
@pytest.mark.parametrize("add", ADDITIONS)
@pytest.mark.allow_n_plus_one  # Each page is a request of its own.
def test_hidden_object_changes_no_page(client, before, add, state):
    add(**make.HIDDEN[state])

    assert changed(before, read_all(client)) == set()


@pytest.mark.parametrize("add", ADDITIONS)
@pytest.mark.allow_n_plus_one
def test_published_object_changes_the_pages_that_are_about_it(client, before, add):
    add(published_at=make.PAST.replace(month=6))

    assert changed(before, read_all(client)) == ADDITIONS[add]


@pytest.mark.parametrize("state", make.HIDDEN)
@pytest.mark.allow_n_plus_one
def test_hidden_comparison_is_in_no_list(client, state):
    make_site()
    Comparison.objects.update(
        title="Zyxwv", lead="Zyxwv", summary="Zyxwv", body="Zyxwv", **make.HIDDEN[state]
    )

    pages = read_all(client)

    assert [name for name, page in pages.items() if "Zyxwv" in page] == []
    assert "differ</span>" not in pages["comparisons:comparison-list"]
    assert "You need it." not in pages["comparisons:comparison-detail"]


# Hostile words, in every text that an editor can write

HOSTILE = {
    "markup": "<script>alert(1)</script>",
    "attribute": "\" onclick='alert(1)' x=\"",
    "long": "W" * 400,
    "right to left": "‮מסגרת‬",
}


def written(field):
    """Tell whether an editor writes words into a field, rather than choosing or linking."""
    return (
        isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, models.SlugField | models.FileField)
        and not field.choices
        and field.editable
        and not field.name.endswith(("url", "website", "documentation", "repository"))
    )


def write_everywhere(words):
    # What was frozen cannot be written anew.
    for model in [one for one in own_models() if one is not FrozenComparison]:
        fields = [field for field in model._meta.get_fields() if written(field)]
        for row in model._default_manager.all():
            texts = {
                field.name: f"{row.pk} {words}"[: field.max_length]
                for field in fields
                if getattr(row, field.name)
            }
            if texts:
                model._default_manager.filter(pk=row.pk).update(**texts)
    ComparisonEntry.objects.update(choose_if=[words])
    Snippet.objects.update(transcript=f"> GET /\n\n< 200\n<\n< {words}")


class PageReader(HTMLParser):
    """Read a page as a browser does: its text, and what its tags could run."""

    def __init__(self, page):
        super().__init__()
        self.text, self.handlers, self.scripts = "", [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.handlers += [name for name, _value in attrs if name.startswith("on")]
        # A block of data is no script: no browser runs it.
        if tag == "script" and dict(attrs).get("type") != "application/ld+json":
            self.scripts.append(dict(attrs).get("src", ""))

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.allow_n_plus_one
def test_hostile_words_are_shown_as_words(client, words):
    make_site()
    write_everywhere(words)

    pages = read_all(client)
    for name in PAGES:
        seen = PageReader(pages[name])
        assert words[:30] in seen.text, name
        assert seen.handlers == [], name
        assert all(source.startswith("/static/") for source in seen.scripts), name
