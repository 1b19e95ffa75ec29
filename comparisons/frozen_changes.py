"""What has changed since a comparison was frozen: the log of its facts, and what no log tells of.

Nothing is logged of a first answer, of words that were mended, nor of questions that come and go.
These show when the JSON that was kept is laid beside the facts of today.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.timezone import localdate

from comparisons import change_list, frozen_data, pairs
from comparisons.factbase import load_factbase
from comparisons.frozen_data import Answer, FrozenData, Place
from comparisons.matrix import Cell, Row, build_matrix, columns_for
from comparisons.models import Comparison, FactChange, Framework, FrozenComparison
from comparisons.models.fact_change import RECHECK
from publishing import markdown

MOST_CHANGES = 100


@dataclass(frozen=True, slots=True)
class Since:
    """What a list says, newest first.

    `changes` are those of the log, `more` if there are others; `unlogged` have no date of their
    own; `rechecked` counts the facts that were only checked again; `versions` are newer releases;
    `gone` are the frameworks that readers see no more, of which nothing is said.
    """

    changes: list[dict[str, Any]]
    more: bool
    unlogged: list[dict[str, Any]]
    rechecked: int
    versions: list[dict[str, str]]
    gone: list[str]
    live: Comparison | None

    @property
    def nothing(self) -> bool:
        return not any(
            (self.changes, self.unlogged, self.rechecked, self.versions, self.gone),
        )


def load(frozen: FrozenComparison) -> Since:
    """Compare what was frozen with today: five queries, and more for former names alone."""
    data = frozen_data.read(frozen.data_json)
    found = pairs.published([one.slug for one in data.frameworks])
    log = FactChange.objects.published().filter(
        framework__in=found.values(), at__gt=frozen.frozen_at
    )
    changes = list(log.exclude(RECHECK).newest()[: MOST_CHANGES + 1])
    told = told_of(log, found)
    return Since(
        changes=change_list.rows(changes[:MOST_CHANGES]),
        more=len(changes) > MOST_CHANGES,
        unlogged=[one for place, one in differing(data, found) if not told.get(place)],
        rechecked=sum(not answered for answered in told.values()),
        versions=list(versions(data, found)),
        gone=[one.name for one in data.frameworks if one.slug not in found],
        live=Comparison.objects.published().filter(pk=frozen.comparison_id).first(),
    )


def told_of(log, found: dict[str, Framework]) -> dict[Place, int]:
    """Return for each fact that the log tells of how often it did more than check it again."""
    slugs = {framework.pk: slug for slug, framework in found.items()}
    rows = (
        log.order_by()
        .values_list("framework", "feature__slug")
        .annotate(answers=Count("pk", filter=~RECHECK))
    )
    return {(slugs[framework], feature): answers for framework, feature, answers in rows}


def versions(data: FrozenData, found: dict[str, Framework]) -> Iterator[dict[str, str]]:
    for one in data.frameworks:
        framework = found.get(one.slug)
        newest = framework.newest_release if framework else ""  # type: ignore[attr-defined]
        if framework and newest and newest != one.version:
            yield {"name": framework.name, "old": one.version, "new": newest}


def differing(
    data: FrozenData, found: dict[str, Framework]
) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Yield the facts that say something else today, in today's order, then what is not asked."""
    base = load_factbase([framework.pk for framework in found.values()])
    matrix = build_matrix(base, columns_for(list(found.values())), today=localdate())
    asked = set()
    for row in matrix.rows:
        for slug, cell in zip(found, row.cells, strict=True):
            asked.add((slug, row.slug))
            _name, before = data.answers.get((slug, row.slug), ("", None))
            if words := difference(before, cell):
                one = line(found[slug], row, cell, words)
                yield (slug, row.slug), {**one, "details": details(before, cell)}
    for (slug, feature), (name, _answer) in data.answers.items():
        if slug in found and (slug, feature) not in asked:
            yield (slug, feature), {"framework_name": found[slug].name, "feature_name": name}


def difference(before: Answer | None, cell: Cell) -> str:
    """Say in words how a cell differs from the answer that was kept, "" if it does not."""
    new = cell.label.lower() or cell.text
    if before is None:
        return f"not asked then, {new} now" if cell.is_known else ""
    old = before.get("label", "").lower() or before.get("value", "")
    if old != new:
        return f"{old} to {new}"
    if before.get("extension", "") != cell.extension:
        return change_list.provider(before.get("extension", ""), cell.extension)
    if not same_address(before.get("source_url", ""), cell):
        return "source updated"
    return "wording changed" if before.get("note", "") != cell.note else ""


def details(before: Answer | None, cell: Cell) -> list[dict[str, Any]]:
    """Return label, old and new of what the words do not tell, as `change_list` does."""
    if before is None or not cell.is_known:
        return []
    note, title, url = (before.get(name, "") for name in ("note", "source_title", "source_url"))
    found = []
    if note != cell.note:
        sides = [{"text": markdown.inline(text), "url": ""} for text in (note, cell.note)]
        found.append({"label": "Note", "old": sides[0], "new": sides[1]})
    if not same_address(url, cell):
        old, new = {"text": title, "url": url}, {"text": cell.source_title, "url": cell.source_url}
        found.append({"label": "Source", "old": old, "new": new})
    return found


def same_address(url: str, cell: Cell) -> bool:
    """Tell whether a source stayed; a path of this site was kept as a whole address."""
    return url == cell.source_url or (cell.source_url[:1] == "/" and url.endswith(cell.source_url))


def line(framework: Framework, row: Row, cell: Cell, words: str) -> dict[str, Any]:
    return {
        "framework_name": framework.name,
        "feature_name": row.name,
        "url": f"{framework.get_absolute_url()}#{row.slug}",
        "words": words,
        "checked_on": cell.checked_on,
    }
