"""The fact grid that editors work in: each question, each framework, and the fact where they meet.

Two queries read it whatever its size. It has the frameworks that the user may see, but for those
that are archived.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet, Value
from django.db.models.functions import JSONObject

from comparisons import attention
from comparisons.models import Extension, Fact, Feature, FeatureKind, Framework, Level
from comparisons.models.framework import newest_version
from publishing import workflow
from publishing.models import Author

FEATURE_COLUMNS = ("pk", "name", "meaning", "kind", "group__slug", "group__name")
# What an editor may set of a fact; the version tells whether somebody else did meanwhile.
ANSWER_COLUMNS = (
    "level",
    "value",
    "note",
    "extension_id",
    "since",
    "source_title",
    "source_url",
    "checked_on",
    "checked_against",
    "checked_by_id",
)
FACT_COLUMNS = ("id", "version", "framework_id", *ANSWER_COLUMNS)
# Django answers a join on an empty list with no rows at all, and the features would be lost.
NOBODY = 0
MISSING = "Missing"
# The keys that set a level; a shape and a word say the same on the page.
LEVEL_KEYS = {
    Level.BUILT_IN: "1",
    Level.PARTIAL: "2",
    Level.OFFICIAL: "3",
    Level.THIRD_PARTY: "4",
    Level.NONE: "5",
    Level.UNKNOWN: "0",
    Level.NOT_APPLICABLE: "-",
}

type Choice = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Column:
    """A framework, and why its facts may not be changed or added here: "" where they may."""

    framework: Framework
    newest_line: str
    extensions: tuple[Choice, ...]
    refuses_change: str
    refuses_add: str

    def refusal(self, fact: Fact) -> str:
        return self.refuses_change if fact.pk else self.refuses_add


@dataclass(frozen=True, slots=True)
class Cell:
    """A fact, or one without a primary key where there is none yet."""

    column: Column
    fact: Fact
    is_value: bool

    @property
    def key(self) -> str:
        return f"{self.fact.framework_id}-{self.fact.feature_id}"

    @property
    def words(self) -> str:
        if self.fact.pk is None:
            return MISSING
        return self.fact.value or self.fact.get_level_display()


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]
    pk: int
    name: str
    meaning: str
    kind: str
    group: str
    group_name: str

    @property
    def is_value(self) -> bool:
        return self.kind == FeatureKind.VALUE


@dataclass(frozen=True, slots=True)
class Grid:
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    authors: tuple[Choice, ...]

    @property
    def groups(self) -> list[tuple[str, list[Row]]]:
        return [
            (name, list(rows)) for name, rows in groupby(self.rows, lambda row: row.group_name)
        ]

    def narrowed(
        self, columns: Callable[[Column], Any], rows: Callable[[Row], Any] = lambda row: True
    ) -> "Grid":
        """Return the grid of the columns and rows that pass."""
        kept = [number for number, column in enumerate(self.columns) if columns(column)]
        return replace(
            self,
            columns=tuple(self.columns[number] for number in kept),
            rows=tuple(
                replace(row, cells=tuple(row.cells[number] for number in kept))
                for row in self.rows
                if rows(row)
            ),
        )


def load_grid(*, user: User | AnonymousUser) -> Grid:
    columns, authors = load_columns(user)
    return Grid(columns=columns, rows=load_rows(columns), authors=authors)


def load_columns(user: User | AnonymousUser) -> tuple[tuple[Column, ...], tuple[Choice, ...]]:
    """Read what the grid has besides facts: its frameworks, their extensions, and the authors."""
    kinds: dict[str, list[tuple[int | None, dict[str, Any]]]] = {
        "framework": [],
        "extension": [],
        "author": [],
    }
    frameworks, *others = parts(user)
    for kind, _place, framework_id, data in sorted(
        frameworks.union(*others, all=True).order_by(),
        key=lambda row: (row[1], row[3]["name"].casefold()),
    ):
        kinds[kind].append((framework_id, data))
    columns = []
    for pk, data in kinds["framework"]:
        newest, reaches = data.pop("newest"), bool(data.pop("reaches"))
        framework = Framework(pk=pk, **data)
        columns.append(
            Column(
                framework,
                newest or "",
                tuple(choice(one) for owner, one in kinds["extension"] if owner == pk),
                refusal(user, framework, reaches=reaches, adding=False),
                refusal(user, framework, reaches=reaches, adding=True),
            )
        )
    return tuple(columns), tuple(choice(data) for _owner, data in kinds["author"])


def parts(user: User | AnonymousUser) -> list[QuerySet]:
    archived = Framework.objects.archived().values("pk")
    frameworks = workflow.visible(Framework.objects.exclude(pk__in=archived), user)
    same = Framework.objects.filter(pk=OuterRef("pk"))
    data = {
        "name": "name",
        "slug": "slug",
        "language": "language",
        "newest": newest_version("pk"),
        "reaches": Exists(workflow.changeable(same, user)),
    }
    choice = {"pk": "pk", "name": "name"}
    return [
        part(frameworks, "framework", "pk", **data),
        part(Extension.objects.all(), "extension", "framework_id", "position", **choice),
        part(Author.objects.all(), "author", None, **choice),
    ]


def part(
    rows: QuerySet, kind: str, framework: str | None, place: str | None = None, **data: Any
) -> QuerySet:
    return (
        rows.order_by()
        .annotate(row_kind=Value(kind), data=JSONObject(**data))
        .values_list("row_kind", place or Value(0), framework or Value(0), "data")
    )


def choice(data: dict[str, Any]) -> Choice:
    return data["pk"], data["name"]


def refusal(
    user: User | AnonymousUser, framework: Framework, *, reaches: bool, adding: bool
) -> str:
    """Return why this user may not change, or add, facts of a framework; "" if they may.

    `reaches` is what `workflow.may_change` says of the framework.
    """
    codename = get_permission_codename("add" if adding else "change", Fact._meta)
    if not user.has_perm(f"comparisons.{codename}"):
        return f"You may look at facts here, but not {'add' if adding else 'change'} them."
    if not reaches:
        return f"{framework} has been published. Only a publisher can change its facts."
    return ""


def load_rows(columns: Sequence[Column]) -> tuple[Row, ...]:
    """Read each feature, with the facts of these columns, in one query."""
    ids = [column.framework.pk for column in columns] or [NOBODY]
    found = (
        Feature.objects.alias(
            fact=FilteredRelation("facts", condition=Q(facts__framework__in=ids))
        )
        .order_by("group__position", "group__name", "position", "name")
        .values_list(*FEATURE_COLUMNS, *(f"fact__{name}" for name in FACT_COLUMNS))
    )
    width = len(FEATURE_COLUMNS)
    features: dict[int, tuple] = {}
    facts: dict[tuple[int, int], Fact] = {}
    for row in found:
        feature, answer = row[:width], dict(zip(FACT_COLUMNS, row[width:], strict=True))
        features[feature[0]] = feature
        if answer["id"] is not None:
            facts[answer["framework_id"], feature[0]] = Fact(feature_id=feature[0], **answer)
    return tuple(Row(cells_of(columns, feature, facts), *feature) for feature in features.values())


def cells_of(columns: Sequence[Column], feature: tuple, facts: dict) -> tuple[Cell, ...]:
    pk, is_value = feature[0], feature[3] == FeatureKind.VALUE
    return tuple(
        Cell(
            column,
            facts.get((column.framework.pk, pk))
            or Fact(framework_id=column.framework.pk, feature_id=pk),
            is_value,
        )
        for column in columns
    )


def need(fact: Fact, newest_line: str, *, today: date) -> str:
    """Return why a cell needs an editor, "" if it does not."""
    if fact.pk is None:
        return MISSING
    fact.newest_line = newest_line  # type: ignore[attr-defined]
    return attention.reason(fact, today=today)


def face(fact: Fact, newest_line: str, *, today: date) -> dict[str, Any]:
    """Return a cell as the browser keeps it: each column as the text that a form would show."""
    answer = {name.removesuffix("_id"): getattr(fact, name) for name in ANSWER_COLUMNS}
    return {
        "fact": fact.pk,
        "version": fact.version,
        "need": need(fact, newest_line, today=today),
        **{name: "" if value is None else str(value) for name, value in answer.items()},
        # Of a change that is still to be made.
        "reason": "",
        "is_correction": "",
    }
