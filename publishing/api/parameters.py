"""What a query may say. Whatever is not declared with these is refused."""

import re
from typing import Annotated, Any, ClassVar

from ninja import Path
from pydantic import (
    BaseModel,
    BeforeValidator,
    Field,
    GetJsonSchemaHandler,
    field_validator,
)
from pydantic.json_schema import JsonSchemaValue, SkipJsonSchema
from pydantic_core import CoreSchema

from publishing.api.schemas import Item

LONGEST_SLUG = 400  # A comparison has the names of all its frameworks.
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
# Longer than any genuine one: a signature, and what an order needs to go on from.
LONGEST_CURSOR = 400
CURSOR = r"^[A-Za-z0-9_.:-]+$"
LONGEST_FIELDS = 400
MOST_ITEMS = 100
USUAL_ITEMS = 50


def written_plainly(value: Any) -> Any:
    """Take a number as digits only: " 5", "5.0" and "1_0" are somebody's mistake."""
    plain = re.fullmatch(r"[0-9]{1,3}", str(value))
    if not plain or not 1 <= int(value) <= MOST_ITEMS:
        raise ValueError(f"This must be a whole number from 1 to {MOST_ITEMS}.")
    return value


def true_or_false(value: Any) -> Any:
    if isinstance(value, str) and value not in ("true", "false"):
        raise ValueError("This must be true or false.")
    return value


Slug = Annotated[str, Field(pattern=SLUG, max_length=LONGEST_SLUG)]
Flag = Annotated[bool, BeforeValidator(true_or_false)]


def slug_in_path(description: str, example: str, *, pattern: str = SLUG) -> Any:
    return Path(
        ...,
        pattern=pattern,
        max_length=LONGEST_SLUG,
        description=description,
        example=example,
    )


class Parameters(BaseModel):
    """What every operation understands; `item` is what `fields` chooses from."""

    item: ClassVar[type[Item]]

    fields: Annotated[str, Field(max_length=LONGEST_FIELDS)] | SkipJsonSchema[None] = Field(
        default=None,
        description="Names of the fields to answer with, separated by commas. All without it.",
    )

    @field_validator("fields")
    @classmethod
    def check_fields(cls, value: str | None) -> str | None:
        if value is not None:
            named = value.split(",")
            if len(set(named)) < len(named) or not set(named) <= cls.item.model_fields.keys():
                known = ", ".join(cls.item.model_fields)
                raise ValueError(f"Name each field once, separated by commas. There are: {known}.")
        return value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        schema = handler.resolve_ref_schema(handler(core_schema))
        names = list(getattr(cls, "item", Item).model_fields)
        schema["properties"]["fields"] = {
            "type": "array",
            "items": {"type": "string", "enum": names},
            "minItems": 1,
            "maxItems": len(names),
            "uniqueItems": True,
            "description": cls.model_fields["fields"].description,
            "example": names[:2],
        }
        return schema

    def chosen(self) -> set[str] | None:
        return set(self.fields.split(",")) if self.fields else None


class ListParameters(Parameters):
    """What every list understands besides its own filters."""

    limit: Annotated[int, BeforeValidator(written_plainly)] = Field(
        default=USUAL_ITEMS,
        ge=1,
        le=MOST_ITEMS,
        description="How many items to answer with at most.",
    )
    cursor: (
        Annotated[str, Field(pattern=CURSOR, max_length=LONGEST_CURSOR)] | SkipJsonSchema[None]
    ) = Field(
        default=None,
        description="Where to go on; part of the address that `next` gives. It fits only the "
        "list and the filters that it was given for.",
    )

    def filters(self) -> dict[str, Any]:
        names = {"fields", "limit", "cursor"}
        return self.model_dump(mode="json", exclude=names, exclude_none=True)
