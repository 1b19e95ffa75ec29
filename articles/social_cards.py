"""The social card of an article: its title, what it belongs to, and who wrote it."""

from dataclasses import dataclass

from articles.models import Article
from publishing.cards import Canvas
from publishing.cards.canvas import FOOT, INDEX, INK, LEFT, ROOM, TITLE, label
from publishing.cards.lettering import fill

LARGEST, SMALLEST, LEADING = 116, 60, 1.04
KICKER, TOP, RULE_AT = 104, 140, FOOT - 56
TITLE_ROOM = RULE_AT - TOP - 24


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """All that is drawn; `slug` stands in for a title in letters that a machine lacks."""

    title: str
    slug: str
    topics: tuple[str, ...]
    authors: tuple[str, ...]

    @property
    def alt(self) -> str:
        return f"{self.title}, {self.byline}" if self.authors else self.title

    @property
    def byline(self) -> str:
        return f"by {', '.join(self.authors)}" if self.authors else ""

    def draw(self) -> Canvas:
        canvas = Canvas()
        canvas.write(label(" · ".join(self.topics), ROOM), LEFT, KICKER, INDEX)
        title = fill(
            self.title,
            TITLE,
            width=ROOM,
            height=TITLE_ROOM,
            leading=LEADING,
            largest=LARGEST,
            smallest=SMALLEST,
            instead=self.slug.replace("-", " ").capitalize(),
        )
        canvas.write_block(title, TOP + title[0].size * 0.85, LEADING)
        canvas.bar(LEFT, RULE_AT, ROOM, 2, INK)
        canvas.foot(self.byline[:1].upper() + self.byline[1:])
        return canvas


def card_of(article: Article) -> ArticleCard:
    """Make the card of an article whose topics and bylines with their authors are at hand."""
    return ArticleCard(
        article.title,
        article.slug,
        tuple(topic.name for topic in article.topics.all()),
        tuple(byline.author.name for byline in article.bylines.all()),
    )
