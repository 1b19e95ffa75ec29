"""The fact base: every question, and the answers of some frameworks, read in one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import FilteredRelation, Q

from comparisons.models import Feature, FeatureKind, Level


@dataclass(frozen=True, slots=True)
class Question:
    """A feature as the matrix asks for it."""

    slug: str
    name: str
    meaning: str
    kind: str
    group_slug: str
    group_name: str

    @property
    def is_value(self) -> bool:
        return self.kind == FeatureKind.VALUE


@dataclass(frozen=True, slots=True)
class Answer:
    """A fact as it is kept; without source or date it says nothing that may be shown."""

    level: str
    value: str
    note: str
    extension: str
    since: str
    source_title: str
    source_url: str
    checked_on: date | None
    checked_against: str
    checked_by: str

    @property
    def is_checked(self) -> bool:
        return bool(self.source_url and self.checked_on) and self.level != Level.UNKNOWN


@dataclass(frozen=True, slots=True)
class FactBase:
    """Questions in order, and answers by (primary key of the framework, slug of the feature)."""

    questions: tuple[Question, ...]
    answers: dict[tuple[int, str], Answer]


QUESTION_COLUMNS = ("slug", "name", "meaning", "kind", "group__slug", "group__name")
ANSWER_COLUMNS = (
    "level",
    "value",
    "note",
    "extension__name",
    "since",
    "source_title",
    "source_url",
    "checked_on",
    "checked_against",
    "checked_by__name",
)


def load_factbase(
    framework_ids: Iterable[int], *, features: Iterable[str] | None = None
) -> FactBase:
    """Read the facts of some frameworks, on all features or on those named: always one query."""
    questions = Feature.objects.all()
    if features is not None:
        questions = questions.filter(slug__in=list(features))
    rows = (
        questions.alias(
            fact=FilteredRelation("facts", condition=Q(facts__framework__in=list(framework_ids)))
        )
        .order_by("group__position", "group__name", "position", "name")
        .values_list(
            *QUESTION_COLUMNS,
            "fact__framework_id",
            *(f"fact__{column}" for column in ANSWER_COLUMNS),
        )
    )
    width = len(QUESTION_COLUMNS)
    asked: dict[str, Question] = {}
    answers: dict[tuple[int, str], Answer] = {}
    for row in rows:
        slug, framework_id = row[0], row[width]
        if slug not in asked:
            asked[slug] = Question(*row[:width])
        if framework_id is not None:
            level, value, note, extension, *rest, checked_by = row[width + 1 :]
            answers[framework_id, slug] = Answer(
                level, value, note, extension or "", *rest, checked_by or ""
            )
    return FactBase(tuple(asked.values()), answers)
