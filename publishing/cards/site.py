"""The card of every page that has none of its own: the publication's name and what it does."""

from dataclasses import dataclass

from publishing.cards.canvas import (
    AXIS,
    DISPLAY,
    EDGE,
    INK,
    INK2,
    LEFT,
    ROOM,
    SERIF,
    SIDE_A,
    SIDE_B,
    Canvas,
)
from publishing.cards.lettering import Line
from publishing.site import SITE_NAME

LINE = "Web frameworks, compared on evidence."
# The bars of the logo, up and down from the middle, as often as they fill the card.
LOGO = ((74, 74, False), (44, 30, False), (82, 30, True), (37, 82, True), (60, 60, False))
TIMES, WIDE, THIN = 5, 22, 6


@dataclass(frozen=True, slots=True)
class SiteCard:
    name: str = SITE_NAME
    line: str = LINE

    @property
    def alt(self) -> str:
        return f"{self.name}. {self.line}"

    def draw(self) -> Canvas:
        canvas = Canvas()
        canvas.write(Line(self.name, DISPLAY, 176), LEFT, 232)
        canvas.write(Line(self.line, SERIF, 46), LEFT, 318, INK2)
        bars = LOGO * TIMES
        step, middle = ROOM / len(bars), AXIS + 24
        for number, (up, down, differs) in enumerate(bars):
            width = WIDE if differs else THIN
            left = LEFT + (number + 0.5) * step - width / 2
            canvas.bar(left, middle - up, width, up, SIDE_A if differs else EDGE)
            canvas.bar(left, middle, width, down, SIDE_B if differs else EDGE)
        canvas.bar(LEFT, middle - 1, ROOM, 2, INK)
        return canvas


SITE_CARD = SiteCard()
