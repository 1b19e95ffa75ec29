"""Text that a crash left behind, and the page of what is typed, in a browser."""

import pytest
from playwright.sync_api import expect

from publishing.models import Draft, Page
from tests.browser.signing_in import sign_in
from tests.factories import make_page

WRITTEN = "A sentence that nobody has saved."

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.allow_n_plus_one,
]


@pytest.fixture
def sample_site(transactional_db):
    """Leave out the repository's content: these pages need none of it."""


@pytest.fixture
def method(context, page):
    """A live page of the publication, and an editor who has signed in.

    All threads of the test server share one connection, which cannot hold two transactions: what
    tells of presence by itself stays away from it.
    """
    context.route("**/presence/", lambda route: route.abort())
    context.add_init_script("navigator.sendBeacon = () => true")
    sign_in(page)
    return make_page(title="How we work", lead="Before.", body="The first words.")


def form_of(obj):
    return f"/admin/publishing/page/{obj.pk}/change/"


def keepers(page):
    """Return the copies that this browser keeps."""
    keys = "Object.keys(localStorage).filter((key) => key.startsWith('evenhand-form|'))"
    return page.evaluate(f"{keys}.map((key) => localStorage.getItem(key))")


def wait_until_nothing_is_kept(page):
    """The script of a page that was saved clears the copy once it has loaded."""
    page.wait_for_function(
        "() => !Object.keys(localStorage).some((key) => key.startsWith('evenhand-form|'))"
    )


def kill(page):
    """Close the page as a crash would: no question asked, no handler run to its end."""
    page.close(run_before_unload=False)


def test_text_of_a_killed_page_is_taken_back(context, page, method):
    page.clock.install()
    page.goto(form_of(method))
    page.get_by_label("Lead").fill(WRITTEN)
    page.clock.run_for(2_000)
    expect(page.get_by_text("Kept in this browser")).to_be_visible()
    kill(page)

    again = context.new_page()
    again.goto(form_of(method))
    expect(again.get_by_label("Lead")).to_have_value("Before.")
    offer = again.get_by_role("region", name="Text that was not saved")
    expect(offer).to_contain_text("was not saved")
    offer.get_by_role("link", name="Take it back").click()
    expect(again.get_by_label("Lead")).to_have_value(WRITTEN)
    assert Page.objects.get(pk=method.pk).lead == "Before."

    again.get_by_role("button", name="Save and continue editing").click()
    expect(again.get_by_label("Lead")).to_have_value(WRITTEN)
    expect(again.get_by_role("region", name="Text that was not saved")).to_be_hidden()
    assert Page.objects.get(pk=method.pk).lead == WRITTEN
    wait_until_nothing_is_kept(again)


def test_text_that_is_thrown_away_is_offered_no_more(context, page, method):
    page.clock.install()
    page.goto(form_of(method))
    page.get_by_label("Lead").fill(WRITTEN)
    page.clock.run_for(2_000)
    expect(page.get_by_text("Kept in this browser")).to_be_visible()
    kill(page)

    again = context.new_page()
    again.goto(form_of(method))
    again.get_by_role("button", name="Throw it away").click()
    expect(again.get_by_role("region", name="Text that was not saved")).to_be_hidden()
    wait_until_nothing_is_kept(again)
    again.reload()
    expect(again.get_by_label("Lead")).to_have_value("Before.")
    expect(again.get_by_role("region", name="Text that was not saved")).to_be_hidden()


def test_text_reaches_the_server_and_comes_back_in_another_browser(
    new_context, context, page, method
):
    page.clock.install()
    page.goto(form_of(method))
    page.get_by_label("Lead").fill(WRITTEN)
    with page.expect_response("**/drafts/autosave/") as answer:
        page.clock.run_for(30_000)
    assert answer.value.status == 200
    assert Draft.objects.get().kind == "autosaved"
    signed_in = context.storage_state()
    kill(page)

    other = new_context(storage_state={"cookies": signed_in["cookies"], "origins": []})
    other.route("**/presence/", lambda route: route.abort())
    other.add_init_script("navigator.sendBeacon = () => true")
    elsewhere = other.new_page()
    elsewhere.goto(form_of(method))
    elsewhere.get_by_role("link", name="Take it back").click()
    expect(elsewhere.get_by_label("Lead")).to_have_value(WRITTEN)
    elsewhere.get_by_role("button", name="Save and continue editing").click()
    expect(elsewhere.get_by_text("was saved and is live")).to_be_visible()
    assert not Draft.objects.exists()


def test_copy_of_an_open_tab_is_not_offered_to_another(context, page, method):
    page.clock.install()
    page.goto(form_of(method))
    page.get_by_label("Lead").fill(WRITTEN)
    page.clock.run_for(2_000)
    expect(page.get_by_text("Kept in this browser")).to_be_visible()
    second = context.new_page()
    second.goto(form_of(method))
    expect(second.locator("draft-keeper")).to_be_attached()
    expect(second.get_by_role("region", name="Text that was not saved")).to_be_hidden()
    assert len(keepers(second)) == 1


def test_preview_beside_the_form_follows_what_is_typed(watch, page, method):
    page.goto(form_of(method))
    page.get_by_role("button", name="Show the preview").click()
    shown = page.frame_locator("preview-pane iframe")
    expect(shown.get_by_text("The first words.")).to_be_visible()
    page.locator("#id_body").fill("Other words altogether.")
    expect(shown.get_by_text("Other words altogether.")).to_be_visible()
    page.locator("#id_title").fill("")
    problems = page.locator("preview-pane li")
    expect(problems).to_have_text("Title: This field is required.")
    assert Page.objects.get(pk=method.pk).body == "The first words."
    page.locator("#id_title").fill("How we work")
    expect(problems).to_have_count(0)

    html = shown.locator("html")
    page.get_by_role("button", name="Phone").click()
    assert html.evaluate("() => innerWidth") == 390
    page.get_by_role("button", name="Desktop").click()
    assert html.evaluate("() => innerWidth") == 1280
    page.get_by_role("button", name="Dark").click()
    dark = "element => getComputedStyle(element).colorScheme"
    assert html.evaluate(dark) == "dark"
    assert html.evaluate("() => document.fonts.check('1em Archivo')")
    expected = (" 422: ", "/presence/")
    assert not [one for one in watch.complaints if not any(words in one for words in expected)]


@pytest.mark.parametrize(("width", "beside"), [(1440, True), (1280, True), (1024, False)])
def test_preview_stands_where_there_is_room_and_stays_as_it_was_left(page, method, width, beside):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(form_of(method))
    pane = page.locator("preview-pane")
    expect(pane).to_be_hidden()
    page.get_by_role("button", name="Show the preview").click()
    page.get_by_role("button", name="Phone").click()
    page.get_by_role("button", name="Dark").click()
    page.reload()
    shown = page.frame_locator("preview-pane iframe")
    expect(shown.get_by_text("The first words.")).to_be_visible()
    expect(page.get_by_role("button", name="Phone")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    body = page.locator("#id_body").bounding_box()
    frame = pane.bounding_box()
    assert (frame["x"] >= body["x"] + body["width"]) == beside
    assert (frame["y"] >= body["y"] + body["height"]) != beside
    page.locator("#id_seo_description").evaluate("field => field.scrollIntoView()")
    assert pane.evaluate("pane => pane.getBoundingClientRect().top >= 0") == beside

    pane.get_by_role("button", name="Close the preview").click()
    page.reload()
    expect(page.get_by_role("button", name="Show the preview")).to_be_visible()
    expect(pane).to_be_hidden()


def test_preview_runs_no_script_and_leads_nowhere(page, method):
    page.goto(form_of(method))
    page.get_by_role("button", name="Show the preview").click()
    shown = page.frame_locator("preview-pane iframe")
    shown.get_by_role("link", name="Frameworks").first.click()
    expect(shown.get_by_text("The first words.")).to_be_visible()
    assert page.locator("preview-pane iframe").get_attribute("sandbox") == "allow-same-origin"


def test_link_is_made_and_revoked_without_leaving_the_form(new_context, page, method):
    Page.objects.filter(pk=method.pk).update(status="draft")
    page.goto(form_of(method))
    page.get_by_label("Lead").fill(WRITTEN)
    page.get_by_role("button", name="Make a link to what is saved").click()
    link = page.get_by_label("To what is saved")
    expect(link).to_be_visible()
    expect(page.get_by_label("Lead")).to_have_value(WRITTEN)

    stranger = new_context().new_page()
    stranger.goto(link.input_value())
    expect(stranger.get_by_text("You are reading a draft.")).to_be_visible()
    expect(stranger.get_by_text("The first words.")).to_be_visible()
    page.get_by_role("button", name="Revoke").click()
    expect(link).to_be_hidden()
    stranger.reload()
    expect(stranger.get_by_role("heading", name="This link has ended")).to_be_visible()
