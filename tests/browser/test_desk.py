"""The desk in a browser: what guards unsaved text, keys and their help, and the search preview."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Article
from publishing.models import FormerSlug
from tests.browser.test_editing import editor  # noqa: F401
from tests.desk import address

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.allow_n_plus_one,
    pytest.mark.usefixtures("editor"),
]


@pytest.fixture
def article(page):
    article = Article.objects.published().first()
    page.goto(address(article))
    return article


@pytest.fixture
def asked(page):
    """What the browser asks before somebody leaves, each time answered with staying there."""
    found = []

    def hear(dialog):
        found.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", hear)
    return found


def leave(page):
    """Follow a link out of the form."""
    page.get_by_role("link", name="Articles", exact=True).first.click(no_wait_after=True)


def test_leaving_with_unsaved_text_is_asked_about(page, article, asked):
    page.locator("#id_title").fill("Another title")
    leave(page)
    expect(page.locator("#id_title")).to_have_value("Another title")
    assert asked == ["beforeunload"]


def test_leaving_an_untouched_form_is_not_asked_about(page, article, asked):
    title = page.locator("#id_title")
    title.fill("Another title")
    title.fill(article.title)
    leave(page)
    page.wait_for_url("**/admin/articles/")
    assert asked == []


def test_control_s_saves_without_a_question_and_stays(page, article, asked, watch):
    page.locator("#id_title").fill("Another title")
    page.keyboard.press("ControlOrMeta+s")
    expect(page.locator(".messagelist")).to_be_visible()
    article.refresh_from_db()
    assert article.title == "Another title"
    assert asked == []
    watch.assert_no_complaint()


def test_question_mark_opens_the_help_and_escape_closes_it(page, article, watch):
    page.locator("h1").first.click()
    page.keyboard.press("?")
    help_dialog = page.get_by_role("dialog", name="Keys and Markdown")
    expect(help_dialog).to_be_visible()
    expect(help_dialog).to_contain_text("Save and stay in the form")
    page.keyboard.press("Escape")
    expect(help_dialog).to_be_hidden()
    page.locator("#id_title").press("?")
    expect(help_dialog).to_be_hidden()
    watch.assert_no_complaint()


def test_single_keys_can_be_switched_off_and_stay_off(page, article):
    open_help = page.get_by_role("button", name="Help: keys and Markdown")
    help_dialog = page.get_by_role("dialog", name="Keys and Markdown")
    open_help.click()
    help_dialog.get_by_label("Single keys do something").uncheck()
    help_dialog.get_by_role("button", name="Close").click()
    page.reload()
    page.locator("h1").first.click()
    page.keyboard.press("?")
    expect(help_dialog).to_be_hidden()
    open_help.click()
    expect(help_dialog).to_be_visible()


def test_search_preview_and_counters_follow_the_form(page, article, watch):
    panel = page.locator("search-panel")
    page.locator("#id_title").fill("A new title")
    expect(panel.locator(".desk-result-title")).to_have_text("A new title | Evenhand")
    page.locator("#id_title").fill("A title that is much longer than what a list of results shows")
    expect(panel.locator(".desk-result-title")).to_have_text(
        re.compile("what a list of results…$")
    )
    page.locator("#id_seo_title").evaluate("field => field.closest('details').open = true")
    page.locator("#id_seo_title").fill("For engines")
    expect(panel.locator(".desk-card-title")).to_have_text("For engines | Evenhand")
    expect(panel.locator("[data-count=seo_title]")).to_have_text("11")
    watch.assert_no_complaint()


def test_address_of_a_live_page_is_unlocked_by_a_tick(page, article):
    former = article.slug
    slug = page.locator("#id_slug")
    expect(slug).to_have_attribute("readonly", "")
    page.get_by_label("Change the address").check()
    expect(slug).to_be_focused()
    slug.fill("a-new-address")
    expect(page.locator(".desk-result-address")).to_contain_text("/articles/a-new-address/")
    page.keyboard.press("ControlOrMeta+s")
    expect(page.locator(".messagelist")).to_be_visible()
    assert FormerSlug.objects.get(slug=former).subject == article
    response = page.goto(f"/articles/{former}/")
    assert response.url.endswith("/articles/a-new-address/")


def test_editor_imports_what_a_spreadsheet_changed(page, watch):
    page.goto(reverse("admin:comparisons_fact_import"))
    page.get_by_label("Or paste it here").fill(
        "framework,feature,note\nflask,orm,From the survey.\nzope,orm,Nowhere.\n"
    )
    page.get_by_role("button", name="See what it would do").click()
    expect(page.get_by_role("row", name="From the survey.")).to_be_visible()
    expect(page.get_by_text("There is no framework “zope”.")).to_be_visible()
    page.get_by_label("Note").fill("The survey of November.")
    page.get_by_role("button", name="Import 1 fact").click()
    expect(page.get_by_text("Imported: 0 new, 1 changed")).to_be_visible()
    watch.assert_no_complaint()
