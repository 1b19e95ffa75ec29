"""What the documents of this app look like."""

from articles.models import Article, ArticleAuthor, Topic
from publishing.contents import PUBLISHED_KEYS
from publishing.documents import Document, Named, Record, Reference, register


def register_documents() -> None:
    register(
        Document(
            Record(Topic, "slug", ("slug", "name", "summary")), "topics.toml", table="topics"
        ),
        Document(
            Record(
                Article,
                "slug",
                (
                    "title",
                    *PUBLISHED_KEYS,
                    "lead",
                    Named("authors", ArticleAuthor, "article", Reference("author", by="name")),
                    Reference("topics"),
                    Reference("frameworks"),
                    Reference("cover"),
                    "body",
                ),
            ),
            "articles/{}.md",
            body="body",
        ),
    )
