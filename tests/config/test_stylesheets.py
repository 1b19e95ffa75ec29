"""The public style sheets: each page has what it needs, and none knows a left or a right."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from publishing.stylesheet import KINDS, stylesheet
from tests.site import PAGES, make_site

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


# Whose rule it is, by how it begins: “card” of “.card > b”, “pre” of “pre {”.
OWN_CLASS = re.compile(r"(?:^|[{}\n,;])\s*(?:[a-z][\w-]*)?\.([a-z][\w-]*)")
OWN_ELEMENT = re.compile(r"(?:^|[{}\n,;])\s*([a-z]+(?:-[a-z]+)*)\s*(?=[{,])")
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
CLASSES = re.compile(r'\bclass="([^"]*)"')
ELEMENTS = re.compile(r"<([a-z]+(?:-[a-z]+)*)")


def styled_in(css):
    """Return what the rules outside of other rules are for: classes with a dot, and elements."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    while (flat := re.sub(r"(?<=[\w\])*-])\s*\{[^{}]*\}", "{ }", css)) != css:
        css = re.sub(r"&[^{}]*\{ \}", "", flat)
    return {f".{name}" for name in OWN_CLASS.findall(css)} | set(OWN_ELEMENT.findall(css))


def shown_in(html):
    classes = {f".{name}" for names in CLASSES.findall(html) for name in names.split()}
    return classes | set(ELEMENTS.findall(html))


def stands_in(name, css):
    return re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w-])", css) is not None


OWNED = {
    name
    for sheet in SHEETS
    if sheet.parent.name == "components"
    for name in styled_in(sheet.read_text())
}


@pytest.mark.django_db
@pytest.mark.allow_n_plus_one
def test_page_inlines_the_sheets_of_all_components_it_shows(client):
    make_site()
    for path in PAGES.values():
        html = client.get(path).text
        css = STYLE.search(html)[1]
        missing = {name for name in shown_in(html) & OWNED if not stands_in(name, css)}
        assert missing == set(), path


def test_every_component_stands_in_a_sheet_that_pages_inline():
    inlined = "".join(stylesheet(kind).text for kind in (*KINDS, "frozen"))
    assert {name for name in OWNED if not stands_in(name, inlined)} == set()
    assert {".card", ".fact-table", ".in-short", "pre", "stacked-table"} <= OWNED
