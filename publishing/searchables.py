"""What of this app can be found."""

from publishing.markdown import unmarked
from publishing.models import Page
from publishing.search import Said, Searchable, register, window


def say_page(page: Page) -> Said | None:
    shown = window(page)
    if shown is None:
        return None
    return Said(
        page.title, page.get_absolute_url(), shown, lead=page.lead, text=unmarked(page.body)
    )


def register_searchables() -> None:
    register(
        Searchable(
            kind="pages",
            label="About Evenhand",
            mark="p",
            model=Page,
            rows=Page.objects.all,
            say=say_page,
        )
    )
