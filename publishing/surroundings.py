"""What stands around the content of every page: the pages about the publication, and notices."""

from datetime import datetime
from typing import Any

from django.db.models import Value
from django.db.models.functions import JSONObject

from publishing import markdown
from publishing.models import Notice, Page


def load_surroundings(at: datetime | None = None) -> dict[str, Any]:
    """Read both in one query, because pages have a budget.

    `pages` are links, “about” first; `page_urls` are slug → address, for sentences that name one
    if it is there; `notices` are placement → notice, of several the first by name.
    """
    pages = Page.objects.published(at).annotate(
        kind=Value("page"), data=JSONObject(slug="slug", title="title")
    )
    names = ("slug", "title", "text", "link_label", "link_url", "placement")
    notices = Notice.objects.current(at).annotate(
        kind=Value("notice"), data=JSONObject(**{name: name for name in names})
    )
    parts = (rows.order_by().values_list("kind", "data") for rows in (pages, notices))
    rows = next(parts).union(*parts, all=True).order_by()
    found = sorted(rows, key=lambda row: row[1]["slug"])
    shown = [Page(**data) for kind, data in found if kind == "page"]
    return {
        "pages": [
            {"title": page.title, "url": page.get_absolute_url()}
            for page in sorted(shown, key=lambda page: (page.slug != "about", page.title))
        ],
        "page_urls": {page.slug: page.get_absolute_url() for page in shown},
        "notices": {
            data["placement"]: {**data, "text_html": markdown.inline(data["text"])}
            for kind, data in reversed(found)
            if kind == "notice"
        },
    }
