"""Bring an object back to what one of its revisions says, as an import would."""

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Model

from publishing import documents, revisions, saving
from publishing.documents import Document, Names, Pictures, Problem, Reader
from publishing.history import Change, Kind
from publishing.models import Publishable, Revision, Versioned

# Whether readers see it is decided apart from what it says.
KEPT = ("status", "published_at", "unpublish_at")
RIGHTS = {
    Kind.ADDED: "add",
    Kind.REMOVED: "delete",
    Kind.CHANGED: "change",
    Kind.MOVED: "change",
}


class NotRestored(Exception):
    """Nothing was written; the problems say why."""

    def __init__(self, problems: Iterable[tuple[str, str]]):
        self.problems = [Problem("", *problem) for problem in problems]
        super().__init__("; ".join(map(str, self.problems)))


class KeptPictures(Pictures):
    """A document does not hold what stands in files beside it, so what is there stays."""

    def __init__(self) -> None:
        super().__init__(Path())

    def bring(self, image, name) -> bool:
        return False

    def bring_text(self, row, column, name) -> bool:
        return False


def document_of(model: type[Model]) -> Document | None:
    """Return how the model's documents look; None for what is told of in another's document."""
    return next((one for one in documents.registered() if one.record.model is model), None)


def read(document: Document, text: str) -> dict[str, Any]:
    """Return what a text says of its one object; raise Unreadable."""
    data = documents.read(text, body=document.body)
    return data[document.table][0] if document.table else data


def target(root: Model, revision: Revision) -> dict[str, Any]:
    """Return the data that a restore would bring; raise Unreadable.

    What the revision says, but for whether readers see it.
    """
    document = document_for(root)
    data = read(document, revision.document)
    if isinstance(root, Publishable):
        now = read(document, documents.text_of(root))
        data = {key: value for key, value in data.items() if key not in KEPT}
        data |= {key: now[key] for key in KEPT if key in now}
    return data


def document_for(root: Model) -> Document:
    document = document_of(type(root))
    if document is None:
        raise LookupError(f"{type(root).__name__} is no document of its own.")
    return document


def fingerprint(text: str) -> str:
    """Return what tells one state of a document from another."""
    return sha256(text.encode()).hexdigest()


def lacking(user: User | AnonymousUser, root: Model, changes: Iterable[Change]) -> list[str]:
    """Return the rights to rows below the object that a restore needs and the user lacks."""
    models = dict(below(document_for(root).record))
    needed = set()
    for change in changes:
        # Every other key is the name of a row.
        paths = [change.keys[:length:2] for length in range(len(change.keys), 0, -1)]
        path = next((path for path in paths if path in models), None)
        if path:
            is_row = len(change.keys) == 2 * len(path)
            opts = models[path]._meta
            right = get_permission_codename(RIGHTS[change.kind] if is_row else "change", opts)
            needed.add(f"{opts.app_label}.{right}")
    return sorted(name for name in needed if not user.has_perm(name))


def below(
    record: documents.Record, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], type[Model]]]:
    """Yield the models of the rows that a document tells of, by the keys that lead there."""
    for named in record.named:
        yield (*path, named.name), named.through
    for children in record.children:
        yield (*path, children.name), children.record.model
        yield from below(children.record, (*path, children.name))


@transaction.atomic
def restore(
    root: Versioned,
    revision: Revision,
    *,
    user: User,
    seen: str,
    settle: Callable[[Versioned], None] = lambda obj: None,
) -> Revision | None:
    """Accept what a revision says as the newest text; None if it is what is stored already.

    `seen` is the fingerprint of the text that the difference was shown against; `settle` follows
    up elsewhere. Raise StaleSave if another text is stored by now, NotRestored if the revision no
    longer fits.
    """
    # The row is locked, so that what is compared is what is written over.
    found = type(root)._default_manager.select_for_update(of=("self",)).filter(pk=root.pk).first()
    if found is None or fingerprint(documents.text_of(found)) != seen:
        raise saving.StaleSave(root)
    version = found.version
    try:
        if not bring(found, target(found, revision)):
            return None
    except DatabaseError as error:
        raise NotRestored([("", f"the database refuses this: {error}")]) from error
    if found.version == version:
        saving.save_accepted(found)
    settle(found)
    note = f"Restored from revision {revision.number}"
    return revisions.record(found, user=user, note=note)


def bring(root: Versioned, data: dict[str, Any]) -> bool:
    """Bring the object and its rows to the data; False if it says nothing else by now."""
    record = document_for(root).record
    reader = Reader(Names(), KeptPictures())
    reader.bring(record, data, root)
    if record.finish and reader.sound:
        try:
            record.finish(root)
        except ValidationError as error:
            reader.note("", error)
    if reader.sound:
        reader.drop_left_out()
    if not reader.sound:
        raise NotRestored(reader.problems)
    return reader.changed
