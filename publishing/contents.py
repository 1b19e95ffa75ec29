"""What the documents of this app look like."""

from publishing.documents import Document, File, Record, Reference, register
from publishing.models import Author, Image, Notice, Page

PUBLISHED_KEYS = ("status", "published_at", "seo_title", "seo_description")


def register_documents() -> None:
    register(
        Document(
            Record(Image, "slug", ("slug", File("file"), "alt", "decorative", "credit")),
            "images.toml",
            table="images",
        ),
        Document(
            Record(
                Author,
                "slug",
                ("slug", "name", "role", "bio", "disclosure", Reference("photo")),
            ),
            "authors.toml",
            table="authors",
        ),
        Document(
            Record(Page, "slug", ("title", *PUBLISHED_KEYS, "lead", "body")),
            "pages/{}.md",
            body="body",
        ),
        Document(
            Record(
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
            ),
            "notices.toml",
            table="notices",
        ),
    )
