"""Frozen comparisons in a browser: made at the desk, read on any screen, and what changed."""

import re
from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now
from playwright.sync_api import expect

from comparisons import freezing
from comparisons.models import Comparison, Fact
from publishing import saving
from publishing.roles import Role
from tests.browser.accessibility import violations, violations_in_both_schemes
from tests.browser.signing_in import sign_in
from tests.browser.test_pages import PHONE, without_motion

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.allow_n_plus_one,  # the import of the content shares the thread
]

SLUGS = [
    "flask-vs-django",
    "django-vs-fastapi-vs-flask",
    "aiohttp-vs-quart-vs-starlette-vs-tornado",
]


# How many shapes each cell draws, by itself or in something that it holds.
SHAPES = """cells => cells.map(cell => [cell, ...cell.children].filter(
  one => getComputedStyle(one, "::before").content !== "none").length)"""


@pytest.fixture
def frozen(sample_site):
    """Freeze a pair and sets of three and four, then change facts in every way."""
    yesterday, note = now() - timedelta(days=1), "Cited in “A book”, page 12."
    rows = [
        freezing.freeze(Comparison.objects.get(slug=slug), note=note, at=yesterday)
        for slug in SLUGS
    ]
    level, wording, *others = Fact.objects.filter(framework__slug="flask").exclude(level="")
    level.level, level.reason = "not-applicable", "We misread it. " * 9
    wording.note = "Said `so`."
    for fact in others[:3]:
        fact.checked_against = "9.9"
    for fact in (level, wording, *others):
        saving.save_accepted(fact)
    return rows


@pytest.fixture
def paths(frozen):
    return [one.url_of(name) for one in frozen for name in ("page", "changes", "change-list")]


def test_publisher_freezes_a_comparison_and_withdraws_it(page, sample_site):
    comparison = Comparison.objects.get(slug=SLUGS[0])
    sign_in(page, Role.PUBLISHER)

    page.goto(f"/admin/comparisons/comparison/{comparison.pk}/change/")
    page.get_by_role("link", name="Freeze it as of today").click()
    found = violations(page)
    page.get_by_label("Why").fill("Cited in a talk.")
    page.get_by_role("button", name="Freeze as of today").click()
    expect(page.get_by_text("It stays at")).to_be_visible()
    found += violations(page, within=["#frozen-versions", ".messagelist"])
    page.locator(".messagelist a").click()

    day = localdate()
    expect(page.get_by_text(f"As of {day.day} {day:%B %Y}.")).to_be_visible()
    expect(page.get_by_text("Cited in a talk.")).to_be_visible()
    list_of_changes = page.frame_locator("iframe")
    page.locator("iframe").scroll_into_view_if_needed()
    expect(list_of_changes.get_by_text("Nothing has changed since")).to_be_visible()

    page.goto(f"/admin/comparisons/comparison/{comparison.pk}/change/")
    page.get_by_role("link", name="Details").click()
    page.get_by_role("link", name="Withdraw").click()
    found += violations(page)
    page.get_by_label("Why it was withdrawn").fill("A court asked us to.")
    page.get_by_role("button", name="Withdraw it for ever").click()
    response = page.goto(f"/compare/{SLUGS[0]}/as-of/{day}/")
    assert response.status == 410
    expect(page.get_by_text("A court asked us to.")).to_be_visible()
    assert found == []


def test_frozen_page_opens_without_a_complaint(watch, paths):
    for width in (1280, 760, 360, 320):
        for path in paths:
            watch.open(path, width=width)
    watch.assert_no_complaint()


@without_motion
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_no_violation_in_a_frozen_page(page, paths, width):
    page.set_viewport_size({**PHONE, "width": width})
    found = []
    for path in paths:
        page.goto(path)
        found += violations_in_both_schemes(page)
    assert found == []


def test_list_in_the_frame_leads_out_of_it(page, frozen):
    page.goto(frozen[0].get_absolute_url())
    page.locator("iframe").scroll_into_view_if_needed()
    page.frame_locator("iframe").get_by_role("link", name="Flask").first.click()

    expect(page).to_have_url(re.compile("/frameworks/flask/"))


def test_frozen_page_is_set_in_both_schemes(page, frozen):
    colours = set()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(frozen[0].get_absolute_url())
        colours.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert colours == {"rgb(244, 247, 246)", "rgb(13, 20, 24)"}


def test_every_answer_of_a_frozen_page_has_one_shape(page, frozen):
    for one in frozen:
        page.goto(one.get_absolute_url())
        assert set(page.locator("tr.fact:not(.value) td").evaluate_all(SHAPES)) == {1}
