"""The log of changes in a browser: every kind of change, on each page that shows some."""

import pytest

from comparisons.models import Fact, FactChange
from publishing import saving
from publishing.models import Author
from tests.browser.accessibility import violations_in_both_schemes
from tests.browser.test_pages import PAIR, PHONE, without_motion

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.allow_n_plus_one,  # the import of the content shares the thread
]

PAGES = ["/changes/", "/changes/?framework=flask", "/", PAIR, "/about/corrections/"]


@pytest.fixture
def changes(sample_site):
    """Change facts of both frameworks of the pair in every way that readers are told of."""
    level, wording, source, *others = Fact.objects.filter(framework__slug="flask").exclude(
        level=""
    )
    level.level, level.note = "not-applicable", "W" * 90
    level.is_correction, level.reason = True, "We misread it. " * 9
    level.checked_against, level.checked_by = "9.9", Author.objects.first()
    wording.note, wording.reason = "Said `so`.", "A reader wrote in."
    source.source_url, source.source_title = "https://example.org/", "S" * 60
    for fact in others:
        fact.checked_against = "9.9"
    for fact in (level, wording, source, *others):
        saving.save_accepted(fact)
    assert set(FactChange.objects.values_list("kind", flat=True)) == {
        "answer",
        "wording",
        "source",
        "version",
    }


@pytest.mark.usefixtures("changes")
def test_pages_with_changes_open_without_a_complaint(watch):
    for width in (1280, 360, 320):
        for path in PAGES:
            watch.open(path, width=width)
    watch.assert_no_complaint()


@without_motion
@pytest.mark.usefixtures("changes")
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_no_violation_among_changes(page, width):
    page.set_viewport_size({**PHONE, "width": width})
    found = []
    for path in PAGES:
        page.goto(path)
        found += violations_in_both_schemes(page)
    assert found == []
