from datetime import date, timedelta

import pytest

from comparisons.staleness import is_newer, staleness

TODAY = date(2026, 11, 23)


def days_ago(days):
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("line", "than"), [("3.2", "3.1"), ("3.10", "3.9"), ("4", "3.9"), ("3.2", "3.1.9")]
)
def test_newer_line_is_newer_and_not_the_other_way_round(line, than):
    assert is_newer(line, than)
    assert not is_newer(than, line)


@pytest.mark.parametrize(("line", "than"), [("3.1", "3.1"), ("3.1", "3.1.9"), ("3.1.9", "3.1")])
def test_same_line_is_not_newer(line, than):
    assert not is_newer(line, than)


def test_claim_is_fresh_for_180_days():
    assert staleness(days_ago(180), "3.1", "3.1", today=TODAY) == ""
    assert staleness(days_ago(181), "3.1", "3.1", today=TODAY) == (
        "Checked 6 months ago, against 3.1."
    )


def test_claim_against_an_older_line_is_stale_on_the_day_of_its_check():
    assert staleness(TODAY, "2.3", "3.1", today=TODAY) == (
        "Checked this month, against 2.3. Current is 3.1."
    )


@pytest.mark.parametrize(("against", "newest"), [("", "3.1"), ("3.1", ""), ("3.2", "3.1")])
def test_claim_without_a_newer_line_to_know_of_is_fresh(against, newest):
    assert staleness(TODAY, against, newest, today=TODAY) == ""


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (270, "Checked 9 months ago, against 2.3. Current is 3.1."),
        (31, "Checked 1 month ago, against 2.3. Current is 3.1."),
        (3 * 365 + 5, "Checked 3 years ago, against 2.3. Current is 3.1."),
    ],
)
def test_stale_claim_says_how_old_it_is(days, words):
    assert staleness(days_ago(days), "2.3", "3.1", today=TODAY) == words


def test_stale_claim_that_names_no_line_leaves_it_out():
    assert staleness(days_ago(200), "", "3.1", today=TODAY) == "Checked 7 months ago."
