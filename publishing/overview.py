"""Everything that can be published, whatever it is: in one query over all its tables."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.db.models import CharField, F, QuerySet, Value

from publishing import workflow
from publishing.models import Publishable

type Narrow = Callable[[Any], QuerySet[Any]]

COLUMNS = ("model_label", "pk", "called", "published_at", "updated_at")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of one of the tables; `kind` is the label of its model."""

    kind: str
    pk: int
    name: str
    published_at: datetime | None
    updated_at: datetime

    @property
    def model(self) -> type[Publishable]:
        return apps.get_model(self.kind)


def models() -> list[type[Publishable]]:
    return [model for model in apps.get_models() if issubclass(model, Publishable)]


def name_column(model: type[Publishable]) -> str:
    names = {field.name for field in model._meta.fields}
    return "title" if "title" in names else "name"


def entries(narrow: Narrow, user: User, *, order: str, most: int) -> list[Entry]:
    """Return the rows that are left of each table, of those that the user may see: one query."""
    parts = [
        narrow(workflow.visible(model._default_manager.all(), user))
        .order_by()
        .annotate(
            model_label=Value(model._meta.label_lower, CharField()), called=F(name_column(model))
        )
        .values_list(*COLUMNS)
        for model in models()
        if may_look(user, model)
    ]
    if not parts:
        return []
    rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    return [Entry(*row) for row in rows.order_by(order, "model_label", "pk")[:most]]


def may_look(user: User, model: type[Publishable]) -> bool:
    label, name = model._meta.app_label, model._meta.model_name
    return user.has_perms([f"{label}.view_{name}"]) or user.has_perm(f"{label}.change_{name}")


def names_of(keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """Return the names of objects by the label of their model and their key: one query."""
    wanted: dict[str, set[int]] = {}
    for kind, pk in keys:
        wanted.setdefault(kind, set()).add(pk)
    parts = [part for model in models() if (part := named_part(model, wanted)) is not None]
    if not parts:
        return {}
    rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    return {(kind, pk): name for kind, pk, name in rows}


def named_part(model: type[Publishable], wanted: dict[str, set[int]]) -> QuerySet[Any] | None:
    kind = model._meta.label_lower
    if kind not in wanted:
        return None
    return (
        model._default_manager.filter(pk__in=wanted[kind])
        .order_by()
        .annotate(model_label=Value(kind, CharField()), called=F(name_column(model)))
        .values_list("model_label", "pk", "called")
    )
