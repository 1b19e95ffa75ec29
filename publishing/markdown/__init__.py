"""Markdown → safe HTML, behind three walls: no HTML in, an allow-list out, the browser's CSP.

parsing.py turns a text into sanitised pieces, once per text and process. rendering.py fills in
what may change without the text: pictures and the fences that other apps register.
"""

from publishing.markdown.fences import register_fence
from publishing.markdown.gathering import Heading
from publishing.markdown.highlighting import highlight
from publishing.markdown.rendering import (
    Rendered,
    inline,
    opening,
    plain,
    problems,
    render,
    unmarked,
    unmarked_line,
)

__all__ = [
    "Heading",
    "Rendered",
    "highlight",
    "inline",
    "opening",
    "plain",
    "problems",
    "register_fence",
    "render",
    "unmarked",
    "unmarked_line",
]
