"""A text on its way to readers, in a browser: what the buttons say and what they do."""

import pytest
from playwright.sync_api import expect

from publishing.models import Page
from publishing.roles import Role
from tests.browser.accessibility import violations
from tests.browser.signing_in import sign_in
from tests.desk import address, make_user
from tests.texts import make_asked, make_text

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.allow_n_plus_one,
]


def test_enter_in_a_field_only_saves(watch, page):
    writer = sign_in(page, Role.WRITER)
    text = make_text(writer, title="Our method")
    page.goto(address(text))
    page.locator("#id_title").fill("Our own method")
    page.locator("#id_title").press("Enter")
    expect(page.get_by_text("was saved as a draft")).to_be_visible()
    text.refresh_from_db()
    assert (text.title, text.status) == ("Our own method", "draft")
    watch.assert_no_complaint()


def test_label_follows_the_date_that_is_typed(watch, page):
    publisher = sign_in(page, Role.PUBLISHER)
    text = make_asked(make_user(Role.WRITER), title="Our method")
    page.goto(address(text))
    main = page.locator(".submit-row .default")
    expect(main).to_have_text("Approve and publish now")
    page.locator("#id_published_at_0").fill("2126-11-24")
    page.locator("#id_published_at_1").fill("09:00")
    words = "Approve and publish, goes live Sun 24 Nov 2126, 09:00 (UTC)"
    expect(main).to_have_text(words)
    page.locator("#id_unpublish_at_0").fill("2126-12-24")
    page.locator("#id_unpublish_at_1").fill("09:00:00")
    expect(main).to_have_text(f"{words}, until Tue 24 Dec 2126, 09:00 (UTC)")
    main.click()
    expect(page.get_by_text("goes live Sun 24 Nov 2126, 09:00 (UTC).")).to_be_visible()
    text = Page.objects.get(pk=text.pk)
    assert text.status == "published"
    assert not text.is_public()
    assert publisher.pk
    watch.assert_no_complaint()


@pytest.mark.parametrize("width", [360, 1024])
def test_form_in_review_is_accessible_and_fits(watch, page, width):
    sign_in(page, Role.PUBLISHER)
    text = make_asked(make_user(Role.WRITER), title="Our method")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address(text))
    expect(page.get_by_role("button", name="Send back with a note")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for button in page.locator(".submit-row button:visible, .submit-row a:visible").all():
        assert button.bounding_box()["height"] >= 44
    assert violations(page, within=[".desk-stations", ".submit-row", ".desk-review-form"]) == []
    watch.assert_no_complaint()
