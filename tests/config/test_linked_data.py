"""What pages say to machines: the same as to readers, and nothing that a browser would run."""

import re
from datetime import date
from html import unescape

import extruct
import pytest

from articles.models import Article
from comparisons.models import Comparison, Framework
from comparisons.views import ComparisonDetailView
from publishing.models import Author
from tests import factories as make
from tests.heads import read_head
from tests.site import EMBED, PAGES, make_site, read
from tests.sitemap import SITE, read_sitemap

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]

KINDS = {
    "home": ["WebSite"],
    "comparisons:comparison-list": ["ItemList"],
    "comparisons:comparison-detail": ["TechArticle", "Dataset", "BreadcrumbList"],
    "comparisons:comparison-cite": [],
    "comparisons:framework-list": ["ItemList"],
    "comparisons:framework-detail": [
        "SoftwareApplication",
        "SoftwareSourceCode",
        "BreadcrumbList",
    ],
    "comparisons:feature-list": ["ItemList"],
    "comparisons:feature-detail": ["ItemList", "BreadcrumbList"],
    "comparisons:choose": [],
    "comparisons:choose-result": [],
    "comparisons:choose-weights": [],
    "comparisons:change-list": [],
    "articles:article-list": ["ItemList"],
    "articles:article-detail": ["TechArticle"],
    "articles:topic-detail": ["ItemList", "BreadcrumbList"],
    "articles:author-detail": ["ProfilePage", "BreadcrumbList"],
    "search": [],
    "api:reference": [],
    "publishing:about": ["AboutPage"],
    "publishing:page-detail": ["WebPage"],
}
OPINIONS = {"AggregateRating", "Rating", "Review", "Offer", "AggregateOffer"}


@pytest.fixture
def site():
    make_site(3)
    Framework.objects.filter(slug="main").update(
        tagline="Small & <quick>.",
        website="https://main.example/",
        documentation="https://main.example/docs/",
        repository="https://code.example/main",
    )


def told(client, name):
    """Return what a page says, by type."""
    html = read(client, PAGES.get(name, name))
    found = extruct.extract(html, base_url=SITE, syntaxes=["json-ld"], errors="strict")
    graphs = [block["@graph"] for block in found["json-ld"]]
    return {one["@type"]: one for graph in graphs for one in graph}


def things(value):
    """Walk everything that is said."""
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value:
        if isinstance(one, dict | list):
            yield from things(one)


def text_of(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def names_and_addresses(listed, key):
    return [(one["name"], one[key].removeprefix(SITE)) for one in listed["itemListElement"]]


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("name", [name for name in PAGES if name != EMBED])
def test_page_says_what_kind_of_thing_it_is(client, name):
    assert list(told(client, name)) == KINDS[name]


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("name", [name for name, kinds in KINDS.items() if kinds])
def test_page_says_nothing_that_readers_are_not_told(client, name):
    said = list(things(list(told(client, name).values())))

    assert not OPINIONS & {one.get("@type") for one in said}
    addresses = [
        one[key] for one in said for key in ("url", "item", "mainEntityOfPage") if key in one
    ]
    for address in addresses:
        assert address.startswith(("http://", "https://"))
        if address.startswith(SITE):
            assert client.get(address.removeprefix(SITE)).status_code == 200, address


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    "name", [name for name, kinds in KINDS.items() if "BreadcrumbList" in kinds]
)
def test_breadcrumb_is_that_of_the_page(client, name):
    nav = re.search(r'aria-label="Breadcrumb">(.*?)</nav>', read(client, PAGES[name]), re.DOTALL)
    parent, parent_address = names_and_addresses(told(client, name)["BreadcrumbList"], "item")[0]
    here, address = names_and_addresses(told(client, name)["BreadcrumbList"], "item")[1]

    assert text_of(nav[1]) == f"{parent} {here}"
    assert f'href="{parent_address}"' in nav[1]
    assert address == PAGES[name]


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("name", [name for name, kinds in KINDS.items() if "ItemList" in kinds])
def test_list_is_that_of_the_page_in_its_order(client, name):
    listed = told(client, name)["ItemList"]
    main = read(client, PAGES[name]).partition('<main id="main">')[2]
    found = names_and_addresses(listed, "url")

    assert listed["numberOfItems"] == len(found) >= 3
    assert [one["position"] for one in listed["itemListElement"]] == [*range(1, len(found) + 1)]
    places = [main.index(f'href="{address}"') for _name, address in found]
    assert places == sorted(places)
    assert all(one in text_of(main) for one, _address in found)


# Comparisons


@pytest.mark.usefixtures("site")
def test_comparison_says_what_its_page_says(client):
    page = text_of(read(client, PAGES["comparisons:comparison-detail"]))
    article = told(client, "comparisons:comparison-detail")["TechArticle"]
    head = read_head(client, PAGES["comparisons:comparison-detail"])

    assert article["headline"] == "Main vs Other 1"
    assert article["url"] == article["mainEntityOfPage"] == head.canonical
    assert article["description"] == head.meta["description"]
    assert [(one["name"], one["softwareVersion"]) for one in article["about"]] == [
        ("Main", "3.1"),
        ("Other 1", "3.1"),
    ]
    assert {one["applicationCategory"] for one in article["about"]} == {"DeveloperApplication"}
    assert "Versions compared 3.1 and 3.1" in page
    assert f"Written by {article['author']['name']}" in page
    assert article["datePublished"].startswith(f"{make.PAST:%Y-%m-%d}")


@pytest.mark.usefixtures("site")
def test_facts_of_a_comparison_are_counted_as_on_its_page(client):
    page = text_of(read(client, PAGES["comparisons:comparison-detail"]))
    dataset = told(client, "comparisons:comparison-detail")["Dataset"]

    counted = re.search(r"Facts checked (\d+ of \d+)", page)[1]
    assert dataset["description"].startswith(f"{counted} facts")
    assert 50 <= len(dataset["description"]) <= 5000


@pytest.mark.usefixtures("site")
def test_facts_of_a_comparison_name_the_files_that_hold_them(client):
    files = told(client, "comparisons:comparison-detail")["Dataset"]["distribution"]

    assert {one["contentUrl"]: one["encodingFormat"] for one in files} == {
        f"{SITE}/compare/main-vs-other-1/data.csv": "text/csv",
        f"{SITE}/compare/main-vs-other-1/data.json": "application/json",
    }


@pytest.mark.usefixtures("site")
def test_facts_of_a_comparison_name_the_licence_that_the_owner_chose(client, settings):
    assert "license" not in told(client, "comparisons:comparison-detail")["Dataset"]

    settings.DATA_LICENCE_NAME, settings.DATA_LICENCE_URL = "Free", "https://example.org/free"
    dataset = told(client, "comparisons:comparison-detail")["Dataset"]
    assert dataset["license"] == "https://example.org/free"


@pytest.mark.usefixtures("site")
def test_last_change_is_the_same_as_in_the_sitemap(client):
    Framework.objects.filter(slug="other-1").update(changed_at="2026-06-01T12:00Z")
    Article.objects.update(changed_at="2026-05-01T12:00Z")
    listed = read_sitemap(client)

    for name, day in (
        ("comparisons:comparison-detail", date(2026, 6, 1)),
        ("articles:article-detail", date(2026, 5, 1)),
    ):
        said = told(client, name)["TechArticle"]["dateModified"]
        assert said.partition("T")[0] == listed[PAGES[name]] == day.isoformat()


@pytest.mark.usefixtures("site")
def test_view_of_the_table_changes_nothing_of_what_a_comparison_is(client):
    path = PAGES["comparisons:comparison-detail"]

    assert told(client, path) == told(client, f"{path}?show=differences")


def test_comparison_from_facts_alone_says_nothing(client):
    first, second = make.make_framework(slug="a"), make.make_framework(slug="b")

    assert told(client, f"/compare/{first.slug}-vs-{second.slug}/") == {}


@pytest.mark.usefixtures("site")
def test_comparison_with_a_card_names_it(client, monkeypatch):
    card = {"url": "/card.png", "alt": "A strip."}
    monkeypatch.setattr(ComparisonDetailView, "get_card", lambda view: card)

    article = told(client, "comparisons:comparison-detail")["TechArticle"]
    assert article["image"] == f"{SITE}/card.png"


# The rest


@pytest.mark.usefixtures("site")
def test_framework_is_software_and_its_source(client):
    said = told(client, "comparisons:framework-detail")
    used, code = said["SoftwareApplication"], said["SoftwareSourceCode"]

    assert (used["name"], used["softwareVersion"], used["description"]) == (
        "Main",
        "3.1",
        "Small & <quick>.",
    )
    assert used["url"] == "https://main.example/"
    assert used["softwareHelp"]["url"] == "https://main.example/docs/"
    assert code["codeRepository"] == "https://code.example/main"
    assert code["programmingLanguage"] == "Python"
    assert code["targetProduct"]["@id"] == used["@id"]


def test_framework_without_public_source_names_none(client):
    framework = make.make_framework()

    assert "SoftwareSourceCode" not in told(client, framework.get_absolute_url())


def test_feature_lists_only_who_supports_it(client):
    feature = make.make_feature()
    for name, level in (("Has", "partial"), ("Lacks", "none"), ("Unasked", "unknown")):
        make.make_fact(make.make_framework(name=name), feature, level=level)

    listed = told(client, feature.get_absolute_url())["ItemList"]

    assert [one["name"] for one in listed["itemListElement"]] == ["Has"]


@pytest.mark.usefixtures("site")
def test_article_says_what_its_page_says(client):
    page = text_of(read(client, PAGES["articles:article-detail"]))
    article = told(client, "articles:article-detail")["TechArticle"]

    assert article["headline"] in page
    assert article["keywords"] == ["Data"]
    assert [one["name"] for one in article["about"]] == ["Main"]
    minutes = article["timeRequired"].removeprefix("PT").removesuffix("M")
    assert f"By {article['author'][0]['name']} " in page
    assert f" {minutes} minute" in page


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(("is_team", "kind"), [(False, "Person"), (True, "Organization")])
def test_byline_is_a_person_or_a_team_as_editors_say(client, is_team, kind):
    Author.objects.update(is_team=is_team, role="Editor")

    signed = told(client, "articles:article-detail")["TechArticle"]["author"][0]
    profile = told(client, "articles:author-detail")["ProfilePage"]["mainEntity"]

    assert signed["@type"] == profile["@type"] == kind
    assert signed["url"] == profile["url"] == f"{SITE}/authors/author/"
    assert ("jobTitle" in profile) is not is_team


@pytest.mark.usefixtures("site")
def test_search_of_the_site_is_the_one_that_machines_are_told_of(client):
    action = told(client, "home")["WebSite"]["potentialAction"]
    address = action["target"]["urlTemplate"].replace("{search_term_string}", "main")

    assert action["query-input"] == "required name=search_term_string"
    assert "Main" in read(client, address.removeprefix(SITE))


def test_words_of_editors_stay_in_the_block_of_data(client):
    hostile = "</script><script>alert(1)</script><!-- & \u2028"
    article = make.make_article(title=hostile)

    html = read(client, article.get_absolute_url())
    block = html.partition('<script type="application/ld+json">')[2].partition("</script>")[0]

    assert not set("<>&") & set(block)
    assert told(client, article.get_absolute_url())["TechArticle"]["headline"] == hostile


def test_comparison_in_every_hidden_state_says_nothing(client):
    for state in make.HIDDEN.values():
        comparison = make.make_comparison(title="Zyxwv", **state)
        assert told(client, comparison.get_absolute_url()) == {}
    assert Comparison.objects.count() == len(make.HIDDEN)
