"""The two text forms: TOML, and Markdown after TOML front matter between +++ lines."""

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import tomli_w

FENCE = "+++"
# What TOML allows in no text, however it is quoted; tomli_w escapes it.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
FENCE_LINE = re.compile(r"^\+\+\+$", re.MULTILINE)


class Unreadable(ValueError):
    """The text is not of its form; the message says where and how."""


class Moment(datetime):
    """A point in time that writes itself as documents do: 2026-11-20T09:00:00Z."""

    def __str__(self) -> str:
        return self.astimezone(UTC).isoformat().replace("+00:00", "Z")


def read(text: str, *, body: str = "") -> dict[str, Any]:
    """Return the document's data; `body` names the key for what follows the front matter."""
    if not body:
        return read_toml(text)
    opening, front, rest = text.partition(f"{FENCE}\n")
    if opening or not front:
        raise Unreadable("line 1: the file must open with a line of +++ and its front matter.")
    # The line break stands for the opening line, so that errors count lines as the file does.
    front, closed, rest = f"\n{rest}\n".partition(f"\n{FENCE}\n")
    if not closed:
        raise Unreadable("the front matter is not closed by a line of +++.")
    return {**read_toml(f"{front}\n"), body: rest.removeprefix("\n").rstrip()}


def read_toml(text: str) -> dict[str, Any]:
    try:
        return tidy(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(f"{error}.") from error


def tidy(value: Any) -> Any:
    """Strip what stands after the last line of a text, where documents write a line break."""
    if isinstance(value, dict):
        return {key: tidy(item) for key, item in value.items()}
    if isinstance(value, list):
        return [tidy(item) for item in value]
    return value.rstrip() if isinstance(value, str) else value


def write(data: dict[str, Any], *, body: str = "") -> str:
    """Return the text of a document; reading it gives the same data."""
    text = "\n".join(sections({key: item for key, item in data.items() if key != body}))
    if not body:
        return text
    # Inside a text of the front matter, a line of +++ would close it.
    front = FENCE_LINE.sub(r"\\u002b++", text)
    return f"{FENCE}\n{front}{FENCE}\n\n{data.get(body, '')}".rstrip() + "\n"


def sections(data: dict[str, Any], path: str = "", header: str = "") -> Iterator[str]:
    """Yield the plain keys and then each table under its own header, never a table in a line."""
    plain = {key: item for key, item in data.items() if not holds_tables(item)}
    if plain or header.startswith("[["):
        yield header + plain_keys(plain)
    for key, item in data.items():
        if isinstance(item, dict):
            yield from sections(item, f"{path}{key}.", f"[{path}{key}]\n")
        elif holds_tables(item):
            for table in item:
                yield from sections(table, f"{path}{key}.", f"[[{path}{key}]]\n")


def holds_tables(item: Any) -> bool:
    return isinstance(item, dict) or (
        isinstance(item, list) and bool(item) and isinstance(item[0], dict)
    )


def plain_keys(plain: dict[str, Any]) -> str:
    """Write keys that hold no tables; a text of several lines stands as it is read."""
    return "".join(
        f'{key} = """\n{several_lines(item)}\n"""\n'
        if isinstance(item, str) and "\n" in item and not CONTROL.search(item)
        else tomli_w.dumps({key: item})
        for key, item in plain.items()
    )


def several_lines(text: str) -> str:
    """Escape what has a meaning between triple quotes, and nothing else."""
    return text.replace("\\", r"\\").replace('"""', r'""\"')
