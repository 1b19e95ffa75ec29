"""The head of every page: what it is called, where it lives, and how it looks when shared."""

import pytest
from django.conf import settings

from articles.models import Article
from comparisons.models import Comparison
from comparisons.views import ComparisonDetailView
from publishing.folders import import_folder
from tests import factories as make
from tests.heads import read_head
from tests.site import EMBED, PAGES, make_site
from tests.sitemap import SITE, read_sitemap

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]

HIDDEN_FROM_ENGINES = {"comparisons:choose-result", "comparisons:comparison-cite", "search"}
WITH_HEADS = [name for name in PAGES if name != EMBED]
LONG = "An answer that goes on and on, clause after clause, " * 6


@pytest.mark.parametrize("name", WITH_HEADS)
def test_page_says_what_it_is_in_the_space_there_is(client, name):
    make_site()

    head = read_head(client, PAGES[name])

    assert 0 < len(head.title) <= 60
    assert 0 < len(head.meta["description"]) <= 155
    assert head.meta["og:title"] == head.title.removesuffix(" | Evenhand")
    assert head.meta["og:description"] == head.meta["description"]
    assert (head.meta["og:site_name"], head.meta["og:locale"]) == ("Evenhand", "en_GB")


@pytest.mark.parametrize("name", WITH_HEADS)
def test_page_has_one_address_unless_it_is_not_to_be_found(client, name):
    make_site()

    head = read_head(client, PAGES[name])

    if name in HIDDEN_FROM_ENGINES:
        assert (head.canonical, head.meta["robots"]) == ("", "noindex, follow")
        assert "og:url" not in head.meta
    else:
        assert head.canonical == head.meta["og:url"] == f"{SITE}{PAGES[name]}"
        assert "robots" not in head.meta


def test_no_two_pages_of_the_sample_site_are_told_alike(client):
    assert import_folder(settings.CONTENT_ROOT).problems == []

    heads = [read_head(client, path) for path in read_sitemap(client)]

    assert len(heads) > 80
    for told in (
        [head.title for head in heads],
        [head.meta["description"] for head in heads],
        [head.canonical for head in heads],
    ):
        assert sorted(told) == sorted(set(told))
    assert all(len(head.title) <= 60 for head in heads)
    assert all(len(head.meta["description"]) <= 155 for head in heads)


def test_later_page_of_a_list_is_told_from_the_first(client):
    for _ in range(21):
        make.make_article()

    first, second = (read_head(client, f"/articles/{rest}") for rest in ("", "page/2/"))

    assert second.title == "Articles, page 2 of 2 | Evenhand"
    assert first.meta["description"] != second.meta["description"]
    assert second.canonical == f"{SITE}/articles/page/2/"


# What editors wrote goes first


def test_fields_for_search_engines_go_before_title_and_lead(client):
    make_site()
    own = {"seo_title": "Own title", "seo_description": "Own words."}
    Article.objects.update(**own)
    Comparison.objects.update(**own, lead="The lead.")

    for name in ("articles:article-detail", "comparisons:comparison-detail"):
        head = read_head(client, PAGES[name])
        assert (head.title, head.meta["description"]) == ("Own title | Evenhand", "Own words.")


@pytest.mark.parametrize(
    ("fields", "description"),
    [
        ({"lead": "The lead.", "body": "The body."}, "The lead."),
        ({"body": "## A heading\n\nThe *first* paragraph.\n\nMore."}, "The first paragraph."),
        ({"body": "```python\nno words\n```"}, "What it is called"),
        ({}, "What it is called"),
    ],
    ids=["lead", "first paragraph", "code alone", "nothing"],
)
def test_description_is_the_first_that_says_something(client, fields, description):
    article = make.make_article(title="What it is called", **fields)

    head = read_head(client, article.get_absolute_url())

    assert head.meta["description"] == description


def test_long_texts_are_cut_after_a_word(client):
    article = make.make_article(title="Word " * 18, lead=LONG[:320])

    head = read_head(client, article.get_absolute_url())

    assert head.title == f"{'Word ' * 11}Word…"
    assert len(head.meta["description"]) <= 155
    assert head.meta["description"].endswith(("clause…", "clause after…", "and…", "goes on…"))


@pytest.mark.parametrize(
    ("names", "title"),
    [
        (("Flask", "Django"), "Flask vs Django: which should you choose? | Evenhand"),
        (("A framework", "Another framework"), "A framework vs Another framework | Evenhand"),
    ],
    ids=["short", "too long for the question"],
)
def test_title_of_a_comparison_asks_where_there_is_room(client, names, title):
    comparison = make.make_comparison(*(make.make_framework(name=name) for name in names))

    assert read_head(client, comparison.get_absolute_url()).title == title


# Shared


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("home", "website"),
        ("articles:article-detail", "article"),
        ("comparisons:comparison-detail", "article"),
        ("articles:author-detail", "profile"),
        ("comparisons:framework-detail", "website"),
    ],
)
def test_page_says_to_open_graph_what_it_is(client, name, kind):
    make_site()

    assert read_head(client, PAGES[name]).meta["og:type"] == kind


@pytest.mark.parametrize("url", ["/card.png", f"{SITE}/card.png"])
def test_page_with_a_card_is_shared_with_it(client, monkeypatch, url):
    make_site()
    card = {"url": url, "alt": "Main and “Other”"}
    monkeypatch.setattr(ComparisonDetailView, "get_card", lambda view: card)

    meta = read_head(client, PAGES["comparisons:comparison-detail"]).meta

    assert meta["og:image"] == f"{SITE}/card.png"
    assert (meta["og:image:width"], meta["og:image:height"]) == ("1200", "630")
    assert meta["og:image:alt"] == card["alt"]
    assert meta["twitter:card"] == "summary_large_image"


def test_page_without_a_card_of_its_own_is_shared_with_the_card_of_the_site(client):
    make_site()

    meta = read_head(client, "/choose/").meta

    assert meta["og:image"].startswith(f"{SITE}/card.png?v=")
    assert meta["twitter:card"] == "summary_large_image"


def test_language_without_a_country_is_no_locale(client, settings):
    settings.LANGUAGE_CODE = "de"

    assert "og:locale" not in read_head(client, "/choose/").meta
