"""The folder of a static copy: it changes only what differs, and only what it wrote itself."""

import gzip
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

import brotli
from django.core.files import locks

# Names the files that a finished copy consists of.
MANIFEST = ".static-copy.json"
# Names the files that a run has touched, until the manifest does.
JOURNAL = ".static-copy.journal"
PART = ".static-copy.part"
OWN_NAMES = (MANIFEST, JOURNAL, PART)
PACKED = (".gz", ".br")
# Shorter texts hardly shrink.
LEAST_PACKED = 1024


class Refused(Exception):
    """The folder cannot take a copy; says why."""


class CopyFolder:
    """Write files whole or not at all, and remember each before it is touched.

    A run that was killed leaves a journal; the next one writes all that it names again, and
    deletes what is no longer in the copy.
    """

    journal: IO[str]

    def __init__(self, path: Path):
        self.path = path
        self.written = 0
        self.manifest: dict[str, Any] = {}
        self.touched: set[str] = set()

    def __enter__(self):
        self.refuse_foreign()
        self.manifest = read_manifest(self.path)
        self.path.mkdir(parents=True, exist_ok=True)
        self.journal = (self.path / JOURNAL).open("a+", encoding="utf-8")
        if not locks.lock(self.journal, locks.LOCK_EX | locks.LOCK_NB):
            self.journal.close()
            raise Refused(f"Another run is writing to {self.path}.")
        self.journal.seek(0)
        self.touched = set(self.journal.read().splitlines())
        return self

    def __exit__(self, *exception):
        self.journal.close()

    def refuse_foreign(self) -> None:
        """Refuse a folder with files that no run has written."""
        if self.path.exists() and not self.path.is_dir():
            raise Refused(f"{self.path} is not a folder.")
        known = any((self.path / name).is_file() for name in (MANIFEST, JOURNAL))
        if self.path.is_dir() and not known and any(self.path.iterdir()):
            raise Refused(
                f"{self.path} holds files, and no static copy was ever written there. "
                "Name a folder that is empty or new."
            )

    def write(self, name: str, content: bytes, *, packed: bool = False) -> bool:
        """Bring a file to this content, and tell whether it had another.

        Compressed neighbours are written before it: whoever finds the file as it should be may
        trust them.
        """
        target = self.path / name
        if name not in self.touched and holds(target, content):
            return False
        self.journal.write(f"{name}\n")
        self.journal.flush()
        target.parent.mkdir(parents=True, exist_ok=True)
        if packed and len(content) >= LEAST_PACKED:
            self.replace(f"{name}.gz", gzip.compress(content, mtime=0))
            self.replace(f"{name}.br", brotli.compress(content, quality=9))
        else:
            self.drop_packed(name)
        self.replace(name, content)
        self.written += 1
        return True

    def replace(self, name: str, content: bytes) -> None:
        part = self.path / PART
        part.write_bytes(content)
        part.replace(self.path / name)

    def remove_all_but(self, names: Iterable[str]) -> int:
        """Delete what earlier runs wrote and this one did not; return how many files."""
        kept = set(names)
        gone = [name for name in self.known_names() if name not in kept and self.is_inside(name)]
        removed = 0
        for name in gone:
            target = self.path / name
            removed += target.is_file()
            target.unlink(missing_ok=True)
            self.drop_packed(name)
            self.drop_empty(target.parent)
        return removed

    def known_names(self) -> list[str]:
        return sorted({*files_of(self.manifest), *self.touched})

    def is_inside(self, name: str) -> bool:
        """Tell whether a name means a file of the copy, whoever has changed the manifest."""
        return bool(name) and (self.path / name).resolve().is_relative_to(self.path.resolve())

    def drop_packed(self, name: str) -> None:
        for ending in PACKED:
            (self.path / f"{name}{ending}").unlink(missing_ok=True)

    def drop_empty(self, folder: Path) -> None:
        while folder != self.path:
            if folder.is_dir():
                if any(folder.iterdir()):
                    return
                folder.rmdir()
            folder = folder.parent

    def finish(self, manifest: dict[str, Any]) -> None:
        """Name all files of the copy, which makes it a whole one."""
        text = json.dumps(manifest, ensure_ascii=False, indent=0).encode()
        if not holds(self.path / MANIFEST, text):
            self.replace(MANIFEST, text)
        os.unlink(self.path / JOURNAL)


def holds(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except (FileNotFoundError, NotADirectoryError):
        return False


def files_of(manifest: dict[str, Any]) -> set[str]:
    """Return the names of all files that a copy consists of, compressed ones aside."""
    entries = manifest.get("addresses", {}).values()
    return {*manifest.get("files", ()), *(entry["file"] for entry in entries if "file" in entry)}


def read_manifest(path: Path) -> dict[str, Any]:
    """Return what the last whole run wrote; nothing if there was none."""
    try:
        return json.loads((path / MANIFEST).read_bytes())
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise Refused(f"{path / MANIFEST} is damaged: delete {path}, and run again.") from error
