"""What documents look like: which columns of which rows stand under which keys."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Field, Model


@dataclass(frozen=True)
class Reference:
    """A key that names other rows by one of their columns; a list of names if the column is many.

    `within` is a column that the row and the named row share, such as their framework.
    """

    name: str
    by: str = "slug"
    within: str = ""


@dataclass(frozen=True)
class File:
    """A key that names a picture file below the folder; the row keeps its pixels and digest."""

    name: str


@dataclass(frozen=True)
class TextFile:
    """A key that names a file of text below the folder; the row keeps the text, to the byte.

    An export puts it at `path`, with the identity of the row for “{}”.
    """

    name: str
    path: str


@dataclass(frozen=True)
class Named:
    """An ordered list of names, kept as rows between the parent and what is named.

    With `extra`, a table of that name holds one more column of those rows, keyed by the names.
    """

    name: str
    through: type[Model]
    parent: str
    target: Reference
    extra: str = ""


@dataclass(frozen=True)
class Children:
    """Rows that belong to the document: a list of tables, or a table keyed by `keyed`'s name.

    `position` is the column that keeps the order of a list. Rows that the document leaves out
    are deleted, unless something else rests on them.
    """

    name: str
    record: "Record"
    parent: str
    position: str = ""
    keyed: Reference | None = None


type Key = str | Reference | File | TextFile
type Part = Key | Named | Children


@dataclass(frozen=True)
class Record:
    """How the rows of a model are written: their keys in order, and how to tell them apart."""

    model: type[Model]
    identity: str
    keys: tuple[Part, ...]
    order: tuple[str, ...] = ()
    finish: Callable[[Any], None] | None = None

    @property
    def columns(self) -> list[Key]:
        return [key for key in self.keys if not isinstance(key, Named | Children)]

    @property
    def children(self) -> list[Children]:
        return [key for key in self.keys if isinstance(key, Children)]

    @property
    def named(self) -> list[Named]:
        return [key for key in self.keys if isinstance(key, Named)]

    @property
    def names(self) -> list[str]:
        names = []
        for key in self.keys:
            names.append(key if isinstance(key, str) else key.name)
            if isinstance(key, Named) and key.extra:
                names.append(key.extra)
        return names


@dataclass(frozen=True)
class Document:
    """A file of the folder: one row of the record with all that belongs to it, or a list of them.

    `path` with “{}” is one file per row, named by its identity; without it, one file holds all
    rows as the list `table`, in the order of the column `position` if there is one. `body` is
    the column that follows the front matter of a .md file.
    """

    record: Record
    path: str
    table: str = ""
    position: str = ""
    body: str = ""

    @property
    def name(self) -> str:
        return str(self.record.model._meta.verbose_name)


def column(model: type[Model], name: str) -> Field:
    """Return a column of a model that documents write, never the far side of a relation."""
    return cast(Field, model._meta.get_field(name))


documents: list[Document] = []


def register(*added: Document) -> None:
    """Add documents in the order of import: what others refer to comes first."""
    documents.extend(added)


def registered() -> tuple[Document, ...]:
    return tuple(documents)


def document_for(model: type[Model]) -> Document:
    for document in documents:
        if document.record.model is model:
            return document
    raise LookupError(f"{model.__name__} is no document of its own.")


def root_of(obj: Model) -> Model:
    """Return the object whose document tells of this one: a fact's framework, or itself."""
    for document in documents:
        if isinstance(obj, document.record.model):
            return obj
    for document in documents:
        record = document.record
        parents = {children.record.model: children.parent for children in record.children}
        parents |= {named.through: named.parent for named in record.named}
        for model, parent in parents.items():
            if isinstance(obj, model):
                return getattr(obj, parent)
    raise LookupError(f"No document tells of {type(obj).__name__}.")


def root_model(model: type[Model]) -> type[Model]:
    """Return the model whose documents tell of this one's rows, itself if none does."""
    for document in documents:
        record = document.record
        parts = [children.record.model for children in record.children]
        parts += [named.through for named in record.named]
        if model in parts:
            return record.model
    return model
