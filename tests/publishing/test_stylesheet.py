import base64
import hashlib
import os

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.template import Context, Template

from publishing.stylesheet import KINDS, build, minified, stylesheet

SITE = """
@layer tokens, base;

/* A comment that says @import url("nothing.css") layer(base); */
@import url("tokens.css") layer(tokens);
@import url("components/card.css") layer(base);
"""
TOKENS = """
@font-face {
  font-family: "A  /* kept */ B";
  src: url("../fonts/a.woff2") format("woff2");
}
"""
CARD = """
.card > b :first-child,
.card { background: url(../../img/x.png) , url("/static/y.png"); mask: url("#clip") }
"""


@pytest.fixture
def sheets(tmp_path, settings):
    folder = tmp_path / "css"
    (folder / "components").mkdir(parents=True)
    (folder / "site.css").write_text(SITE)
    (folder / "tokens.css").write_text(TOKENS)
    (folder / "components/card.css").write_text(CARD)
    settings.STATICFILES_DIRS = [tmp_path]
    settings.STATIC_ROOT = tmp_path / "nowhere"
    build.cache_clear()
    yield folder
    build.cache_clear()


@pytest.mark.usefixtures("sheets")
def test_stylesheet_is_one_text():
    assert stylesheet().text == (
        "@layer tokens,base;"
        '@layer tokens{@font-face{font-family:"A  /* kept */ B";'
        'src:url("/static/fonts/a.woff2") format("woff2")}}'
        "@layer base{.card>b :first-child,"
        '.card{background:url("/static/img/x.png"),url("/static/y.png");mask:url("#clip")}}'
    )


@pytest.mark.usefixtures("sheets")
def test_tag_puts_exactly_the_hashed_text_into_the_page():
    page = Template("{% stylesheet %}").render(Context())
    inlined = page.removeprefix("<style>").removesuffix("</style>")
    digest = base64.b64encode(hashlib.sha256(inlined.encode()).digest()).decode()
    assert page == f"<style>{stylesheet().text}</style>"
    assert stylesheet().csp_source == f"'sha256-{digest}'"


def test_stylesheet_is_read_once_in_production(sheets):
    before = stylesheet()
    (sheets / "tokens.css").write_text("a { b: c }")
    assert stylesheet() is before


def test_stylesheet_follows_changes_while_debugging(sheets, settings):
    settings.DEBUG = True
    before = stylesheet()
    assert stylesheet() is before
    (sheets / "tokens.css").write_text("a { b: c }")
    os.utime(sheets / "tokens.css", ns=(1, 1))
    assert "@layer tokens{a{b:c}}" in stylesheet().text


def test_collected_files_serve_where_the_sources_are_missing(sheets, settings):
    settings.STATICFILES_DIRS = []
    settings.STATIC_ROOT = sheets.parent
    assert stylesheet().text.startswith("@layer tokens,base;@layer tokens{")


def test_missing_sheet_is_named(sheets):
    (sheets / "tokens.css").unlink()
    with pytest.raises(ImproperlyConfigured, match=r"css/tokens\.css is missing"):
        stylesheet()


@pytest.mark.parametrize(
    "text",
    ['@import "tokens.css";', '@import url("tokens.css") screen;', 'a { content: "</style>" }'],
)
def test_sheet_that_cannot_be_inlined_is_refused(sheets, text):
    (sheets / "site.css").write_text(text)
    with pytest.raises(ImproperlyConfigured, match="cannot be inlined"):
        stylesheet()


@pytest.mark.parametrize(
    "text",
    [
        "a:not( .b )>c + d~e :hover{}",
        "a{width:calc(1px + 2px);inset:10.5px v0.5;font:1rem / 1.5 var(--x)}",
        '@media (min-width:1px) and (max-width:2px){a{content:"; { } :  /*"}}',
        "a{b:c /* d */ e}".replace("/* d */ ", ""),
    ],
)
def test_white_space_that_means_something_stays(text):
    assert minified(text) == text


def test_spare_signs_are_dropped():
    text = 'a > b ~ c { margin: 0.5rem -0.25em ; content: "0.5 > " ; }'
    assert minified(text) == 'a>b~c{margin:.5rem -.25em;content:"0.5 > "}'


@pytest.mark.usefixtures("sheets")
def test_sheet_may_be_imported_whole(sheets):
    (sheets / "list.css").write_text('@import url("site.css");\n.list { a: b }')
    assert stylesheet("list").text == stylesheet().text + ".list{a:b}"


@pytest.mark.parametrize("kind", KINDS)
def test_the_sites_own_sheet_can_be_inlined(kind):
    build.cache_clear()
    text = stylesheet(kind).text
    assert text.startswith("@layer tokens,base,layout,components;@layer tokens{")
    assert text.count("{") == text.count("}")
    assert "/*" not in text
    assert "../" not in text
