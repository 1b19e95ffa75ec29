"""What a page says to machines: JSON-LD in the words of schema.org, made of what the page shows.

No rating, no review and no offer stands in it: the site publishes none.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.templatetags.static import static
from django.utils.timezone import localdate

from publishing.models import Author, Image
from publishing.renditions import renditions
from publishing.site import SITE_NAME, absolute

type Thing = dict[str, Any]

EMPTY: tuple[Any, ...] = (None, "", [])
# The same that `json_script` of Django escapes: nothing in a text ends the element around it.
ESCAPES = {ord(character): f"\\u{ord(character):04X}" for character in "<>&"}
LOGO = "img/icon-512.png"


@dataclass(frozen=True)
class Script:
    """Things as the text of a data block, which a browser neither runs nor asks a policy about."""

    things: Iterable[Thing]

    def __html__(self) -> str:
        graph = {"@context": "https://schema.org", "@graph": list(self.things)}
        text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
        return text.translate(ESCAPES)


def thing(kind: str, **values: Any) -> Thing:
    """Return a thing of a type of schema.org without what is empty."""
    return {"@type": kind} | {name: one for name, one in values.items() if one not in EMPTY}


def day(at: datetime | None) -> str:
    """Return the day of a change, as pages tell it: a preview says what will be published."""
    return localdate(at).isoformat() if at else ""


def publisher() -> Thing:
    home = absolute("/")
    return thing(
        "Organization",
        **{"@id": f"{home}#publisher"},
        name=SITE_NAME,
        url=home,
        logo=absolute(static(LOGO)),
    )


def byline(author: Author) -> Thing:
    kind = "Organization" if author.is_team else "Person"
    return thing(kind, name=author.name, url=absolute(author.get_absolute_url()))


def picture(image: Image | None) -> str:
    return absolute(renditions(image).url) if image else ""


def breadcrumb(*steps: tuple[str, str]) -> Thing:
    """Return the way to a page, as names and addresses, the page itself last."""
    return thing("BreadcrumbList", itemListElement=numbered(steps, "item"))


def item_list(name: str, items: Iterable[tuple[str, str]]) -> Thing:
    """Return what a page lists, as names and addresses in the order of the page."""
    elements = numbered(items, "url")
    return thing("ItemList", name=name, numberOfItems=len(elements), itemListElement=elements)


def numbered(items: Iterable[tuple[str, str]], address: str) -> list[Thing]:
    return [
        thing("ListItem", position=number, name=name, **{address: absolute(url)})
        for number, (name, url) in enumerate(items, 1)
    ]
