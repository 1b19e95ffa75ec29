"""The JSON of a frozen comparison, read for what it says of each fact."""

import json
from dataclasses import dataclass
from typing import Any

type Answer = dict[str, str]
type Place = tuple[str, str]


class NotThisData(ValueError):
    """The text is not the JSON of a comparison."""


@dataclass(frozen=True, slots=True)
class KeptFramework:
    slug: str
    name: str
    version: str


@dataclass(frozen=True, slots=True)
class FrozenData:
    """What was compared, and (slug of the framework, slug of the feature) → name and answer."""

    frameworks: tuple[KeptFramework, ...]
    answers: dict[Place, tuple[str, Answer]]


def read(text: str) -> FrozenData:
    """Read what `dataset_json` wrote, then or now; raise NotThisData."""
    try:
        data = json.loads(text)
        frameworks = tuple(
            KeptFramework(str(one["slug"]), str(one["name"]), str(one.get("version", "")))
            for one in data["frameworks"]
        )
        answers = {
            (str(answer["framework"]), str(feature["slug"])): (
                str(feature["name"]),
                said_by(answer),
            )
            for group in data["groups"]
            for feature in group["features"]
            for answer in feature["answers"]
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotThisData("This is not the JSON of a comparison.") from error
    return FrozenData(frameworks, answers)


def said_by(answer: dict[str, Any]) -> Answer:
    """Keep the texts of an answer; an address that is no web page's leads nowhere."""
    said = {key: value for key, value in answer.items() if isinstance(value, str)}
    if not said.get("source_url", "").startswith(("https://", "http://")):
        said.pop("source_url", None)
    return said
