"""Facts as a table of text, without a database: written, read back, compared."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons import fact_csv
from comparisons.fact_csv import UnreadableTable
from comparisons.models import Extension, Fact, Feature, Framework
from publishing.models import Author

FLASK = Framework(pk=1, name="Flask", slug="flask")
ORM = Feature(pk=1, name="ORM", slug="orm")


def fact(**fields):
    return Fact(
        **{
            "pk": 1,
            "framework": FLASK,
            "feature": ORM,
            "level": "third-party",
            "note": "Usually SQLAlchemy.",
            "extension": Extension(pk=1, name="Flask-SQLAlchemy", framework=FLASK),
            "source_title": "Flask docs",
            "source_url": "https://example.org/#orm",
            "checked_on": date(2026, 11, 20),
            "checked_against": "3.1",
            "checked_by": Author(pk=1, name="Ada"),
            "version": 4,
            **fields,
        }
    )


def cells(text):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def read_one(text):
    (line,) = fact_csv.read(text).lines
    return line


def test_export_has_a_column_for_everything_a_fact_says():
    header, row = cells(fact_csv.write([fact()]))
    assert header == list(fact_csv.COLUMNS)
    assert dict(zip(header, row, strict=True)) == {
        "framework": "flask",
        "feature": "orm",
        "level": "third-party",
        "value": "",
        "note": "Usually SQLAlchemy.",
        "extension": "Flask-SQLAlchemy",
        "since": "",
        "source_title": "Flask docs",
        "source_url": "https://example.org/#orm",
        "checked_on": "2026-11-20",
        "checked_against": "3.1",
        "checked_by": "Ada",
        "version": "4",
    }


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "'=", "''+"])
def test_no_cell_of_an_export_is_a_formula(start):
    note = f"{start}1+1"
    row = cells(fact_csv.write([fact(note=note)]))[1]
    assert row[4] == f"'{note}"
    assert fact_csv.restore(row[4]) == note


@pytest.mark.parametrize("text", ["'quoted'", "'", "a=b", "3.1", "", "'s the best"])
def test_harmless_cells_stay_as_they_are(text):
    assert fact_csv.neutralise(text) == fact_csv.restore(text) == text


@given(st.text())
def test_every_text_comes_back_and_none_can_run(text):
    written = fact_csv.neutralise(text)
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert fact_csv.restore(written) == text


def test_export_read_back_changes_nothing():
    kept = fact(note="=SUM(A1)", since="-1", source_title='Said "so", there')
    line = read_one(fact_csv.write([kept]))
    assert fact_csv.changes(line, fact_csv.cells_of(kept)) == ()
    assert not fact_csv.is_stale(line, 4)
    assert fact_csv.is_stale(line, 5)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_table_may_be_parted_by_commas_semicolons_or_tabs(delimiter):
    text = "Framework,Feature,Checked on\nflask,orm,2026-11-20\n".replace(",", delimiter)
    table = fact_csv.read(text)
    assert table.columns == ("framework", "feature", "checked_on")
    assert read_one(text).cells["checked_on"] == "2026-11-20"


def test_unknown_columns_are_named_and_left_out():
    table = fact_csv.read("framework,feature,level,Our remark,\nflask,orm,none,hm,\n")
    assert table.ignored == ("Our remark", "(no name)")
    assert "Our remark" not in table.lines[0].cells


def test_missing_column_changes_nothing_and_an_empty_cell_empties():
    kept = fact_csv.cells_of(fact())
    line = read_one("framework,feature,note,since\nflask,orm,,\n")
    (change,) = fact_csv.changes(line, kept)
    assert (change.column, change.old, change.new) == ("note", "Usually SQLAlchemy.", "")


def test_level_may_be_written_as_readers_see_it():
    line = read_one("framework,feature,level\nflask,orm,Third-Party\n")
    assert fact_csv.changes(line, fact_csv.cells_of(fact())) == ()
    line = read_one("framework,feature,level\nflask,orm,Partly built in\n")
    assert fact_csv.changes(line, fact_csv.cells_of(fact()))[0].new == "partial"


def test_line_numbers_are_those_of_the_file_and_empty_lines_do_not_count():
    text = 'framework,feature,note\n\n,,\nflask,orm,"two\r\nlines"\nflask,admin,x\n'
    assert [line.number for line in fact_csv.read(text).lines] == [5, 6]
    assert fact_csv.answers(fact_csv.read(text).lines[0])["note"] == "two lines"


def test_line_breaks_of_a_form_make_no_difference():
    text = 'framework,feature,note\nflask,orm,"two\nlines"\n'
    assert fact_csv.read(text) == fact_csv.read(text.replace("\n", "\r\n"))


@pytest.mark.parametrize(
    ("row", "problem"), [("flask,orm", "fewer cells"), ("flask,orm,none,more", "more cells")]
)
def test_line_of_another_length_than_the_header_is_a_problem(row, problem):
    assert problem in read_one(f"framework,feature,level\n{row}\n").problem


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "nothing in it"),
        ("\n\n", "nothing in it"),
        ("feature,level\norm,none\n", "no column “framework”"),
        ("framework,level\nflask,none\n", "no column “feature”"),
        ("framework,feature,level,level\nflask,orm,none,none\n", "“level” stands there twice"),
        ("framework,feature,version\nflask,orm,1\n", "nothing to import"),
        ('framework,feature,level\nflask,orm,"none\n', "quotation mark"),
        ("framework,feature,level\nflask,orm,no\x00ne\n", "characters that no text may"),
        ("framework,feature,level\nflask,orm,\ud800\n", "characters that no text may"),
        ("framework,feature,note\nflask,orm," + "x" * fact_csv.MOST_BYTES, "more than 2 MB"),
        ("framework,feature,note\n" + "flask,orm,x\n" * 5001, "more than 5000 rows"),
        (f"framework,feature,note\nflask,orm,{'x' * 200_000}\n", "cannot be read"),
    ],
)
def test_text_that_is_no_table_of_facts_is_refused(text, problem):
    with pytest.raises(UnreadableTable, match=problem):
        fact_csv.read(text)


def test_file_in_another_encoding_is_refused():
    with pytest.raises(UnreadableTable, match="CSV UTF-8"):
        fact_csv.decode("framework,feature,note\nflask,orm,é\n".encode("latin-1"))
