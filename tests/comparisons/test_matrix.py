from dataclasses import replace
from datetime import date

import pytest

from comparisons.factbase import Answer, FactBase, Question
from comparisons.matrix import Column, build_matrix
from comparisons.strip import Mark, difference_strip, draw

TODAY = date(2026, 11, 23)
CHECKED = Answer(
    level="built-in",
    value="",
    note="",
    extension="",
    since="",
    source_title="Docs",
    source_url="https://example.org/docs",
    checked_on=date(2026, 11, 1),
    checked_against="3.1",
    checked_by="",
)
NAMES = ("Flask", "Django", "FastAPI", "Bottle", "Tornado")


def answer(shown, **changes):
    """Make a checked answer of a level; of a value where it opens with “=”."""
    if shown.startswith("="):
        return replace(CHECKED, level="", value=shown[1:], **changes)
    return replace(CHECKED, level=shown, **changes)


def lay(*rows, version="3.1"):
    """Build a matrix: a row is its answers, in the order of the columns."""
    columns = tuple(
        Column(pk, name.lower(), name, f"/frameworks/{name.lower()}/", version)
        for pk, name in enumerate(NAMES[: len(rows[0])], 1)
    )
    questions, answers = [], {}
    for number, row in enumerate(rows):
        row = [answer(one) if isinstance(one, str) else one for one in row]
        kind = "value" if any(one and one.value for one in row) else "level"
        questions.append(
            Question(f"q{number}", f"Question {number}", "Meaning.", kind, "data", "Data")
        )
        answers |= {
            (column.pk, f"q{number}"): one
            for column, one in zip(columns, row, strict=True)
            if one is not None
        }
    return build_matrix(FactBase(tuple(questions), answers), columns, today=TODAY)


def only_row(*answers, **options):
    return lay(answers, **options).rows[0]


@pytest.mark.parametrize(
    ("answers", "comparable", "differs"),
    [
        (("built-in", "built-in"), True, False),
        (("built-in", "partial"), True, True),
        (("built-in", "none"), True, True),
        (("built-in", "not-applicable"), True, True),
        (("built-in", "unknown"), False, False),
        (("built-in", None), False, False),
        ((None, None), False, False),
        (("unknown", "unknown"), False, False),
        (("built-in", "unknown", "built-in"), True, False),
        (("built-in", "unknown", "none"), True, True),
    ],
)
def test_row_differs_by_what_is_known(answers, comparable, differs):
    row = only_row(*answers)

    assert (row.comparable, row.differs) == (comparable, differs)


@pytest.mark.parametrize(
    ("left", "right", "differs"),
    [
        ("=BSD-3-Clause", "=bsd-3-clause", False),
        ("=BSD 3  Clause ", "=BSD 3 Clause", False),
        ("=BSD", "=MIT", True),
    ],
)
def test_values_are_compared_without_case_and_spaces(left, right, differs):
    assert only_row(left, right).differs is differs


@pytest.mark.parametrize("missing", [{"source_url": ""}, {"checked_on": None}])
def test_fact_without_source_or_date_is_shown_as_not_checked_yet(missing):
    row = only_row("built-in", answer("none", note="Never said.", **missing))

    cell = row.cells[1]
    assert (cell.level, cell.label, cell.note) == ("unknown", "Not checked yet", "")
    assert (cell.source_url, cell.checked_on, cell.is_known) == ("", None, False)
    assert (row.comparable, row.differs) == (False, False)


def test_value_without_source_is_not_shown():
    cell = only_row("=BSD", answer("=MIT", source_url="")).cells[1]

    assert (cell.level, cell.text) == ("unknown", "")


def test_missing_fact_is_shown_as_not_checked_yet():
    assert only_row("built-in", None).cells[1].label == "Not checked yet"


def test_cell_stands_alone_if_no_other_of_three_says_the_same():
    row = only_row("built-in", "none", "built-in")

    assert [cell.alone for cell in row.cells] == [False, True, False]


def test_cell_that_is_not_checked_yet_never_stands_alone():
    row = only_row("built-in", "unknown", "built-in")

    assert not any(cell.alone for cell in row.cells)


def test_cell_of_a_pair_never_stands_alone():
    assert not any(cell.alone for cell in only_row("built-in", "none").cells)


def test_counts_leave_out_values_and_what_is_not_checked_yet():
    matrix = lay(
        ("built-in", "none"),
        ("built-in", "built-in"),
        ("built-in", None),
        ("=BSD", "=MIT"),
    )

    assert (matrix.total, matrix.comparable, matrix.differing) == (3, 2, 1)
    assert (matrix.checked, matrix.cells) == (7, 8)


def test_section_of_values_counts_nothing():
    section = lay(("=BSD", "=MIT")).sections[0]

    assert section.is_values
    assert (section.comparable, section.differing) == (0, 0)


def test_sections_hold_the_rows_of_their_group_in_order():
    questions = [
        Question("orm", "ORM", "", "level", "data", "Data"),
        Question("pools", "Pools", "", "level", "data", "Data"),
        Question("forms", "Forms", "", "level", "pages", "Pages"),
    ]
    matrix = build_matrix(FactBase(tuple(questions), {}), (), today=TODAY)

    assert [(one.name, [row.slug for row in one.rows]) for one in matrix.sections] == [
        ("Data", ["orm", "pools"]),
        ("Pages", ["forms"]),
    ]


def test_cell_is_stale_after_180_days():
    fresh, stale = only_row(
        answer("built-in", checked_on=date(2026, 5, 27)),
        answer("built-in", checked_on=date(2026, 5, 26)),
    ).cells

    assert not fresh.stale
    assert stale.stale_text == "Checked 6 months ago, against 3.1."


def test_cell_is_stale_when_a_newer_line_exists():
    cell = only_row("built-in", None, version="4.0").cells[0]

    assert cell.stale_text == "Checked 1 month ago, against 3.1. Current is 4.0."


def test_cell_that_is_not_checked_yet_is_not_stale():
    assert not only_row(None, "unknown", version="9.0").cells[0].stale


def test_strip_shows_how_much_of_each_feature_comes_in_the_box():
    matrix = lay(
        ("built-in", "partial"),
        ("official", "third-party"),
        ("none", "not-applicable"),
        ("built-in", None),
        ("=BSD", "=MIT"),
    )

    (group,) = difference_strip(matrix)
    assert group.name == "Data"
    assert [(mark.up, mark.down, mark.differs) for mark in group.marks] == [
        (4, 3, True),
        (2, 1, True),
        (0, 0, True),
        (4, 0, False),
    ]
    assert group.marks[0].title == "Question 0: Flask, built in; Django, partly built in"


def test_strip_leaves_out_a_group_of_values():
    assert difference_strip(lay(("=BSD", "=MIT"))) == ()


@pytest.mark.parametrize("columns", [1, 3])
def test_strip_is_drawn_for_a_pair_only(columns):
    assert difference_strip(lay(("built-in",) * columns)) == ()


def test_drawing_keeps_sides_apart_and_leaves_the_incomparable_bare():
    drawing = draw(
        [
            Mark("a", up=4, down=4, differs=False, comparable=True, title=""),
            Mark("b", up=1, down=4, differs=True, comparable=True, title=""),
            Mark("c", up=4, down=0, differs=False, comparable=False, title=""),
        ]
    )
    assert drawing.width == 12
    assert drawing.same == "M2 12v-11.5v11.5v11.5v-11.5m4 0m4 0m4 0"
    assert drawing.left == "M2 12m4 0v-3v3m4 0m4 0"
    assert drawing.right == "M2 12m4 0v11.5v-11.5m4 0m4 0"
