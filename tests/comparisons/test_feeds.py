"""The feeds of changes of facts."""

from datetime import timedelta

import pytest

from comparisons.models import FactChange, Framework
from publishing import addresses
from tests import factories as make
from tests.feeds import moment, read_feed

# A program reads a feed more than once.
pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]

CHANGES = "/feeds/changes.atom"
FLASK = "/feeds/changes/frameworks/flask.atom"
PAIR = "/feeds/changes/django-vs-flask.atom"


@pytest.fixture
def orm():
    return make.make_feature(name="ORM", slug="orm")


@pytest.fixture(autouse=True)
def frameworks(orm):
    """Make Django, Flask and FastAPI with a change of each, Django's first."""
    made = {}
    for name in ("Django", "Flask", "FastAPI"):
        made[name] = make.make_framework(name=name, slug=name.lower())
        make.make_change(made[name], orm)
    return made


def titles(client, path):
    return [entry.title for entry in read_feed(client, path).entries]


def test_feed_tells_the_changes_of_all_newest_first(client):
    assert titles(client, CHANGES) == [
        f"{name}, ORM: third-party to built in" for name in ("FastAPI", "Flask", "Django")
    ]


def test_feed_of_a_framework_tells_of_it_alone(client):
    assert titles(client, FLASK) == ["Flask, ORM: third-party to built in"]


def test_feed_of_a_comparison_tells_of_its_frameworks(client):
    feed = read_feed(client, PAIR)
    assert feed.feed.title == "Evenhand: changes to Django vs Flask"
    assert feed.feed.link == "http://localhost/compare/django-vs-flask/"
    assert [entry.title for entry in feed.entries] == [
        f"{name}, ORM: third-party to built in" for name in ("Flask", "Django")
    ]


def test_entry_says_what_changed_why_and_who_looked(client, frameworks, orm):
    FactChange.objects.all().delete()
    change = make.make_change(
        frameworks["Flask"],
        orm,
        is_correction=True,
        reason="We were <wrong>.",
        old_note="Before.",
        new_note="See `this`.",
        checked_by=make.make_author(name="Ada", slug="ada"),
    )

    (entry,) = read_feed(client, CHANGES).entries

    assert entry.title == "Correction. Flask, ORM: third-party to built in"
    assert entry.link == "http://localhost/frameworks/flask/#orm"
    assert moment(entry.published) == moment(entry.updated) == change.at
    assert (entry.author_detail.name, entry.author_detail.href) == (
        "Ada",
        "http://localhost/authors/ada/",
    )
    content = entry.content[0].value
    for words in (
        '<a href="http://localhost/frameworks/flask/#orm">ORM</a>',
        "We were &lt;wrong&gt;.",
        "<dd>Before: <del>Before.</del></dd>",
        "<dd>Now: See <code>this</code>.</dd>",
    ):
        assert words in content


def test_rechecks_are_one_entry_that_keeps_its_name(client, frameworks):
    FactChange.objects.all().delete()
    same = {"old_level": "none", "new_level": "none", "new_checked_against": "4.0 rc/1"}
    make.make_change(frameworks["Flask"], make.make_feature(), **same)
    (first,) = read_feed(client, CHANGES).entries

    make.make_change(frameworks["Flask"], make.make_feature(), **same)

    (second,) = read_feed(client, CHANGES).entries
    assert second.title == "Flask: 2 facts checked against 4.0 rc/1. No answer changed."
    assert second.id == first.id
    assert second.link == "http://localhost/frameworks/flask/"
    assert moment(second.updated) > moment(first.updated)


@pytest.mark.parametrize("path", [CHANGES, FLASK, PAIR])
def test_names_survive_a_new_address(client, path, frameworks):
    before = read_feed(client, path)
    Framework.objects.filter(slug="flask").update(slug="aaa", name="Aaa")

    # The alphabet decides the order of a pair without a page of its own.
    moved = {
        FLASK: "/feeds/changes/frameworks/aaa.atom",
        PAIR: "/feeds/changes/aaa-vs-django.atom",
    }
    after = read_feed(client, moved.get(path, path))

    assert after.feed.id == before.feed.id
    assert [entry.id for entry in after.entries] == [entry.id for entry in before.entries]


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/feeds/changes/frameworks/former.atom", FLASK),
        ("/feeds/changes/django-vs-former.atom", PAIR),
        ("/feeds/changes/flask-vs-django.atom", PAIR),
    ],
)
def test_other_address_leads_to_the_feed(client, frameworks, path, target):
    addresses.remember(frameworks["Flask"], "former")

    response = client.get(path)

    assert (response.status_code, response.url) == (301, target)


@pytest.mark.parametrize("state", make.HIDDEN)
def test_hidden_framework_is_in_no_feed(client, state):
    Framework.objects.filter(slug="flask").update(**make.HIDDEN[state])

    assert client.get(FLASK).status_code == 404
    assert client.get(PAIR).status_code == 404
    assert b"Flask" not in client.get(CHANGES).content


@pytest.mark.parametrize(
    "path", ["/feeds/changes/nothing.atom", "/feeds/changes/frameworks/nothing.atom"]
)
def test_feed_of_nothing_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_character_that_xml_cannot_say_is_left_out(client):
    Framework.objects.filter(slug="flask").update(name="Fla\x0bsk")
    FactChange.objects.update(reason="Be\x1bcause.")

    (entry,) = read_feed(client, FLASK).entries

    assert entry.title == "Flask, ORM: third-party to built in"
    assert "<p>Because.</p>" in entry.content[0].value


def test_feed_holds_the_newest_and_no_more(client, frameworks, orm):
    for number in range(60):
        make.make_change(frameworks["Flask"], orm, at=make.PAST + timedelta(days=number + 1))

    entries = read_feed(client, CHANGES).entries

    assert len(entries) == 50
    assert moment(entries[0].updated) == make.PAST + timedelta(days=60)


def test_feed_that_is_known_is_not_sent_again(client):
    first = client.get(CHANGES)

    again = client.get(CHANGES, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["Last-Modified"]
