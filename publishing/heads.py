"""The head of a page: what search engines list it by, and what shows where it is shared."""

from django.conf import settings
from django.utils.translation import to_locale

from publishing.site import SITE_NAME

SITE_TITLE = f"{SITE_NAME}: web frameworks, compared on evidence"
TITLE_ENDS = f" | {SITE_NAME}"
# Search engines and link previews cut off what is longer.
LONGEST_TITLE = 60
LONGEST_DESCRIPTION = 155


def full_title(title: str) -> str:
    """Return the title with the name of the site, as far as there is room for it."""
    if not title:
        return SITE_TITLE
    named = f"{title}{TITLE_ENDS}"
    return named if len(named) <= LONGEST_TITLE else shortened(title, LONGEST_TITLE)


def fitting(*titles: str) -> str:
    """Return the first title that has room for the name of the site beside it, else the last."""
    most = LONGEST_TITLE - len(TITLE_ENDS)
    return next((title for title in titles if len(title) <= most), titles[-1])


def description(*texts: str) -> str:
    """Return the first text that says something, short enough to be shown in full."""
    return shortened(next(filter(None, texts), ""), LONGEST_DESCRIPTION)


def shortened(text: str, most: int) -> str:
    """Return a text on one line, cut after a word; within one where no word ends in time."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    words, space, _rest = text[:most].rpartition(" ")
    return f"{(words if space else text[: most - 1]).rstrip(' ,;:–—')}…"


def locale() -> str:
    """Return language and country as Open Graph has them, nothing if no country is set."""
    name = to_locale(settings.LANGUAGE_CODE)
    return name if "_" in name else ""
