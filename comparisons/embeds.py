"""A comparison in pages of other sites: what stands there, and the text that puts it there."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from comparisons.dataset_markdown import escape, link_to
from comparisons.datasets import Dataset
from comparisons.matrix import Matrix, Row
from comparisons.strip import headline
from comparisons.strip_picture import HEIGHT as PICTURE_HEIGHT
from comparisons.strip_picture import WIDTH

HEIGHT = 480


@dataclass(frozen=True, slots=True)
class EmbeddedGroup:
    name: str
    differing: int
    comparable: int
    rows: tuple[Row, ...]


def groups(matrix: Matrix, *, differences_only: bool) -> list[EmbeddedGroup]:
    """Return what a frame has room for: levels without values, in groups that have any."""
    found = (
        EmbeddedGroup(
            section.name,
            section.differing,
            section.comparable,
            tuple(
                row
                for row in section.rows
                if not row.is_value and (row.differs or not differences_only)
            ),
        )
        for section in matrix.sections
    )
    return [group for group in found if group.rows]


def frame(dataset: Dataset, url: str) -> SafeString:
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"></iframe>',
        url,
        lasting_words(dataset),
        HEIGHT,
    )


def picture(dataset: Dataset, url: str) -> SafeString:
    return format_html(
        '<a href="{}"><img src="{}" alt="{}" width="{}" height="{}"></a>',
        dataset.url,
        url,
        lasting_words(dataset),
        WIDTH,
        PICTURE_HEIGHT,
    )


def markdown_picture(dataset: Dataset, url: str) -> str:
    return link_to(f"!{link_to(escape(lasting_words(dataset)), url)}", dataset.url)


def lasting_words(dataset: Dataset) -> str:
    """Return what stands for the comparison in other pages, where no number is kept up to date."""
    return f"{dataset.title}, feature by feature"


def words(dataset: Dataset) -> str:
    """Return what stands for the comparison where it cannot be seen."""
    return f"{dataset.title}: {headline(dataset.matrix)}"
