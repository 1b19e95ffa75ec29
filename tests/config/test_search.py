"""The search page: what it finds, in which order, and what it never tells."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape
from django.utils.timezone import now

from comparisons.models import Comparison, Fact, Framework
from config.search import KINDS, LONGEST_QUERY, MOST_ON_A_PAGE
from publishing import search
from publishing.models import SearchEntry
from tests import factories as make
from tests.site import read

pytestmark = pytest.mark.django_db
MOST_QUERIES = 8


@pytest.fixture
def site():
    """Make a site about two frameworks, of which one may come later."""
    flask = make.make_framework(name="Flask", slug="flask", tagline="A micro framework.")
    django = make.make_framework(name="Django", slug="django", tagline="Batteries included.")
    mapper = make.make_feature(name="Object-relational mapper", slug="orm")
    sessions = make.make_feature(name="Sessions", slug="sessions")
    make.make_fact(flask, mapper, level="third-party", note="Usually **SQLAlchemy**.")
    make.make_fact(django, mapper, note="Models, and queries on them.")
    make.make_fact(django, sessions, level="unknown", note="Nobody knows.")
    make.make_comparison(flask, django, lead="Choose parts, or have them chosen.")
    make.make_article(title="Queries by example", slug="queries", body="What an ORM sends.")
    make.make_page(title="How we check", slug="method", body="A source for each fact.")
    search.rebuild()


def look(client, query, **more):
    response = client.get("/search/", {"q": query, **more})
    assert response.status_code == 200
    return response


def found(response):
    """Return the addresses of the results, by kind."""
    return {
        section["kind"]: [row["url"] for row in section["rows"]]
        for section in response.context.get("sections", ())
    }


def everything(response):
    return [url for urls in found(response).values() for url in urls]


def words(response):
    return " ".join(response.content.decode().split())


# What it finds


@pytest.mark.usefixtures("site")
def test_all_kinds_are_found_facts_first(client):
    assert found(look(client, "orm")) == {
        "facts": ["/frameworks/flask/#orm", "/frameworks/django/#orm"],
        "articles": ["/articles/queries/"],
        "features": ["/features/orm/"],
    }
    assert found(look(client, "chosen")) == {"comparisons": ["/compare/flask-vs-django/"]}
    assert found(look(client, "batteries")) == {"frameworks": ["/frameworks/django/"]}
    assert found(look(client, "source")) == {"pages": ["/about/method/"]}


def test_every_kind_has_a_place_on_the_page():
    assert {one.kind for one in search.registered()} == set(KINDS)


@pytest.mark.usefixtures("site")
def test_all_words_must_be_there_wherever_they_stand(client):
    assert found(look(client, "flask sqlalchemy")) == {"facts": ["/frameworks/flask/#orm"]}
    assert found(look(client, "flask models")) == {}


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("query", ["SQLAlchemy", "sqlal", "sqlalchémy"])
def test_word_is_found_by_its_beginning_and_without_capitals_and_accents(client, query):
    assert found(look(client, query)) == {"facts": ["/frameworks/flask/#orm"]}


def test_two_letters_are_no_beginning(client):
    make.make_article(title="Good reasons", slug="good")
    make.make_article(title="Go itself", slug="go")
    search.rebuild()

    assert everything(look(client, "go")) == ["/articles/go/"]


def test_better_place_comes_first_and_then_the_newer(client):
    # From the one that shall come last.
    make.make_article(slug="text-old", title="A", body="On caching.")
    make.make_article(slug="text-new", title="B", body="On caching.")
    make.make_article(slug="lead", title="C", lead="On caching.")
    make.make_article(slug="beginning", title="Cachingly")
    make.make_article(slug="name", title="Caching")
    search.rebuild()

    slugs = [url.split("/")[2] for url in everything(look(client, "caching"))]

    assert slugs == ["name", "beginning", "lead", "text-new", "text-old"]


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("Why C++ is hard", "c++"),
        ("Why Node.js is single-threaded", "node.js"),
        ("Why Node.js is single-threaded", "nodejs"),
        ("Why AND is a word", "AND"),
        ("Trees OR graphs", "trees OR graphs"),
        ("NEAR the end", "NEAR(end)"),
        ("NOT only this", "NOT only"),
        ("Say “hello”", '"hello"'),
        ("Say hello", 'hello"'),
        ("Stars and brackets", "(stars*"),
        ("It isn't so", "isn't"),
        ("Columns of names", "columns: names"),
        ("A minus sign", "-minus"),
        ("Percent and underscore", "%percent _underscore"),
        ("A backslash", "\\backslash"),
    ],
)
def test_signs_and_operators_are_words_or_nothing(client, title, query):
    make.make_article(title="Another thing", slug="other")
    make.make_article(title=title, slug="wanted")
    search.rebuild()

    assert everything(look(client, query)) == ["/articles/wanted/"]


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("query", ['"', "*", "'", "()", "???", ":", "\\", "-", "%", "' OR 1=1 --"])
def test_signs_alone_find_nothing(client, query):
    assert everything(look(client, query)) == []


def test_c_is_not_c_plus_plus(client):
    make.make_article(title="About C++", slug="cpp")
    make.make_article(title="About C", slug="c")
    search.rebuild()

    assert everything(look(client, "c++")) == ["/articles/cpp/"]
    assert everything(look(client, "c")) == ["/articles/c/"]


# Straight there, side by side, did you mean


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("flask", "/frameworks/flask/"),
        ("FLASK", "/frameworks/flask/"),
        ("flas", "/frameworks/flask/"),
        ("dj", "/frameworks/django/"),
        ("orm", "/features/orm/"),
        ("object relational mapper", "/features/orm/"),
    ],
)
def test_name_leads_straight_there(client, query, address):
    response = look(client, query)

    assert [one["url"] for one in response.context["straight"]] == [address]
    assert f'Go straight there: <a href="{address}">' in words(response)


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    "query", ["flask django", "Django vs. Flask", "flask or django for an orm"]
)
def test_two_frameworks_lead_to_their_comparison(client, query):
    link = 'Side by side: <a href="/compare/flask-vs-django/">Flask vs Django</a>'

    assert link in words(look(client, query))


@pytest.mark.usefixtures("site")
def test_frameworks_without_a_verdict_lead_to_the_page_from_facts(client):
    make.make_framework(name="Ruby on Rails", slug="rails")
    search.rebuild()

    page = words(look(client, "ruby on rails flask"))

    assert '<a href="/compare/flask-vs-rails/">Flask vs Ruby on Rails</a>' in page


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("query", ["flask", "flask flask", "orm sessions", "nothing"])
def test_less_than_two_frameworks_are_no_pair(client, query):
    assert "Side by side" not in words(look(client, query))


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("flsk", "Flask"),
        ("djagno", "Django"),
        ("flsk mapper", "Flask mapper"),
        ("objekt relatonal maper", "Object-relational mapper"),
        ("django relatonal", "Django relational"),
    ],
)
def test_misspelt_name_is_asked_about(client, query, meant):
    response = look(client, query)

    assert f"Nothing for “{query}”. Did you mean" in words(response)
    assert response.context["meant"]["name"] == meant
    assert everything(client.get(response.context["meant"]["url"])) != []


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("query", ["zzzzzz", "???", "flsk zzzzzz"])
def test_nothing_is_said_plainly(client, query):
    page = words(look(client, query))

    assert f"Nothing for “{query}”. You can also browse" in page
    assert "Did you mean" not in page


def test_empty_query_says_what_to_type(client):
    for path in ("/search/", "/search/?q=", "/search/?q=+&in=facts&page=9"):
        assert "Type the name of a framework" in read(client, path)


# Parts of the results


@pytest.mark.usefixtures("site")
def test_kinds_are_links_with_counts(client):
    response = look(client, "orm", **{"in": "facts"})

    shown = [(one["label"], one["count"], one["url"]) for one in response.context["filters"]]
    assert shown == [
        ("Facts", "2", "/search/?q=orm&in=facts"),
        ("Articles", "1", "/search/?q=orm&in=articles"),
        ("Features", "1", "/search/?q=orm&in=features"),
    ]
    assert set(found(response)) == {"facts"}
    assert 'in=facts" aria-current="true"' in words(response)


@pytest.mark.usefixtures("site")
def test_kind_without_hits_leads_back_to_everything(client):
    page = words(look(client, "orm", **{"in": "pages"}))

    assert "Nothing of this kind for “orm”" in page
    assert '<a href="/search/?q=orm">Show everything that was found</a>' in page


def test_many_results_stand_on_pages(client):
    for number in range(MOST_ON_A_PAGE + 1):
        make.make_article(title="Caching", slug=f"caching-{number}")
    search.rebuild()

    overview = look(client, "caching")
    first = look(client, "caching", **{"in": "articles"})
    second = look(client, "caching", **{"in": "articles", "page": 2})

    assert len(everything(overview)) == 5
    assert '<a href="/search/?q=caching&amp;in=articles">All 21' in words(overview)
    assert len(everything(first)) == MOST_ON_A_PAGE
    assert '<a href="/search/?q=caching&amp;in=articles&amp;page=2" rel="next">' in words(first)
    assert everything(second) == ["/articles/caching-0/"]


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("q=orm&in=facts&page=2", 404),
        ("q=orm&page=2", 404),
        ("q=orm&in=facts&page=0", 400),
        ("q=orm&in=facts&page=-1", 400),
        ("q=orm&in=facts&page=abc", 400),
        (f"q=orm&in=facts&page={2**70}", 400),
        ("q=orm&in=nonsense", 400),
        ("q=or%00m", 400),
        (f"q={'x' * (LONGEST_QUERY + 1)}", 400),
        (f"q={'x' * 10_240}", 400),
        ("q=%ff%fe", 200),
        ("q=%ed%a0%80", 200),
        ("q=" + "a+" * 49, 200),
        (f"q={'x' * LONGEST_QUERY}", 200),
    ],
)
def test_bad_input_gets_a_clear_answer(client, query, status):
    response = client.get(f"/search/?{query}")

    assert response.status_code == status
    assert "</html>" in response.content.decode()
    assert "x" * (LONGEST_QUERY + 1) not in response.content.decode()
    assert look(client, "orm").context["sections"]


def test_results_are_for_readers_not_for_search_engines(client):
    page = read(client, "/search/?q=flask")

    assert '<meta name="robots" content="noindex, follow">' in page
    assert 'rel="canonical"' not in page


# What readers may see


@pytest.mark.parametrize("state", make.HIDDEN)
@pytest.mark.parametrize("is_indexed", ["before", "after"])
@pytest.mark.usefixtures("site")
def test_nothing_hidden_is_found_named_or_counted(client, state, is_indexed):
    if is_indexed == "after":
        Framework.objects.filter(slug="django").update(**make.HIDDEN[state])
        search.rebuild()
    else:
        django = Framework.objects.get(slug="django")
        Framework.objects.filter(pk=django.pk).update(**make.HIDDEN[state])
        search.refresh(django)

    for query in ("django", "orm", "batteries", "models", "chosen", "djang", "flask django"):
        response = look(client, query)
        assert not [url for url in everything(response) if "django" in url], query
        assert "/frameworks/django/" not in words(response)
        assert "Side by side" not in words(response)
    assert look(client, "orm").context["filters"][0]["count"] == "1"
    assert look(client, "djagno").context["meant"] is None


@pytest.mark.usefixtures("site")
def test_time_alone_shows_and_hides(client):
    moment = now()
    django = Framework.objects.get(slug="django")
    django.published_at = moment + timedelta(hours=1)
    django.unpublish_at = moment + timedelta(hours=3)
    django.save()
    search.refresh(django)
    seen = {"/frameworks/django/", "/frameworks/django/#orm", "/compare/flask-vs-django/"}

    for hours, shown in ((0, set()), (2, seen), (4, set())):
        with time_machine.travel(moment + timedelta(hours=hours), tick=False):
            assert set(everything(look(client, "django"))) & seen == shown


@pytest.mark.usefixtures("site")
def test_comparison_is_found_for_as_long_as_all_its_frameworks_are(client):
    moment = now()
    for framework, hours in zip(Framework.objects.order_by("slug"), (2, 4), strict=True):
        framework.unpublish_at = moment + timedelta(hours=hours)
        framework.save()
        search.refresh(framework)

    for hours, is_found in ((1, True), (3, False)):
        with time_machine.travel(moment + timedelta(hours=hours), tick=False):
            assert ("comparisons" in found(look(client, "chosen"))) == is_found
            assert Comparison.objects.published().exists() == is_found


@pytest.mark.usefixtures("site")
def test_fact_shows_level_note_source_and_date(client):
    page = words(look(client, "sqlalchemy"))

    assert "Third-party</p>" in page
    assert "Usually <mark>SQLAlchemy</mark>." in page
    assert '<a href="https://example.org/docs">Docs' in page
    assert "Checked" in page


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    "missing", [{"source_url": ""}, {"checked_on": None}, {"level": "unknown"}]
)
def test_fact_that_nobody_checked_says_nothing(client, missing):
    Fact.objects.filter(framework__slug="flask").update(**missing)
    search.rebuild()

    assert everything(look(client, "sqlalchemy")) == []
    assert everything(look(client, "nobody knows")) == []


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "\" onclick='alert(1)' x=\"", "‮abc‬"]
)
def test_hostile_words_are_shown_as_words(client, text):
    make.make_framework(name=f"One {text}", tagline=f"Two {text}", slug="hostile")
    make.make_article(title=f"Three {text}", lead=f"Four {text}", body=f"Five `{text}`")
    search.rebuild()

    for query in ("one", "two", "three", "four", "five"):
        page = words(look(client, query))
        assert "<mark>" in page
        assert escape(text[-6:]) in page
        assert text not in page or text == escape(text)
    assert text not in words(look(client, text)) or text == escape(text)


# What it costs


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    "query",
    ["orm", "flask django", "flsk mapper", "zzzz", "flask", "django models", "a b c d e f"],
)
@pytest.mark.parametrize("kind", ["", *KINDS])
def test_search_keeps_to_its_budget(client, query, kind):
    with CaptureQueriesContext(connection) as queries:
        look(client, query, **{"in": kind})

    assert len(queries) <= MOST_QUERIES


def test_too_many_hits_are_counted_as_more(client):
    SearchEntry.objects.bulk_create(
        SearchEntry(
            kind="articles",
            object_id=number,
            whole_id=number,
            name="Caching",
            address=f"/articles/caching-{number}/",
            lead="",
            text="",
            words="ancaching alcaching atcaching",
        )
        for number in range(search.MOST_OF_A_KIND + 50)
    )

    response = look(client, "caching", **{"in": "articles", "page": 50})

    assert response.context["filters"][0]["count"] == "1,000+"
    assert len(everything(response)) == MOST_ON_A_PAGE
    assert client.get("/search/?q=caching&in=articles&page=51").status_code == 400
