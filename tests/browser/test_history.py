"""Two people at one article, and the way back by hand."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from publishing import revisions
from tests.browser import signing_in
from tests.browser.accessibility import violations
from tests.browser.watching import WIDTH_OF_CONTENT, Watch

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.allow_n_plus_one,
]


@pytest.fixture
def sign_in(new_context):
    """Let somebody sign in, in a browser of their own; return their page."""

    def sign_in(name, **context):
        page = new_context(reduced_motion="reduce", **context).new_page()
        signing_in.sign_in(page, name=name.lower(), first_name=name)
        return page

    return sign_in


@pytest.fixture
def article(sample_site):
    """An article with two paragraphs to change apart from each other."""
    article = Article.objects.published().first()
    article.body = "Flask is small.\n\nDjango is large.\n\nBoth are old."
    article.version += 1
    article.save()
    revisions.record(article)
    return article


def form_of(article):
    return f"/admin/articles/article/{article.pk}/change/"


def save(page):
    page.get_by_role("button", name="Save and continue editing").first.click()


def fits(page, width):
    page.set_viewport_size({"width": width, "height": 740})
    assert page.evaluate(WIDTH_OF_CONTENT) <= width, page.url


def test_two_people_at_one_article_lose_nothing(sign_in, article, base_url):
    ada, ben = sign_in("Ada"), sign_in("Ben")
    watches = [Watch(ada, base_url), Watch(ben, base_url)]
    with ada.expect_response("**/presence/"):
        ada.goto(form_of(article))
    ben.goto(form_of(article))
    expect(ben.locator("desk-presence")).to_contain_text("Ada has this open")
    expect(ada.locator("desk-presence")).to_be_empty()

    ada.get_by_role("textbox", name="Body:").fill(
        "Flask is tiny.\n\nDjango is large.\n\nBoth are old."
    )
    save(ada)
    expect(ada.locator(".messagelist .success")).to_be_visible()
    expect(ada.locator("desk-presence")).to_contain_text("Ben has this open")

    ben.get_by_role("textbox", name="Body:").fill(
        "Flask is small.\n\nDjango is large.\n\nBoth are grown up."
    )
    save(ben)
    conflict = ben.locator(".desk-conflict")
    expect(conflict).to_contain_text("ada saved on")
    expect(conflict.get_by_label("Take the merged text")).to_be_checked()
    assert violations(ben, within=[".desk-conflict"]) == []
    fits(ben, 360)
    fits(ben, 1280)
    conflict.get_by_text("All of yours, to copy").first.click()
    expect(conflict.get_by_role("textbox", name="All of yours")).to_contain_text("grown up")
    assert Article.objects.get(pk=article.pk).body.startswith("Flask is tiny")

    conflict.get_by_role("button", name="Put what I chose into the form").click()
    expect(ben.get_by_text("What you chose stands in the fields below")).to_be_visible()
    expect(ben.get_by_role("textbox", name="Body:")).to_have_value(
        "Flask is tiny.\n\nDjango is large.\n\nBoth are grown up."
    )
    save(ben)
    expect(ben.locator(".messagelist .success")).to_be_visible()
    article.refresh_from_db()
    assert article.body == "Flask is tiny.\n\nDjango is large.\n\nBoth are grown up."

    ada.close()
    ben.reload()
    expect(ben.locator("desk-presence")).to_be_empty()
    for watch in watches:
        watch.assert_no_complaint()


def test_compare_and_restore_without_script(sign_in, article, base_url):
    article.body = "Flask is tiny.\n\nDjango is large."
    article.version += 1
    article.save()
    newest = revisions.record(article)
    ada = sign_in("Ada", java_script_enabled=False)
    ada.goto(form_of(article))
    ada.get_by_role("link", name="History").click()

    old = newest.number - 1
    row = ada.get_by_role("listitem").filter(
        has=ada.get_by_role("heading", name=f"Revision {old}")
    )
    row.get_by_text("Give it a name").click()
    row.get_by_label("Name", exact=True).fill("Before the cut")
    row.get_by_role("button", name="Keep this name").click()
    expect(ada.get_by_role("heading", name=f"Revision {old}: Before the cut")).to_be_visible()
    expect(ada.get_by_role("heading", name=f"Revision {newest.number} Live")).to_be_visible()

    ada.get_by_label(f"Compare from this: revision {old}").check()
    ada.get_by_role("button", name="Compare").click()
    expect(ada.locator("del").filter(has_text="small")).to_be_visible()
    expect(ada.locator("ins").filter(has_text="tiny")).to_be_visible()

    ada.get_by_role("link", name=f"Restore revision {old}").click()
    expect(ada.get_by_text("goes into the form, as a draft of yours")).to_be_visible()
    ada.get_by_role("button", name=f"Put revision {old} into the form").click()
    expect(ada.get_by_text("Readers see nothing of it until it is saved")).to_be_visible()
    expect(ada.locator("#id_body")).to_have_value(
        "Flask is small.\n\nDjango is large.\n\nBoth are old."
    )
    article.refresh_from_db()
    assert article.body == "Flask is tiny.\n\nDjango is large."
    save(ada)
    article.refresh_from_db()
    assert article.body == "Flask is small.\n\nDjango is large.\n\nBoth are old."
