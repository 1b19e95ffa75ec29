import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db


def page(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


# Pages


def test_page_shows_its_text_and_contents(client):
    make.make_page(
        slug="method",
        title="How we check facts",
        lead="With care.",
        body="## Sources\n\nWe *open* each.\n\n## Dates\n\nWe note them.",
    )

    html = page(client, "/about/method/")

    assert '<h1 dir="auto">How we check facts</h1>' in html
    assert "With care." in html
    assert "We <em>open</em> each." in html
    assert '<a href="#sources">Sources</a>' in html


@pytest.mark.parametrize("path", ["/about/", "/about/about/"])
def test_about_page_has_one_address(client, path):
    make.make_page(slug="about", title="About us")

    html = page(client, path)

    assert "About us" in html
    assert '<link rel="canonical" href="http://localhost/about/">' in html


def test_page_is_titled_for_search_engines(client):
    make.make_page(slug="method", title="Method", seo_title="How Evenhand checks facts")

    assert "<title>How Evenhand checks facts | Evenhand</title>" in page(client, "/about/method/")


@pytest.mark.parametrize("path", ["/about/", "/about/nothing/"])
def test_missing_page_is_not_found(client, path):
    assert client.get(path).status_code == 404


# The notice, on the pages that show it


@pytest.fixture(params=["comparison", "article"])
def noticed(request):
    """Return the address of a page that shows notices."""
    if request.param == "comparison":
        return make.make_comparison().get_absolute_url()
    return make.make_article().get_absolute_url()


@pytest.mark.parametrize("dates", [{}, {"starts_at": make.PAST, "ends_at": make.FUTURE}])
def test_current_notice_is_shown(client, noticed, dates):
    make.make_notice(
        title="Support us",
        text="We take *no* money.",
        link_label="See how",
        link_url="/about/funding/",
        **dates,
    )

    html = page(client, noticed)

    assert "Support us" in html
    assert "We take <em>no</em> money." in html
    assert '<a class="button quiet" href="/about/funding/">See how</a>' in html


@pytest.mark.parametrize(
    "fields",
    [
        {"enabled": False},
        {"ends_at": make.PAST},
        {"starts_at": make.FUTURE},
    ],
)
def test_notice_that_is_not_current_is_not_shown(client, noticed, fields):
    make.make_notice(title="Support us", **fields)

    assert "Support us" not in page(client, noticed)


def test_notices_stand_where_they_were_placed(client, noticed):
    make.make_notice(title="In the flow")
    make.make_notice(title="At the end", placement="end")

    html = page(client, noticed)

    assert html.index("In the flow") < html.index("At the end")


def test_notice_without_button_shows_none(client, noticed):
    make.make_notice(title="Support us")

    html = page(client, noticed)

    assert "Support us" in html
    assert html.count("button quiet") == html.count("Hide this") == 1
