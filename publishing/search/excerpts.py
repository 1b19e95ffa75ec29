"""Excerpts: the part of a text where a reader's words stand, with these words marked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from publishing.search.words import END, START, Unit, fold, is_beginning
from publishing.slugs import SPELLINGS

LONGEST_EXCERPT = 220
# So much stands before the first marked word, to say what it is about.
RUN_UP = 60
# So many places are compared to find the one with the most different words.
MOST_PLACES = 60
SPELT = {word: spelling for spelling, word in SPELLINGS}


@dataclass(frozen=True)
class Marker:
    """Finds a query's words in texts, as the index finds them."""

    pattern: re.Pattern[str]

    @classmethod
    def of(cls, units: Sequence[Unit]) -> "Marker":
        found = {form for unit in units for form in unit.forms}
        # The longest first, for the first alternative that fits is taken.
        ways = [way(word) for word in sorted(found, key=len, reverse=True)]
        return cls(re.compile(f"{START}(?:{'|'.join(ways)})" if ways else r"(?!)"))

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        return (match.span() for match in self.pattern.finditer(fold(text)))

    def marked(self, text: str) -> SafeString:
        """Return the whole text with its words marked."""
        return marked(text, list(self.spans(text)))

    def excerpt(self, *texts: str) -> SafeString:
        """Return the best part of the first text that has a word, else how the first begins."""
        for text in texts:
            if spans := list(self.spans(text)):
                return cut(text, spans)
        return cut(texts[0], [])


def way(word: str) -> str:
    ending = r"[^\W_]*" if is_beginning(word) else END
    spelt = f"{re.escape(SPELT[word])}|" if word in SPELT else ""
    return f"{spelt}{re.escape(word)}{ending}"


def cut(text: str, spans: Sequence[tuple[int, int]]) -> SafeString:
    """Return a part of the text, between whole words, with the spans in it marked."""
    first = best(text, spans[:MOST_PLACES])
    start = word_after(text, first - RUN_UP) if first > RUN_UP else 0
    end = word_before(text, start + LONGEST_EXCERPT)
    inside = [(a - start, b - start) for a, b in spans if start <= a < b <= end]
    return format_html(
        "{}{}{}",
        "… " if start else "",
        marked(text[start:end], inside),
        " …" if end < len(text) else "",
    )


def best(text: str, spans: Sequence[tuple[int, int]]) -> int:
    """Return the place from which on the most different words follow, the first of equals."""

    def different(place: int) -> int:
        near = (span for span in spans if place <= span[0] < place + LONGEST_EXCERPT - RUN_UP)
        return len({fold(text[begin:end]) for begin, end in near})

    return max((begin for begin, _end in spans), key=different, default=0)


def word_after(text: str, place: int) -> int:
    space = text.find(" ", place, place + RUN_UP)
    return space + 1 if space >= 0 else place


def word_before(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", place - RUN_UP, place)
    return space if space >= 0 else place


def marked(text: str, spans: Sequence[tuple[int, int]]) -> SafeString:
    ends = [0, *(end for _begin, end in spans)]
    begins = [*(begin for begin, _end in spans), len(text)]
    plain = [text[end:begin] for end, begin in zip(ends, begins, strict=True)]
    words = [*(text[begin:end] for begin, end in spans), ""]
    return format_html_join(
        "",
        "{}{}",
        (
            (before, format_html("<mark>{}</mark>", word) if word else "")
            for before, word in zip(plain, words, strict=True)
        ),
    )
