"""Whether a submission was begun on what is stored now."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from publishing.models import Versioned

NOT_SAVED = ValidationError(
    "Somebody saved while you were writing. Nothing of yours is lost, and nothing is saved yet.",
    code="stale",
)

# A submission with this name asks to have chosen texts put into the form, and never to be saved.
CHOOSE = "_choose"
NOT_YET_SAVED = ValidationError(
    "Nothing is saved yet. Look at the fields, then press “Save”.", code="chosen"
)


def is_stale(data: Mapping[str, Any], obj: Versioned) -> bool:
    """Tell whether a submission was begun on another version than the stored one.

    `overwrite` names the version whose text the editor has read and chose to write over.
    """
    return obj.pk is not None and (data.get("overwrite") or data.get("version")) != str(
        obj.version
    )
