"""Everything that a reader can do, with scripts blocked."""

import re
from collections.abc import Callable, Iterator

from playwright.sync_api import Error, Page, expect

from tests.audit.audit import PHONE, Audit
from tests.audit.pages import answer_questions
from tests.audit.results import Result, judged, unmeasured
from tests.browser import test_pages
from tests.browser.test_pages import PAIR

BACKGROUND = "getComputedStyle(document.body).backgroundColor"


def measure_scriptless(audit: Audit) -> Iterator[Result]:
    for what, (path, use) in USES.items():
        with audit.visit(java_script_enabled=False, viewport=PHONE) as page:
            page.set_default_timeout(5000)
            if page.request.get(path).status == 404:
                yield unmeasured(7, what, path, "works", f"there is no page at {path}")
                continue
            yield attempt(what, path, use, page)


def attempt(what: str, path: str, use: Callable[[Page], None], page: Page) -> Result:
    reasons = []
    try:
        use(page)
    except (AssertionError, Error) as failed:
        reasons = [" ".join(str(failed).split())[:300]]
    measured = "fails" if reasons else "works"
    return judged(7, what, path, measured, "works", met=not reasons, reasons=reasons)


def choose_colours(page: Page) -> None:
    page.goto("/frameworks/")
    light = page.evaluate(BACKGROUND)
    page.locator(".theme-choice [value=dark]").click()
    expect(page).to_have_url(re.compile("/frameworks/$"))
    dark = page.evaluate(BACKGROUND)
    assert dark != light, "the colours stay as they were"
    page.goto(PAIR)
    assert page.evaluate(BACKGROUND) == dark, "the choice does not last"
    page.locator(".theme-choice [value=system]").click()
    assert page.evaluate(BACKGROUND) == light, "there is no way back"


def hide_notice(page: Page) -> None:
    page.goto(PAIR)
    notice = page.locator(".notice").first
    expect(notice).to_be_visible()
    notice.get_by_role("button", name="Hide this").click()
    expect(page).to_have_url(re.compile(re.escape(PAIR)))
    expect(notice).to_be_hidden()
    page.goto(PAIR)
    expect(notice).to_be_hidden()


def add_extension(page: Page) -> None:
    page.goto(PAIR)
    # On a narrow screen the parts are folded.
    if (folded := page.locator(".stack-form summary:visible").first).count():
        folded.click()
    part = page.locator(".stack-form label:has([name=with])").first
    # The words of a label are its extension's name, then what it adds.
    name = part.evaluate("label => label.childNodes[1].textContent.trim()")
    expect(page.locator(".fact-table .provider")).to_have_count(0)
    part.get_by_role("checkbox").check()
    page.get_by_role("button", name="Show them together").click()
    expect(page).to_have_url(re.compile(r"\?with=|&with="))
    expect(page.locator(".fact-table thead .part").first).to_have_text(f"+ {name}")
    expect(page.locator(".fact-table .provider").first).to_contain_text(name)


def search(page: Page) -> None:
    page.goto("/search/")
    page.locator("main input[name=q]").fill("flask django")
    page.locator("main input[name=q]").press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=flask"))
    expect(page.locator(f"main a[href='{PAIR}']").first).to_be_visible()


def decide(page: Page) -> None:
    assert answer_questions(page), "no result after every question"
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("main a[href^='/frameworks/']").first).to_be_visible()


USES = {
    "Differences only": (
        PAIR,
        test_pages.test_differences_only_hides_equal_rows_without_script,
    ),
    "The picker, adding a third": (
        "/compare/",
        test_pages.test_picker_leads_to_the_comparison_without_script,
    ),
    "Choosing two of three columns": (
        test_pages.THREE,
        test_pages.test_phone_shows_two_of_three_columns_that_the_reader_chooses,
    ),
    "Choosing colours": ("/frameworks/", choose_colours),
    "Hiding the notice": (PAIR, hide_notice),
    "Adding an extension to a column": (PAIR, add_extension),
    "Searching": ("/search/", search),
    "Being helped to choose": ("/choose/", decide),
}
