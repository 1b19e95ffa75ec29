"""A text on its whole way, and a live comparison that changes: a week of a small team."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from articles.models import Article
from comparisons.models import Comparison
from publishing import revisions
from publishing.roles import Role
from tests.browser import signing_in
from tests.browser.test_writing import give_picture
from tests.desk import address

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.allow_n_plus_one,
]


@pytest.fixture
def sign_in(new_context):
    """Let somebody of a role sign in, in a browser of their own; return their page."""

    def sign_in(role):
        page = new_context(reduced_motion="reduce").new_page()
        signing_in.sign_in(page, role, role.value)
        return page

    return sign_in


def press(page, label, said):
    """Press one of the buttons at the foot of a form, and wait for what it says."""
    page.locator(".submit-row").get_by_role("button", name=label).click()
    expect(page.locator(".messagelist")).to_contain_text(said)


def body_of(page):
    return page.get_by_role("textbox", name="Body:")


def test_article_goes_from_a_pasted_picture_to_its_date(sign_in, new_context):
    writer = sign_in(Role.WRITER)
    writer.goto("/admin/articles/article/add/")
    writer.get_by_label("Title", exact=False).first.fill("Two benches")
    body_of(writer).fill("Before.")
    body_of(writer).press("ControlOrMeta+End")
    give_picture(writer, body_of(writer))
    dialog = writer.get_by_role("dialog", name="Add an image")
    dialog.get_by_label("Alternative text").fill("A dark blue field")
    dialog.get_by_role("button", name="Add the image").click()
    expect(body_of(writer)).to_have_value(
        "Before.\n\n![A dark blue field](image:a-dark-blue-field)"
    )
    writer.get_by_role("button", name="Show the preview").click()
    preview = writer.frame_locator("preview-pane iframe")
    expect(preview.get_by_role("img", name="A dark blue field")).to_be_visible()
    press(writer, "Save draft", "was saved as a draft")

    article = Article.objects.get(title="Two benches")
    form = address(article)
    writer.goto(form)
    writer.get_by_role("button", name="Make a link to what is saved").click()
    link = writer.get_by_label("To what is saved").input_value()
    stranger = new_context().new_page()
    stranger.goto(link)
    expect(stranger.get_by_text("You are reading a draft.")).to_be_visible()
    expect(stranger.get_by_role("img", name="A dark blue field")).to_be_visible()
    press(writer, "Submit to review", "was sent to review")

    reviewer = sign_in(Role.REVIEWER)
    expect(reviewer.get_by_role("link", name="Two benches").first).to_be_visible()
    reviewer.goto(form)
    reviewer.get_by_label("Note for the writer").fill("Say where the benches stand.")
    press(reviewer, "Send back with a note", "was sent back")

    writer.goto(form)
    expect(writer.get_by_text("Say where the benches stand.")).to_be_visible()
    body_of(writer).press("ControlOrMeta+End")
    body_of(writer).press_sequentially(" They stand in a park.")
    press(writer, "Submit to review", "was sent to review")
    reviewer.goto(form)
    press(reviewer, "Approve", "was approved")

    publisher = sign_in(Role.PUBLISHER)
    publisher.goto(form)
    publisher.locator("#id_published_at_0").fill("2126-11-24")
    publisher.locator("#id_published_at_1").fill("09:00")
    press(publisher, "goes live Sun 24 Nov 2126, 09:00 (UTC)", "goes live Sun 24 Nov 2126")
    article.refresh_from_db()
    assert (article.status, article.is_public()) == ("published", False)
    assert Client().get(article.get_absolute_url()).status_code == 404
    steps = revisions.revisions_of(article).order_by("number").values_list("step", flat=True)
    written = ["save", "submit", "send-back", "save", "submit"]
    assert list(steps) == [*written, "approve", "date", "publish"]


def test_live_comparison_is_written_as_a_draft_and_published(sign_in):
    publisher = sign_in(Role.PUBLISHER)
    comparison = Comparison.objects.get(slug="flask-vs-django")
    publisher.goto(address(comparison))
    publisher.get_by_label("Lead", exact=False).first.fill("A lead that waits.")
    publisher.get_by_role("button", name="Keep as draft").click()
    expect(publisher.locator(".messagelist")).to_contain_text("Kept as a draft")
    read = Client()
    assert "A lead that waits." not in read.get("/compare/flask-vs-django/").content.decode()

    publisher.goto(address(comparison))
    publisher.get_by_role("button", name="Publish this draft").click()
    expect(publisher.locator(".messagelist")).to_contain_text("is live")
    assert "A lead that waits." in read.get("/compare/flask-vs-django/").content.decode()


def test_session_of_a_writer_changes_no_byte_of_the_public_site(sign_in):
    paths = ["/", "/compare/flask-vs-django/", "/frameworks/flask/", "/articles/", "/changes/"]
    before = [Client().get(path).content for path in paths]
    writer = sign_in(Role.WRITER)
    writer.goto(address(Comparison.objects.get(slug="flask-vs-django")))
    writer.get_by_label("Lead", exact=False).first.fill("What a writer proposes.")
    writer.get_by_role("button", name="Propose").click()
    expect(writer.locator(".messagelist")).to_contain_text("Proposed")
    writer.goto("/admin/articles/article/add/")
    writer.get_by_label("Title", exact=False).first.fill("A new text")
    press(writer, "Submit to review", "was sent to review")

    assert [Client().get(path).content for path in paths] == before
