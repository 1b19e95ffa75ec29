"""What the documents of this app look like."""

from publishing.documents import Document, File, Record, Reference, register
from publishing.models import Author, Image, Notice, Page

PUBLISHED_KEYS = ("status", "published_at", "unpublish_at", "seo_title", "seo_description")

IMAGE = Record(
    Image,
    "slug",
    ("slug", File("file"), "alt", "decorative", "credit", "focus_x", "focus_y"),
)
AUTHOR = Record(
    Author,
    "slug",
    ("slug", "name", "role", "is_team", "bio", "disclosure", Reference("photo")),
)
PAGE = Record(Page, "slug", ("title", *PUBLISHED_KEYS, "lead", "body"))
NOTICE = Record(
    Notice,
    "slug",
    (
        "slug",
        "title",
        "text",
        "link_label",
        "link_url",
        "placement",
        "enabled",
        "starts_at",
        "ends_at",
    ),
)


def register_documents() -> None:
    register(
        Document(IMAGE, "images.toml", table="images"),
        Document(AUTHOR, "authors.toml", table="authors"),
        Document(PAGE, "pages/{}.md", body="body"),
        Document(NOTICE, "notices.toml", table="notices"),
    )
