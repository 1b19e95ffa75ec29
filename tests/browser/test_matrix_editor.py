"""The fact matrix as an editor works in it: by keyboard, beside others, kept until it is saved."""

import pytest
from playwright.sync_api import expect

from comparisons.models import Fact, FactChange, FeatureKind, Level
from publishing import saving
from tests import factories as make
from tests.browser.accessibility import violations_in_both_schemes
from tests.browser.signing_in import sign_in
from tests.browser.test_pages import without_script

MATRIX = "/admin/comparisons/fact/matrix/"
FRAMEWORKS = ("Bottle", "Django", "FastAPI", "Flask", "Quart")
FEATURES = ("Routing", "Templates", "Sessions", "WebSockets")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.allow_n_plus_one,
]


@pytest.fixture(autouse=True)
def sample_site(transactional_db):
    """Make a small matrix: twenty levels, a value of one framework, and gaps."""
    group = make.make_group(name="Core")
    features = [make.make_feature(group=group, name=name) for name in FEATURES]
    make.make_feature(group=group, name="Licence", kind=FeatureKind.VALUE)
    make.make_author(name="editor")
    for name in FRAMEWORKS:
        framework = make.make_framework(name=name, slug=name.lower())
        make.make_release(framework, version="3.1")
        for feature in features:
            make.make_fact(framework, feature)


@pytest.fixture
def editor(page):
    """An editor who has signed in and opened the matrix."""
    user = sign_in(page, path=MATRIX)
    expect(page.get_by_role("grid")).to_be_visible()
    return user


def fact_of(framework, feature="Routing"):
    return Fact.objects.get(framework__name=framework, feature__name=feature)


def cell_of(page, framework, feature="Routing"):
    row = page.get_by_role("row", name=feature)
    return row.get_by_role("gridcell").nth(FRAMEWORKS.index(framework))


def status(page):
    return page.locator("matrix-foot").get_by_role("status")


def save_by_somebody_else(fact, **fields):
    for name, value in fields.items():
        setattr(fact, name, value)
    saving.save_accepted(fact)


def test_twenty_levels_are_set_by_keyboard_alone(watch, page, editor):
    page.get_by_role("button", name="All keys").focus()
    page.keyboard.press("Tab")
    expect(cell_of(page, "Bottle")).to_be_focused()
    for _row in FEATURES:
        page.keyboard.press("Home")
        for _column in FRAMEWORKS:
            page.keyboard.press("4")
            page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowDown")
    expect(page.get_by_text("20 cells changed.")).to_be_visible()
    page.keyboard.press("Control+s")
    expect(status(page)).to_have_text("Saved 20 facts.")
    expect(page.get_by_text("No cell changed.")).to_be_visible()
    expect(cell_of(page, "Quart", "WebSockets")).to_have_text("Third-party")
    assert set(Fact.objects.values_list("level", "version")) == {(Level.THIRD_PARTY, 2)}
    watch.assert_no_complaint()


def test_note_source_and_check_are_given_by_keyboard(page, editor):
    cell_of(page, "Flask").click()
    page.keyboard.press("n")
    expect(page.get_by_label("Note")).to_be_focused()
    page.keyboard.type("Since long ago.")
    expect(page.get_by_text("15 of 90 characters")).to_be_visible()
    page.keyboard.press("Escape")
    expect(cell_of(page, "Flask")).to_be_focused()
    page.keyboard.press("s")
    expect(page.get_by_label("Source address")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("https://example.org/flask")
    page.keyboard.press("Enter")
    page.keyboard.press("c")
    expect(status(page)).to_contain_text("against 3.1, by editor.")
    page.keyboard.press("Control+s")
    expect(status(page)).to_have_text("Saved 1 fact.")
    fact = fact_of("Flask")
    assert (fact.note, fact.source_url) == ("Since long ago.", "https://example.org/flask")
    assert fact.checked_by.name == "editor"


def test_correction_is_named_and_told_why_once(page, editor):
    cell_of(page, "Flask").click()
    page.keyboard.press("5")
    page.get_by_label("Why it changes").fill("We misread it.")
    page.get_by_label("This corrects a mistake").check()
    page.get_by_role("button", name="Review").click()
    expect(page.get_by_text("Corrects a mistake: No → Yes")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+s")
    expect(status(page)).to_have_text("Saved 1 fact.")
    expect(page.get_by_label("Why it changes")).to_have_value("")
    expect(page.get_by_label("This corrects a mistake")).not_to_be_checked()
    change = FactChange.objects.get()
    assert (change.new_level, change.reason) == (Level.NONE, "We misread it.")
    assert change.is_correction


def test_gaps_are_filled_and_a_check_needs_a_source(page, editor):
    gap = cell_of(page, "Django", "Licence")
    expect(gap).to_have_text("Missing")
    gap.click()
    page.keyboard.press("c")
    expect(status(page)).to_contain_text("A check needs the source that was opened.")
    page.keyboard.press("1")
    expect(status(page)).to_contain_text("This feature asks for a value.")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Value")).to_be_focused()
    page.keyboard.type("BSD")
    page.get_by_label("Source address").fill("nonsense")
    page.keyboard.press("Control+s")
    expect(status(page)).to_contain_text("1 fact could not be saved yet")
    expect(page.locator("fact-panel")).to_contain_text("Source address: Give an address")
    assert not Fact.objects.filter(value="BSD").exists()
    page.get_by_label("Source address").fill("")
    page.keyboard.press("Control+s")
    expect(status(page)).to_have_text("Saved 1 fact.")
    expect(gap).to_contain_text("BSD")
    link = page.get_by_role("link", name="Open the fact’s own form")
    pk = fact_of("Django", "Licence").pk
    expect(link).to_have_attribute("href", f"/admin/comparisons/fact/{pk}/change/")


def test_two_people_at_one_cell_lose_neither_answer(watch, page, editor):
    save_by_somebody_else(fact_of("Flask"), level="none", note="Theirs.")
    save_by_somebody_else(fact_of("Django"), level="none")
    for name in ("Flask", "Django", "Quart"):
        cell_of(page, name).click()
        page.keyboard.press("2")
    page.keyboard.press("Control+s")
    expect(status(page)).to_contain_text("Saved 1 fact. 2 facts could not be saved yet")
    assert (fact_of("Flask").level, fact_of("Quart").level) == ("none", "partial")

    page.get_by_role("button", name="Routing in Flask").click()
    expect(cell_of(page, "Flask")).to_be_focused()
    beside = page.locator("fact-panel .desk-conflict")
    expect(beside.get_by_role("row", name="Level")).to_have_text(
        "LevelNot availablePartly built in", use_inner_text=False
    )
    expect(beside.get_by_role("row", name="Note")).to_contain_text("Theirs.")
    beside.get_by_role("button", name="Save mine over it").click()
    expect(status(page)).to_have_text("Saved 1 fact.")
    fact = fact_of("Flask")
    assert (fact.level, fact.note, fact.version) == ("partial", "Theirs.", 3)

    cell_of(page, "Django").click()
    beside.get_by_role("button", name="Keep theirs").click()
    expect(cell_of(page, "Django")).to_have_text("Not available")
    expect(page.get_by_text("No cell changed.")).to_be_visible()
    assert fact_of("Django").version == 2
    watch.assert_no_complaint()


def test_changes_are_kept_until_they_are_saved(page, editor):
    cell_of(page, "Flask").click()
    page.keyboard.press("5")
    cell_of(page, "Django", "Sessions").click()
    page.keyboard.press("3")
    page.reload()
    expect(page.get_by_text("that you never saved")).to_contain_text("changes in 2 cells")
    expect(cell_of(page, "Flask")).to_have_text("Built in")
    page.get_by_role("button", name="Bring back").click()
    expect(cell_of(page, "Flask")).to_contain_text("Not available (changed, not saved)")

    # The filter opens another page of the same work.
    page.get_by_label("Framework").select_option(label="Flask")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("2 cells changed.")).to_be_visible()
    expect(page.get_by_text("that you never saved")).to_be_hidden()
    page.get_by_role("button", name="Save 2 facts").click()
    expect(status(page)).to_have_text("Saved 2 facts.")
    assert fact_of("Django", "Sessions").level == "official"

    page.get_by_role("row", name="Routing").get_by_role("gridcell").click()
    page.keyboard.press("1")
    save_by_somebody_else(fact_of("Flask"), level="unknown")
    page.reload()
    page.get_by_role("button", name="Bring back").click()
    expect(page.locator("fact-panel .desk-conflict")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Throw away").click()
    page.reload()
    expect(page.get_by_role("grid")).to_be_visible()
    expect(page.get_by_text("that you never saved")).to_be_hidden()


def test_without_a_connection_nothing_is_lost(page, editor, context):
    cell_of(page, "Flask").click()
    page.keyboard.press("5")
    context.set_offline(True)
    page.keyboard.press("Control+s")
    expect(status(page)).to_contain_text("No connection. Save again when you are back.")
    context.set_offline(False)
    context.clear_cookies()
    page.keyboard.press("Control+s")
    expect(status(page)).to_contain_text("Your changes are kept in this browser.")
    expect(page.get_by_text("1 cell changed.")).to_be_visible()


def test_what_is_written_during_a_save_stays_a_change(page, editor):
    held = []
    page.route("**/matrix/save/", lambda route: held.append(route), times=1)
    cell = cell_of(page, "Flask")
    cell.click()
    page.keyboard.press("5")
    with page.expect_request("**/matrix/save/"):
        page.keyboard.press("Control+s")
    page.keyboard.press("4")
    held[0].continue_()
    expect(status(page)).to_have_text("Saved 1 fact.")
    expect(cell).to_contain_text("Third-party (changed, not saved)")
    assert fact_of("Flask").level == "none"
    page.keyboard.press("Control+s")
    expect(page.get_by_text("No cell changed.")).to_be_visible()
    assert (fact_of("Flask").level, fact_of("Flask").version) == ("third-party", 3)


def test_check_of_another_day_is_left_out(page, editor):
    page.clock.install(time="2026-11-20T12:00:00Z")
    page.reload()
    cell_of(page, "Flask").click()
    page.keyboard.press("c")
    expect(page.get_by_text("1 cell changed.")).to_be_visible()
    page.clock.set_fixed_time("2026-11-21T12:00:00Z")
    page.keyboard.press("Control+s")
    expect(status(page)).to_contain_text("A check of another day was left out")
    expect(page.get_by_text("No cell changed.")).to_be_visible()
    assert fact_of("Flask").version == 1


def test_changes_are_undone_and_reviewed(page, editor):
    cell = cell_of(page, "Flask")
    cell.click()
    page.keyboard.press("5")
    page.keyboard.press("4")
    page.keyboard.press("Control+z")
    expect(cell).to_contain_text("Not available")
    page.get_by_role("button", name="Review changes").click()
    dialog = page.get_by_role("dialog", name="Changes that are not saved")
    expect(dialog).to_contain_text("Routing in Flask. Level: Built in → Not available")
    dialog.get_by_role("button", name="Take back").click()
    expect(dialog).to_contain_text("Nothing is changed.")
    dialog.get_by_role("button", name="Close").click()
    expect(cell).to_have_text("Built in")


def test_single_keys_can_be_switched_off(page, editor):
    cell = cell_of(page, "Flask")
    cell.click()
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys of the matrix")
    expect(keys).to_contain_text("Checked today")
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    page.get_by_label("Single keys", exact=True).uncheck()
    page.reload()
    expect(page.get_by_label("Single keys", exact=True)).not_to_be_checked()
    cell.click()
    page.keyboard.press("5")
    page.keyboard.press("n")
    expect(cell).to_be_focused()
    expect(cell).to_have_text("Built in")
    page.keyboard.press("ArrowDown")
    expect(cell_of(page, "Flask", "Templates")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_focused()


@pytest.mark.parametrize("width", [360, 1024, 1280])
def test_matrix_can_be_read_and_reached_at_every_width(watch, page, editor, width):
    save_by_somebody_else(fact_of("Bottle"), level="none")
    page.set_viewport_size({"width": width, "height": 740})
    cell_of(page, "Bottle").focus()
    page.keyboard.press("2")
    page.keyboard.press("Control+s")
    expect(page.locator("fact-panel .desk-conflict")).to_be_visible()
    assert violations_in_both_schemes(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    watch.assert_no_complaint()


def test_narrow_screen_shows_one_framework_that_keys_change(page, editor):
    page.set_viewport_size({"width": 360, "height": 740})
    head = page.get_by_role("columnheader")
    expect(head).to_have_text(["Feature", "Bottle3.1"])
    expect(page.get_by_role("gridcell")).to_have_count(5)
    page.get_by_role("gridcell").first.focus()
    page.keyboard.press("ArrowRight")
    expect(head).to_have_text(["Feature", "Django3.1"])
    expect(page.get_by_role("gridcell")).to_have_count(5)
    expect(page.get_by_role("gridcell").first).to_be_focused()


@without_script
def test_without_script_each_cell_leads_to_its_fact(page):
    sign_in(page, path=MATRIX)
    expect(page.get_by_role("button", name="Save")).to_be_hidden()
    row = page.get_by_role("row", name="Licence")
    row.get_by_role("link", name="Missing").nth(1).click()
    expect(page.locator("#id_framework option:checked")).to_have_text("Django")
    expect(page.locator("#id_feature option:checked")).to_have_text("Licence")
    page.goto(MATRIX)
    page.get_by_role("row", name="Routing").get_by_role("link").first.click()
    expect(page.locator("#content")).to_contain_text("Bottle: Routing")
