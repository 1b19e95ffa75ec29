"""The second wall: whatever the first lets through, only this leaves."""

from nh3 import Cleaner

from publishing.markdown.addresses import SCHEMES, is_address
from publishing.markdown.highlighting import LANGUAGES
from publishing.markdown.passages import NAMES, is_about_language

TAGS = frozenset(
    """
    a blockquote br code div em h2 h3 h4 h5 h6 hr li ol p pre s section span strong sup table
    tbody td th thead tr ul
    """.split()  # noqa: SIM905
)
ATTRIBUTES = {
    "*": set(NAMES),
    "a": {"aria-label", "href", "id", "title"},
    "div": {"aria-label"},
    "h2": {"id"},
    "h3": {"id"},
    "li": {"id"},
    "ol": {"start"},
    "pre": {"aria-label"},
    "section": {"aria-label"},
}
VALUES = {
    "a": {"rel": {"noopener"}},
    "div": {"role": {"region"}, "tabindex": {"0"}},
    "pre": {"role": {"region"}, "tabindex": {"0"}},
    "th": {"scope": {"col"}},
}
ALIGNMENTS = {"align-left", "align-center", "align-right"}
CLASSES = {
    "a": {"note-ref"},
    "code": {f"language-{language}" for language in LANGUAGES},
    "div": {"scroll"},
    "section": {"notes"},
    "span": {"k", "s", "c"},
    "td": ALIGNMENTS,
    "th": ALIGNMENTS,
}


def keep_attribute(tag: str, name: str, value: str) -> str | None:
    if name in NAMES:
        return value if is_about_language(name, value) else None
    return value if name != "href" or is_address(value) else None


cleaner = Cleaner(
    tags=set(TAGS),
    attributes=ATTRIBUTES,
    tag_attribute_values=VALUES,
    allowed_classes=CLASSES,
    attribute_filter=keep_attribute,
    url_schemes=SCHEMES,
    link_rel=None,
)
