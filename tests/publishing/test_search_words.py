"""What of a text can be searched for, and how it is marked where it was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.search.excerpts import LONGEST_EXCERPT, Marker
from publishing.search.matching import LANGUAGES, written
from publishing.search.words import fold, forms, key, wanted


@pytest.mark.parametrize(
    ("text", "found_by"),
    [
        ("Flask and Django", {"flask", "and", "django"}),
        ("Node.js", {"node", "js", "nodejs"}),
        ("an e-mail", {"an", "e", "mail", "email"}),
        ("url_for()", {"url", "for", "urlfor"}),
        ("It isn’t", {"it", "isn", "t", "isnt"}),
        ("C++, C# and .NET", {"cpp", "csharp", "and", "dotnet"}),
        ("ASP.NET", {"asp", "net", "aspnet"}),
        ("C", {"c"}),
        ("Django 5.2", {"django", "5", "2", "52"}),
        ("Żółć, ÅNGSTRÖM", {"zołc", "angstrom"}),
        ("מסגרת 日本語", {"מסגרת", "日本語"}),
        ("\" ' ( ) * : ^ - + ???", set()),
        ("", set()),
    ],
)
def test_text_is_found_by_its_words(text, found_by):
    assert forms(text) == found_by


@pytest.mark.parametrize("written_so", ["Node.js", "node js", "NodeJS", "NODE-JS"])
def test_name_is_the_same_however_written(written_so):
    assert key(written_so) == "nodejs"


def test_query_has_each_word_once_and_not_too_many():
    assert [unit.joined for unit in wanted("Flask flask FLASK orm")] == ["flask", "orm"]
    assert len(wanted(" ".join(f"word{number}" for number in range(50)))) == 10


@given(st.text())
def test_folding_keeps_each_character_in_its_place(text):
    assert len(fold(text)) == len(text)


@given(st.text())
@pytest.mark.parametrize("vendor", LANGUAGES)
def test_expression_holds_nothing_of_a_query_but_quoted_words(vendor, query):
    language = LANGUAGES[vendor]
    expression = written(wanted(query), language, "fn", whole=False)

    mark = language.quote[0]
    outside = expression.split(mark)[::2]
    signs = {language.both, language.either, language.beginning, "(", ")", " "}
    for part in outside:
        for sign in sorted(signs, key=len, reverse=True):
            part = part.replace(sign, "")
        assert part == ""
    assert all(word.isalnum() for word in expression.split(mark)[1::2])


def marked(query, text):
    return Marker.of(wanted(query)).marked(text)


@pytest.mark.parametrize(
    ("query", "text", "shown"),
    [
        ("flask", "A Flask, flasks, aflask", "A <mark>Flask</mark>, <mark>flasks</mark>, aflask"),
        ("go", "go and good", "<mark>go</mark> and good"),
        ("c++", "C and C++", "C and <mark>C++</mark>"),
        ("cafe", "Café", "<mark>Café</mark>"),
        ("csrf", "csrf_exempt", "<mark>csrf</mark>_exempt"),
        (
            "b",
            "<b>bold & b</b>",
            "&lt;<mark>b</mark>&gt;bold &amp; <mark>b</mark>&lt;/<mark>b</mark>&gt;",
        ),
        ("script", "<script>", "&lt;<mark>script</mark>&gt;"),
        ("???", "Nothing to mark?", "Nothing to mark?"),
    ],
)
def test_words_are_marked_and_everything_else_is_text(query, text, shown):
    assert marked(query, text) == shown


def test_excerpt_shows_the_place_with_the_most_words():
    text = f"Flask alone. {'Much else. ' * 60} Here Flask meets Django. {'And more. ' * 60}"

    shown = Marker.of(wanted("flask django")).excerpt("A lead.", text)

    assert "<mark>Flask</mark> meets <mark>Django</mark>" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < LONGEST_EXCERPT + 60


def test_excerpt_without_a_word_begins_with_the_first_text():
    assert Marker.of(wanted("flask")).excerpt("A lead.", "A text.") == "A lead."


@given(st.text(), st.text())
def test_excerpt_is_text_but_for_its_marks(query, text):
    shown = Marker.of(wanted(query)).excerpt(text)

    without = shown.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in without
    assert ">" not in without
