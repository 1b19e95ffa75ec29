"""The seven levels, for those who see few colours or none."""

from collections.abc import Iterator
from io import BytesIO
from itertools import combinations, product

from PIL import Image, ImageChops
from playwright.sync_api import Locator, Page

from tests.audit.audit import DESKTOP, Audit
from tests.audit.results import Result, judged
from tests.browser.test_pages import PAIR

LEVELS = 7
# How much of two shapes must differ, and how far ink must stand out from paper, of 255.
LEAST_DIFFERENCE = 0.03
LEAST_CONTRAST = 90
SIDE = 64
# Shapes stand on fractions of a pixel, and so do the edges of their pictures.
MOST_SHIFT = 4
SCALE = 4
# The room that a shape has, in CSS pixels.
SHAPE = 17
MODES = {
    "forced colours, light": {"forced_colors": "active", "color_scheme": "light"},
    "forced colours, dark": {"forced_colors": "active", "color_scheme": "dark"},
    "greyscale": {"deficiency": "achromatopsia"},
    "deuteranopia": {"deficiency": "deuteranopia"},
}


def measure_shapes(audit: Audit) -> Iterator[Result]:
    audit.screenshots.mkdir(parents=True, exist_ok=True)
    for name, mode in MODES.items():
        with audit.visit(viewport=DESKTOP, device_scale_factor=SCALE) as page:
            page.goto(PAIR, wait_until="networkidle")
            see_as(page, **mode)
            legend = page.locator(".legend").first
            file = audit.screenshots / f"levels, {name}.png"
            legend.screenshot(path=file)
            entries = legend.locator(".level")
            words = [word.strip() for word in entries.all_inner_texts()]
            faults = [*alike(words, entries), *worn_off(page)]
        told = len(set(words))
        yield judged(
            8,
            "Levels told apart by shape and by word",
            f"{name} ({file})",
            f"{told} words, {len(faults)} faults",
            f"{LEVELS}, 0",
            met=told == LEVELS and not faults,
            reasons=faults,
        )


def see_as(page: Page, *, deficiency: str = "none", **media) -> None:
    page.emulate_media(**media)
    browser = page.context.new_cdp_session(page)
    browser.send("Emulation.setEmulatedVisionDeficiency", {"type": deficiency})


def alike(words: list[str], entries: Locator) -> Iterator[str]:
    """Yield what cannot be seen, and pairs of levels with nearly the same shape."""
    masks = {}
    for word, entry in zip(words, entries.all(), strict=True):
        grey = shape_of(entry)
        dark, light = grey.getextrema()
        if light - dark < LEAST_CONTRAST:
            yield f"{word} hardly stands out"
        middle = (dark + light) // 2
        masks[word] = grey.resize((SIDE, SIDE)).point([0] * middle + [1] * (256 - middle))
    for one, other in combinations(masks, 2):
        if difference(masks[one], masks[other]) < LEAST_DIFFERENCE:
            yield f"{one} looks like {other}"


def shape_of(entry: Locator) -> Image.Image:
    """Return the grey picture of what the style sheet draws before a word."""
    picture = Image.open(BytesIO(entry.screenshot())).convert("L")
    side = SHAPE * SCALE
    top = (picture.height - side) // 2
    return picture.crop((0, top, side, top + side))


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return the share that differs where the two lie best upon each other."""
    shifts = product(range(-MOST_SHIFT, MOST_SHIFT + 1), repeat=2)
    moved = (ImageChops.offset(other, *shift) for shift in shifts)
    return min(ImageChops.difference(one, each).histogram()[1] for each in moved) / SIDE**2


def worn_off(page: Page) -> Iterator[str]:
    """Yield levels of the table that lack their shape or their word."""
    bare = page.locator(".fact-table .fact:not(.value) td:visible").evaluate_all(
        """cells => cells.filter(cell => {
          const shape = getComputedStyle(cell, "::before");
          const isDrawn = shape.content === '""' && parseFloat(shape.width) > 0;
          return !isDrawn || !cell.innerText.trim();
        }).map(cell => cell.closest("tr").id)"""
    )
    for row in bare:
        yield f"{row}: a level without shape or word"
