"""What somebody who waits for a copy is told."""

from collections.abc import Callable

# How many addresses are done, how many are known by now, and which one is next.
Progress = Callable[[int, int, str], None]


def unseen(done: int, known: int, address: str) -> None:
    """Tell nobody."""
