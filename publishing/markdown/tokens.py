"""Changes to the tokens of a parsed text, before they are written as HTML."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from markdown_it.token import Token

from publishing.markdown.addresses import is_address, is_external
from publishing.markdown.gathering import Gathered, Heading
from publishing.markdown.passages import settle_passages
from publishing.slugs import make_slug

OWN_IMAGE = "image:"
HIGHEST_HEADING = 2
LOWEST_ANCHOR = 3


def adapt(tokens: Sequence[Token], gathered: Gathered) -> None:
    """Decide on links and images, give headings their anchors, and count the words."""
    for position, token in enumerate(tokens):
        if token.map:
            gathered.line = token.map[0] + 1
        settle_passages([token, *(token.children or [])])
        if token.type == "inline":
            token.children = list(allowed(token.children or [], gathered))
            gathered.words += len(text_of(token.children).split())
            set_picture_alone(tokens[position - 1], token, tokens[position + 1])
        elif token.type == "heading_open":
            token.tag = tokens[position + 2].tag = demoted(token.tag)
    for opening, content in pairwise(tokens):
        if opening.type == "heading_open" and level_of(opening) <= LOWEST_ANCHOR:
            set_anchor(opening, content, gathered)


def allowed(
    children: Iterable[Token], gathered: Gathered, *, own_images: bool = True
) -> Iterator[Token]:
    """Keep links that lead somewhere allowed and images of our own; of others only the text."""
    in_link = False
    for token in children:
        if token.type == "link_open":
            in_link = keep_link(token, gathered)
        if token.type == "image" and not (own_images and keep_image(token, gathered)):
            yield Token("text", "", 0, content=text_of(token.children or []))
        elif in_link or token.type not in ("link_open", "link_close"):
            yield token


def keep_link(token: Token, gathered: Gathered) -> bool:
    address = str(token.attrs["href"])
    if is_external(address):
        token.attrs["rel"] = "noopener"
    if not is_address(address):
        gathered.complain(
            f"a link cannot lead to “{address}”. Give an address that starts with https://, "
            "mailto:, / for a page of this site, or # for a heading."
        )
        return False
    return True


def keep_image(token: Token, gathered: Gathered) -> bool:
    address = str(token.attrs["src"])
    token.meta = {"line": gathered.line}
    if not address.startswith(OWN_IMAGE):
        gathered.complain(
            f"an image cannot come from “{address}”. Add it to the images and write image:name."
        )
        return False
    return True


def set_picture_alone(opening: Token, content: Token, closing: Token) -> None:
    """Let an image that is a paragraph by itself stand without the paragraph."""
    children = content.children or []
    if opening.type == "paragraph_open" and [child.type for child in children] == ["image"]:
        opening.hidden = closing.hidden = True
        children[0].meta["alone"] = True


def demoted(tag: str) -> str:
    """Leave the page its only h1."""
    return f"h{max(int(tag[1:]), HIGHEST_HEADING)}"


def level_of(opening: Token) -> int:
    return int(opening.tag[1:])


def set_anchor(opening: Token, content: Token, gathered: Gathered) -> None:
    children = content.children or []
    text = text_of(children)
    if not text:
        return
    anchor = gathered.ids.take(make_slug(text) or "section")
    opening.attrs["id"] = anchor
    gathered.headings.append(Heading(level_of(opening), anchor, text))
    # A link cannot stand in a link: a heading with one of its own does without the other.
    if not any(child.type in ("link_open", "footnote_ref") for child in children):
        link = Token("link_open", "a", 1, attrs={"href": f"#{anchor}"})
        content.children = [link, *children, Token("link_close", "a", -1)]


def text_of(children: Iterable[Token]) -> str:
    return "".join(
        " "
        if child.type in ("softbreak", "hardbreak")
        else text_of(child.children)
        if child.children
        else child.content
        for child in children
    ).strip()
