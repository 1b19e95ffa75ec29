"""Every address of the site: whom it is for, what it may set, and what it costs."""

import pytest
from django.db import connection
from django.urls import URLResolver, get_resolver, reverse

from articles.models import Article
from comparisons.models import ComparisonEntry, Pick
from tests import factories as make
from tests.site import API, CARDS, FEEDS, FILES, FROZEN, PAGES, WELL_KNOWN, make_site

pytestmark = pytest.mark.django_db

# Whom each URL is for, by its name. A new URL is added here, with the rules of its audience:
# public pages are the same for every reader, private ones are kept by nobody.
AUDIENCES = {
    **dict.fromkeys(PAGES, "public"),
    **dict.fromkeys(FILES, "public"),
    **dict.fromkeys(WELL_KNOWN, "well-known"),
    **dict.fromkeys(CARDS, "card"),
    **dict.fromkeys(FEEDS, "feed"),
    **dict.fromkeys(FROZEN, "public"),
    **dict.fromkeys(API, "api"),
    "api:openapi": "api",
    "publishing:media": "media",
    "publishing:preview": "preview",
    "publishing:looks": "choice",
    "publishing:theme": "choice",
    "publishing:notice-hide": "choice",
    "health-live": "health",
    "health-ready": "health",
    "admin": "private",
}

PUBLIC = PAGES | FILES | FROZEN


def named_urls(patterns=None, namespace=""):
    """Walk the resolver; a private namespace stands as one name for all within."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if not isinstance(pattern, URLResolver):
            yield f"{namespace}{pattern.name or pattern.pattern}"
        elif AUDIENCES.get(pattern.namespace) == "private":
            yield pattern.namespace
        else:
            yield from named_urls(
                pattern.url_patterns,
                f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace,
            )


def of_audience(audience):
    return [name for name, one in AUDIENCES.items() if one == audience]


def test_every_url_has_an_audience():
    assert set(named_urls()) == set(AUDIENCES)


@pytest.mark.parametrize("name", of_audience("public"))
@pytest.mark.allow_n_plus_one  # Two readers ask.
def test_public_page_is_the_same_for_every_reader(client, name):
    make_site()
    editor = {"cookie": "session=somebody; csrf=token; messages=hello"}

    response = client.get(PUBLIC[name])

    assert response.status_code == 200
    assert response.content == client.get(PUBLIC[name], headers=editor).content
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "csrfmiddlewaretoken" not in response.content.decode()


@pytest.mark.parametrize("path", ["/nothing/", "/compare/a-vs-b-vs-c-vs-d-vs-e-vs-f/"])
def test_public_error_sets_no_cookie(client, path):
    response = client.get(path)

    assert response.status_code in (400, 404)
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_private_address_asks_to_sign_in(client):
    response = client.get(reverse("admin:index"))

    assert (response.status_code, response.url) == (302, "/admin/login/?next=/admin/")
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", of_audience("card"))
@pytest.mark.allow_n_plus_one  # Two readers ask.
def test_card_is_the_same_for_every_reader_and_anybody_may_show_it(client, name):
    make_site()
    editor = {"cookie": "session=somebody; csrf=token; messages=hello"}

    response = client.get(CARDS[name])

    assert response.content == client.get(CARDS[name], headers=editor).content
    assert not response.cookies
    headers = {name: response.headers[name] for name in CARD_HEADERS}
    assert headers == CARD_HEADERS


CARD_HEADERS = {
    "Content-Type": "image/png",
    "Cache-Control": "public, max-age=0, must-revalidate",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@pytest.mark.parametrize("name", of_audience("feed"))
@pytest.mark.allow_n_plus_one  # Two readers ask.
def test_feed_is_the_same_for_every_reader(client, name):
    make_site()
    editor = {"cookie": "session=somebody; csrf=token; messages=hello"}

    response = client.get(FEEDS[name])

    assert response.content == client.get(FEEDS[name], headers=editor).content
    assert not response.cookies
    assert {name: response.headers[name] for name in FEED_HEADERS} == FEED_HEADERS


FEED_HEADERS = {
    "Content-Type": "application/atom+xml; charset=utf-8",
    "Cache-Control": "public, max-age=0, must-revalidate",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@pytest.mark.parametrize("name", of_audience("health"))
def test_health_address_answers_anew_each_time(client, name):
    response = client.get(reverse(name))

    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies


@pytest.mark.parametrize("name", of_audience("choice"))
def test_answer_about_a_choice_is_kept_by_nobody_else(client, name):
    path = reverse(name, args=["support"] if "notice" in name else [])

    response = client.get(path) if name == "publishing:looks" else client.post(path)

    assert response.headers["Cache-Control"] in ("private, no-cache", "no-store")
    assert "csrf" not in response.content.decode()


@pytest.mark.parametrize("name", of_audience("well-known"))
def test_well_known_file_is_public_and_only_read(client, name, settings):
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    make_site()

    response = client.get(WELL_KNOWN[name])

    assert response.status_code == 200
    assert response.headers["Cache-Control"].startswith("public, max-age=")
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert not response.cookies
    assert client.post(WELL_KNOWN[name]).status_code == 405


@pytest.mark.parametrize("file", ["nothing.png", "../settings.py", "%2e%2e/db.sqlite3"])
def test_media_address_serves_no_other_file(client, file):
    response = client.get(f"/media/{file}")

    assert response.status_code == 404
    assert not response.cookies


@pytest.mark.parametrize("name", PUBLIC | CARDS | FEEDS)
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_public_page_is_for_reading_only(client, name, method):
    assert getattr(client, method)((PUBLIC | CARDS | FEEDS)[name]).status_code == 405


# What each page costs

QUERIES = {
    "home": 8,
    "comparisons:comparison-list": 4,
    "comparisons:comparison-detail": 8,
    "comparisons:comparison-json": 3,
    "comparisons:comparison-csv": 3,
    "comparisons:comparison-markdown": 3,
    "comparisons:comparison-cite": 4,
    "comparisons:comparison-embed": 3,
    "comparisons:comparison-strip": 3,
    "comparisons:comparison-bibtex": 3,
    "comparisons:comparison-csl": 3,
    "comparisons:framework-list": 3,
    "comparisons:framework-detail": 7,
    "comparisons:feature-list": 3,
    "comparisons:feature-detail": 5,
    "comparisons:choose": 3,
    "comparisons:choose-result": 7,
    "comparisons:choose-weights": 5,
    "comparisons:change-list": 4,
    "articles:article-list": 4,
    "articles:article-detail": 12,
    "articles:topic-detail": 5,
    "articles:author-detail": 5,
    "search": 5,
    "publishing:about": 2,
    "publishing:page-detail": 2,
    "api:reference": 1,
    **dict.fromkeys(FROZEN, 1),
    "comparisons:frozen-changes": 7,
    "comparisons:frozen-change-list": 6,
}
FEED_QUERIES = {
    "articles:article-feed": 4,
    "articles:topic-feed": 5,
    "articles:author-feed": 5,
    "comparisons:change-feed": 1,
    "comparisons:framework-feed": 2,
    "comparisons:comparison-feed": 3,
}
CARD_QUERIES = {
    "publishing:card": 0,
    "comparisons:comparison-card": 3,
    "comparisons:framework-card": 2,
    "articles:article-card": 4,
}


@pytest.fixture
def connected():
    """Let Django ask SQLite whether it knows JSON, which it does once per connection."""
    return connection.features.supports_json_field


@pytest.mark.usefixtures("connected")
@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize("name", PUBLIC)
def test_page_costs_the_same_queries_whatever_it_lists(
    client, name, size, django_assert_num_queries
):
    make_site(size)

    with django_assert_num_queries(QUERIES[name]):
        response = client.get(PUBLIC[name])

    assert response.status_code == 200


@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize("name", CARDS)
def test_card_costs_the_same_queries_whatever_it_shows(
    client, name, size, django_assert_num_queries
):
    make_site(size)

    with django_assert_num_queries(CARD_QUERIES[name]):
        response = client.get(CARDS[name])

    assert response.status_code == 200


@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize("name", FEEDS)
def test_feed_costs_the_same_queries_whatever_it_tells(
    client, name, size, django_assert_num_queries
):
    make_site(size)
    # A table of facts in a text is read with the text, each by itself.
    Article.objects.update(body="Words alone.")

    with django_assert_num_queries(FEED_QUERIES[name]):
        response = client.get(FEEDS[name])

    assert response.content.count(b"<entry>") >= size


@pytest.mark.usefixtures("connected")
@pytest.mark.parametrize(("columns", "rows"), [(2, 30), (5, 60)])
def test_comparison_costs_the_same_queries_whatever_its_size(
    client, columns, rows, django_assert_num_queries
):
    comparison = make_comparison_of(columns, rows)

    with django_assert_num_queries(QUERIES["comparisons:comparison-detail"]):
        response = client.get(comparison.get_absolute_url())

    page = response.content.decode()
    for words in ("You need it.", "A shop", "Our reviewer", "Support us", "An article"):
        assert words in page
    assert page.count('<tr class="fact') == rows
    assert len(response.context["related"]) == 1


def test_comparison_keeps_to_its_budget():
    assert QUERIES["comparisons:comparison-detail"] <= 8


def make_comparison_of(columns, rows):
    """Make a published comparison with all that can stand on its page."""
    frameworks = [make.make_framework() for _ in range(columns)]
    for _ in range(rows):
        feature = make.make_feature()
        for framework in frameworks:
            make.make_fact(framework, feature)
    for framework in frameworks:
        make.make_release(framework)
        make.make_drawback(framework)
        make.make_extension(framework)
        make.make_snippet(framework)
    comparison = make.make_comparison(
        *frameworks, author=make.make_author(), reviewer=make.make_author(name="Our reviewer")
    )
    ComparisonEntry.objects.update(choose_if=["You need it."])
    if columns == 2:
        Pick.objects.create(comparison=comparison, job="A shop", lean=1)
    else:
        Pick.objects.create(comparison=comparison, job="A shop", framework=frameworks[0])
    make.make_comparison(frameworks[0], make.make_framework())
    make.make_notice(title="Support us")
    make.make_article(title="An article")
    return comparison
