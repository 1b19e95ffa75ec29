"""Social cards of comparisons and frameworks: what they show, and of what they know nothing."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from comparisons import social_cards
from comparisons.factbase import load_factbase
from comparisons.matrix import build_matrix, columns_for
from comparisons.models import Comparison, Fact, Feature, Framework
from publishing import addresses, cards
from publishing.cards.canvas import INK, LEFT, PAPER, RIGHT, SIDE_A, SIDE_B
from tests import factories as make

# A reader opens the page more than once.
pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]

LONG = "Wide Words Without Mercy, in 120 Letters and Some, for a Framework of Great Ambition " * 2
TODAY = make.PAST.date()


@pytest.fixture
def pair():
    """Make Django and Flask with three features, of which two differ."""
    names = [make.make_framework(name=name, slug=name.lower()) for name in ("Django", "Flask")]
    for level in ("built-in", "third-party", "none"):
        feature = make.make_feature()
        make.make_fact(names[0], feature)
        make.make_fact(names[1], feature, level=level)
    return names


def card_of(frameworks):
    base = load_factbase([one.pk for one in frameworks])
    return social_cards.card_of(build_matrix(base, columns_for(frameworks), today=TODAY))


def picture(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return Image.open(BytesIO(response.content)).convert("RGB")


def colours(image):
    return {colour for _, colour in image.getcolors()}


def margins(image):
    """Return the box of all that is not paper."""
    return ImageChops.difference(image, Image.new("RGB", image.size, PAPER)).getbbox()


def test_pair_is_drawn_in_the_colours_of_its_sides(client, pair):
    image = picture(client, "/compare/django-vs-flask/card.png")
    assert image.size == (1200, 630)
    assert {PAPER, INK, SIDE_A, SIDE_B} <= colours(image)


def test_set_is_drawn_without_sides(client, pair):
    make.make_framework(name="Starlette", slug="starlette")
    image = picture(client, "/compare/django-vs-flask-vs-starlette/card.png")
    assert not {SIDE_A, SIDE_B} & colours(image)


def test_card_says_in_words_what_differs(client, pair):
    response = client.get("/compare/django-vs-flask/")
    card = response.context["card"]
    assert card["alt"] == "Django vs Flask, 2 of 3 features differ"
    assert (card["width"], card["height"]) == (1200, 630)


@pytest.mark.parametrize(
    ("level", "words"),
    [("unknown", "not checked yet"), ("built-in", "the same in all 3 features")],
)
def test_card_says_in_words_that_nothing_differs(pair, level, words):
    Fact.objects.update(level=level)
    assert card_of(pair).alt == f"Django vs Flask, {words}"


def test_page_names_the_card_that_it_gets(client, pair):
    url = client.get("/compare/django-vs-flask/").context["card"]["url"]
    assert url.startswith("/compare/django-vs-flask/card.png?v=")
    assert "immutable" in client.get(url).headers["Cache-Control"]


def test_added_extension_leaves_the_card_alone(client, pair):
    plain = client.get("/compare/django-vs-flask/").context["card"]
    extension = make.make_extension(
        pair[1], name="Added", url="https://example.org/added", checked_on=TODAY
    )
    extension.adds.add(Feature.objects.get(facts__level="none"))
    page = client.get("/compare/django-vs-flask/?with=flask.added")
    assert page.context["matrix"].columns[1].parts == ("Added",)
    assert page.context["card"] == plain


@pytest.mark.parametrize("count", [2, 3, 5])
def test_names_of_any_length_stay_between_the_margins(count):
    frameworks = [Framework(pk=number, name=LONG, slug="long") for number in range(count)]
    image = Image.open(BytesIO(card_of(frameworks).draw().png())).convert("RGB")
    left, top, right, bottom = margins(image)
    assert len(LONG) >= 120
    assert left >= LEFT
    assert right <= RIGHT
    assert top >= 40
    assert bottom <= 630 - 24


def test_profile_is_drawn_from_its_facts(client, pair):
    card = client.get("/frameworks/flask/").context["card"]
    assert card["alt"] == "Flask, 3 of 3 facts checked"
    assert picture(client, card["url"]).size == (1200, 630)


def test_profile_with_long_words_stays_between_the_margins(client):
    make.make_framework(name="Wide " * 12, slug="wide", tagline="Mercy " * 15)
    left, _, right, bottom = margins(picture(client, "/frameworks/wide/card.png"))
    assert left >= LEFT
    assert right <= RIGHT
    assert bottom <= 630 - 24


# The name of a picture follows what it shows


@pytest.fixture
def named(pair):
    return lambda: cards.digest(card_of(list(Framework.objects.order_by("name"))))


@pytest.mark.parametrize(
    "change",
    [
        lambda: Fact.objects.filter(level="none").update(level="official"),
        lambda: Fact.objects.filter(level="none").update(source_url=""),
        lambda: Framework.objects.filter(slug="flask").update(name="Quart"),
        lambda: make.make_feature(),
    ],
    ids=["level", "source", "name", "feature"],
)
def test_name_changes_with_the_facts(named, change):
    before = named()
    change()
    assert named() != before


@pytest.mark.parametrize(
    "change",
    [
        lambda: Fact.objects.update(note="Noted.", since="1.0", checked_on="2025-01-01"),
        lambda: Framework.objects.update(summary="New.", tagline="New.", version=9),
        lambda: Feature.objects.update(meaning="Other words."),
        lambda: make.make_release(Framework.objects.first()),
        lambda: make.make_comparison(*Framework.objects.order_by("name")),
    ],
    ids=["note", "framework", "meaning", "release", "comparison"],
)
def test_name_changes_with_nothing_else(named, change):
    before = named()
    change()
    assert named() == before


# Who may see a card


@pytest.mark.parametrize("state", make.HIDDEN)
@pytest.mark.parametrize(
    "path", ["/frameworks/hidden/card.png", "/compare/flask-vs-hidden/card.png"]
)
def test_hidden_framework_has_no_card(client, path, state):
    make.make_framework(name="Flask", slug="flask")
    make.make_framework(name="Hidden", slug="hidden", **make.HIDDEN[state])
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("state", make.HIDDEN)
def test_hidden_comparison_decides_nothing_of_the_card(client, pair, state):
    make.make_comparison(pair[1], pair[0], **make.HIDDEN[state])
    response = client.get("/compare/flask-vs-django/card.png")
    assert (response.status_code, response.url) == (301, "/compare/django-vs-flask/card.png")


def test_published_order_decides_the_card(client, pair):
    make.make_comparison(pair[1], pair[0])
    assert Comparison.objects.published().exists()
    response = client.get("/compare/django-vs-flask/card.png")
    assert (response.status_code, response.url) == (301, "/compare/flask-vs-django/card.png")


def test_too_many_frameworks_have_no_card(client):
    assert client.get("/compare/a-vs-b-vs-c-vs-d-vs-e-vs-f/card.png").status_code == 400


def test_moved_framework_leads_to_its_card(client):
    framework = make.make_framework(name="Flask", slug="former")
    framework.slug = "flask"
    framework.save()
    addresses.remember(framework, "former")
    response = client.get("/frameworks/former/card.png")
    assert (response.status_code, response.url) == (301, "/frameworks/flask/card.png")
