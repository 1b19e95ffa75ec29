"""Choices of a reader: what a click keeps, and that nothing else on the site notices it."""

import pytest

from publishing.choices import MOST_NOTICES
from tests import factories as make

LOOKS = "/choices/looks.css"
HERE = {"Origin": "http://testserver", "Referer": "http://testserver/about/?a=1"}


def looks(client):
    return client.get(LOOKS).content.decode()


def choose(client, theme, **headers):
    return client.post("/choices/theme/", {"theme": theme}, headers={**HERE, **headers})


def test_looks_of_somebody_who_chose_nothing_change_no_colour(client):
    response = client.get(LOOKS)

    assert response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert "color-scheme" not in response.content.decode()
    assert not response.cookies


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_chosen_colours_stay(client, scheme):
    response = choose(client, scheme)

    assert (response.status_code, response.url) == (302, "/about/?a=1")
    cookie = response.cookies["theme"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert f"color-scheme:{scheme}" in looks(client)


def test_colours_of_the_system_come_back(client):
    choose(client, "dark")
    choose(client, "system")

    assert "color-scheme" not in looks(client)


@pytest.mark.parametrize("theme", ["", "red", "dark}*{display:none"])
def test_unknown_colours_are_refused(client, theme):
    response = choose(client, theme)

    assert response.status_code == 400
    assert not response.cookies


def test_cookies_belong_to_this_host_alone_behind_https(client, settings):
    settings.SESSION_COOKIE_SECURE = True

    cookie = choose(client, "dark").cookies["__Host-theme"]

    assert cookie["secure"]
    assert not cookie["domain"]


def test_hidden_notices_stay_hidden_and_lead_back_to_their_place(client):
    first = client.post("/choices/notices/support/", headers=HERE)
    client.post("/choices/notices/survey/", headers=HERE)
    client.post("/choices/notices/support/", headers=HERE)

    assert first.url == "/about/?a=1#after-support"
    assert looks(client).count('[data-notice="support"]{display:none}') == 1
    assert '[data-notice="survey"]{display:none}' in looks(client)


def test_only_so_many_notices_are_remembered(client):
    for number in range(MOST_NOTICES + 1):
        client.post(f"/choices/notices/n{number}/", headers=HERE)

    assert looks(client).count("display:none") == MOST_NOTICES
    assert "n0" not in looks(client)


@pytest.mark.parametrize(
    "value", ["a{}", 'x"]{}*{display:none}[y="', "-", "\xe9", "a" * 5000 + "!"]
)
def test_forged_cookie_reaches_no_style_sheet(client, value):
    client.cookies["notices"] = value
    client.cookies["theme"] = value

    assert looks(client) == ".theme-choice [value=system]{border-color:currentColor}"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
@pytest.mark.django_db
def test_post_from_elsewhere_is_refused(client, headers):
    response = choose(client, "dark", **headers)

    assert response.status_code == 403
    assert not response.cookies


@pytest.mark.parametrize(
    "referer", ["", "https://evil.example/a", "http://testserver//evil.example", "no address"]
)
def test_way_back_stays_on_this_site(client, referer):
    assert choose(client, "dark", Referer=referer).url == "/"


@pytest.mark.parametrize("path", ["/choices/theme/", "/choices/notices/support/"])
def test_choice_is_made_by_a_post_only(client, path):
    assert client.get(path).status_code == 405


@pytest.mark.django_db
@pytest.mark.allow_n_plus_one  # The page is opened twice.
def test_page_is_the_same_whatever_was_chosen(client):
    make.make_page(slug="about", title="About")
    before = client.get("/about/").content
    choose(client, "dark")

    assert client.get("/about/").content == before
