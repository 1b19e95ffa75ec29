"""Two texts that grew out of one → one text with the changes of both, where they do not meet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# A line with the empty ones below it: these are too alike to tell places apart.
LINE = re.compile(r"[^\n]*\n+|[^\n]+")
# A word takes the space behind it along, so that no two words count as apart for it alone.
WORD = re.compile(r"\S+\s*|\s+")
# Tokens compared with tokens; beyond it no merge is offered, which loses nothing.
MOST_PAIRS = 4_000_000


class Clash(Exception):
    """Both changed the same place in different ways."""


@dataclass(frozen=True)
class Edit:
    """Replace base[start:end] by what one side has there."""

    start: int
    end: int
    text: tuple[str, ...]


def merge(base: str, mine: str, theirs: str) -> str | None:
    """Return a text with the changes of both sides, None where they touch each other.

    Lines first; where both changed the same lines, words.
    """
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    try:
        return merge_tokens(base, mine, theirs, (LINE, WORD))
    except Clash:
        return None


def merge_tokens(base: str, mine: str, theirs: str, patterns: Sequence[re.Pattern[str]]) -> str:
    """Merge by the first pattern; places that clash by the next one; raise Clash at the last."""
    if not patterns:
        raise Clash
    pattern, *finer = patterns
    tokens = pattern.findall(base)
    sides = [edits(tokens, pattern.findall(text)) for text in (mine, theirs)]
    merged: list[str] = []
    position = 0
    for start, end, ours, others in places(*sides):
        merged += tokens[position:start]
        texts = [applied(tokens, start, end, side) for side in (ours, others)]
        before = "".join(tokens[start:end])
        if not others or texts[0] == texts[1]:
            merged.append(texts[0])
        elif not ours:
            merged.append(texts[1])
        else:
            merged.append(merge_tokens(before, texts[0], texts[1], finer))
        position = end
    return "".join([*merged, *tokens[position:]])


def edits(base: list[str], side: list[str]) -> list[Edit]:
    if len(base) * len(side) > MOST_PAIRS:
        raise Clash
    opcodes = SequenceMatcher(None, base, side, autojunk=False).get_opcodes()
    return [Edit(i1, i2, tuple(side[j1:j2])) for tag, i1, i2, j1, j2 in opcodes if tag != "equal"]


def places(mine: list[Edit], theirs: list[Edit]) -> list[tuple[int, int, list[Edit], list[Edit]]]:
    """Group the edits of both sides by place: start, end, ours, others. What touches is one."""
    found: list[tuple[int, int, list[Edit], list[Edit]]] = []
    every = [(edit, True) for edit in mine] + [(edit, False) for edit in theirs]
    for edit, is_mine in sorted(every, key=lambda one: (one[0].start, one[0].end)):
        if not found or edit.start > found[-1][1]:
            found.append((edit.start, edit.end, [], []))
        start, end, ours, others = found[-1]
        found[-1] = (start, max(end, edit.end), ours, others)
        (ours if is_mine else others).append(edit)
    return found


def applied(base: list[str], start: int, end: int, edits: list[Edit]) -> str:
    """Return what base[start:end] says after these edits, which all lie within."""
    parts: list[str] = []
    for edit in edits:
        parts += [*base[start : edit.start], *edit.text]
        start = edit.end
    return "".join([*parts, *base[start:end]])
