"""The search field in a browser: complete without script, and one key away with it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import PHONE, without_script

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.allow_n_plus_one,
]


@without_script
def test_search_works_without_script(page):
    page.goto("/")
    page.get_by_role("searchbox").fill("flask django")
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_url(re.compile(r"/search/\?q=flask\+django$"))
    page.get_by_role("link", name="Flask vs Django", exact=True).first.click()
    expect(page).to_have_url(re.compile("/compare/flask-vs-django/$"))


@without_script
def test_phone_leads_to_the_page_with_the_field(page):
    page.set_viewport_size(PHONE)
    page.goto("/")
    expect(page.get_by_role("searchbox")).to_have_count(0)
    page.get_by_role("link", name="Search").click()
    page.get_by_role("searchbox").fill("flsk")
    page.get_by_role("searchbox").press("Enter")
    page.get_by_role("link", name="Flask", exact=True).click()
    expect(page.get_by_text("Go straight there: Flask")).to_be_visible()


def test_slash_moves_into_the_field_unless_somebody_types(page, watch):
    page.goto("/articles/")
    field = page.get_by_role("searchbox")
    page.keyboard.press("/")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    page.keyboard.type("a/b")
    expect(field).to_have_value("a/b")
    field.blur()
    page.keyboard.press("Control+/")
    expect(field).not_to_be_focused()
    watch.assert_no_complaint()
