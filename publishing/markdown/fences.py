"""Fences that other apps fill with live content, such as a table of facts."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.safestring import SafeString


class Fence(NamedTuple):
    render: Callable[[str], SafeString]
    check: Callable[[str], list[str]]


FENCES: dict[str, Fence] = {}


def register_fence(
    name: str, render: Callable[[str], SafeString], check: Callable[[str], list[str]]
) -> None:
    """Let a fence of this name show what `render` makes of its source, anew on each rendering.

    `render` must cope with any source; `check` says what an editor has to mend in it. Call this
    from `AppConfig.ready`.
    """
    FENCES[name] = Fence(render, check)
