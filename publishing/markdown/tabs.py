"""The ````tabs fence: the same code for several frameworks, one at a time.

It is written with four backticks, because blocks of code with three stand in it. What follows
the language of a block is the name of its tab.
"""

from hashlib import sha256
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

from publishing.markdown import highlighting

FEWEST_TABS = 2
# The style sheet has a rule for each.
MOST_TABS = 4

parser = MarkdownIt("commonmark", {"html": False})


class Tab(NamedTuple):
    name: str
    code: SafeString


def read(source: str) -> tuple[list[Tab], bool]:
    """Return the tabs, and whether there is nothing else in the source."""
    tokens = parser.parse(source)
    blocks = [token for token in tokens if token.type == "fence"]
    return [make_tab(block.info, block.content) for block in blocks], blocks == tokens


def make_tab(info: str, code: str) -> Tab:
    language, _, name = info.strip().partition(" ")
    return Tab(name.strip(), highlighting.highlight(code, language))


def check(source: str) -> list[str]:
    tabs, is_all = read(source)
    found = []
    if not is_all:
        found.append("a tabs fence holds blocks of code and nothing between them.")
    if not FEWEST_TABS <= len(tabs) <= MOST_TABS:
        found.append(f"a tabs fence holds {FEWEST_TABS} to {MOST_TABS} blocks of code.")
    if not all(tab.name for tab in tabs):
        found.append("each block of a tabs fence needs a name, as in ```python Flask.")
    return found


def render(source: str) -> SafeString:
    """Render radio buttons over the blocks: no script turns the pages."""
    tabs, _ = read(source)
    # Two fences of a page must not turn each other's pages.
    group = f"tabs-{sha256(source.encode()).hexdigest()[:8]}"
    return render_to_string("publishing/_code_tabs.html", {"tabs": tabs, "group": group})
