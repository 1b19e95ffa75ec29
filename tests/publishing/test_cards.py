"""Social cards whatever they show: letters that fit, and pictures that are drawn once."""

from dataclasses import dataclass
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from PIL import Image, ImageChops

from publishing import cards
from publishing.cards import fonts, keeping
from publishing.cards.canvas import INK, LABEL, LEFT, PAPER, RIGHT, ROOM, Canvas
from publishing.cards.lettering import Line, fill, fit, legible
from publishing.cards.site import SITE_CARD

LONG = "Wide Words Without Mercy, " * 6
JAPANESE = "日本語の見出し"


def picture(content):
    return Image.open(BytesIO(content)).convert("RGB")


def inked(image):
    """Return the box of all that is not paper."""
    return ImageChops.difference(image, Image.new("RGB", image.size, PAPER)).getbbox()


def written(text, **fields):
    canvas = Canvas()
    line = fit(text, LABEL, **{"width": ROOM, "largest": 90, "smallest": 30, **fields})
    canvas.write(line, LEFT, 300)
    return line, picture(canvas.png())


@dataclass(frozen=True)
class CountedCard:
    """A card that counts how often it is drawn."""

    words: str
    drawn = 0

    @property
    def alt(self):
        return self.words

    def draw(self):
        type(self).drawn += 1
        canvas = Canvas()
        canvas.foot(self.words)
        return canvas


@pytest.fixture(autouse=True)
def nothing_drawn():
    CountedCard.drawn = 0


# Letters


def test_short_text_is_as_large_as_it_may_be():
    line, image = written("Flask")
    assert (line.text, line.size) == ("Flask", 90)
    assert inked(image)


def test_longer_text_is_smaller_and_whole():
    line, image = written("A framework with quite a few words in it")
    assert line.text == "A framework with quite a few words in it"
    assert 30 < line.size < 90
    assert inked(image)[2] <= RIGHT


def test_text_of_any_length_stays_between_the_margins():
    line, image = written(LONG)
    left, _, right, _ = inked(image)
    assert line.size == 30
    assert line.text.startswith("Wide Words")
    assert line.text.endswith("…")
    assert left >= LEFT
    assert right <= RIGHT


@pytest.mark.parametrize("text", [LONG * 2, "Unbreakable" * 30, "Two words"])
def test_lines_fill_their_room_and_no_more(text):
    lines = fill(text, LABEL, width=600, height=300, leading=1.2, largest=80, smallest=40)
    assert sum(line.size * 1.2 for line in lines) <= 300
    assert all(line.width <= 600 for line in lines)
    assert lines[-1].text.endswith("…") == (text != "Two words")


def test_marks_without_end_stay_in_the_line():
    _, image = written("Z" + "\u0338\u0316\u0302" * 200 + "algo")
    _, top, _, bottom = inked(image)
    assert top > 300 - 100
    assert bottom < 300 + 40


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("  Two\n\twords\u2029here ", "Two words here"),
        ("nul\x00 and \ud800 and \u202eturn", "nul and and turn"),
        ("Flask \U0001fae8", "Flask"),
        ("Cafe\u0301", "Café"),
        ("", ""),
    ],
)
def test_text_is_drawn_without_what_has_no_shape(text, drawn):
    assert legible(text, LABEL) == drawn


@pytest.fixture
def own_fonts_only(monkeypatch):
    """Be a machine that brings no font along."""
    monkeypatch.setattr(fonts, "SYSTEM_FONTS", ())
    fonts.paths.cache_clear()
    yield
    fonts.paths.cache_clear()


@pytest.mark.usefixtures("own_fonts_only")
def test_letters_that_no_font_has_become_one_ellipsis():
    assert legible(f"About {JAPANESE} here", LABEL) == "About … here"


@pytest.mark.usefixtures("own_fonts_only")
def test_text_that_no_font_has_is_replaced():
    line, image = written(JAPANESE, instead="nihongo")
    assert line.text == "nihongo"
    assert inked(image)


def test_text_that_begins_at_the_right_is_known():
    assert Line("ספר Flask", LABEL, 40).runs_right_to_left
    assert not Line("Flask ספר", LABEL, 40).runs_right_to_left


def test_machine_without_shaping_shows_no_broken_arabic(monkeypatch):
    monkeypatch.setattr(fonts, "SHAPES", False)
    assert legible("إطار العمل", LABEL, instead="a-framework") == "a-framework"


# Pictures


def test_picture_is_small_and_has_the_size_that_platforms_ask_for():
    content = cards.png(SITE_CARD)
    assert picture(content).size == (1200, 630)
    assert len(content) < 40_000
    assert {PAPER, INK} <= {colour for _, colour in picture(content).getcolors()}


def test_card_is_drawn_once():
    assert cards.png(CountedCard("one")) == cards.png(CountedCard("one"))
    assert CountedCard.drawn == 1
    cards.png(CountedCard("two"))
    assert CountedCard.drawn == 2


def test_page_names_its_card_without_drawing_it():
    named = cards.reference(CountedCard("one"), "/card.png")
    assert named == {
        "url": f"/card.png?v={cards.digest(CountedCard('one'))}",
        "alt": "one",
        "width": 1200,
        "height": 630,
    }
    assert CountedCard.drawn == 0
    assert not default_storage.exists("cards")


def test_new_way_of_drawing_gives_every_card_a_new_name(monkeypatch):
    before = cards.digest(SITE_CARD)
    monkeypatch.setattr(keeping, "DRAWING", keeping.DRAWING + 1)
    assert cards.digest(SITE_CARD) != before


def test_oldest_cards_are_forgotten_where_there_is_no_room(monkeypatch):
    monkeypatch.setattr(keeping, "MOST_KEPT", 3)
    monkeypatch.setattr(keeping, "FORGOTTEN_AT_ONCE", 2)
    for number in range(8):
        cards.png(CountedCard(f"Card {number}"))
        assert len(default_storage.listdir("cards")[1]) <= 3
    assert default_storage.exists(f"cards/{cards.digest(CountedCard('Card 7'))}.png")
    assert cards.png(CountedCard("Card 0")) == CountedCard("Card 0").draw().png()


def test_disk_that_takes_nothing_keeps_no_reader_from_a_card(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "file"
    (tmp_path / "file").write_text("not a folder")
    assert picture(cards.png(CountedCard("one"))).size == (1200, 630)


def test_card_under_the_name_of_its_content_is_kept_for_good(client):
    named = cards.reference(SITE_CARD, "/card.png")
    response = client.get(named["url"])
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.content == cards.png(SITE_CARD)


@pytest.mark.parametrize("query", ["", "?v=", "?v=former", "?w=1"])
def test_card_under_another_name_is_asked_for_again(client, query):
    response = client.get(f"/card.png{query}")
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    again = client.get(f"/card.png{query}", headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_head_of_a_card_tells_what_get_would(client):
    assert client.head("/card.png").headers["ETag"] == client.get("/card.png").headers["ETag"]
