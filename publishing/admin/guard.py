"""Whether a submission was begun on what is stored now."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from publishing.models import Versioned

NOT_SAVED = ValidationError(
    "Somebody saved while you were writing. Nothing of yours is lost, and nothing is saved yet.",
    code="stale",
)


def is_stale(data: Mapping[str, Any], obj: Versioned) -> bool:
    """Tell whether a submission was begun on another version than the stored one.

    `overwrite` names the version whose text the editor has read and chose to write over.
    """
    return obj.pk is not None and (data.get("overwrite") or data.get("version")) != str(
        obj.version
    )
