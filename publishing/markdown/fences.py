"""Fences that hold more than code, such as a table of facts: apps register what they show."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.safestring import SafeString


class Fence(NamedTuple):
    render: Callable[[str], SafeString]
    check: Callable[[str], list[str]]
    is_prose: bool = False


FENCES: dict[str, Fence] = {}


def register_fence(
    name: str,
    render: Callable[[str], SafeString],
    check: Callable[[str], list[str]],
    *,
    is_prose: bool = False,
) -> None:
    """Let a fence of this name show what `render` makes of its source, anew on each rendering.

    `render` must cope with any source; `check` says what an editor has to mend in it. The words of
    prose are counted with those of the text. Call this from `AppConfig.ready`.
    """
    FENCES[name] = Fence(render, check, is_prose)
