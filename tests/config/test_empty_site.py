"""A site that is just beginning: every public page is there, and promises nothing that is not."""

import re

import pytest
from django.test import Client

from comparisons.models import Framework
from tests import factories as make
from tests.site import PAGES, read

pytestmark = pytest.mark.django_db

OF_ONE_THING = ("-detail", "-cite", "-embed")
LISTS = [path.partition("?")[0] for name, path in PAGES.items() if not name.endswith(OF_ONE_THING)]
LISTS.remove("/about/")
LINK = re.compile(r'href="(/[^"#?]*)')


def dead_links(page):
    """Return the pages that a page links to and that are not there."""
    paths = {path for path in LINK.findall(page) if not path.startswith(("/static/", "/looks"))}
    return [path for path in sorted(paths) if Client().get(path).status_code != 200]


@pytest.mark.allow_n_plus_one  # Many pages are read.
@pytest.mark.parametrize("path", LISTS)
def test_empty_site_has_every_list_and_no_dead_link(client, path):
    assert dead_links(read(client, path)) == []


@pytest.mark.allow_n_plus_one
@pytest.mark.parametrize("path", [*LISTS, "/frameworks/flask/", "/features/orm/", "/topics/data/"])
def test_site_with_one_framework_offers_no_pair(client, path):
    make.make_framework(name="Flask", slug="flask")
    make.make_feature(name="ORM", slug="orm")
    make.make_topic(name="Data", slug="data")

    page = read(client, path)

    assert dead_links(page) == []
    assert 'name="f"' not in page
    assert "side by side above" not in page


def test_pair_that_nobody_checked_claims_no_check(client):
    for name in ("Flask", "Django"):
        make.make_framework(name=name, slug=name.lower())
    feature = make.make_feature()

    page = read(client, "/compare/django-vs-flask/")

    assert "We have not checked these facts yet." in page
    assert page.count(">Not checked yet</td>") == 2
    assert 'class="difference-strip"' not in page

    make.make_fact(Framework.objects.get(slug="flask"), feature)

    page = read(client, "/compare/django-vs-flask/")
    assert "We have checked these facts but have not written a verdict yet." in page


def test_topic_without_articles_says_so(client):
    topic = make.make_topic(name="Data", slug="data")

    assert "No articles here yet." in read(client, topic.get_absolute_url())


@pytest.mark.allow_n_plus_one  # Two readers ask.
def test_framework_of_which_one_thing_is_asked_says_so(client):
    make.make_framework(slug="flask")
    assert 'href="#all-features"' not in read(client, "/frameworks/flask/")

    make.make_feature()
    assert '<a href="#all-features">The one fact</a>' in read(client, "/frameworks/flask/")
