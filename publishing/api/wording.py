"""What is wrong with values, in words of ours rather than those of Pydantic."""

from collections.abc import Iterable
from typing import Any

SENTENCES = {
    "string_pattern_mismatch": "This does not have the form that the reference gives.",
    "string_too_long": "This has more than {max_length} characters.",
    "enum": "This must be one of {expected}.",
    "value_error": "{error}",
}
# What may be left out is declared as itself or none, and none is no choice for a reader.
NO_CHOICE = "none_required"


def errors_of(found: Iterable[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return parameter and sentence for each error that Django Ninja lists."""
    return [
        (parameter_of(error["loc"]), sentence(error))
        for error in found
        if error["type"] != NO_CHOICE
    ]


def parameter_of(place: tuple[str | int, ...]) -> str:
    """Return the name from where an error was: below it stands which of its types was tried."""
    return str(place[2] if len(place) > 2 else place[-1])


def sentence(error: dict[str, Any]) -> str:
    known = SENTENCES.get(error["type"])
    return known.format(**error.get("ctx", {})) if known else f"{error['msg']}."
