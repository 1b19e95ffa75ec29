"""Names in documents → the rows that they mean."""

from collections import defaultdict
from typing import Any

from django.db.models import Model

from publishing.documents.problems import allowed


class RestsOnBroken(Exception):
    """A document names what another document of the folder declares but could not bring."""


class UnknownName(ValueError):
    """No row and no document has this name; the message says which there are."""


class Names:
    """Look rows up by a column, one query per model; rows brought since are known as well."""

    def __init__(self) -> None:
        self.rows: dict[tuple[type[Model], str], dict[str, Model]] = {}
        self.children: dict[tuple[type[Model], int], dict[str, Model]] = defaultdict(dict)
        self.declared: dict[type[Model], list[dict[str, Any]]] = defaultdict(list)
        self.unread: set[type[Model]] = set()

    def declare(self, model: type[Model], data: dict[str, Any]) -> None:
        """Note that the folder has a document for it, whether or not it can be brought."""
        self.declared[model].append(data)

    def give_up(self, model: type[Model]) -> None:
        """Note that a file with rows of it cannot be read, so that any name may be meant there."""
        self.unread.add(model)

    def add(self, row: Model) -> None:
        """Know a row that was just brought, under each column that it was asked for by."""
        for (model, by), rows in self.rows.items():
            if isinstance(row, model):
                rows[getattr(row, by)] = row

    def add_child(self, parent: Model, name: str, row: Model) -> None:
        self.children[type(row), id(parent)][name] = row

    def find(self, model: type[Model], by: str, name: str) -> Model:
        """Return the row; raise UnknownName, or RestsOnBroken where its document is at fault."""
        if (model, by) not in self.rows:
            self.rows[model, by] = {getattr(row, by): row for row in model._default_manager.all()}
        rows = self.rows[model, by]
        if name in rows:
            return rows[name]
        if model in self.unread or any(data.get(by) == name for data in self.declared[model]):
            raise RestsOnBroken(name)
        raise UnknownName(allowed(name, sorted(rows)))

    def find_child(self, model: type[Model], parent: Model, name: str) -> Model:
        """Return the row of that name in the same document."""
        rows = self.children[model, id(parent)]
        if name not in rows:
            raise UnknownName(allowed(name, sorted(rows)))
        return rows[name]
