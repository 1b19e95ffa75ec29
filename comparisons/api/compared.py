"""A comparison for programs, made of the matrix that its page is made of."""

from collections.abc import Iterable, Sequence
from datetime import date

from comparisons import pairs
from comparisons.api.comparison_schemas import (
    AnswerItem,
    ComparedFeature,
    ComparedFramework,
    ComparedGroup,
    ComparisonDetail,
    Counts,
    PickItem,
)
from comparisons.api.lookups import source
from comparisons.factbase import load_factbase
from comparisons.matrix import Cell, Column, Matrix, Row, Section, build_matrix, columns_for
from comparisons.models import Comparison, ComparisonEntry, FeatureKind, Framework, Level
from publishing.api import html, person
from publishing.site import absolute


def detail(
    frameworks: Sequence[Framework],
    comparison: Comparison | None,
    entries: Iterable[ComparisonEntry],
    *,
    today: date,
) -> ComparisonDetail:
    """Compare frameworks, with what editors wrote if there is a comparison: two queries."""
    columns = columns_for(frameworks)
    matrix = build_matrix(load_factbase([column.pk for column in columns]), columns, today=today)
    reasons = {entry.framework_id: entry.choose_if for entry in entries}
    told = comparison or facts_alone(frameworks)
    return ComparisonDetail(
        slug=told.slug,
        title=told.title,
        lead=told.lead or None,
        summary=told.summary or None,
        frameworks=[framework(column, reasons.get(column.pk, [])) for column in columns],
        either_html=html(told.either),
        picks=picks(comparison) if comparison else [],
        body_html=html(told.body),
        author=person(told.author),
        reviewer=person(told.reviewer),
        published_at=told.published_at,
        counts=counts(matrix),
        groups=[group(section, columns) for section in matrix.sections],
        url=absolute(told.get_absolute_url()),
    )


def facts_alone(frameworks: Iterable[Framework]) -> Comparison:
    """Return what a comparison is called that nobody wrote, unsaved."""
    named = list(frameworks)
    return Comparison(
        slug=pairs.join(one.slug for one in named), title=" vs ".join(one.name for one in named)
    )


def framework(column: Column, choose_if: list[str]) -> ComparedFramework:
    return ComparedFramework(
        slug=column.slug,
        name=column.name,
        version=column.version or None,
        choose_if=choose_if,
        url=absolute(column.url),
    )


def picks(comparison: Comparison) -> list[PickItem]:
    rows = comparison.picks.values_list("job", "lean", "framework__slug")
    return [PickItem(job=job, lean=lean, framework=slug) for job, lean, slug in rows]


def counts(matrix: Matrix) -> Counts:
    return Counts(
        differing=matrix.differing,
        comparable=matrix.comparable,
        total=matrix.total,
        checked=matrix.checked,
        facts=matrix.cells,
    )


def group(section: Section, columns: Sequence[Column]) -> ComparedGroup:
    return ComparedGroup(
        slug=section.slug,
        name=section.name,
        differing=section.differing,
        comparable=section.comparable,
        features=[feature(row, columns) for row in section.rows],
    )


def feature(row: Row, columns: Sequence[Column]) -> ComparedFeature:
    return ComparedFeature(
        slug=row.slug,
        name=row.name,
        meaning=row.meaning,
        kind=FeatureKind.VALUE if row.is_value else FeatureKind.LEVEL,
        comparable=row.comparable,
        differs=row.differs,
        answers=[cell_answer(cell, one) for cell, one in zip(row.cells, columns, strict=True)],
        url=absolute(row.url),
    )


def cell_answer(cell: Cell, column: Column) -> AnswerItem:
    return AnswerItem(
        framework=column.slug,
        level=Level(cell.level) if cell.level else None,
        value=cell.text or None,
        note=cell.note or None,
        extension=cell.extension or None,
        since=cell.since or None,
        source=source(cell.source_title, cell.source_url),
        checked_on=cell.checked_on,
        checked_against=cell.checked_against or None,
        checked_by=cell.checked_by or None,
        stale=cell.stale,
        stale_reason=cell.stale_text or None,
        alone=cell.alone,
    )
