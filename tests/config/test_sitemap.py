"""The sitemap: what may be found, all of it and nothing else."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection

from articles.models import Article
from comparisons.models import Comparison, Fact, Framework
from publishing import documents, revisions, saving
from publishing.crawl import crawl
from publishing.models import Step
from publishing.sitemaps import Section
from tests import factories as make
from tests.heads import read_head
from tests.site import make_site
from tests.sitemap import SITE, read_file, read_sitemap

pytestmark = pytest.mark.django_db

SECTIONS = (
    "site",
    "comparisons",
    "frameworks",
    "features",
    "articles",
    "topics",
    "authors",
    "pages",
)
PAIR = "/compare/main-vs-other-1/"
CHANGED = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.mark.allow_n_plus_one  # Each page is a request of its own.
def test_sitemap_lists_just_what_readers_get_to_and_engines_may_keep(client):
    make_site(3)
    make.make_topic(slug="planned")
    make.make_author(slug="not-yet")

    reached = {page.path.partition("?")[0] for page in crawl() if page.status == 200}
    kept = {path for path in reached if read_head(client, path).canonical == f"{SITE}{path}"}

    assert set(read_sitemap(client)) == kept
    assert "/choose/result/" in reached - kept


@pytest.mark.allow_n_plus_one
def test_address_of_the_sitemap_is_its_own_canonical(client):
    make_site()

    for path in read_sitemap(client):
        assert read_head(client, path).canonical == f"{SITE}{path}"


def test_every_section_is_named_in_the_index(client):
    make_site()

    assert list(read_file(client, "/sitemap.xml")) == [f"/sitemap-{one}.xml" for one in SECTIONS]


def test_index_of_an_empty_site_names_no_empty_file(client):
    assert list(read_file(client, "/sitemap.xml")) == ["/sitemap-site.xml"]


def test_section_of_many_addresses_is_several_files(client, monkeypatch):
    monkeypatch.setattr(Section, "limit", 2)
    make_site(3)

    files = [one for one in read_file(client, "/sitemap.xml") if "articles" in one]

    assert files == ["/sitemap-articles.xml", "/sitemap-articles.xml?p=2"]
    listed = [path for file in files for path in read_file(client, file)]
    assert listed == [f"/articles/article-{number}/" for number in (1, 2, 3)]


@pytest.mark.parametrize(
    "path",
    ["/sitemap-nothing.xml", "/sitemap-articles.xml?p=2", "/sitemap-articles.xml?p=last"],
)
def test_file_that_is_not_there_is_not_found(client, path):
    make_site()

    assert client.get(path).status_code == 404


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_addresses_are_those_of_the_site_whatever_host_is_asked(client, host):
    make_site()

    for path in ("/sitemap.xml", "/sitemap-comparisons.xml"):
        text = client.get(path, headers={"host": host}).content.decode()
        assert text.count("<loc>") == text.count(f"<loc>{SITE}/")


@pytest.mark.parametrize("state", make.HIDDEN)
@pytest.mark.parametrize(
    "hide",
    [
        lambda fields: make.make_page(**fields),
        lambda fields: make.make_framework(**fields),
        lambda fields: make.make_comparison(**fields),
        lambda fields: make.make_comparison(make.make_framework(), make.make_framework(**fields)),
        lambda fields: make.make_article(
            topics=[make.make_topic()], authors=[make.make_author()], **fields
        ),
    ],
    ids=["page", "framework", "comparison", "comparison of a framework", "article"],
)
@pytest.mark.allow_n_plus_one
def test_hidden_object_is_in_no_file(client, hide, state):
    hide(make.HIDDEN[state])

    shown = {one.get_absolute_url() for one in Framework.objects.published()}
    assert set(read_sitemap(client)) - set(read_file(client, "/sitemap-site.xml")) == shown


@pytest.mark.parametrize("size", [1, 3])
def test_sitemap_costs_the_same_queries_whatever_it_lists(client, size, django_assert_num_queries):
    assert connection.features.supports_json_field
    make_site(size)

    with django_assert_num_queries(len(SECTIONS) - 1):
        client.get("/sitemap.xml")
    for section in SECTIONS:
        with django_assert_num_queries(0 if section == "site" else 2):
            client.get(f"/sitemap-{section}.xml")


# When something changed


def day_of(client, path):
    return read_sitemap(client)[path]


def save(root, **fields):
    for name, value in fields.items():
        setattr(root, name, value)
    saving.save_accepted(root)
    revisions.record(root)


def change_fact():
    fact = Fact.objects.filter(framework__slug="main").exclude(level="").first()
    save_fact(fact, note="Another note.")


def save_fact(fact, **fields):
    for name, value in fields.items():
        setattr(fact, name, value)
    saving.save_accepted(fact)
    revisions.record(documents.root_of(fact))


def remember_everything():
    """Keep what everything says, as any way into the database does."""
    for model in (Framework, Comparison, Article):
        for one in model.objects.all():
            revisions.record(one)


@pytest.fixture
def site():
    with time_machine.travel(datetime(2026, 2, 1, tzinfo=UTC), tick=False):
        make_site()
        remember_everything()


@pytest.mark.usefixtures("site")
@pytest.mark.allow_n_plus_one
@pytest.mark.parametrize(
    ("change", "dated"),
    [
        (
            lambda: save(Article.objects.get(), lead="Other words."),
            {"/articles/article-1/", "/topics/topic/"},
        ),
        (lambda: save(Comparison.objects.get(), either="Both."), {PAIR}),
        (change_fact, {PAIR, "/frameworks/main/", "/features/feature-1/"}),
        (
            lambda: save(Framework.objects.get(slug="other-1"), tagline="Small."),
            {PAIR, "/frameworks/other-1/"},
        ),
        (lambda: save(Article.objects.get()), set()),
        (lambda: revisions.record(Comparison.objects.get(), step=Step.APPROVE), set()),
        (lambda: make.make_draft(subject=Article.objects.get()), set()),
    ],
    ids=[
        "article",
        "comparison",
        "fact",
        "framework",
        "save of the same words",
        "approval",
        "draft",
    ],
)
def test_last_change_is_that_of_the_words(client, change, dated):
    before = read_sitemap(client)
    with time_machine.travel(CHANGED, tick=False):
        change()
    after = read_sitemap(client)

    assert {path for path in after if before[path] != after[path]} == dated
    assert all(after[path] == "2026-12-01" for path in dated)


@pytest.mark.usefixtures("site")
@pytest.mark.allow_n_plus_one
def test_loading_a_site_is_no_change(client):
    """What was made in February and never touched dates from what it says itself."""
    listed = read_sitemap(client)

    assert {path: day for path, day in listed.items() if day} == {
        **dict.fromkeys(
            [
                PAIR,
                "/frameworks/main/",
                "/frameworks/other-1/",
                "/articles/article-1/",
                "/topics/topic/",
                "/authors/author/",
                "/about/",
                "/about/method/",
            ],
            "2026-01-01",
        ),
        "/features/feature-1/": "2026-11-01",
        "/features/licence/": "2026-11-01",
    }


@pytest.mark.usefixtures("site")
@pytest.mark.allow_n_plus_one
def test_reading_a_page_changes_no_date(client):
    before = read_sitemap(client)
    with time_machine.travel(CHANGED, tick=False):
        read_head(client, PAIR)

        assert read_sitemap(client) == before


@pytest.mark.allow_n_plus_one
def test_article_that_changed_before_its_day_dates_from_that_day(client):
    article = make.make_article(published_at=make.PAST)
    revisions.record(article)
    with time_machine.travel(datetime(2025, 12, 1, tzinfo=UTC), tick=False):
        save(article, lead="Written before.")

    assert day_of(client, article.get_absolute_url()) == "2026-01-01"
