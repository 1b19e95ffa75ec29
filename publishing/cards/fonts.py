"""Fonts: which one has a character, our own first and then those of the machine."""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast

from django.contrib.staticfiles import finders
from PIL import ImageFont, features
from PIL.ImageFont import FreeTypeFont

# Joins Arabic letters, orders Hebrew and places marks; a machine without it does none of this.
SHAPES = bool(features.check("raqm"))
NEEDS_SHAPING = {"R", "AL", "AN", "NSM"}
# Bold and regular, by the names under which systems keep them; the first that is there is taken.
SYSTEM_FONTS = (
    ("DejaVuSansCondensed-Bold", "DejaVuSans"),
    ("NotoSans-Bold", "NotoSans-Regular"),
    ("NotoSansArabic-Bold", "NotoSansArabic-Regular"),
    ("NotoSansHebrew-Bold", "NotoSansHebrew-Regular"),
    ("NotoSansDevanagari-Bold", "NotoSansDevanagari-Regular"),
    ("NotoSansThai-Bold", "NotoSansThai-Regular"),
    ("NotoSansCJK-Bold", "NotoSansCJK-Regular"),
    ("wqy-zenhei", "wqy-zenhei"),
)
SAMPLE_SIZE = 40
# A character that no font can have; drawing it shows what a font draws for those that it lacks.
NO_CHARACTER = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Face:
    """A cut of one of our fonts: the values of its axes, and the room between letters in em."""

    file: str
    axes: tuple[int, ...] = ()
    tracking: float = 0
    is_bold: bool = True


@lru_cache(maxsize=256)
def load(path: str, axes: tuple[int, ...], size: int) -> FreeTypeFont:
    font = open_font(path, size)
    if axes:
        font.set_variation_by_axes(list(axes))
    return font


def open_font(path: str, size: int) -> FreeTypeFont:
    """Open a font, the one that Pillow brings along where the machine has none of its own."""
    if path:
        return ImageFont.truetype(path, size)
    return cast(FreeTypeFont, ImageFont.load_default(size))


@cache
def paths(face: Face) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return the fonts that a face may be drawn with and their axes, our own first."""
    own = finders.find(f"fonts/{face.file}")
    found = [(path, axes) for path, axes in [(own, face.axes)] if path and is_readable(path)]
    for bold, regular in SYSTEM_FONTS:
        if path := system_path(bold if face.is_bold else regular):
            found.append((path, ()))
    return tuple(found) or (("", ()),)


def is_readable(path: str) -> bool:
    """Tell whether this machine reads the font: woff2 needs a FreeType that knows Brotli."""
    try:
        ImageFont.truetype(path, SAMPLE_SIZE)
    except OSError:
        return False
    return True


@cache
def system_path(name: str) -> str:
    """Return where the machine keeps a font, "" if it has none; Pillow walks all font folders."""
    try:
        return str(ImageFont.truetype(name, SAMPLE_SIZE).path)
    except OSError:
        return ""


@lru_cache(maxsize=4096)
def has(path: str, character: str) -> bool:
    return character == " " or sample(path, character) != sample(path, NO_CHARACTER)


def sample(path: str, character: str) -> tuple[tuple[int, int], bytes]:
    mask = basic(path).getmask(character)
    return mask.size, bytes(mask)


@cache
def basic(path: str) -> FreeTypeFont:
    if not path:
        return open_font(path, SAMPLE_SIZE)
    return ImageFont.truetype(path, SAMPLE_SIZE, layout_engine=ImageFont.Layout.BASIC)


def font_for(character: str, face: Face) -> int | None:
    """Return which of a face's fonts draws a character, None if none can."""
    if not SHAPES and unicodedata.bidirectional(character) in NEEDS_SHAPING:
        return None
    return next((i for i, (path, _) in enumerate(paths(face)) if has(path, character)), None)
