"""Values in documents → values of columns, with the type that the column asks for."""

from datetime import date, datetime
from typing import Any

from django.db import models

from publishing.models import LinesField

TYPES: tuple[tuple[type[models.Field], type, str], ...] = (
    (models.BooleanField, bool, "true or false"),
    (models.IntegerField, int, "a whole number"),
    (models.DateTimeField, datetime, "a date with time and zone, such as 2026-11-20T09:00:00Z"),
    (models.DateField, date, "a date, such as 2026-11-20"),
    (models.JSONField, list, "a list"),
    (models.Field, str, "text in quotation marks"),
)


class WrongValue(ValueError):
    """The value does not fit the column; the message says what would."""


def column_value(field: models.Field, value: Any) -> Any:
    """Return the value for a column, its default for a missing key; raise WrongValue."""
    if value is None:
        return None if field.null else field.get_default()
    kind, words = next((kind, words) for column, kind, words in TYPES if isinstance(field, column))
    if type(value) is not kind:
        raise WrongValue(f"must be {words}.")
    if any(isinstance(text, str) and "\x00" in text for text in [value, *listed(value)]):
        raise WrongValue("holds the character NUL, which no text may.")
    if isinstance(value, datetime) and value.tzinfo is None:
        raise WrongValue("must name its zone: end it with Z for UTC.")
    if isinstance(field, LinesField) and isinstance(value, str):
        return "\n".join(value.splitlines())
    return value


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def list_of_names(value: Any) -> list[str]:
    """Return the names of a list, none for a missing key; raise WrongValue."""
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise WrongValue('must be a list of names, such as ["one", "two"].')
    for name in value:
        if value.count(name) > 1:
            raise WrongValue(f"names “{name}” twice.")
    return value
