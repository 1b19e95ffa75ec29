"""What the pages of this app say to machines."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from comparisons import levels
from comparisons.matrix import Matrix
from comparisons.models import Comparison, Framework
from publishing.licence import data_licence
from publishing.linked_data import Thing, byline, day, publisher, thing
from publishing.site import absolute

CATEGORY = "DeveloperApplication"
# The name of the URL → what it serves.
DATA_FILES = {
    "comparisons:comparison-csv": "text/csv",
    "comparisons:comparison-json": "application/json",
}
# The levels at which there is something to be had; a value has none, and is one.
SUPPORTED = ("", *levels.WEIGHTS)


def software(framework: Framework) -> Thing:
    """Return a framework in short; `with_newest_release` gives it its version."""
    return thing(
        "SoftwareApplication",
        name=framework.name,
        url=absolute(framework.get_absolute_url()),
        softwareVersion=getattr(framework, "newest_release", ""),
        applicationCategory=CATEGORY,
    )


def comparison_article(
    comparison: Comparison, frameworks: Sequence[Framework], context: dict[str, Any]
) -> Thing:
    """Return a published comparison; `context` is that of its page."""
    address = context["canonical"]
    return thing(
        "TechArticle",
        **{"@id": f"{address}#article"},
        headline=comparison.title,
        description=context["page_description"],
        url=address,
        mainEntityOfPage=address,
        image=absolute(context["card"]["url"]) if context["card"] else "",
        author=byline(comparison.author) if comparison.author else None,
        publisher=publisher(),
        datePublished=day(comparison.published_at),
        dateModified=day(modified_at(comparison, frameworks)),
        about=[software(framework) for framework in frameworks],
    )


def modified_at(comparison: Comparison, frameworks: Iterable[Framework]) -> datetime | None:
    """Return since when a comparison says what it says now: its facts are its frameworks'."""
    moments = [one.modified_at for one in (comparison, *frameworks)]
    return max(filter(None, moments), default=None)


def dataset(
    comparison: Comparison, frameworks: Sequence[Framework], matrix: Matrix, address: str
) -> Thing:
    names = " vs ".join(framework.name for framework in frameworks)
    licence = data_licence()
    return thing(
        "Dataset",
        **{"@id": f"{address}#facts"},
        name=f"{names}: the facts",
        description=f"{matrix.checked} of {matrix.cells} facts about {names} checked, each with "
        "its source, the day it was checked and the version it was checked against.",
        url=address,
        creator=publisher(),
        isAccessibleForFree=True,
        license=licence and (licence.url or licence.name),
        dateModified=day(modified_at(comparison, frameworks)),
        distribution=list(distributions(comparison.slug)),
    )


def distributions(slug: str) -> Iterator[Thing]:
    """Yield the files that hold the facts of a comparison."""
    for name, content_type in DATA_FILES.items():
        address = absolute(reverse(name, args=[slug]))
        yield thing("DataDownload", encodingFormat=content_type, contentUrl=address)


def framework_software(framework: Framework, address: str) -> list[Thing]:
    """Return a framework as what people use, and, where it is public, as its source code."""
    name = f"{address}#software"
    used = thing(
        "SoftwareApplication",
        **{"@id": name},
        name=framework.name,
        description=framework.tagline,
        url=framework.website,
        mainEntityOfPage=address,
        softwareVersion=getattr(framework, "newest_release", ""),
        applicationCategory=CATEGORY,
        softwareHelp=framework.documentation
        and thing("CreativeWork", url=framework.documentation),
    )
    code = thing(
        "SoftwareSourceCode",
        name=framework.name,
        codeRepository=framework.repository,
        programmingLanguage=framework.language,
        targetProduct={"@id": name},
    )
    return [used, code] if framework.repository else [used]


def supporters(groups: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield who supports a feature, of the answers by level that its page shows."""
    for group in groups:
        if group["level"] in SUPPORTED:
            yield from ((one["framework_name"], one["url"]) for one in group["answers"])


def listed_cards(cards: Iterable) -> list[tuple[str, str]]:
    return [(" vs ".join(card.title_parts), card.url) for card in cards]
