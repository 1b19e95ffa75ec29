"""A folder of documents → rows: everything is checked, then all of it is written, or nothing."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Model

from publishing import revisions
from publishing.documents import (
    Document,
    Names,
    Pictures,
    Problem,
    Reader,
    RestsOnBroken,
    Unreadable,
    allowed,
    read,
    registered,
)
from publishing.saving import StaleSave


class Outcome(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass
class Report:
    """What an import did, or would have done: outcome per item, and the problems if there are any.

    With problems, or on a dry run, nothing was written. `unread` are documents with a file that
    could not be read, so that nobody knows what it declares.
    """

    items: list[tuple[str, str, Outcome]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread: list[Document] = field(default_factory=list)

    @property
    def counts(self) -> Counter[Outcome]:
        return Counter(outcome for _path, _name, outcome in self.items)


@dataclass(frozen=True)
class Item:
    """One object's part of a file."""

    document: Document
    path: str
    where: str
    name: str
    data: dict[str, Any]
    given: dict[str, Any]


def import_folder(
    folder: Path,
    *,
    dry_run: bool = False,
    user=None,
    note: str = "Import",
    progress: Callable[[int, int, str], None] | None = None,
) -> Report:
    """Bring the database to what the folder says; leave alone what it has no document for.

    All problems of all files are reported at once. `progress` is told done, total and path.
    """
    report = Report()
    items = list(read_items(folder, report))
    with transaction.atomic():
        importer = Importer(folder, items, report, user, note)
        for done, item in enumerate(items, 1):
            importer.bring(item)
            if progress:
                progress(done, len(items), item.path)
        importer.drop_left_out()
        if report.problems or dry_run:
            transaction.set_rollback(True)
        else:
            # Before the commit: a picture file without a row is harmless, a row without it is not.
            importer.pictures.write()
    return report


def read_items(folder: Path, report: Report) -> Iterator[Item]:
    """Yield the items of every file in the order of import; note files that cannot be read."""
    known = set()
    for document in registered():
        for path in sorted(folder.glob(document.path.format("*"))):
            known.add(path)
            yield from items_of(document, path, path.relative_to(folder).as_posix(), report)
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".toml", ".md") and path not in known:
            paths = [document.path.format("…") for document in registered()]
            name = path.relative_to(folder).as_posix()
            report.problems.append(Problem(name, "", f"no such document. {allowed(name, paths)}"))
    if not known:
        report.problems.append(Problem(str(folder), "", "This folder holds no documents."))


def items_of(document: Document, path: Path, name: str, report: Report) -> Iterator[Item]:
    """Yield the items of one file; none, and a problem, where it cannot be read."""
    try:
        data = read(text_in(path), body=document.body)
    except (Unreadable, OSError) as error:
        report.unread.append(document)
        report.problems.append(Problem(name, "", str(error)))
        return
    if document.table:
        yield from items_of_table(document, name, data, report)
    else:
        given = {document.record.identity: path.stem}
        yield Item(document, name, "", path.stem, data, given)


def text_in(path: Path) -> str:
    """Return a file's text with "\\n" between its lines; raise Unreadable with the line."""
    content = path.read_bytes()
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"line {line}: this is not UTF-8.") from error
    return text.replace("\r\n", "\n")


def items_of_table(
    document: Document, path: str, data: dict[str, Any], report: Report
) -> Iterator[Item]:
    for key in data:
        if key != document.table:
            message = f"unknown key. {allowed(key, [document.table])}"
            report.problems.append(Problem(path, key, message))
    tables = data.get(document.table, [])
    if not isinstance(tables, list):
        report.unread.append(document)
        report.problems.append(Problem(path, document.table, "must be a list of tables."))
        return
    seen: set[str] = set()
    for number, table in enumerate(tables, 1):
        named = table.get(document.record.identity) if isinstance(table, dict) else None
        label = named if isinstance(named, str) and named else f"[{number}]"
        where = f"{document.table}.{label}"
        if label in seen:
            report.problems.append(Problem(path, where, "stands here twice."))
            continue
        seen.add(label)
        given: dict[str, Any] = {document.position: number} if document.position else {}
        yield Item(document, path, where, label, table, given)


class Importer:
    """The state of one import: what is known, what was noted, what waits for the end."""

    def __init__(self, folder: Path, items: list[Item], report: Report, user, note: str):
        self.report = report
        self.user = user
        self.note = note
        self.names = Names()
        self.pictures = Pictures(folder)
        self.readers: list[tuple[Item, Model, bool, Reader]] = []
        for document in report.unread:
            self.names.give_up(document.record.model)
            for children in document.record.children:
                self.names.give_up(children.record.model)
        for item in items:
            self.declare(item)

    def declare(self, item: Item) -> None:
        record = item.document.record
        if isinstance(item.data, dict):
            self.names.declare(record.model, {record.identity: item.name, **item.data})
            for children in record.children:
                tables = item.data.get(children.name)
                for data in tables if isinstance(tables, list) else ():
                    if isinstance(data, dict):
                        self.names.declare(children.record.model, data)

    def bring(self, item: Item) -> None:
        record = item.document.record
        obj = record.model._default_manager.filter(**{record.identity: item.name}).first()
        adding = obj is None
        obj = obj or record.model()
        reader = Reader(self.names, self.pictures)
        try:
            with transaction.atomic():
                reader.bring(record, item.data, obj, where=item.where, given=item.given)
                if record.finish and reader.sound:
                    self.finish(item, obj, reader, record.finish)
        except RestsOnBroken:
            pass
        except (DatabaseError, StaleSave) as error:
            reader.note(item.where, f"the database refuses this: {error}")
        self.readers.append((item, obj, adding, reader))
        self.collect(item, reader)

    def finish(
        self, item: Item, obj: Model, reader: Reader, finish: Callable[[Model], None]
    ) -> None:
        try:
            finish(obj)
        except ValidationError as error:
            located = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
            for where, messages in located.items():
                reader.note("" if where == NON_FIELD_ERRORS else where, " ".join(messages))
        name = getattr(obj, item.document.record.identity)
        if name != item.name:
            path = item.document.path.format(name)
            reader.note(item.where, f"what it holds belongs into a file called {path}.")

    def collect(self, item: Item, reader: Reader) -> None:
        self.report.problems += [Problem(item.path, *problem) for problem in reader.problems]
        reader.problems.clear()

    def drop_left_out(self) -> None:
        """Delete what the documents no longer have, then settle outcomes and revisions."""
        if self.report.problems:
            return
        # Backwards: what comes later in the order of import rests on what came before.
        for item, _obj, _adding, reader in reversed(self.readers):
            reader.drop_left_out()
            self.collect(item, reader)
        for item, obj, adding, reader in self.readers:
            outcome = Outcome.ADDED if adding else Outcome.CHANGED
            self.report.items.append(
                (item.path, item.name, outcome if reader.changed else Outcome.UNCHANGED)
            )
            if reader.changed and not self.report.problems:
                revisions.record(obj, user=self.user, note=self.note)
