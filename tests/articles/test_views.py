from urllib.parse import quote

import pytest
from django.template import Context, Template

from tests import factories as make

pytestmark = pytest.mark.django_db


def page(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def titles(response):
    return [row["title"] for row in response.context["page_obj"].object_list]


@pytest.fixture
def twenty_one():
    for day in range(1, 22):
        make.make_article(title=f"Day {day}", published_at=make.PAST.replace(day=day))


# The list


@pytest.mark.parametrize(
    "number", ["0", "-1", "abc", str(2**70), "3", "1.5", "1e3", "last", "%00", "9" * 10_000]
)
@pytest.mark.parametrize("articles", [0, 21])
def test_page_that_does_not_exist_is_not_found(client, number, articles):
    for _ in range(articles):
        make.make_article()

    assert client.get(f"/articles/?page={number}").status_code == 404
    assert client.get(f"/articles/page/{number}/").status_code == 404


def test_long_junk_query_changes_nothing(client):
    assert page(client, f"/articles/?x={'y' * 10_000}") == page(client, "/articles/")


@pytest.mark.usefixtures("twenty_one")
def test_list_is_newest_first_over_pages(client):
    first, second = client.get("/articles/"), client.get("/articles/page/2/")

    assert titles(first)[:2] == ["Day 21", "Day 20"]
    assert len(titles(first)) == 20
    assert titles(second) == ["Day 1"]
    assert '<link rel="next" href="/articles/page/2/">' in first.content.decode()
    assert '<link rel="prev" href="/articles/">' in second.content.decode()
    assert '<a href="/articles/" rel="prev">Newer</a>' in second.content.decode()


@pytest.mark.usefixtures("twenty_one")
@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/articles/", "/articles/"),
        ("/articles/?page=", "/articles/"),
        ("/articles/page/2/", "/articles/page/2/"),
        ("/articles/page/2/?utm_source=x", "/articles/page/2/"),
    ],
)
def test_page_of_the_list_names_its_one_address(client, address, canonical):
    html = page(client, address)

    assert f'<link rel="canonical" href="http://localhost{canonical}">' in html


@pytest.mark.usefixtures("twenty_one")
@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/articles/?page=1", "/articles/"),
        ("/articles/page/1/", "/articles/"),
        ("/articles/?page=2", "/articles/page/2/"),
        ("/articles/?page=02", "/articles/page/2/"),
        ("/articles/?page=2&utm_source=x", "/articles/page/2/"),
        ("/articles/page/2/?page=1", "/articles/page/2/"),
    ],
)
def test_other_address_of_a_page_of_the_list_leads_to_it(client, address, target):
    response = client.get(address)

    assert (response.status_code, response.url) == (301, target)


def test_empty_list_says_so(client):
    assert "No articles yet." in page(client, "/articles/")


def test_list_shows_topics_and_reading_time(client):
    make.make_article(topics=[make.make_topic(name="Data")], body="word " * 440)

    html = page(client, "/articles/")

    assert "Data" in html
    assert "2 minutes" in html


# The article


@pytest.mark.parametrize(
    ("words", "shown"), [(0, "1 minute<"), (329, "1 minute<"), (660, "3 minutes<")]
)
def test_reading_time_is_computed_from_the_words(client, words, shown):
    article = make.make_article(body="word " * words)

    assert shown in page(client, article.get_absolute_url())


def test_byline_keeps_its_order(client):
    authors = [make.make_author(name=name) for name in ("Zoe", "Ada", "Mia")]
    article = make.make_article(authors=authors)

    response = client.get(article.get_absolute_url())

    assert [one["name"] for one in response.context["authors"]] == ["Zoe", "Ada", "Mia"]


def test_article_shows_its_text_and_contents(client):
    article = make.make_article(body="## First part\n\nSome *words*.\n\n## Second part\n\nMore.")

    html = page(client, article.get_absolute_url())

    assert "<em>words</em>" in html
    assert '<a href="#first-part">First part</a>' in html


def test_article_shows_comparisons_of_all_its_frameworks(client):
    flask, django, bottle = (make.make_framework(name=name) for name in ("F", "D", "B"))
    make.make_comparison(flask, django)
    make.make_comparison(flask, bottle)
    article = make.make_article(frameworks=[flask, django])

    cards = client.get(article.get_absolute_url()).context["pair_cards"]

    assert [card.title_parts for card in cards] == [("F", "D")]


def test_article_about_no_framework_shows_no_comparison(client):
    make.make_comparison()

    article = make.make_article()

    assert client.get(article.get_absolute_url()).context["pair_cards"] == []


# Topics and authors


def test_topic_lists_its_articles_and_comparisons_of_their_frameworks(client):
    flask, django = make.make_framework(name="Flask"), make.make_framework(name="Django")
    make.make_comparison(flask, django)
    topic = make.make_topic(name="Data", slug="data")
    make.make_article(title="About data", topics=[topic], frameworks=[flask])
    make.make_article(title="About nothing")

    response = client.get("/topics/data/")

    assert [row["title"] for row in response.context["articles"]] == ["About data"]
    assert [card.title_parts for card in response.context["cards"]] == [("Flask", "Django")]


def test_topic_without_articles_says_so(client):
    make.make_topic(slug="data")

    html = page(client, "/topics/data/")

    assert "No articles here yet." in html
    assert "comparisons above" not in html


def test_author_page_lists_what_the_author_wrote(client):
    ada = make.make_author(name="Ada", slug="ada", bio="Writes *here*.", disclosure="None.")
    make.make_article(title="By Ada", authors=[ada])
    make.make_article(title="By nobody")
    make.make_comparison(author=ada, summary="Compared by Ada.")
    make.make_comparison(summary="Compared by nobody.")

    response = client.get("/authors/ada/")

    html = response.content.decode()
    assert [row["title"] for row in response.context["articles"]] == ["By Ada"]
    assert [card.summary for card in response.context["cards"]] == ["Compared by Ada."]
    assert "Writes <em>here</em>." in html
    assert "Interests" in html


@pytest.mark.parametrize("path", ["/articles/x/", "/topics/x/", "/authors/x/"])
def test_unknown_address_is_not_found(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("name", ["<script>", "a b", "ü", "x" * 5000, "..", "\0"])
def test_odd_address_is_not_found(client, name):
    assert client.get(f"/articles/{quote(name, safe='')}/").status_code == 404


# The tag


def latest(tag):
    return Template(f"{{% load articles %}}{{% {tag} %}}").render(Context({"flask": None}))


def test_latest_articles_shows_the_newest_published_ones():
    for month in (1, 3, 2):
        make.make_article(title=f"Month {month}", published_at=make.PAST.replace(month=month))
    make.make_article(title="Draft", **make.HIDDEN["draft"])

    html = latest("latest_articles 2")

    assert html.index("Month 3") < html.index("Month 2")
    assert "Month 1" not in html
    assert "Draft" not in html


def test_latest_articles_keeps_to_a_framework():
    flask = make.make_framework(name="Flask")
    make.make_article(title="About it", frameworks=[flask])
    make.make_article(title="About others")
    template = Template("{% load articles %}{% latest_articles 3 framework=flask %}")

    html = template.render(Context({"flask": flask}))

    assert "Articles about Flask" in html
    assert "About it" in html
    assert "About others" not in html


def test_latest_articles_shows_nothing_without_articles():
    assert latest("latest_articles 3").strip() == ""
