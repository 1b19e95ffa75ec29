"""Transcripts: what is sent to a program and what it must answer, as people read it.

A line that begins with ">" is sent, one with "<" is answered, blank lines part the two:

    > POST /books
    > Content-Type: application/json
    >
    > {"title": ""}

    < 422
    <
    < {"title": "too short"}

The first line of a request is method and path, that of an answer the status. Headers follow, then
an empty line, then the body.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

REQUEST_LINE = re.compile(r"([A-Z]+) (/\S*)")
STATUS_LINE = re.compile(r"[1-5]\d\d")
HEADER_LINE = re.compile(r"([\w-]+): *(.+)")


class TranscriptProblem(Exception):
    """The text is no transcript; the message says where and why."""


@dataclass(frozen=True)
class Message:
    """One side's part: a first line, headers in their order, and a body without a last break."""

    first_line: str
    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""


@dataclass(frozen=True)
class Exchange:
    """A request and the answer that it must get; headers not named in the answer may be any."""

    request: Message
    answer: Message

    @property
    def method(self) -> str:
        return self.request.first_line.partition(" ")[0]

    @property
    def path(self) -> str:
        return self.request.first_line.partition(" ")[2]

    @property
    def status(self) -> int:
        return int(self.answer.first_line)


def parse(transcript: str) -> list[Exchange]:
    """Return the exchanges of a transcript in their order.

    Raises TranscriptProblem.
    """
    sides = list(split_sides(transcript.splitlines()))
    exchanges = []
    for place in range(0, len(sides), 2):
        pair = sides[place : place + 2]
        if [side for side, _lines in pair] != [">", "<"]:
            raise TranscriptProblem("Every request (>) needs one answer (<) after it.")
        exchanges.append(
            Exchange(
                read_message(pair[0][1], REQUEST_LINE, "A request begins like “> GET /path”"),
                read_message(pair[1][1], STATUS_LINE, "An answer begins like “< 200”"),
            )
        )
    return exchanges


def split_sides(lines: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Group neighbouring lines of one side; the marker and one space after it are taken off."""
    written = [line for line in lines if line.strip()]
    for line in written:
        if line[0] not in "<>":
            raise TranscriptProblem(f"Every line begins with > or <: “{line[:60]}”.")
    for side, group in groupby(written, key=lambda line: line[0]):
        yield side, [line[1:].removeprefix(" ") for line in group]


def read_message(lines: list[str], first_line: re.Pattern[str], rule: str) -> Message:
    if not first_line.fullmatch(lines[0].strip()):
        raise TranscriptProblem(f"{rule}, not “{lines[0][:60]}”.")
    end = next((place for place, line in enumerate(lines) if not line.strip()), len(lines))
    headers = []
    for line in lines[1:end]:
        if not (header := HEADER_LINE.fullmatch(line.strip())):
            raise TranscriptProblem(f"A header is “Name: value”, not “{line[:60]}”.")
        headers.append((header[1], header[2]))
    body = "\n".join(lines[end + 1 :]).strip()
    return Message(lines[0].strip(), tuple(headers), body)
