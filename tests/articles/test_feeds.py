"""The feeds of articles."""

from datetime import timedelta

import pytest
import time_machine
from django.utils.timezone import now

from articles.models import Article, Topic
from publishing import saving
from publishing.models import Author, Revision
from publishing.revisions import record
from tests import factories as make
from tests.feeds import moment, read_feed
from tests.site import FEEDS, make_site

# A program reads a feed more than once.
pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]

ARTICLES = "/feeds/articles.atom"
FEEDS_OF_ARTICLES = [path for name, path in FEEDS.items() if name.startswith("articles:")]


def only_entry(client, path=ARTICLES):
    (entry,) = read_feed(client, path).entries
    return entry


@pytest.mark.parametrize("path", FEEDS_OF_ARTICLES)
def test_feed_tells_what_it_is(client, path):
    make_site()

    feed = read_feed(client, path)

    links = {link.rel: link.href for link in feed.feed.links}
    assert links["self"] == f"http://localhost{path}"
    assert client.get(links["alternate"].removeprefix("http://localhost")).status_code == 200
    assert feed.feed.title.startswith("Evenhand: articles")
    assert feed.feed.author == "Evenhand"
    assert [entry.title for entry in feed.entries] == ["Article number 1"]


def test_entry_says_all_that_the_page_says(client):
    ada, grace = make.make_author(name="Ada", slug="ada"), make.make_author(name="Grace & Co")
    article = make.make_article(
        title="Fish & <chips>",
        slug="fish",
        lead="It's < 5 minutes.",
        body="## Sources\n\nWe *open* [each](/about/) of them.",
        authors=[grace, ada],
        topics=[make.make_topic(name="Data")],
        cover=make.make_image(alt="Bars."),
    )

    entry = only_entry(client)

    assert entry.title == "Fish & <chips>"
    assert entry.title_detail.type == "text/plain"
    assert entry.link == f"http://localhost{article.get_absolute_url()}"
    assert entry.summary == "It&#x27;s &lt; 5 minutes."
    assert [author.name for author in entry.authors] == ["Grace & Co", "Ada"]
    assert entry.authors[1].href == "http://localhost/authors/ada/"
    assert [tag.term for tag in entry.tags] == ["Data"]
    content = entry.content[0].value
    assert 'alt="Bars."' in content
    assert "http://localhost/articles/fish/#sources" in content
    assert '<em>open</em> <a href="http://localhost/about/">each</a>' in content


def test_table_of_facts_stands_in_the_entry(client):
    make_site()

    content = only_entry(client).content[0].value

    for words in ("<caption>Facts</caption>", "Feature number 1", "<td>Built in</td>"):
        assert words in content.replace(' dir="auto"', "")
    assert 'href="http://localhost/compare/main-vs-other-1/"' in content


def test_name_of_an_entry_survives_a_new_title_and_address(client):
    article = make.make_article(title="Before", slug="before")
    before = only_entry(client)

    article.title, article.slug, article.published_at = "After", "after", make.PAST
    article.save()

    after = only_entry(client)
    assert after.title == "After"
    assert after.link != before.link
    assert after.id == before.id


@pytest.mark.parametrize("model", [Topic, Author])
def test_name_of_a_feed_survives_a_new_address(client, model):
    make_site()
    kind = f"{model._meta.model_name}s"
    one = model.objects.get(slug=model._meta.model_name)
    before = read_feed(client, f"/feeds/{kind}/{one.slug}.atom").feed

    model.objects.filter(pk=one.pk).update(slug="moved", name="Moved")

    after = read_feed(client, f"/feeds/{kind}/moved.atom").feed
    assert after.title != before.title
    assert after.id == before.id


@pytest.mark.parametrize("state", make.HIDDEN)
@pytest.mark.parametrize("path", FEEDS_OF_ARTICLES)
def test_hidden_article_is_in_no_feed(client, path, state):
    make_site()
    Article.objects.update(**make.HIDDEN[state])

    assert read_feed(client, path).entries == []
    assert b"Article number" not in client.get(path).content


def test_scheduled_article_comes_on_its_day_dated_on_it(client):
    noon = now().replace(microsecond=0)
    article = make.make_article(published_at=noon + timedelta(days=1))
    assert read_feed(client, ARTICLES).entries == []

    with time_machine.travel(noon + timedelta(days=2)):
        entry = only_entry(client)

    assert moment(entry.published) == moment(entry.updated) == article.published_at


def test_only_a_change_of_what_it_says_makes_an_entry_new(client):
    article = make.make_article(body="Before.")
    record(article)
    first = only_entry(client)

    saving.save_accepted(article)
    record(article)
    assert only_entry(client).updated == first.updated

    article.body = "After."
    saving.save_accepted(article)
    record(article)
    assert Revision.objects.count() == 2
    assert moment(only_entry(client).updated) > moment(first.updated)
    assert only_entry(client).published == first.published


@pytest.mark.parametrize("field", ["title", "lead", "body"])
def test_character_that_xml_cannot_say_is_left_out(client, field):
    article = make.make_article()
    Article.objects.filter(pk=article.pk).update(**{field: "Be\x0bfo\x1bre\ufffe and after"})

    entry = only_entry(client)

    text = {"title": entry.title, "lead": entry.get("summary"), "body": entry.content[0].value}
    assert "Before and after" in text[field]


def test_character_that_xml_cannot_say_is_left_out_of_a_topic(client):
    topic = make.make_topic(slug="topic")
    make.make_article(topics=[topic])
    Topic.objects.update(name="Da\x08ta")

    feed = read_feed(client, "/feeds/topics/topic.atom")

    assert feed.entries[0].tags[0].term == "Data"
    assert feed.feed.title == "Evenhand: articles about Data"


def test_feed_holds_the_newest_and_no_more(client):
    for number in range(22):
        make.make_article(title=f"Number {number}", published_at=make.PAST + timedelta(number))

    titles = [entry.title for entry in read_feed(client, ARTICLES).entries]

    assert titles == [f"Number {number}" for number in range(21, 1, -1)]


def test_feed_that_is_known_is_not_sent_again(client):
    make_site()
    first = client.get(ARTICLES)

    again = client.get(ARTICLES, headers={"If-None-Match": first.headers["ETag"]})
    dated = client.get(ARTICLES, headers={"If-Modified-Since": first.headers["Last-Modified"]})

    assert (again.status_code, again.content) == (304, b"")
    assert (dated.status_code, dated.content) == (304, b"")


def test_feed_with_something_new_is_sent_again(client):
    make.make_article()
    first = client.get(ARTICLES)
    make.make_article(published_at=make.PAST + timedelta(days=1))

    again = client.get(
        ARTICLES,
        headers={
            "If-None-Match": first.headers["ETag"],
            "If-Modified-Since": first.headers["Last-Modified"],
        },
    )

    assert again.status_code == 200


def test_empty_feed_stays_the_same(client):
    first = client.get(ARTICLES)

    with time_machine.travel(now() + timedelta(days=3)):
        assert client.get(ARTICLES).content == first.content


@pytest.mark.parametrize("path", ["/feeds/topics/nothing.atom", "/feeds/authors/nothing.atom"])
def test_feed_of_nothing_is_not_found(client, path):
    assert client.get(path).status_code == 404


PAGES_WITH_FEED = {
    "/": [ARTICLES, "/feeds/changes.atom"],
    "/articles/": [ARTICLES],
    "/articles/article-1/": [ARTICLES],
    "/topics/topic/": ["/feeds/topics/topic.atom"],
    "/authors/author/": ["/feeds/authors/author.atom"],
    "/changes/": ["/feeds/changes.atom"],
    "/changes/?framework=main": ["/feeds/changes/frameworks/main.atom", "/feeds/changes.atom"],
    "/changes/?comparison=main-vs-other-1": [
        "/feeds/changes/main-vs-other-1.atom",
        "/feeds/changes.atom",
    ],
    "/frameworks/main/": ["/feeds/changes/frameworks/main.atom"],
    "/compare/main-vs-other-1/": ["/feeds/changes/main-vs-other-1.atom"],
}


@pytest.mark.parametrize("page", PAGES_WITH_FEED)
def test_page_names_its_feeds(client, page):
    make_site()

    response = client.get(page)

    feeds = response.context["feeds"]
    assert [feed["url"] for feed in feeds] == PAGES_WITH_FEED[page]
    for feed in feeds:
        assert read_feed(client, feed["url"]).feed.title == feed["title"]


@pytest.mark.parametrize("page", ["/articles/", "/topics/topic/", "/authors/author/", "/changes/"])
def test_reader_finds_the_link_to_the_feed(client, page):
    make_site()
    feed = PAGES_WITH_FEED[page][0]

    html = client.get(page).content.decode()

    assert f'<a href="{feed}" type="application/atom+xml">Follow in a feed reader</a>' in html
