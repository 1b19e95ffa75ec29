"""The fact base: every question, and the answers of some frameworks, read in one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import FilteredRelation, Q, Value
from django.db.models.functions import Coalesce

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
    # What of a stack gives it, if it is not the framework alone.
    provider: str = ""

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
    "fact__level",
    "fact__value",
    "fact__note",
    Coalesce("fact__extension__name", Value("")),
    "fact__since",
    "fact__source_title",
    "fact__source_url",
    "fact__checked_on",
    "fact__checked_against",
    Coalesce("fact__checked_by__name", Value("")),
)
# Django answers a join on an empty list with no rows at all, and the questions would be lost.
NOBODY = 0


def load_factbase(
    framework_ids: Iterable[int], *, features: Iterable[str] | None = None
) -> FactBase:
    """Read the facts of some frameworks, on all features or on those named: always one query."""
    ids = list(framework_ids) or [NOBODY]
    questions = Feature.objects.all()
    if features is not None:
        questions = questions.filter(slug__in=list(features))
    rows = (
        questions.alias(fact=FilteredRelation("facts", condition=Q(facts__framework__in=ids)))
        .order_by("group__position", "group__name", "position", "name")
        .values_list(*QUESTION_COLUMNS, "fact__framework_id", *ANSWER_COLUMNS)
    )
    width = len(QUESTION_COLUMNS)
    asked: dict[str, Question] = {}
    answers: dict[tuple[int, str], Answer] = {}
    for row in rows:
        slug, framework_id = row[0], row[width]
        if slug not in asked:
            asked[slug] = Question(*row[:width])
        if framework_id is not None:
            answers[framework_id, slug] = Answer(*row[width + 1 :])
    return FactBase(tuple(asked.values()), answers)
