"""The ```claims fence: what is often said, each claim with a rating and where it was checked."""

import tomllib
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from publishing.markdown import rendering
from publishing.markdown.addresses import is_address

# Rating → the glyph beside it.
RATINGS = {
    "supported": "yes",
    "half true": "partial",
    "not supported": "third-party",
    "wrong": "none",
}
KEYS = ("claim", "rating", "why", "source", "source_title")


def read(source: str) -> tuple[list[dict[str, str]], list[str]]:
    """Return the claims that can be shown, and what must be mended in the others."""
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        return [], [f"the claims fence is not TOML: {error}."]
    written = data.get("claims")
    if set(data) != {"claims"} or not isinstance(written, list) or not written:
        return [], ["the claims fence is a list: begin each claim with [[claims]]."]
    mistakes = [
        f"claim {place}: {text}" for place, one in enumerate(written, 1) if (text := mistake(one))
    ]
    return [one for one in written if not mistake(one)], mistakes


def mistake(claim: Any) -> str:
    """Say what is wrong with a claim; "" if nothing is. None stands without a source."""
    if not isinstance(claim, dict) or set(claim) != set(KEYS):
        return f"give {', '.join(KEYS)}, and nothing else."
    if not all(isinstance(value, str) and value.strip() for value in claim.values()):
        return "every value is a text, and none is empty."
    if claim["rating"] not in RATINGS:
        return f"the rating is one of {', '.join(RATINGS)}."
    if not is_address(claim["source"]):
        return f"the source cannot be “{claim['source']}”: give an address."
    return ""


def check(source: str) -> list[str]:
    claims, mistakes = read(source)
    links = [problem for one in claims for problem in rendering.problems(one["why"])]
    return mistakes + [problem.partition(": ")[2] for problem in links]


def render(source: str) -> SafeString:
    claims, _ = read(source)
    if not claims:
        return format_html("<p>{}</p>", "These claims cannot be shown.")
    shown = [
        {**one, "rating": one["rating"].capitalize(), "glyph": RATINGS[one["rating"]]}
        for one in claims
    ]
    return render_to_string("publishing/_rated_claims.html", {"claims": shown})
