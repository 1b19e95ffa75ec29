"""Pieces → the HTML that readers get, with the pictures and live fences of this moment."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

from django.utils.html import conditional_escape, format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe

from publishing.markdown.fences import FENCES
from publishing.markdown.gathering import Heading, LiveFence, Picture
from publishing.markdown.parsing import Parsed, parse, parse_short
from publishing.models import Image
from publishing.pictures import picture

PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL)
COLUMN = "(min-width: 44rem) 40.5rem, 100vw"


@dataclass(frozen=True)
class Rendered:
    html: SafeString
    contents: tuple[Heading, ...]
    words: int


def render(text: str) -> Rendered:
    """Render a long text; at most one query, and what its live fences need."""
    parsed = parse(text, frozenset(FENCES))
    images = images_of(parsed)
    html = "".join(write(piece, images) for piece in parsed.pieces)
    # Each piece was sanitised, or written by a template of our own.
    return Rendered(mark_safe(html), parsed.headings, words_of(parsed))  # noqa: S308


def words_of(parsed: Parsed) -> int:
    """Count the words of the text and of its fences that hold prose."""
    return parsed.words + sum(
        len(piece.source.split())
        for piece in parsed.pieces
        if isinstance(piece, LiveFence) and FENCES[piece.name].is_prose
    )


def plain(text: str) -> SafeString:
    """Render a short text, such as a lead: paragraphs, emphasis, code and links, nothing else."""
    return parse_short(text, paragraphs=True)


def inline(text: str) -> SafeString:
    """Render a text of one line, such as a note, without a paragraph around it."""
    return parse_short(text, paragraphs=False)


def unmarked(text: str) -> str:
    """Return what a long text says, as plain text on one line, without pictures and fences."""
    pieces = parse(text, frozenset(FENCES)).pieces
    return without_tags("".join(piece for piece in pieces if isinstance(piece, str)))


def opening(text: str) -> str:
    """Return what the first paragraph of a long text says, as plain text."""
    pieces = parse(text, frozenset(FENCES)).pieces
    html = "".join(piece for piece in pieces if isinstance(piece, str))
    paragraph = PARAGRAPH.search(html)
    return without_tags(paragraph[1]) if paragraph else ""


def unmarked_line(text: str) -> str:
    """Return what a short text says, as plain text."""
    return without_tags(inline(text))


def without_tags(html: str) -> str:
    return " ".join(unescape(strip_tags(html)).split())


def problems(text: str) -> list[str]:
    """Say what an editor must mend: links, images and live fences that cannot be shown."""
    parsed = parse(text, frozenset(FENCES))
    images = images_of(parsed)
    found = list(parsed.problems)
    for piece in parsed.pieces:
        if isinstance(piece, Picture) and piece.slug not in images:
            found.append(f"Line {piece.line}: there is no image named “{piece.slug}”.")
        elif isinstance(piece, LiveFence):
            found += [
                f"Line {piece.line}: {problem}"
                for problem in FENCES[piece.name].check(piece.source)
            ]
    return found


def images_of(parsed: Parsed) -> Mapping[str, Image]:
    slugs = {piece.slug for piece in parsed.pieces if isinstance(piece, Picture)}
    return Image.objects.in_bulk(slugs, field_name="slug")


def write(piece: str | Picture | LiveFence, images: Mapping[str, Image]) -> str:
    if isinstance(piece, Picture):
        return write_picture(piece, images.get(piece.slug))
    if isinstance(piece, LiveFence):
        return conditional_escape(FENCES[piece.name].render(piece.source))
    return piece


def write_picture(piece: Picture, image: Image | None) -> SafeString:
    if image is None:
        return format_html("<p>{}</p>" if piece.alone else "{}", piece.alt)
    html = picture(image, alt=piece.alt, sizes=COLUMN)
    if not piece.alone:
        return html
    caption = " ".join(filter(None, [piece.caption, image.credit]))
    return format_html(
        "<figure>{}{}</figure>",
        html,
        format_html("<figcaption>{}</figcaption>", caption) if caption else "",
    )
