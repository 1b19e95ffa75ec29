"""The small files that machines look for at an address of their own."""

import json
from datetime import UTC, datetime, timedelta
from io import BytesIO
from urllib.robotparser import RobotFileParser

import pytest
import time_machine
from django.conf import settings as own
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from PIL import Image

from config.safety import contact_address
from tests.site import PAGES, WELL_KNOWN

CONTACT = "mailto:security@example.org"
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


# robots.txt


@pytest.fixture
def robots(client):
    parser = RobotFileParser()
    parser.parse(client.get("/robots.txt").content.decode().splitlines())
    return parser


@pytest.mark.parametrize("name", PAGES)
def test_robots_may_read_every_page_but_search(robots, name):
    assert robots.can_fetch("Anybot", PAGES[name]) == (name != "search")


@pytest.mark.parametrize("path", ["/admin/", "/admin/login/?next=/", "/preview/key/", "/search/"])
def test_robots_keep_out_of_what_is_not_for_them(robots, path):
    assert not robots.can_fetch("Anybot", path)


@pytest.mark.parametrize("path", ["/static/js/theme-button.js", "/choices/looks.css", "/media/x"])
def test_robots_may_read_what_a_page_needs(robots, path):
    assert robots.can_fetch("Anybot", path)


def test_robots_are_told_of_the_sitemap(robots):
    assert robots.site_maps() == [f"http://localhost{WELL_KNOWN['sitemap']}"]


# security.txt


def read_security(client):
    response = client.get("/.well-known/security.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    return dict(line.split(": ", 1) for line in lines)


def test_security_file_says_whom_to_write_to_and_for_how_long_that_holds(client, settings):
    settings.SECURITY_CONTACT = CONTACT
    with time_machine.travel(NOON, tick=False):
        told = read_security(client)

    assert told["Contact"] == CONTACT
    assert told["Canonical"] == "http://localhost/.well-known/security.txt"
    assert told["Preferred-Languages"] == "en"
    expires = datetime.fromisoformat(told["Expires"])
    assert timedelta(days=90) < expires - NOON < timedelta(days=365)


def test_security_file_is_the_same_all_day(client, settings):
    settings.SECURITY_CONTACT = CONTACT
    answers = set()
    for hours in (-12, 0, 11):
        with time_machine.travel(NOON + timedelta(hours=hours), tick=False):
            answers.add(client.get("/.well-known/security.txt").content)

    assert len(answers) == 1


@pytest.mark.django_db
def test_security_file_is_not_there_while_nobody_is_named(client, settings):
    settings.SECURITY_CONTACT = ""

    assert client.get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize(
    ("contact", "address"),
    [
        ("", ""),
        ("security@example.org", CONTACT),
        (CONTACT, CONTACT),
        ("https://example.org/security", "https://example.org/security"),
    ],
)
def test_contact_becomes_an_address(contact, address):
    assert contact_address(contact) == address


@pytest.mark.parametrize("contact", ["us", "http://example.org", "a@b c", "a@b.org\nExpires: x"])
def test_contact_that_nobody_can_use_is_refused(contact):
    with pytest.raises(ImproperlyConfigured, match="SECURITY_CONTACT is neither"):
        contact_address(contact)


# Icons and manifest


def test_manifest_names_the_site_and_its_start(client):
    response = client.get("/site.webmanifest")
    manifest = json.loads(response.content)

    assert response.headers["Content-Type"] == "application/manifest+json"
    assert (manifest["short_name"], manifest["start_url"]) == ("Evenhand", "/")
    assert (manifest["display"], manifest["lang"]) == ("browser", "en-gb")
    assert {(one["sizes"], one["purpose"]) for one in manifest["icons"]} == {
        ("any", "any"),
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }


def test_icons_of_the_manifest_are_what_it_says(client):
    for icon in json.loads(client.get("/site.webmanifest").content)["icons"]:
        path = finders.find(icon["src"].removeprefix("/static/"))
        if icon["type"] == "image/png":
            with Image.open(path) as picture:
                assert "{}x{}".format(*picture.size) == icon["sizes"]


def test_colours_of_the_manifest_are_those_of_the_site(client):
    manifest = json.loads(client.get("/site.webmanifest").content)
    tokens = (own.BASE_DIR / "static/css/tokens.css").read_text()

    assert f"--paper: light-dark({manifest['background_color']}," in tokens
    assert manifest["theme_color"] == manifest["background_color"]


def test_favicon_is_an_icon_of_three_sizes(client):
    response = client.get("/favicon.ico")

    assert response.headers["Content-Type"] == "image/x-icon"
    with Image.open(BytesIO(response.content)) as picture:
        assert picture.format == "ICO"
        assert picture.info["sizes"] == {(16, 16), (32, 32), (48, 48)}


@pytest.mark.django_db
def test_pages_link_to_the_manifest(client):
    assert '<link rel="manifest" href="/site.webmanifest">' in client.get("/").content.decode()
