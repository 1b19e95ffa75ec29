"""The style sheet of each kind of page as one text, inlined there and allowed by its hash."""

import re
from base64 import b64encode
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from posixpath import dirname, join, normpath

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static

# The names of the sheets in css/ that pages inline. Every page may hold any of them.
# What stands in other sites' pages has a sheet to itself, which no page of ours needs.
KINDS = ("site", "comparison", "profile", "article", "choice", "cite", "reference")

COMMENT = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|/\*.*?\*/""", re.DOTALL)
SPARE = re.compile(
    r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|\s*;?\s*(\})\s*|\s*([{;,>~])\s*|(:)\s+"""
    r"""|(?<![\w.#])0(?=\.\d)|\s+""",
    re.DOTALL,
)
IMPORT = re.compile(
    r"""@import\s+url\(\s*["']?([^"')]+)["']?\s*\)(?:\s+layer\(([\w.-]+)\))?\s*;"""
)
ADDRESS = re.compile(r"""url\(\s*["']?(?![/#"']|[a-z]+:)([^"')\s]+)["']?\s*\)""")


@dataclass(frozen=True)
class Stylesheet:
    text: str

    @cached_property
    def csp_source(self) -> str:
        """The source expression that lets exactly this text through the CSP."""
        return f"'sha256-{b64encode(sha256(self.text.encode()).digest()).decode()}'"

    def __html__(self) -> str:
        """Stand in a page as it is: the text is ours, and escaping would change its hash."""
        return self.text


def stylesheet(kind: str = "site") -> Stylesheet:
    """Return a style sheet, built once per process; with DEBUG, again after each change."""
    return build(f"css/{kind}.css", changes() if settings.DEBUG else ())


def csp_sources() -> list[str]:
    """Return the source expressions that let a page hold the sheet of any kind."""
    return [stylesheet(kind).csp_source for kind in KINDS]


@lru_cache(maxsize=2 * len(KINDS))
def build(entry: str, changes: tuple[tuple[Path, int], ...]) -> Stylesheet:
    text = minified(with_imports(entry))
    if "@import" in text or "</" in text:
        raise ImproperlyConfigured(
            f"{entry} cannot be inlined: it may only import like "
            '`@import url("tokens.css") layer(tokens);`, and never hold “</”.'
        )
    return Stylesheet(text)


def changes() -> tuple[tuple[Path, int], ...]:
    """Return a value that is another one after any of the sheets has changed."""
    sheets = find("css/site.css").parent.rglob("*.css")
    return tuple(sorted((sheet, sheet.stat().st_mtime_ns) for sheet in sheets))


def with_imports(name: str) -> str:
    """Return a sheet without comments, its imports put in, its addresses the static files'."""

    def imported(match: re.Match[str]) -> str:
        text = with_imports(beside(name, match[1]))
        return f"@layer {match[2]} {{{text}}}" if match[2] else text

    def addressed(match: re.Match[str]) -> str:
        return f'url("{static(beside(name, match[1]))}")'

    text = COMMENT.sub(lambda match: match[1] or " ", find(name).read_text(encoding="utf-8"))
    return ADDRESS.sub(addressed, IMPORT.sub(imported, text))


def beside(name: str, address: str) -> str:
    return normpath(join(dirname(name), address))


def find(name: str) -> Path:
    found = finders.find(name)
    path = Path(found) if isinstance(found, str) else Path(settings.STATIC_ROOT) / name
    if not path.is_file():
        raise ImproperlyConfigured(
            f"The style sheet {name} is missing: it is neither among the static files nor in "
            f"{settings.STATIC_ROOT}."
        )
    return path


def minified(text: str) -> str:
    """Drop spare white space, last semicolons and the “0” of “0.5”, outside of strings."""

    def kept(match: re.Match[str]) -> str:
        return next(filter(None, match.groups()), "" if match[0] == "0" else " ")

    return SPARE.sub(kept, text).strip()
