import pytest

from publishing.content_checks import Finding, dead_links
from publishing.crawl import CrawledPage, crawl
from tests import factories as make
from tests.site import PAGES, make_site

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]


@pytest.fixture
def pages():
    """Crawl a site with something of everything; by path."""
    make_site()
    for slug in ("corrections", "accessibility"):
        make.make_page(slug=slug)
    make.make_page(
        slug="funding",
        title="Funding",
        lead="Who pays.",
        body="## Why `code` costs\n\n[Here](#why-code-costs), [there](/about/#top), "
        "[elsewhere](https://example.org/nothing), [nowhere](/about/nowhere/), "
        "[a part](/about/method/#no-such-part), [a file](/static/x.css).",
    )
    return {page.path: page for page in crawl()}


def test_every_public_page_is_read_once_and_answers(pages):
    assert {path.partition("?")[0] for path in PAGES.values()} <= set(pages)
    assert pages["/about/funding/"].status == 200
    assert not any(path.startswith("/static/") for path in pages)


def test_page_without_a_link_to_it_is_read_when_published():
    make.make_page(slug="alone", title="Alone")
    make.make_page(slug="hidden", title="Hidden", **make.HIDDEN["draft"])
    paths = {page.path for page in crawl()}
    assert "/about/alone/" in paths
    assert "/about/hidden/" not in paths


def test_next_pages_of_a_list_are_read():
    for _ in range(25):
        make.make_article()
    assert "/articles/page/2/" in {page.path for page in crawl()}


def test_page_has_its_words_without_code_its_parts_and_its_links(pages):
    page = pages["/about/funding/"]
    assert "Who pays." in page.text
    assert "Why  costs" in page.text
    assert "why-code-costs" in page.anchors
    assert "/about/nowhere/" in page.links
    assert not any("example.org" in link for link in page.links)


def test_dead_links_are_those_to_no_page_and_to_no_part(pages):
    found = [one for one in dead_links(list(pages.values())) if one.where == "/about/funding/"]
    assert found == [
        Finding("/about/funding/", "/about/nowhere/ answers 404"),
        Finding(
            "/about/funding/", "/about/method/#no-such-part names a part that is not on that page"
        ),
    ]


def test_link_to_an_old_address_is_dead():
    pages = [
        CrawledPage("/", 200, links=["/old/"]),
        CrawledPage("/old/", 301),
    ]
    assert list(dead_links(pages)) == [Finding("/", "/old/ answers 301")]
