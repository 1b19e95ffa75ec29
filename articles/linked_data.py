"""What the pages of this app say to machines."""

from typing import Any

from articles.models import Article
from publishing.linked_data import Thing, byline, day, picture, publisher, thing
from publishing.models import Author
from publishing.site import absolute


def article(one: Article, context: dict[str, Any]) -> Thing:
    """Return an article; `context` is that of its page."""
    address, card = context["canonical"], context["card"]
    images = [picture(one.cover), absolute(card["url"]) if card else ""]
    return thing(
        "TechArticle",
        **{"@id": f"{address}#article"},
        headline=one.title,
        description=context["page_description"],
        url=address,
        mainEntityOfPage=address,
        image=[image for image in images if image],
        author=[byline(row.author) for row in one.bylines.all()],
        publisher=publisher(),
        datePublished=day(one.published_at),
        dateModified=day(one.modified_at),
        timeRequired=f"PT{one.minutes}M",
        wordCount=one.word_count,
        keywords=[topic["name"] for topic in context["topics"]],
        about=[
            thing("SoftwareApplication", name=link["name"], url=absolute(link["url"]))
            for link in context["frameworks"]
        ],
    )


def profile(author: Author, context: dict[str, Any]) -> Thing:
    return thing(
        "ProfilePage",
        url=context["canonical"],
        mainEntity=byline(author)
        | thing(
            "Organization" if author.is_team else "Person",
            description=context["page_description"],
            image=picture(author.photo),
            jobTitle="" if author.is_team else author.role,
        ),
    )


def listed(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(row["title"], row["url"]) for row in rows]
