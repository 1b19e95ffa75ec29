"""Text → sanitised pieces: the costly part, which depends on nothing but the text."""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from publishing.markdown.gathering import Gathered, Heading, LiveFence, Picture
from publishing.markdown.passages import know_passages, settle_passages
from publishing.markdown.sanitising import cleaner
from publishing.markdown.tokens import adapt, allowed
from publishing.markdown.writing import Writer

# Deep enough for any honest text: ten lists within lists.
DEEPEST = 20
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Parser(MarkdownIt):
    def __init__(self, preset: str):
        super().__init__(preset, {"html": False, "maxNesting": DEEPEST})

    def validateLink(self, url: str) -> bool:
        """Leave the decision to tokens.allowed, which can name the line of a refused address."""
        return True


long_texts = Parser("commonmark").enable(["table", "strikethrough"])
long_texts.use(footnote_plugin, inline=False)
know_passages(long_texts, blocks=True)
long_texts.renderer = Writer(long_texts)
short_texts = Parser("zero").enable(
    ["autolink", "backticks", "emphasis", "entity", "escape", "image", "link", "newline"]
)
know_passages(short_texts, blocks=False)


@dataclass(frozen=True)
class Parsed:
    pieces: tuple[str | Picture | LiveFence, ...]
    headings: tuple[Heading, ...]
    words: int
    problems: tuple[str, ...]


@lru_cache(maxsize=512)
def parse(text: str, fences: frozenset[str]) -> Parsed:
    """Parse a long text; fences of these names are left to be filled in."""
    gathered = Gathered(fences)
    env = {"gathered": gathered}
    tokens = long_texts.parse(storable(text), env)
    adapt(tokens, gathered)
    html = cleaner.clean(long_texts.renderer.render(tokens, long_texts.options, env))
    return Parsed(
        pieces=gathered.fill(html),
        headings=tuple(gathered.headings),
        words=gathered.words,
        problems=tuple(gathered.problems),
    )


@lru_cache(maxsize=4096)
def parse_short(text: str, *, paragraphs: bool) -> SafeString:
    """Parse a short text, which has no headings, lists, tables or images."""
    parse_tokens = short_texts.parse if paragraphs else short_texts.parseInline
    tokens = parse_tokens(storable(text))
    for token in tokens:
        if token.type == "inline":
            settle_passages(token.children or [])
            token.children = list(allowed(token.children or [], Gathered(), own_images=False))
    html = short_texts.renderer.render(tokens, short_texts.options, {})
    return mark_safe(cleaner.clean(html).strip())  # noqa: S308


def storable(text: str) -> str:
    """Replace what neither databases nor UTF-8 can hold: NUL and halves of surrogate pairs."""
    return UNSTORABLE.sub("\ufffd", text)
