"""The ```corrections fence: the newest corrections, live, inside a text."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from comparisons import change_list
from comparisons.models import FactChange

MOST_CORRECTIONS = 50


def check(source: str) -> list[str]:
    return ["the corrections fence has nothing inside."] if source.strip() else []


def render(source: str) -> SafeString:
    """Render the corrections that readers may see; a sentence where there are none."""
    corrections = FactChange.objects.published().filter(is_correction=True).newest()
    found = list(corrections[: MOST_CORRECTIONS + 1])
    return render_to_string(
        "comparisons/_corrections.html",
        {
            "changes": change_list.rows(found[:MOST_CORRECTIONS]),
            "are_more": len(found) > MOST_CORRECTIONS,
        },
    )
