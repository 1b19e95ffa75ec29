from datetime import UTC, date, datetime

import pytest

from publishing import documents
from publishing.documents import Unreadable, read, write
from publishing.models import Page
from tests.factories import (
    make_article,
    make_author,
    make_comparison,
    make_extension,
    make_fact,
    make_feature,
    make_framework,
    make_page,
    make_topic,
)

VALUES = {
    "lines": "one\n\n  two",
    "first line empty": "\none\ntwo",
    "quotes": "She said \"yes\" and 'no'.",
    "three quotes": 'a """ b\n"""\nc \'\'\' d"',
    "backslashes": "C:\\new\\table \\u0041\n\\",
    "tabs and controls": "a\tb\x07\x7f\n\tc",
    "other line breaks": "a\rb\u2028c",
    "unicode": "日本語 – “ü” 🦉\nλ",
    "fence": "above\n+++\n+++\nbelow",
    "number": 0,
    "switch": False,
    "day": date(2026, 11, 20),
    "moment": datetime(2026, 11, 20, 9, tzinfo=UTC),
    "list": ["one", 'a "b"', "日本"],
    "empty list": [],
}


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
@pytest.mark.parametrize("body", ["", "body"])
def test_document_reads_back_as_it_was_written(value, body):
    data = {
        "value": value,
        "table": {"key": value},
        "tables": [{"value": value, "inner": {"value": value}}, {"value": value}],
    }
    if body:
        data[body] = "Text"
    assert read(write(data, body=body), body=body) == data


@pytest.mark.parametrize("body", ["One\n\nTwo", "    code\n\ntext", "+++\n\n+++", "\nlate", "ü"])
def test_body_reads_back_as_it_was_written(body):
    text = write({"title": "A", "body": body}, body="body")
    assert read(text, body="body") == {"title": "A", "body": body}
    assert write(read(text, body="body"), body="body") == text


def test_missing_body_reads_back_empty():
    assert read(write({"title": "A"}, body="body"), body="body") == {"title": "A", "body": ""}


def test_text_of_several_lines_stands_on_lines_of_its_own():
    assert write({"text": "one\ntwo"}) == 'text = """\none\ntwo\n"""\n'


def test_moment_is_written_in_utc():
    moment = datetime.fromisoformat("2026-11-20T10:00:00+01:00")
    text = documents.text_of(Page(title="A", slug="a", published_at=moment))
    assert "published_at = 2026-11-20T09:00:00Z\n" in text


def test_front_matter_may_be_empty_or_end_the_file():
    assert read("+++\n+++\n\nText\n", body="body") == {"body": "Text"}
    assert read('+++\ntitle = "A"\n+++', body="body") == {"title": "A", "body": ""}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title = 1\n", "line 1: the file must open with a line of +++"),
        ("\n+++\ntitle = 1\n+++\n", "line 1: the file must open"),
        ("", "line 1: the file must open"),
        ("+++\ntitle = 1\n", "not closed"),
        ("+++\ntitle = 1\nlead = \n+++\n", "at line 3, column 8"),
        ("+++\nx = 1\nx = 2\n+++\n", "at line 3"),
    ],
)
def test_front_matter_error_names_the_line_of_the_file(text, message):
    with pytest.raises(Unreadable) as error:
        read(text, body="body")
    assert message in str(error.value)


def test_toml_error_names_the_line_of_the_file():
    with pytest.raises(Unreadable, match="at line 2, column 5"):
        read("a = 1\nb = \n")


@pytest.mark.django_db
def test_text_of_a_framework_tells_of_all_that_belongs_to_it():
    feature = make_feature(slug="orm")
    framework = make_framework(name="Flask", slug="flask", summary='One\n\n"Two"')
    extension = make_extension(framework, name="SQLAlchemy")
    extension.adds.add(feature)
    make_fact(framework, feature, extension=extension, level="third-party")
    data = read(documents.text_of(framework))
    assert data["summary"] == 'One\n\n"Two"'
    assert data["facts"]["orm"]["extension"] == "SQLAlchemy"
    assert data["extensions"] == [{"name": "SQLAlchemy", "adds": ["orm"]}]
    assert "drawbacks" not in data


@pytest.mark.django_db
def test_text_of_an_article_names_authors_in_their_order():
    authors = [make_author(name="Zoe"), make_author(name="Ann")]
    topics = [make_topic(slug="z"), make_topic(slug="a")]
    text = documents.text_of(make_article(authors=authors, topics=topics, body="Text"))
    data = read(text, body="body")
    assert (data["authors"], data["topics"]) == (["Zoe", "Ann"], ["a", "z"])
    assert text.endswith("+++\n\nText\n")


@pytest.mark.django_db
def test_root_of_a_row_is_the_object_whose_document_tells_of_it():
    framework, feature, page = make_framework(), make_feature(), make_page()
    comparison = make_comparison()
    assert documents.root_of(make_fact(framework, feature)) == framework
    assert documents.root_of(feature) == feature.group
    assert documents.root_of(comparison.entries.first()) == comparison
    assert documents.root_of(page) == page


def test_root_of_a_row_without_a_document_is_an_error():
    with pytest.raises(LookupError, match="No document tells of str"):
        documents.root_of("a text")
