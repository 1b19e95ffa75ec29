"""What is wrong with a document, and where."""

from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Problem:
    """A mistake: the file below the folder, the key or line in it, and what to do about it."""

    path: str
    where: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.path, self.where, self.message) if part)


def allowed(value: str, choices: list[str]) -> str:
    """Say what stands there, what it probably meant, and everything that is allowed."""
    if not choices:
        return f"“{value}” is not known; there is none yet."
    near = get_close_matches(value, choices, n=1)
    hint = f" Did you mean “{near[0]}”?" if near else ""
    return f"“{value}” is not known.{hint} Allowed: {', '.join(choices)}."
