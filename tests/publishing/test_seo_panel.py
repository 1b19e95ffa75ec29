"""How a page looks elsewhere, and the lock on its address."""

import pytest

from articles.models import Article
from comparisons.models import Framework
from publishing.models import FormerSlug, Page
from tests.desk import add, address, errors_of, open_form, save
from tests.factories import (
    FUTURE,
    HIDDEN,
    PAST,
    make_article,
    make_comparison,
    make_framework,
    make_page,
)
from tests.heads import read_head

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]


def search(response):
    return response.context["search"]


def open_panel(client, obj):
    return search(client.get(address(obj)))


def test_preview_is_made_from_title_and_lead(admin_client):
    article = make_article(title="Flask or Django?", slug="flask-or-django", lead="It depends.")
    panel = open_panel(admin_client, article)
    assert panel["title"] == "Flask or Django? | Evenhand"
    assert panel["description"] == "It depends."
    assert panel["address"] == "/articles/flask-or-django/"
    html = admin_client.get(address(article)).content.decode()
    assert 'data-show="title">Flask or Django? | Evenhand<' in html


def test_fields_for_search_engines_go_before(admin_client):
    page = make_page(lead="The lead.", seo_title="Short", seo_description="A description.")
    panel = open_panel(admin_client, page)
    assert (panel["title"], panel["description"]) == ("Short | Evenhand", "A description.")
    counts = [(one["length"], one["most"]) for one in panel["counts"]]
    assert counts == [(5, 60), (14, 155)]
    html = admin_client.get(address(page)).content.decode()
    assert '<b data-count="seo_title">5</b> of 60 characters' in html


def test_preview_of_a_framework_is_made_from_name_and_tagline(admin_client):
    framework = make_framework(name="Flask", slug="flask", tagline="A micro framework.")
    panel = open_panel(admin_client, framework)
    assert (panel["title"], panel["description"]) == ("Flask | Evenhand", "A micro framework.")
    assert panel["address"] == "/frameworks/flask/"


def test_preview_shows_the_title_and_description_that_the_page_has(admin_client, client):
    frameworks = make_framework(name="Flask"), make_framework(name="Django")
    for thing in (
        make_comparison(*frameworks, lead="Word after word, " * 15),
        make_article(title="A title that leaves no room for the name of the site", lead="So."),
        make_article(title="Word " * 17),
    ):
        head = read_head(client, thing.get_absolute_url())
        panel = open_panel(admin_client, thing)
        assert panel["title"] == head.title
        assert panel["description"] in (head.meta["description"], "")


@pytest.mark.parametrize(
    ("make_it", "card"),
    [
        (lambda: make_framework(slug="flask"), "/frameworks/flask/card.png"),
        (lambda: make_article(slug="words"), "/articles/words/card.png"),
        (lambda: make_comparison(slug="a-vs-b"), "/compare/a-vs-b/card.png"),
        (make_page, "/card.png"),
    ],
    ids=["framework", "article", "comparison", "page"],
)
def test_shared_card_shows_the_picture_of_the_page(admin_client, make_it, card):
    page = admin_client.get(address(make_it()))
    assert search(page)["card"] == card
    assert f'<img src="{card}"' in page.content.decode()


@pytest.mark.parametrize("state", HIDDEN)
def test_shared_card_of_what_nobody_can_share_has_no_picture(admin_client, state):
    assert open_panel(admin_client, make_article(**HIDDEN[state]))["card"] == ""


def test_preview_shows_what_a_refused_form_holds(admin_client):
    page = make_page(slug="method", lead="Before.")
    fields = open_form(admin_client, page)
    response = save(admin_client, page, fields, title="", lead="After.", seo_title="New title")
    assert search(response)["title"] == "New title | Evenhand"
    assert search(response)["description"] == "After."


def test_preview_of_an_empty_form_opens(admin_client):
    for model in (Article, Framework, Page):
        panel = search(admin_client.get(address(model, "add")))
        assert panel["title"] == " | Evenhand"
        assert panel["address"].endswith("/…/")


def test_text_of_a_preview_is_escaped(admin_client):
    page = make_page(title="<script>alert(1)</script>")
    html = admin_client.get(address(page)).content.decode()
    assert "<script>alert(1)" not in html


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "published", "published_at": PAST},
        {"status": "archived", "published_at": PAST},
        {"status": "draft", "published_at": PAST},
    ],
    ids=["live", "archived", "taken back"],
)
def test_address_that_readers_know_moves_only_when_that_is_meant(admin_client, fields):
    page = make_page(slug="former", **fields)
    form = open_form(admin_client, page)
    refused = save(admin_client, page, form, slug="present")
    assert "Readers know this address" in errors_of(refused)
    page.refresh_from_db()
    assert page.slug == "former"
    assert save(admin_client, page, form, slug="present", move_address="on").status_code == 302
    page.refresh_from_db()
    assert page.slug == "present"
    assert FormerSlug.objects.get().slug == "former"


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "draft", "published_at": None},
        {"status": "published", "published_at": FUTURE},
    ],
    ids=["draft", "scheduled"],
)
def test_address_that_nobody_knows_moves_freely(admin_client, fields):
    page = make_page(slug="former", **fields)
    html = admin_client.get(address(page)).content.decode()
    assert "move_address" not in html
    save(admin_client, page, open_form(admin_client, page), slug="present")
    page.refresh_from_db()
    assert page.slug == "present"
    assert not FormerSlug.objects.exists()


def test_tick_alone_changes_nothing(admin_client):
    page = make_page()
    save(admin_client, page, open_form(admin_client, page), move_address="on")
    page.refresh_from_db()
    assert page.version == 1


def test_address_made_of_frameworks_has_no_lock(admin_client):
    html = admin_client.get(address(make_comparison())).content.decode()
    assert "move_address" not in html


def test_empty_form_has_no_lock(admin_client):
    assert "move_address" not in admin_client.get(address(Page, "add")).content.decode()
    assert add(admin_client, Page, title="Method").status_code == 302


def rename(client, obj, slug):
    response = save(client, obj, open_form(client, obj), slug=slug, move_address="on")
    assert response.status_code == 302
    obj.refresh_from_db()


def test_every_former_address_leads_straight_to_the_present_one(admin_client, client):
    page = make_page(slug="first", title="Method")
    rename(admin_client, page, "second")
    rename(admin_client, page, "third")
    for slug in ("first", "second"):
        response = client.get(f"/about/{slug}/")
        assert response.status_code == 301
        assert response["Location"] == "/about/third/"
    assert client.get("/about/third/").status_code == 200


def test_page_that_goes_back_to_a_former_address_makes_no_loop(admin_client, client):
    page = make_page(slug="first")
    rename(admin_client, page, "second")
    rename(admin_client, page, "first")
    assert client.get("/about/first/").status_code == 200
    assert client.get("/about/second/")["Location"] == "/about/first/"


def test_two_pages_that_swap_addresses_make_no_loop(admin_client, client):
    one, two = make_page(slug="one", title="One"), make_page(slug="two", title="Two")
    rename(admin_client, one, "between")
    rename(admin_client, two, "one")
    rename(admin_client, one, "two")
    for page, slug in ((one, "two"), (two, "one")):
        response = client.get(f"/about/{slug}/")
        assert response.status_code == 200
        assert page.title in response.content.decode()
    assert client.get("/about/between/")["Location"] == "/about/two/"


def test_former_address_of_a_page_that_is_no_longer_public_is_not_there(admin_client, client):
    page = make_page(slug="first")
    rename(admin_client, page, "second")
    Page.objects.update(status="archived")
    assert client.get("/about/first/").status_code == 404


def test_address_that_was_never_public_leads_nowhere(admin_client, client):
    page = make_page(slug="first", status="draft", published_at=None)
    save(admin_client, page, open_form(admin_client, page), slug="second")
    Page.objects.update(status="published", published_at=PAST)
    assert client.get("/about/first/").status_code == 404
    assert client.get("/about/second/").status_code == 200
