"""What feeds of every kind have in common."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from publishing.feeds import for_elsewhere, tag_uri
from publishing.site import absolute

PAGE = "/articles/one/"


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('<a href="/about/">Us</a>', '<a href="http://localhost/about/">Us</a>'),
        ('<a href="#dates">Dates</a>', '<a href="http://localhost/articles/one/#dates">Dates</a>'),
        ('<a href="?page=2">Next</a>', '<a href="http://localhost/articles/one/?page=2">Next</a>'),
        ('<a href="https://example.org/">Out</a>', '<a href="https://example.org/">Out</a>'),
        ('<a href="mailto:a@example.org">Us</a>', '<a href="mailto:a@example.org">Us</a>'),
    ],
)
def test_link_leads_to_the_same_place_from_elsewhere(html, shown):
    assert for_elsewhere(html, PAGE) == shown


def test_picture_is_one_that_every_reader_knows():
    html = (
        '<picture><source type="image/avif" srcset="/a.avif 480w">'
        '<img class="focus" src="/a.jpg" srcset="/a.jpg 480w" width="480" alt="Bars" '
        'loading="lazy"></picture>'
    )
    shown = for_elsewhere(html, PAGE)
    assert shown == '<img src="http://localhost/a.jpg" width="480" alt="Bars">'


def test_what_only_our_pages_can_show_stays_here():
    html = (
        '<stacked-table><table><tr><td><span class="of" aria-hidden="true">Flask</span>'
        '<span class="level"><svg aria-hidden="true"><use href="#glyph-none"/></svg>Built in'
        "</span></td></tr></table></stacked-table><button>Copy</button><script>1</script>"
    )
    shown = for_elsewhere(html, PAGE)
    assert shown == "<table><tbody><tr><td>Built in</td></tr></tbody></table>"


def test_whole_address_stays():
    assert absolute("https://example.org/a") == "https://example.org/a"
    assert absolute("/a/") == "http://localhost/a/"


def test_name_follows_host_and_day_in_one_time_zone(settings):
    settings.SITE_URL = "https://evenhand.example:8443"
    late = datetime(2026, 1, 1, 23, tzinfo=timezone(timedelta(hours=-5)))
    assert tag_uri(late, "articles/1") == "tag:evenhand.example,2026-01-02:articles/1"
    assert tag_uri(late.astimezone(UTC), "articles/1") == tag_uri(late, "articles/1")
