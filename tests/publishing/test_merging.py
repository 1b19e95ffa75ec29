"""Two texts that grew out of one, merged where the changes do not meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.merging import merge

BASE = "Flask is small.\n\nDjango is large.\n\nBoth are old."
TEXTS = st.lists(st.sampled_from(["a ", "b ", "c", "\n", "\n\n", "d e f\n"])).map("".join)


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        (
            BASE.replace("small", "tiny"),
            BASE.replace("old", "grown up"),
            "Flask is tiny.\n\nDjango is large.\n\nBoth are grown up.",
        ),
        (f"First.\n\n{BASE}", f"{BASE}\n\nLast.", f"First.\n\n{BASE}\n\nLast."),
        (
            BASE.replace("Flask is small.\n\n", ""),
            BASE.replace("Both", "The two"),
            "Django is large.\n\nThe two are old.",
        ),
    ],
    ids=["two paragraphs", "start and end", "one takes out, one changes"],
)
def test_changes_in_different_paragraphs_are_both_taken(mine, theirs, merged):
    assert merge(BASE, mine, theirs) == merged
    assert merge(BASE, theirs, mine) == merged


def test_changes_at_both_ends_of_one_sentence_are_both_taken():
    base = "The quick brown fox jumps over the lazy dog."
    mine = base.replace("quick", "slow")
    theirs = base.replace("lazy", "sleeping")
    assert merge(base, mine, theirs) == "The slow brown fox jumps over the sleeping dog."


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (BASE.replace("small", "tiny"), BASE.replace("small", "little")),
        (BASE.replace("is small", "has little"), BASE.replace("Flask is", "Flask was")),
        (BASE.replace("Django is large.\n\n", ""), BASE.replace("large", "big")),
        (f"{BASE}\n\nMine.", f"{BASE}\n\nTheirs."),
        ("Written anew by me.", "All of it by them."),
    ],
    ids=["same word", "words that touch", "taken out and changed", "both add last", "anew"],
)
def test_changes_that_meet_are_not_merged(mine, theirs):
    assert merge(BASE, mine, theirs) is None
    assert merge(BASE, theirs, mine) is None


def test_the_same_change_on_both_sides_is_taken_once():
    same = BASE.replace("small", "tiny")
    assert merge(BASE, f"{same}\n\nMore.", same) == f"{same}\n\nMore."


def test_a_side_without_a_change_leaves_the_other_as_it_is():
    assert merge(BASE, BASE, "Theirs.") == "Theirs."
    assert merge(BASE, "Mine.", BASE) == "Mine."
    assert merge("", "Mine.", "Mine.") == "Mine."


def test_texts_that_are_too_long_to_compare_word_by_word_are_not_merged():
    words = [f"word{number} " for number in range(3000)]
    base = "".join(words)
    mine, theirs = f"My {base}", f"{base}theirs"
    assert merge(base, mine, theirs) is None


@given(TEXTS, TEXTS, TEXTS)
def test_a_merge_does_not_depend_on_who_is_who(base, mine, theirs):
    assert merge(base, mine, theirs) == merge(base, theirs, mine)


@given(TEXTS, TEXTS)
def test_a_merge_with_nothing_new_changes_nothing(base, mine):
    assert merge(base, mine, base) == mine
    assert merge(base, mine, mine) == mine
