"""The desk in a browser: an editor changes a fact and finds it where readers do."""

import pytest
from playwright.sync_api import expect

from tests.browser.signing_in import sign_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.allow_n_plus_one,
]


@pytest.fixture
def editor(page):
    """An editor who has signed in."""
    sign_in(page)


def open_first(page, model):
    """Open the list of a model, then the first form of it."""
    page.goto(f"/admin/{model}/")
    page.locator("#result_list tbody th a").first.click()
    expect(page.locator("#content-main form").first).to_be_visible()


def test_editor_changes_a_fact_and_readers_see_it(watch, page, editor):
    page.goto("/admin/comparisons/fact/?q=Flask-Admin")
    page.get_by_role("row").get_by_role("link", name="Flask", exact=True).first.click()
    page.get_by_role("radio", name="Partly built in").check()
    page.get_by_label("Note").fill("An editor wrote this note in a browser.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()

    page.goto("/compare/flask-vs-django/")
    answer = page.locator("#admin td").first
    expect(answer).to_contain_text("Partly built in")
    expect(answer).to_contain_text("An editor wrote this note in a browser.")
    watch.assert_no_complaint()


def test_pages_of_the_desk_open_without_a_complaint(watch, page, editor):
    for model in (
        "articles/article",
        "comparisons/fact",
        "comparisons/framework",
        "comparisons/comparison",
        "publishing/image",
    ):
        open_first(page, model)
    watch.assert_no_complaint()
