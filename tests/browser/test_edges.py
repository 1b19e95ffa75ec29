"""Pages at the edges of what editors may write: the longest words, the most of everything."""

import pytest
from playwright.sync_api import expect

from comparisons.models import ComparisonEntry, Pick
from tests import factories as make

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.allow_n_plus_one,  # the pages and the making of the site share the thread
]

LONG = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunt"
FRAMEWORKS = ["long", "two", "three", "four", "five"]
MOST_FEATURES = 60
PAGES = [
    "/",
    "/compare/",
    "/compare/long-vs-two/",
    f"/compare/long-vs-two/?with=long.{LONG.lower()}",
    "/compare/five-vs-four-vs-long-vs-three-vs-two/",
    "/frameworks/",
    "/frameworks/long/",
    "/features/",
    "/features/long/",
    "/articles/",
    "/articles/long/",
    "/topics/long/",
    "/authors/long/",
    "/about/long/",
    "/changes/",
    "/choose/",
    "/choose/result/?long=long",
    "/choose/weights/",
    "/frameworks/lon/",
]
# Clipped content is lost to readers, whether or not the page scrolls; what is meant to scroll
# or to be hidden is left out.
OUTSIDE = """
() => [...document.querySelectorAll("main *, header *, footer *")]
  .filter(one => !one.closest("pre, .scroll, .visually-hidden, [hidden], select, svg"))
  .filter(one => one.checkVisibility())
  .filter(one => {
    const box = one.getBoundingClientRect();
    return box.width && box.height && (box.right > innerWidth + 1 || box.left < -1);
  })
  .map(one => `${one.tagName}.${one.className} ${Math.round(one.getBoundingClientRect().right)}`)
  .slice(0, 5)
"""


def words(name):
    """Return the longest text without a space that a field of so many characters takes."""
    return (LONG * 6)[:name]


@pytest.fixture
def sample_site(transactional_db, media):
    """Stand in for the sample content: one publication of which all is as long as it may be."""
    author = make.make_author(name=words(80), slug="long", role=words(80), bio=words(300))
    topic = make.make_topic(name=words(60), slug="long", summary=words(300))
    names = [LONG, *(f"{slug.title()}{LONG}"[:60] for slug in FRAMEWORKS[1:])]
    frameworks = [
        make.make_framework(name=name, slug=slug, tagline=words(90), summary=words(300))
        for name, slug in zip(names, FRAMEWORKS, strict=True)
    ]
    for framework in frameworks:
        fill_supplements(framework)
    fill_facts(frameworks, author)
    fields = {"lead": words(320), "summary": words(60), "author": author, "reviewer": author}
    fill_verdict(make.make_comparison(*frameworks[:2], **fields))
    fill_verdict(make.make_comparison(*sorted(frameworks, key=lambda one: one.slug), **fields))
    text = {"lead": words(320), "body": f"## {words(200)}\n\n{words(300)}\n\n`{words(200)}`\n"}
    make.make_article(
        title=words(90),
        slug="long",
        authors=[author],
        topics=[topic],
        frameworks=frameworks,
        **text,
    )
    make.make_page(title=words(90), slug="long", **text)
    make.make_page(title="Method", slug="method")
    make.make_notice(title=words(80), text=words(300), link_label=words(40), link_url="/")


def fill_facts(frameworks, author):
    groups = [make.make_group(name=f"{number}{LONG}"[:60]) for number in range(6)]
    features = [
        make.make_feature(
            name=f"{number}{LONG}"[:60],
            slug=f"feature-{number}" if number else "long",
            meaning=words(70),
            explanation=words(300),
            group=groups[number % 6],
        )
        for number in range(MOST_FEATURES)
    ]
    levels = ["built-in", "third-party", "none", "unknown", "partial"]
    for row, feature in enumerate(features):
        for column, framework in enumerate(frameworks):
            extension = framework.extensions.get()
            extension.adds.add(feature)
            make.make_fact(
                framework,
                feature,
                level=levels[(row + column) % 5],
                note=words(90),
                extension=extension,
                since=words(20),
                source_title=words(60),
                checked_against=words(20),
            )
    make.make_change(
        frameworks[0], features[0], reason=words(140), new_note=words(90), checked_by=author
    )
    question = make.make_question(slug="long", text=words(80), explanation=words(200))
    for slug in ("long", "other"):
        option = make.make_option(question, label=words(60), slug=slug, explanation=words(160))
        for feature in features[:3]:
            make.make_criterion(option, feature, weight=3, reason=words(120))


def fill_supplements(framework):
    make.make_release(framework, version=words(20))
    make.make_drawback(
        framework, title=words(80), explanation=words(300), remedy=words(300), severity="serious"
    )
    make.make_extension(framework, name=words(60), summary=words(140))
    make.make_snippet(framework, filename=words(60), install=words(200), start=words(200))


def fill_verdict(comparison):
    ComparisonEntry.objects.filter(comparison=comparison).update(choose_if=[words(140)])
    lean = {"lean": 1} if comparison.entries.count() == 2 else {}
    framework = None if lean else comparison.entries.first().framework
    Pick.objects.create(comparison=comparison, job=words(80), framework=framework, **lean)


@pytest.mark.parametrize("width", [360, 1280])
def test_longest_words_stay_within_the_page(page, width):
    page.set_viewport_size({"width": width, "height": 740})
    found = {}
    for path in PAGES:
        page.goto(path)
        expect(page.locator("h1")).to_be_visible()
        found[path] = page.evaluate(OUTSIDE)

    assert {path: outside for path, outside in found.items() if outside} == {}
