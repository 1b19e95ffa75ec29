"""What of this app can be found."""

from articles.models import Article
from publishing.markdown import unmarked
from publishing.search import Said, Searchable, register, window


def say_article(article: Article) -> Said | None:
    shown = window(article)
    if shown is None:
        return None
    return Said(
        article.title,
        article.get_absolute_url(),
        shown,
        lead=article.lead,
        text=unmarked(article.body),
    )


def register_searchables() -> None:
    register(
        Searchable(
            kind="articles",
            label="Articles",
            mark="a",
            model=Article,
            rows=Article.objects.all,
            say=say_article,
            newest_first=True,
        )
    )
