"""A whole publication as a folder of documents."""

from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from publishing.documents import (
    Document,
    File,
    TextFile,
    extract,
    file_name,
    picture_path,
    registered,
    text_path,
    write,
)


@transaction.atomic
def export_folder(folder: Path, *, progress: Callable[[str], None] | None = None) -> int:
    """Write every document below a folder, over what is there; return how many files."""
    files = 0
    for document in registered():
        for path, content in contents(document):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            files += 1
            if progress:
                progress(path)
    return files


def contents(document: Document):
    """Yield path and bytes of each file that a document makes, pictures and texts included."""
    record = document.record
    roots = list(record.model._default_manager.order_by(*record.order, record.identity))
    if document.table:
        if roots:
            items = [extract(record, root) for root in roots]
            yield document.path, write({document.table: items}).encode()
    else:
        for root in roots:
            text = write(extract(record, root), body=document.body)
            yield file_name(document, root), text.encode()
    for key in record.columns:
        if isinstance(key, File):
            for root in roots:
                with getattr(root, key.name).open("rb") as file:
                    yield picture_path(root), file.read()
        elif isinstance(key, TextFile):
            for root in roots:
                yield text_path(record, key, root), getattr(root, key.name).encode()
