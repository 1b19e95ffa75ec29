"""A small site with something of everything, and the address of each kind of public page."""

from comparisons.models import ComparisonEntry, DecisionOption, Fact, Feature, Pick
from publishing import search
from tests import factories as make

FENCE = """
## A first part

```facts
frameworks = ["main", "other-1"]
features = ["feature-1"]
caption = "Facts"
```
"""

# The public pages by the name of their URL, at addresses that `make_site` fills.
PAGES = {
    "home": "/",
    "comparisons:comparison-list": "/compare/",
    "comparisons:comparison-detail": "/compare/main-vs-other-1/",
    "comparisons:comparison-cite": "/compare/main-vs-other-1/cite/",
    "comparisons:comparison-embed": "/compare/main-vs-other-1/embed/",
    "comparisons:framework-list": "/frameworks/",
    "comparisons:framework-detail": "/frameworks/main/",
    "comparisons:feature-list": "/features/",
    "comparisons:feature-detail": "/features/feature-1/",
    "comparisons:choose": "/choose/",
    "comparisons:choose-result": "/choose/result/?building=yes",
    "comparisons:choose-weights": "/choose/weights/",
    "comparisons:change-list": "/changes/",
    "articles:article-list": "/articles/",
    "articles:article-detail": "/articles/article-1/",
    "articles:topic-detail": "/topics/topic/",
    "articles:author-detail": "/authors/author/",
    "search": "/search/?q=main",
    "publishing:about": "/about/",
    "publishing:page-detail": "/about/method/",
    "api:reference": "/api/v1/",
}

# What programs read, by the name of its URL.
API = {
    "api:framework-list": "/api/v1/frameworks/",
    "api:framework-detail": "/api/v1/frameworks/main/",
    "api:feature-list": "/api/v1/features/",
    "api:feature-detail": "/api/v1/features/feature-1/",
    "api:fact-list": "/api/v1/facts/",
    "api:fact-detail": "/api/v1/facts/main/feature-1/",
    "api:comparison-list": "/api/v1/comparisons/",
    "api:comparison-detail": "/api/v1/comparisons/main-vs-other-1/",
    "api:drawback-list": "/api/v1/drawbacks/",
    "api:extension-list": "/api/v1/extensions/",
    "api:release-list": "/api/v1/releases/",
    "api:article-list": "/api/v1/articles/",
    "api:article-detail": "/api/v1/articles/article-1/",
}

# It stands in other sites' pages, and has a head of its own.
EMBED = "comparisons:comparison-embed"

# Files that other programs and other sites read, at addresses that `make_site` fills as well.
FILES = {
    "comparisons:comparison-json": "/compare/main-vs-other-1/data.json",
    "comparisons:comparison-csv": "/compare/main-vs-other-1/data.csv",
    "comparisons:comparison-markdown": "/compare/main-vs-other-1/data.md",
    "comparisons:comparison-strip": "/compare/main-vs-other-1/strip.svg",
    "comparisons:comparison-bibtex": "/compare/main-vs-other-1/citation.bib",
    "comparisons:comparison-csl": "/compare/main-vs-other-1/citation.json",
}

# The files that machines look for, by the name of their URL.
WELL_KNOWN = {
    "sitemap": "/sitemap.xml",
    "sitemap-section": "/sitemap-comparisons.xml",
    "robots": "/robots.txt",
    "security": "/.well-known/security.txt",
    "site-manifest": "/site.webmanifest",
    "favicon": "/favicon.ico",
}

# The social cards of that site.
CARDS = {
    "publishing:card": "/card.png",
    "comparisons:comparison-card": "/compare/main-vs-other-1/card.png",
    "comparisons:framework-card": "/frameworks/main/card.png",
    "articles:article-card": "/articles/article-1/card.png",
}

# Its feeds.
FEEDS = {
    "articles:article-feed": "/feeds/articles.atom",
    "articles:topic-feed": "/feeds/topics/topic.atom",
    "articles:author-feed": "/feeds/authors/author.atom",
    "comparisons:change-feed": "/feeds/changes.atom",
    "comparisons:framework-feed": "/feeds/changes/frameworks/main.atom",
    "comparisons:comparison-feed": "/feeds/changes/main-vs-other-1.atom",
}

# What was frozen, and what has changed since.
FROZEN = {
    "comparisons:frozen-page": "/compare/main-vs-other-1/as-of/2026-11-02/",
    "comparisons:frozen-json": "/compare/main-vs-other-1/as-of/2026-11-02/data.json",
    "comparisons:frozen-csv": "/compare/main-vs-other-1/as-of/2026-11-02/data.csv",
    "comparisons:frozen-changes": "/compare/main-vs-other-1/as-of/2026-11-02/changes/",
    "comparisons:frozen-change-list": "/compare/main-vs-other-1/as-of/2026-11-02/changes/list/",
}


def make_site(size=1):
    """Make one framework, and `size` of everything that stands in a list about it."""
    author = make.make_author(name="Ada", slug="author", bio="Writes.", disclosure="None.")
    topic = make.make_topic(name="Data", slug="topic", summary="About data.")
    main = fill_framework(make.make_framework(name="Main", slug="main", summary="It is."))
    others = [
        fill_framework(make.make_framework(name=f"Other {number}", slug=f"other-{number}"))
        for number in range(1, size + 1)
    ]
    fill_features([main, *others], size)
    fill_changes(author)
    for other in others:
        comparison = make.make_comparison(main, other, author=author, summary="In short.")
        fill_comparison(comparison)
        make.make_frozen(comparison, main, other)
    for number in range(1, size + 1):
        make.make_article(
            title=f"Article number {number}",
            slug=f"article-{number}",
            lead="What it says.",
            body=FENCE,
            authors=[author],
            topics=[topic],
            frameworks=[main],
        )
    fill_questions(size)
    make.make_page(slug="about", title="About us", body="We write.")
    make.make_page(
        slug="method", title="Method", body="We check. [So](/choose/result/?building=yes)."
    )
    make.make_notice(title="Support us")
    search.rebuild()


def fill_framework(framework):
    make.make_release(framework)
    make.make_drawback(framework, remedy="They wait.")
    make.make_extension(framework, summary="It adds.")
    make.make_snippet(framework)
    return framework


def fill_features(frameworks, size):
    group = make.make_group(name="Group")
    features = [
        make.make_feature(name=f"Feature number {number}", slug=f"feature-{number}", group=group)
        for number in range(1, size + 1)
    ]
    licence = make.make_feature(name="Licence", slug="licence", kind="value", group=group)
    for framework in frameworks:
        make.make_fact(framework, licence, value="BSD")
        for feature in features:
            make.make_fact(framework, feature, note="Noted.")


def fill_questions(size):
    features = Feature.objects.filter(kind="level")
    for number in range(1, size + 1):
        slug = "building" if number == 1 else f"question-{number}"
        make.make_question("Yes", "No", slug=slug, text=f"Question number {number}?")
    for option in DecisionOption.objects.all():
        for feature in features:
            make.make_criterion(option, feature, weight=3, reason="It counts.")


def fill_changes(author):
    for fact in Fact.objects.exclude(level="").select_related("framework", "feature"):
        make.make_change(
            fact.framework,
            fact.feature,
            reason="It was told so.",
            new_note="Noted.",
            new_extension="Package",
            checked_by=author,
        )


def fill_comparison(comparison):
    ComparisonEntry.objects.filter(comparison=comparison).update(choose_if=["You need it."])
    Pick.objects.create(comparison=comparison, job="A shop", lean=1)


def read(client, path):
    """Open a page that must be there, and return its text."""
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()
