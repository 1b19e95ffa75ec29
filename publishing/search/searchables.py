"""What can be found: each app says which of its rows, and what search shall know of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet

from publishing.models import Publishable, Status


@dataclass(frozen=True)
class Window:
    """From when and until when readers see something; None has no such end."""

    start: datetime | None = None
    end: datetime | None = None


ALWAYS = Window()


def window(*publishables: Publishable) -> Window | None:
    """Return when readers see what rests on all of these; None if that is never."""
    if any(one.status != Status.PUBLISHED for one in publishables):
        return None
    start = max(one.published_at for one in publishables if one.published_at)
    ends = [one.unpublish_at for one in publishables if one.unpublish_at]
    end = min(ends, default=None)
    return None if end is not None and end <= start else Window(start, end)


@dataclass(frozen=True)
class Said:
    """What search knows of an object: plain texts, the important ones first."""

    name: str
    address: str
    window: Window
    lead: str = ""
    text: str = ""


@dataclass(frozen=True)
class Searchable:
    """One kind of what is found.

    `kind` is its name in addresses. `mark` is a letter of its own, which stands before each of
    its words in the index. `rows` brings along what `say` reads; of whom `say` returns None,
    nobody is told. `whole` is the column that leads to the object whose accepted saves change it,
    if that is not the row itself; `rests_on` are other objects whose saves do, and the lookup
    that finds the row by their key. A reader who asks for exactly a name is led `straight` there.
    Among hits that are equally good, what came first is shown first, or the newest.
    """

    kind: str
    label: str
    mark: str
    model: type[Model]
    rows: Callable[[], QuerySet]
    say: Callable[[Any], Said | None]
    whole: str = ""
    rests_on: Mapping[type[Model], str] = field(default_factory=dict)
    straight: bool = False
    newest_first: bool = False

    @property
    def whole_model(self) -> type[Model]:
        if not self.whole:
            return self.model
        return self.model._meta.get_field(self.whole).related_model  # type: ignore[return-value]

    @property
    def whole_column(self) -> str:
        return f"{self.whole}_id" if self.whole else "pk"


searchables: dict[str, Searchable] = {}


def register(*added: Searchable) -> None:
    """Add kinds of what can be found."""
    for one in added:
        if one.mark in {other.mark for other in searchables.values()} or len(one.mark) != 1:
            raise ValueError(f"The mark “{one.mark}” of {one.kind} is no letter of its own.")
        searchables[one.kind] = one


def registered() -> tuple[Searchable, ...]:
    return tuple(searchables.values())
