"""The language of the content: what pages call it, and how they write days and numbers."""

import re
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.template.loader import render_to_string
from django.utils.translation import override

from comparisons.result_words import limit_in_words
from tests import factories as make
from tests.site import PAGES, make_site, read

ENGLISH_DAY = re.compile(r">[^<]*\b\d{1,2} (Jan|Nov|January|November)\b")
TEMPLATES = Path(site_settings.BASE_DIR) / "templates"


@pytest.mark.django_db
@pytest.mark.parametrize("path", [*PAGES.values(), "/nothing/"])
@pytest.mark.allow_n_plus_one  # Two readers ask.
def test_page_names_the_language_of_the_site(client, settings, path):
    make_site()
    assert '<html lang="en-gb">' in client.get(path).content.decode()

    settings.LANGUAGE_CODE = "de"

    assert '<html lang="de">' in client.get(path).content.decode()


@pytest.mark.django_db
def test_page_of_a_right_to_left_language_runs_that_way(client, settings):
    settings.LANGUAGE_CODE = "he"

    assert '<html lang="he" dir="rtl">' in read(client, "/")


def test_broken_page_names_the_language_without_a_database(settings):
    settings.LANGUAGE_CODE = "de"

    assert '<html lang="de">' in render_to_string("500.html")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "english", "german"),
    [
        ("/articles/", ">1 Jan 2026</time>", ">01.01.2026</time>"),
        ("/articles/article-1/", ">1 January 2026</time>", ">1. Januar 2026</time>"),
        ("/articles/article-1/", "Checked 1 November 2026", "Checked 1. November 2026"),
        ("/compare/main-vs-other-1/", "Checked 1 Nov 2026", "Checked 01.11.2026"),
        ("/compare/main-vs-other-1/", ">1 Nov 2026</time>", ">01.11.2026</time>"),
        ("/frameworks/main/", ">1 Jan 2026</time>", ">01.01.2026</time>"),
        ("/features/feature-1/", "Checked 1 Nov 2026", "Checked 01.11.2026"),
        ("/choose/result/?building=yes", "Checked 1 Nov 2026", "Checked 01.11.2026"),
    ],
)
@pytest.mark.allow_n_plus_one  # Two readers ask.
def test_days_are_written_as_the_language_has_them(client, settings, path, english, german):
    make_site()
    assert english in read(client, path)

    settings.LANGUAGE_CODE = "de"

    page = read(client, path)
    assert german in page
    assert english not in page


@pytest.mark.django_db
@pytest.mark.allow_n_plus_one  # Two readers ask.
@pytest.mark.parametrize("path", ["/", "/changes/"])
def test_days_of_changes_are_written_likewise(client, settings, path):
    make.make_change(make.make_framework(), make.make_feature(), at=make.PAST)
    day = '<time class="when" datetime="2026-01-01">'
    assert f"{day}1 Jan 2026</time>" in read(client, path)

    settings.LANGUAGE_CODE = "de"

    assert f"{day}01.01.2026</time>" in read(client, path)


@pytest.mark.django_db
def test_home_without_changes_writes_days_of_checks_likewise(client, settings):
    make.make_fact(make.make_framework(), make.make_feature())
    assert '<time class="when" datetime="2026-11-01">1 Nov</time>' in read(client, "/")

    settings.LANGUAGE_CODE = "de"

    assert '<time class="when" datetime="2026-11-01">1. November</time>' in read(client, "/")


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES.values())
def test_no_english_day_is_left_in_another_language(client, settings, path):
    make_site()
    settings.LANGUAGE_CODE = "fr"

    assert not ENGLISH_DAY.search(read(client, path))


def test_public_templates_spell_out_no_format():
    """Only what machines read is written out: ISO, and the abbreviation of a zone."""
    spelt = re.compile(r"""\|date:["'](?!Y-m-d["']|c["']|T["']|[A-Z_]+_FORMAT["'])""")
    public = [one for one in TEMPLATES.rglob("*.html") if "admin" not in one.parts]

    assert [str(one) for one in public if spelt.search(one.read_text())] == []


def test_numbers_are_grouped_as_the_language_has_them():
    assert limit_in_words(50_000) == "50,000 or fewer"
    with override("de"):
        assert limit_in_words(50_000) == "50.000 or fewer"


@pytest.mark.django_db
def test_text_of_editors_finds_its_own_direction(client):
    hebrew = make.make_framework(name="בקבוק", slug="bottle", tagline="קטן.")
    flask = make.make_framework(name="Flask", slug="flask")
    feature = make.make_feature(name="ORM", slug="orm", meaning="מיפוי.")
    make.make_fact(hebrew, feature, note="עם תוסף", level="third-party")
    make.make_fact(flask, feature)
    make.make_drawback(hebrew, title="איטי", explanation="כך.")
    comparison = make.make_comparison(hebrew, flask, lead="תלוי.")
    comparison.entries.update(choose_if=["צריך מעט."])

    page = read(client, "/compare/bottle-vs-flask/")

    for words in (
        '<p class="lead" dir="auto">תלוי.</p>',
        '<p dir="auto">עם תוסף</p>',
        '<p dir="auto">מיפוי.</p>',
        '<h4 dir="auto">איטי</h4>',
        '<li class="reason" dir="auto">צריך מעט.</li>',
        "<h3>Choose <bdi>בקבוק</bdi> if</h3>",
        "<h3><bdi>בקבוק</bdi></h3>",
    ):
        assert words in page
    assert '<p class="lead" dir="auto">קטן.</p>' in read(client, "/frameworks/bottle/")
