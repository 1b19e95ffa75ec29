"""The canvas: paper, bars and text in the site's own colours, written as a small PNG."""

from io import BytesIO

from PIL import Image, ImageDraw

from publishing.cards.fonts import Face
from publishing.cards.lettering import Line, fit
from publishing.site import SITE_NAME

WIDTH, HEIGHT = 1200, 630
MARGIN = 80
LEFT, RIGHT = MARGIN, WIDTH - MARGIN
ROOM = RIGHT - LEFT
AXIS, FOOT = 452, 592

PAPER = (0xF4, 0xF7, 0xF6)
INK, INK2, INK3 = (0x0F, 0x1A, 0x21), (0x3F, 0x4D, 0x56), (0x5A, 0x69, 0x72)
RULE, EDGE = (0xCD, 0xD6, 0xD4), (0x7C, 0x8A, 0x90)
SIDE_A, SIDE_B = (0x17, 0x3F, 0xAE), (0x74, 0x4A, 0x00)
INDEX = (0xB8, 0x30, 0x0F)
type Colour = tuple[int, int, int]
COLOURS: tuple[Colour, ...] = (INK, INK2, INK3, RULE, EDGE, SIDE_A, SIDE_B, INDEX)
PAPER_INDEX = 0
# Steps from paper to each colour: what the edges of letters need, and no more.
SHADES = 16

DISPLAY = Face("archivo.woff2", (770, 76), tracking=-0.035)
TITLE = Face("archivo.woff2", (760, 78), tracking=-0.03)
LABEL = Face("archivo.woff2", (660, 100))
SERIF = Face("source-serif.woff2", (400,), is_bold=False)
ITALIC = Face("source-serif-italic.woff2", is_bold=False)

LABEL_SIZE, SMALLEST_LABEL = 30, 22


class Canvas:
    """A card to be: everything is placed from the top left, in pixels."""

    def __init__(self) -> None:
        self.image = Image.new("P", (WIDTH, HEIGHT), PAPER_INDEX)
        self.image.putpalette(palette())
        self.pen = ImageDraw.Draw(self.image)

    def bar(self, left: float, top: float, width: float, height: float, colour: Colour) -> None:
        """Fill a bar on whole pixels; one without an extent is not drawn."""
        if width >= 1 and height >= 1:
            x, y = round(left), round(top)
            self.pen.rectangle(
                (x, y, x + round(width) - 1, y + round(height) - 1), fill=shade(colour)
            )

    def write(self, line: Line, left: float, baseline: float, colour: Colour = INK) -> None:
        """Set a line; whatever a font draws, nothing of it leaves the line's own box."""
        above, below = round(line.size * 1.05), round(line.size * 0.35)
        right = min(left + line.width + line.size * 0.1, RIGHT)
        mask = Image.new("L", (max(1, round(right) - round(left)), above + below))
        pen, at = ImageDraw.Draw(mask), 0.0
        for run in line.runs:
            for text, x in run.pieces():
                pen.text((at + x, above), text, fill=255, font=run.font, anchor="ls")
            at += run.width
        full = shade(colour)
        inked = mask.point([0, *[255] * 255])
        shades = mask.point([full - SHADES + max(1, round(v * SHADES / 255)) for v in range(256)])
        self.image.paste(shades, (round(left), round(baseline) - above), inked)

    def write_block(
        self, lines: list[Line], baseline: float, leading: float, colour: Colour = INK
    ) -> None:
        """Set lines below each other, on the side where the first one begins."""
        from_right = bool(lines) and lines[0].runs_right_to_left
        for number, line in enumerate(lines):
            left = RIGHT - line.width if from_right else LEFT
            self.write(line, left, baseline + number * line.size * leading, colour)

    def foot(self, words: str) -> None:
        """Set the last line: what there is to say, and whose card it is."""
        name = Line(SITE_NAME, LABEL, LABEL_SIZE)
        self.write(name, RIGHT - name.width, FOOT)
        self.write(label(words, ROOM - name.width - MARGIN / 2), LEFT, FOOT)

    def png(self) -> bytes:
        buffer = BytesIO()
        self.image.save(buffer, "PNG", optimize=True)
        return buffer.getvalue()


def label(words: str, width: float) -> Line:
    return fit(words, LABEL, width=width, largest=LABEL_SIZE, smallest=SMALLEST_LABEL)


def shade(colour: Colour) -> int:
    """Return the place of a colour at its fullest in the palette."""
    return (COLOURS.index(colour) + 1) * SHADES


def palette() -> list[int]:
    """Return the paper, and each colour in steps away from it: exact, and small as a file."""
    steps = [
        round(ground + (full - ground) * step / SHADES)
        for colour in COLOURS
        for step in range(1, SHADES + 1)
        for ground, full in zip(PAPER, colour, strict=True)
    ]
    return [*PAPER, *steps]
