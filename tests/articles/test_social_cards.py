from io import BytesIO

import pytest
from PIL import Image

from articles.social_cards import ArticleCard
from tests import factories as make

# A reader opens the page more than once.
pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]


@pytest.fixture
def article():
    return make.make_article(
        title="How to choose",
        slug="how-to-choose",
        authors=[make.make_author(name="Ada"), make.make_author(name="Grace")],
        topics=[make.make_topic(name="Choosing")],
    )


def card(client):
    return client.get("/articles/how-to-choose/").context["card"]


def test_article_names_its_card(client, article):
    named = card(client)
    assert named["alt"] == "How to choose, by Ada, Grace"
    assert named["url"].startswith("/articles/how-to-choose/card.png?v=")


def test_card_of_an_article_is_drawn(client, article):
    response = client.get("/articles/how-to-choose/card.png")
    assert Image.open(BytesIO(response.content)).size == (1200, 630)
    assert "immutable" in client.get(card(client)["url"]).headers["Cache-Control"]


def test_name_of_the_card_follows_the_title_and_not_the_text(client, article):
    before = card(client)["url"]
    article.body, article.lead = "Other words.", "Another lead."
    article.save()
    assert card(client)["url"] == before
    article.title = "How not to choose"
    article.save()
    assert card(client)["url"] != before


@pytest.mark.parametrize("state", make.HIDDEN)
def test_hidden_article_has_no_card(client, state):
    make.make_article(slug="hidden", **make.HIDDEN[state])
    assert client.get("/articles/hidden/card.png").status_code == 404


@pytest.mark.parametrize("title", ["", "Unbreakable" * 11, "Words " * 40, "日本語"])
def test_card_of_any_title_can_be_drawn(title):
    content = ArticleCard(title, "a-slug", ("Topic " * 30,), ("Author " * 30,)).draw().png()
    assert len(content) < 40_000
