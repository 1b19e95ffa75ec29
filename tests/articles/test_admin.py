"""The desk for articles and topics."""

import pytest

from articles.models import Article, Topic
from publishing import revisions
from tests.desk import add, address, errors_of, open_form, read_form, save
from tests.factories import make_article, make_author, make_framework, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]


def test_two_editors_of_one_article_lose_nothing(admin_client):
    first, second = make_topic(name="Flask"), make_topic(name="Django")
    article = make_article(body="Before.", topics=[first])
    mine = open_form(admin_client, article)
    theirs = open_form(admin_client, article)
    assert save(admin_client, article, theirs, body="Theirs.").status_code == 302
    refused = save(admin_client, article, mine, body="Mine.\n\nIn two lines.", topics=[second.pk])
    html = refused.content.decode()
    assert "Somebody saved while you were writing" in html
    assert [
        (difference.label, difference.theirs, difference.yours)
        for difference in refused.context["conflict"].differences
    ] == [("Body", "Theirs.", "Mine.\n\nIn two lines."), ("Topics", "Flask", "Django")]
    assert html.count("Theirs.") == 1
    # Beside theirs, in the box to copy from, and in its field.
    assert html.count("In two lines.") == 3
    article.refresh_from_db()
    assert article.body == "Theirs."
    assert save(admin_client, article, read_form(refused), overwrite="2").status_code == 302
    article.refresh_from_db()
    assert article.body == "Mine.\n\nIn two lines."
    assert list(article.topics.all()) == [second]
    assert [one.number for one in revisions.revisions_of(article)] == [2, 1]


def test_article_revision_holds_byline_and_topics(admin_client):
    author, topic, framework = make_author(name="Mara"), make_topic(), make_framework()
    response = add(
        admin_client,
        Article,
        title="Flask or Django?",
        topics=[topic.pk],
        frameworks=[framework.pk],
        **{"bylines-TOTAL_FORMS": "1", "bylines-0-author": author.pk},
    )
    assert response.status_code == 302
    article = Article.objects.get()
    assert article.slug == "flask-or-django"
    document = revisions.revisions_of(article).get().document
    for name in ("Mara", topic.slug, framework.slug):
        assert f'"{name}"' in document


def test_bylines_with_the_same_place_are_refused(admin_client):
    article = make_article(authors=[make_author(), make_author()])
    fields = open_form(admin_client, article)
    response = save(admin_client, article, fields, **{"bylines-1-position": "0"})
    assert "Two rows have the same place" in errors_of(response)


def test_article_is_found_by_its_text(admin_client):
    make_article(body="Nothing of note.")
    article = make_article(body="A word on migrations.")
    page = admin_client.get(address(Article, "changelist"), {"q": "migrations"})
    assert list(page.context["cl"].result_list) == [article]


def test_topic_gets_its_address_from_its_name(admin_client):
    assert add(admin_client, Topic, name="C# and .NET").status_code == 302
    assert Topic.objects.get().slug == "csharp-and-dotnet"
