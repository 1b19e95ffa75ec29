"""The pages of a list, each at an address of its own."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Page


def page_links(page: Page, address: Callable[[int], str]) -> dict[str, Any]:
    """Return what `components/pagination.html` shows, given the address of each number."""
    numbers = page.paginator.get_elided_page_range(page.number)
    return {
        "is_needed": page.has_other_pages(),
        "previous_url": address(page.number - 1) if page.has_previous() else "",
        "next_url": address(page.number + 1) if page.has_next() else "",
        "steps": [
            {
                "number": number,
                "is_current": number == page.number,
                "url": address(number) if isinstance(number, int) else "",
            }
            for number in numbers
        ],
    }
