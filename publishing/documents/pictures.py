"""Files beside the documents: pictures, read while an import checks and written once all of it
holds, and texts that rows keep themselves.
"""

from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import Model

from publishing import renditions
from publishing.documents.values import WrongValue
from publishing.models import Image

# What a row tells of its picture.
COLUMNS = {"file", "width", "height", "digest"}


class Pictures:
    """The picture files of a folder, and those among them that rows have yet to take."""

    def __init__(self, folder: Path):
        self.folder = folder.resolve()
        self.waiting: list[tuple[Image, bytes]] = []

    def bring(self, image: Image, name: Any) -> bool:
        """Compare a file with the pixels that the row keeps; True if the row takes new ones.

        Raise WrongValue for a name that leads nowhere, ValidationError for a file that is no
        picture.
        """
        content = self.read(name)
        if image.digest == sha256(content).hexdigest():
            return False
        content = renditions.original_bytes(renditions.decode(ContentFile(content, name)))
        if image.digest == sha256(content).hexdigest():
            return False
        renditions.describe(image, content)
        self.waiting.append((image, content))
        return True

    def bring_text(self, row: Model, column: str, name: Any) -> bool:
        """Set a column to the text of a file; True if it said something else before."""
        before, text = getattr(row, column), self.text(name)
        setattr(row, column, text)
        return text != before

    def text(self, name: Any) -> str:
        """Return the text of a file as it stands, its line ends included; raise WrongValue."""
        try:
            text = self.read(name, "must name a file of this folder.").decode()
        except UnicodeDecodeError as error:
            raise WrongValue("This file is not UTF-8.") from error
        if "\x00" in text:
            raise WrongValue("holds the character NUL, which no text may.")
        return text

    def read(
        self,
        name: Any,
        wanted: str = "must name the picture's file, such as “images/cover.webp”.",
    ) -> bytes:
        if not isinstance(name, str) or not name:
            raise WrongValue(wanted)
        if "\x00" in name:
            raise WrongValue("holds the character NUL, which no file name may.")
        path = (self.folder / name).resolve()
        if not path.is_relative_to(self.folder) or not path.is_file():
            raise WrongValue(f"There is no file “{name}” in this folder.")
        return path.read_bytes()

    def write(self) -> None:
        for image, content in self.waiting:
            renditions.accept(image, ContentFile(content))
