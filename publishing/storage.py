"""Where uploads lie: a file stands under its name in full or not at all."""

import os
import secrets

from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    """Keep a process that is killed, or a disk that is full, from leaving half a file.

    Made for files whose name says their content: writing one again changes nothing.
    """

    def __init__(self, **options):
        super().__init__(**{"allow_overwrite": True, **options})

    def _save(self, name, content):
        partial = super()._save(f"{name}.{secrets.token_hex(8)}.part", content)
        os.replace(self.path(partial), self.path(name))
        return name
