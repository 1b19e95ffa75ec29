"""What answers hold. A field without description or example fails a test."""

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field


def told(description: str, example: Any) -> Any:
    """Declare a field with what the reference says of it."""
    return Field(description=description, examples=[example])


class Thing(BaseModel):
    """A part of an answer: all of its fields are always there, and no others."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


def allow_fewer(schema: dict[str, Any]) -> None:
    schema.pop("required", None)


class Item(Thing):
    """What `fields` may thin out: without it all fields are there, with it those named."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", json_schema_extra=allow_fewer)


class Listing[ItemT: Item](Thing):
    items: list[ItemT] = Field(description="At most as many as `limit` says; maybe fewer.")
    next: str | None = Field(
        description="The address of the next part; null after the last.",
        examples=[None],
        json_schema_extra={"format": "uri"},
    )


class Ref(Thing):
    """What something else is called, here and in addresses."""

    slug: str = Field(description="Its name in addresses.", examples=["flask"])
    name: str = Field(description="Its name.", examples=["Flask"])


class Person(Thing):
    """Who wrote, reviewed or checked something."""

    name: str = Field(description="The name of a person or a team.", examples=["Ada Example"])
    url: str = Field(
        description="Their page.", examples=["https://evenhand.example/authors/ada-example/"]
    )


class Source(Thing):
    """Where a claim stands written."""

    title: str | None = Field(description="What the source is.", examples=["Flask docs"])
    url: str = Field(
        description="The exact page that was read.",
        examples=["https://flask.palletsprojects.com/en/stable/foreword/"],
    )


class ProblemError(Thing):
    """What is wrong with one parameter."""

    parameter: str = Field(
        description="The parameter; empty if it is the query as a whole.", examples=["limit"]
    )
    detail: str = Field(
        description="What is wrong with it.",
        examples=["This must be a whole number from 1 to 100."],
    )


class Problem(Thing):
    """Why there is no answer, as RFC 9457 has it."""

    type: str = Field(
        description="The kind of problem: an address that explains it.",
        examples=["https://evenhand.example/api/v1/#bad-request"],
        json_schema_extra={"format": "uri"},
    )
    title: str = Field(
        description="The kind of problem in words.",
        examples=["This request makes no sense to us"],
    )
    status: int = Field(description="The status of the answer.", examples=[400])
    detail: str = Field(
        description="What is wrong this time.",
        examples=["The query cannot be answered as it stands."],
    )
    errors: list[ProblemError] = Field(
        description="What is wrong with each parameter; empty for other problems."
    )
