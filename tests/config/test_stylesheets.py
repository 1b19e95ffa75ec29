"""The public style sheets know no left and right: they serve both ways of writing."""

import re
from pathlib import Path

import pytest
from django.conf import settings

SHEETS = sorted((Path(settings.BASE_DIR) / "static" / "css").rglob("*.css"))
SIDE = r"(?:left|right|top|bottom)"
PHYSICAL = re.compile(
    rf"""
    (?<![\w-])(?:
      (?:margin|padding|scroll-margin|scroll-padding)-{SIDE}(?:-\w+)*\s*:
    | border-{SIDE}[\w-]*\s*:
    | {SIDE}\s*:
    | (?:min-|max-)?(?:width|height)\s*:
    | (?:float|clear|text-align|caption-side)\s*:\s*{SIDE}
    )
    """,
    re.VERBOSE,
)
FOUR_SIDES = re.compile(r"(?:margin|padding|inset):((?:\s+(?:[\w.%-]+|\w*\([^;]*?\))){4});")


def physical_in(css):
    """Return what names a side of the screen, of declarations only: media ask for its width."""
    declarations = re.sub(r"/\*.*?\*/|@[^{;]*", "", css, flags=re.DOTALL)
    found = [match.group().strip() for match in PHYSICAL.finditer(declarations)]
    for match in FOUR_SIDES.finditer(declarations):
        _, after, _, before = match.group(1).split()
        found += [match.group()] if after != before else []
    return found


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_style_sheet_names_no_side_of_the_screen(sheet):
    assert physical_in(sheet.read_text()) == []


@pytest.mark.parametrize(
    "declaration",
    [
        "margin-left: 1px",
        "padding-top:0",
        "border-bottom-color: red",
        "left: 0",
        "max-width: 9rem",
        "text-align: right",
        "float: left",
        "padding: 0 1px 0 0",
    ],
)
def test_sides_of_the_screen_are_found(declaration):
    assert physical_in(f".a {{ {declaration}; }}") != []


@pytest.mark.parametrize(
    "css",
    [
        ".a { margin-block-start: 0; inset-inline-end: 0; border-start-start-radius: 0; }",
        "@media (max-width: 44rem) { .a { padding: 0 1px 2px 1px; } }",
    ],
)
def test_logical_properties_are_not(css):
    assert physical_in(css) == []
