"""Reader pages in a browser: complete without script, better with it, at every width."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import WAITING

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.allow_n_plus_one,  # the import of the content shares the thread
]

PAIR = "/compare/flask-vs-django/"
THREE = "/compare/django-vs-fastapi-vs-flask/"
PAGES = [
    "/",
    "/compare/",
    PAIR,
    THREE,
    "/frameworks/",
    "/frameworks/flask/",
    "/frameworks/pyramid/",
    "/features/",
    "/features/admin/",
    "/articles/",
    "/articles/flask-or-django/",
    "/articles/batteries-included/",
    "/choose/",
    "/choose/?step=5&building=api&people=roles",
    "/choose/result/?building=pages&data=edited&assembly=core",
    "/choose/weights/",
    "/about/",
    "/about/method/",
    "/search/",
    "/search/?q=csrf",
    "/api/v1/",
]
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 740}

without_script = pytest.mark.browser_context_args(java_script_enabled=False)
without_motion = pytest.mark.browser_context_args(reduced_motion="reduce")


def scroll_to_middle_of_table(page):
    facts = page.locator("tr.fact:visible")
    middle = facts.nth(facts.count() // 2)
    middle.evaluate("row => row.scrollIntoView({block: 'center', behavior: 'instant'})")
    expect(middle).to_be_in_viewport()


def test_every_page_opens_without_a_complaint(watch):
    # Again and again, for a page that comes back from the browser's cache is to work too.
    for width in (1280, 360, 320):
        for path in PAGES:
            watch.open(path, width=width)
        watch.open("/frameworks/nothing-here/", width=width, status=404)
    watch.assert_no_complaint()


@without_script
def test_differences_only_hides_equal_rows_without_script(page):
    page.goto(PAIR)
    differing, equal = page.locator("tr.differs"), page.locator("tr.same")
    expect(differing.first).to_be_visible()
    expect(equal.first).to_be_visible()
    page.get_by_label("Differences only").check()
    expect(page.locator("tr.same:visible")).to_have_count(0)
    expect(page.locator("tr.differs:visible")).to_have_count(differing.count())
    page.goto(f"{PAIR}?show=differences")
    expect(page.get_by_label("Differences only")).to_be_checked()
    expect(page.locator("tr.same:visible")).to_have_count(0)


@without_script
def test_picker_leads_to_the_comparison_without_script(page):
    page.goto("/")
    page.get_by_label("First framework").select_option(label="Django")
    page.get_by_label("Second framework").select_option(label="Flask")
    page.get_by_role("button", name="Show me").click()
    expect(page).to_have_url(re.compile(f"{PAIR}$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Flask vs Django")
    page.get_by_role("link", name="Add a framework").click()
    page.get_by_label("Third framework").select_option(label="FastAPI")
    page.get_by_role("button", name="Show me").click()
    expect(page).to_have_url(re.compile(f"{THREE}$"))


@without_script
def test_phone_shows_two_of_three_columns_that_the_reader_chooses(page):
    page.set_viewport_size(PHONE)
    page.goto(THREE)
    answers = page.locator("#admin td:visible")
    left, right = page.get_by_label("Left column"), page.get_by_label("Right column")
    expect(left).to_have_value("django")
    expect(right).to_have_value("fastapi")
    expect(answers).to_have_count(2)
    before = answers.all_inner_texts()
    right.select_option("flask")
    page.get_by_role("button", name="Show these two").click()
    expect(page).to_have_url(re.compile(r"left=django&right=flask"))
    expect(right).to_have_value("flask")
    expect(answers).to_have_count(2)
    expect(answers.first).to_contain_text("Django docs")
    expect(answers.last).to_contain_text("Flask-Admin")
    assert answers.all_inner_texts() != before


def test_differences_only_updates_the_address_and_is_announced(page, watch):
    page.goto(PAIR)
    toggle = page.get_by_label("Differences only")
    status = page.locator("differences-toggle").get_by_role("status")
    expect(status).to_be_empty()
    toggle.check()
    expect(page).to_have_url(re.compile(r"\?show=differences$"))
    differing = page.locator("tr.differs:not(.value)").count()
    expect(status).to_have_text(f"Showing the {differing} features that differ.")
    toggle.uncheck()
    expect(page).to_have_url(re.compile(f"{PAIR}$"))
    expect(status).to_have_text(re.compile(r"^Showing all \d+ features\.$"))
    watch.assert_no_complaint()


JUMP = """() => new Promise(ended => {
  addEventListener("scrollend", ended, { once: true });
  document.querySelector("a[href='#the-code']").click();
})"""


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_smooth_jump_ends_at_its_place_though_the_page_is_not_laid_out_yet(page, screen):
    page.set_viewport_size(screen)
    page.route("**/*.woff2", lambda font: None)  # What waits, waits until all is loaded.
    page.goto(PAIR, wait_until="domcontentloaded")
    page.evaluate(JUMP)
    heading = page.get_by_role("heading", name="The same task in both")
    assert 0 < heading.bounding_box()["y"] < screen["height"] / 3


@pytest.mark.parametrize("path", ["/", PAIR, "/articles/flask-or-django/"])
def test_page_has_its_true_height_before_anybody_scrolls(page, new_context, path):
    plain = new_context(java_script_enabled=False).new_page()
    for one in (page, plain):
        one.set_viewport_size(PHONE)
        one.route("**/*.woff2", lambda font: font.abort())  # Or one may have them in time alone.
        one.goto(path)
    page.locator(WAITING).wait_for(state="detached")
    height, true_height = [one.locator("main").bounding_box()["height"] for one in (page, plain)]
    assert height == pytest.approx(true_height, abs=3)


def test_copy_button_copies_the_whole_program(page, context):
    page.goto(PAIR)
    pane = page.locator(".code-pane").first
    code = pane.locator("pre").text_content()
    pane.get_by_role("button", name="Copy the code: Flask, Hello, World!").click()
    expect(pane.get_by_role("status")).to_have_text("Copied")
    # Pages of the site may not read the clipboard, so the reader pastes elsewhere.
    elsewhere = context.new_page()
    elsewhere.set_content("<textarea></textarea>")
    elsewhere.locator("textarea").focus()
    elsewhere.keyboard.press("ControlOrMeta+V")
    expect(elsewhere.locator("textarea")).to_have_value(code)
    assert "import" in code


def test_names_stay_in_sight_down_the_table(page):
    def assert_in_sight(control):
        expect(control).to_be_in_viewport(ratio=1)
        control.click(trial=True)  # fails where something lies over it

    for screen in (PHONE, DESKTOP):
        page.set_viewport_size(screen)
        page.goto(PAIR)
        scroll_to_middle_of_table(page)
        for name in ("Flask", "Django"):
            assert_in_sight(page.get_by_role("columnheader", name=name).get_by_role("link"))
        assert page.locator("thead").bounding_box()["height"] <= screen["height"] / 5

    page.set_viewport_size(PHONE)
    page.goto(THREE)
    scroll_to_middle_of_table(page)
    for label in ("Left column", "Right column"):
        assert_in_sight(page.get_by_label(label))
    assert page.locator("thead").bounding_box()["height"] <= PHONE["height"] / 5


def test_page_follows_the_colours_that_the_reader_prefers(page):
    def brightness_of(colour_property):
        colour = page.evaluate(f"getComputedStyle(document.body).{colour_property}")
        return sum(int(part) for part in re.findall(r"\d+", colour)[:3]) / (3 * 255)

    page.goto("/")
    page.emulate_media(color_scheme="light")
    assert brightness_of("backgroundColor") > 0.85
    assert brightness_of("color") < 0.15
    page.emulate_media(color_scheme="dark")
    assert brightness_of("backgroundColor") < 0.15
    assert brightness_of("color") > 0.85


@without_script
def test_tabs_show_one_program_at_a_time_without_script(page):
    page.goto("/articles/flask-or-django/")
    tabs = page.locator(".code-tabs")
    flask, django = tabs.locator("pre").all()
    expect(flask).to_be_visible()
    expect(django).to_be_hidden()
    tabs.get_by_role("radio", name="Django, mysite/mysite/urls.py").check()
    expect(flask).to_be_hidden()
    expect(django).to_be_visible()
    page.emulate_media(media="print")
    expect(flask).to_be_visible()
    expect(tabs.get_by_text("Flask, app.py").last).to_be_visible()


@without_script
def test_extensions_fold_on_a_phone_only(page):
    page.set_viewport_size(PHONE)
    page.goto(PAIR)
    first = page.locator(".stack-form input[type=checkbox]").first
    expect(first).to_be_hidden()
    page.get_by_text("to add to Flask").click()
    expect(first).to_be_visible()
    page.goto(PAIR)
    page.set_viewport_size(DESKTOP)
    expect(first).to_be_visible()
