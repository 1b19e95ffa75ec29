"""Passages in another language: [Grüß Gott]{lang=de}, or a line {lang=ar} above a block.

Readers' software gets `lang`, and `dir` where the language is written from right to left. The
plug-in knows attributes of any name; all that is not about language stays text, as it was typed.
"""

import re
from collections.abc import Iterable

from django.conf import settings
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin

NAMES = ("lang", "dir")
MARKED = re.compile(r"""\{(?:[ ]*(?:lang|dir)=(?:"[^"\\{}\n]*"|[A-Za-z0-9_:-]+))+[ ]*\}""")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
DIRECTIONS = ("ltr", "rtl", "auto")
FOLLOWED = ("code_inline", "link_close", "span_close")


def know_passages(parser: MarkdownIt, *, blocks: bool) -> None:
    """Teach a parser to read languages behind spans, links and code, and above blocks."""
    attrs_plugin(parser, after=FOLLOWED, spans=True, allowed=NAMES)
    keep_to(parser.inline.ruler, "span", is_marked_span)
    keep_to(parser.inline.ruler, "attr", is_marked)
    if blocks:
        attrs_block_plugin(parser, allowed=NAMES)
        keep_to(parser.block.ruler, "attr", is_marked_line)


def keep_to(ruler, name, asks) -> None:
    """Let a rule of the plug-in see only what is about language."""
    rule = dict(zip(ruler.get_active_rules(), ruler.getRules(""), strict=True))[name]
    ruler.at(name, lambda state, *args: asks(state, *args) and rule(state, *args))


def is_marked_span(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[":
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos, False)
    return end >= 0 and bool(MARKED.match(state.src, end + 1))


def is_marked(state: StateInline, silent: bool) -> bool:
    return bool(MARKED.match(state.src, state.pos))


def is_marked_line(state: StateBlock, line: int, last: int, silent: bool) -> bool:
    start = state.bMarks[line] + state.tShift[line]
    return bool(MARKED.fullmatch(state.src[start : state.eMarks[line]].rstrip()))


def settle_passages(tokens: Iterable[Token]) -> None:
    """Drop what is no language or direction, and give right-to-left languages theirs."""
    for token in tokens:
        attributes = token.attrs
        for name in NAMES:
            if name in attributes and not is_about_language(name, str(attributes[name])):
                del attributes[name]
        if is_right_to_left(str(attributes.get("lang", ""))):
            attributes.setdefault("dir", "rtl")


def is_about_language(name: str, value: str) -> bool:
    return value in DIRECTIONS if name == "dir" else bool(LANGUAGE.fullmatch(value))


def is_right_to_left(language: str) -> bool:
    """Go by the language, unless the tag says that it is written in Latin letters."""
    first, *rest = language.lower().split("-")
    return first in settings.LANGUAGES_BIDI and "latn" not in rest
