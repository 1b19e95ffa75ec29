"""Reader pages for those who use the keyboard, and what axe-core finds at fault."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import violations_in_both_schemes
from tests.browser.test_pages import PAGES, PAIR, PHONE, without_motion

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.allow_n_plus_one,
]

MOST_STOPS = 25
MOST_STOPS_FROM_SKIP_LINK = 12

# Whether the element with the focus is drawn with an outline and not hidden under something.
SEEN = """() => {
  const focused = document.activeElement;
  const box = focused.getClientRects()[0];
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return getComputedStyle(focused).outlineStyle !== "none"
    && Boolean(top) && (focused.contains(top) || top.contains(focused));
}"""


def stops_until(page, target):
    """Press Tab until the target has the focus; return the stops, all of which can be seen."""
    for stops in range(1, MOST_STOPS + 1):
        page.keyboard.press("Tab")
        assert page.evaluate(SEEN), page.evaluate("document.activeElement.outerHTML")
        if target.evaluate("element => element === document.activeElement"):
            return stops
    raise AssertionError(f"not reached in {MOST_STOPS} stops")


@without_motion
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_no_violation(page, width):
    page.set_viewport_size({**PHONE, "width": width})
    found = []
    for path in [*PAGES, "/nothing-here/"]:
        page.goto(path)
        found += violations_in_both_schemes(page)
    assert found == []


@without_motion
@pytest.mark.parametrize("width", [360, 1280])
def test_keyboard_reaches_the_toggle_by_stops_that_can_be_seen(page, width):
    page.set_viewport_size({**PHONE, "width": width})
    page.goto(PAIR)
    toggle = page.get_by_label("Differences only")
    page.keyboard.press("Tab")
    skip_link = page.get_by_role("link", name="Skip to content")
    expect(skip_link).to_be_focused()
    expect(skip_link).to_be_in_viewport(ratio=1)
    assert stops_until(page, toggle) < MOST_STOPS
    page.keyboard.press("Space")
    expect(toggle).to_be_checked()

    page.goto(PAIR)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert stops_until(page, toggle) < MOST_STOPS_FROM_SKIP_LINK
