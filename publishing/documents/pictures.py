"""Pictures beside the documents: read while an import checks, written once all of it holds."""

from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile

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

    def read(self, name: Any) -> bytes:
        if not isinstance(name, str) or not name:
            raise WrongValue("must name the picture's file, such as “images/cover.webp”.")
        if "\x00" in name:
            raise WrongValue("holds the character NUL, which no file name may.")
        path = (self.folder / name).resolve()
        if not path.is_relative_to(self.folder) or not path.is_file():
            raise WrongValue(f"There is no file “{name}” in this folder.")
        return path.read_bytes()

    def write(self) -> None:
        for image, content in self.waiting:
            renditions.accept(image, ContentFile(content))
