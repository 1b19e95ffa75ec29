"""Getting about by the keyboard alone."""

from collections.abc import Iterator

from playwright.sync_api import Error, Page

from tests.audit.audit import DESKTOP, PHONE, Audit
from tests.audit.results import Result, judged, none_of
from tests.browser.test_accessibility import (
    MOST_STOPS,
    MOST_STOPS_FROM_SKIP_LINK,
    SEEN,
    stops_until,
)
from tests.browser.test_pages import PAIR, THREE

STOPS = 90
FOCUSED = "document.activeElement.outerHTML.slice(0, 120)"


def measure_keyboard(audit: Audit) -> Iterator[Result]:
    for screen in (PHONE, DESKTOP):
        # Scrolling that takes its time would be measured on its way.
        with audit.visit(viewport=screen, reduced_motion="reduce") as page:
            yield from measure_way_to_toggle(page, f"{PAIR} at {screen['width']} px")
            for path in (PAIR, THREE):
                page.goto(path)
                faults = [
                    *unseen_stops(page, "Tab", STOPS),
                    *unseen_stops(page, "Shift+Tab", STOPS - 1),  # one more leaves the page
                ]
                where = f"{path} at {screen['width']} px, {STOPS} forward and back"
                yield none_of(6, "Stops that cannot be seen", where, faults)


def measure_way_to_toggle(page: Page, where: str) -> Iterator[Result]:
    page.goto(PAIR)
    yield way("Stops to the differences toggle", page, where, most=MOST_STOPS)
    page.goto(PAIR)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    # The skip link itself is the first stop.
    yield way("The same by the skip link", page, where, most=MOST_STOPS_FROM_SKIP_LINK, already=1)


def way(what: str, page: Page, where: str, *, most: int, already: int = 0) -> Result:
    toggle = page.get_by_label("Differences only")
    try:
        stops = stops_until(page, toggle) + already
    except AssertionError as missed:
        measured, met, reasons = "not reached", False, [str(missed)]
    else:
        measured, met, reasons = str(stops), stops <= most, []
    return judged(6, what, where, measured, f"at most {most}", met=met, reasons=reasons)


def unseen_stops(page: Page, key: str, stops: int) -> Iterator[str]:
    """Go from stop to stop, and yield those without an outline or under something else."""
    for stop in range(1, stops + 1):
        page.keyboard.press(key)
        try:
            seen = page.evaluate(SEEN)
        except Error:
            seen = False  # nothing of it is drawn at all
        if not seen:
            yield f"{key} {stop}: {page.evaluate(FOCUSED)}"
