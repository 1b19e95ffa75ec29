"""The OpenAPI document: what Django Ninja derives, and what it does not know.

Every operation also answers with what is common to all: headers, errors, and an example that is
made of those of its fields.
"""

import json
from typing import Any

from ninja.openapi.schema import OpenAPISchema

from publishing.api.problems import CONTENT_TYPE, KINDS, body
from publishing.api.schemas import Problem

type Json = dict[str, Any]

REFS = "#/components/"
# Refusals of the method are no answers of an operation that has one.
ERRORS = {400: "BadRequest", 404: "NotFound", 500: "Broken", 503: "Away"}
HEADERS: Json = {
    "ETag": {
        "description": "Send it back as If-None-Match to hear 304 while nothing has changed.",
        "schema": {"type": "string"},
    },
    "Access-Control-Allow-Origin": {
        "description": "Scripts of any page may read the answer.",
        "schema": {"type": "string", "const": "*"},
    },
    "Location": {"description": "Where to read on.", "schema": {"type": "string"}},
    "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "string"}},
}


def complete(document: OpenAPISchema) -> Json:
    """Return the document as it is published."""
    found: Json = without_titles(dict(document))
    components = found["components"]
    components["schemas"] |= problem_schemas()
    components["headers"] = HEADERS
    components["responses"] = {name: error_response(status) for status, name in ERRORS.items()} | {
        "NotModified": not_modified()
    }
    drop_unused(found)
    for path in found["paths"].values():
        for operation in path.values():
            complete_operation(operation, components["schemas"])
    return found


def drop_unused(document: Json) -> None:
    """Drop what nothing refers to: Ninja lists the queries as objects, and as parameters."""
    text = json.dumps(document)
    schemas = document["components"]["schemas"]
    for name in list(schemas):
        if f'"{REFS}schemas/{name}"' not in text:
            del schemas[name]


def without_titles(part: Any) -> Any:
    """Drop the titles that Pydantic makes of names: they say nothing that the names do not."""
    if isinstance(part, dict):
        return {
            name: without_titles(value)
            for name, value in part.items()
            if not (name == "title" and isinstance(value, str) and is_schema(part))
        }
    return [without_titles(one) for one in part] if isinstance(part, list) else part


def is_schema(part: Json) -> bool:
    return bool({"type", "anyOf", "allOf", "$ref", "enum", "const"} & part.keys())


def problem_schemas() -> Json:
    schema = Problem.model_json_schema(ref_template=f"{REFS}schemas/{{model}}")
    parts: Json = schema.pop("$defs")
    return without_titles({Problem.__name__: schema, **parts})


def error_response(status: int) -> Json:
    kind = KINDS[status]  # type: ignore[index]
    errors = [("limit", "This must be a whole number from 1 to 100.")] if status == 400 else []
    retry = {"Retry-After": {"$ref": f"{REFS}headers/Retry-After"}} if status == 503 else {}
    return {
        "description": f"{kind.title}. {kind.meaning}",
        "headers": retry,
        "content": {
            CONTENT_TYPE: {
                "schema": {"$ref": f"{REFS}schemas/{Problem.__name__}"},
                "example": body(status, errors=errors),
            }
        },
    }


def not_modified() -> Json:
    return {"description": "Nothing has changed since the answer with that ETag."}


def complete_operation(operation: Json, schemas: Json) -> None:
    operation["description"] = in_lines(operation["description"])
    for parameter in operation["parameters"]:
        complete_parameter(parameter)
    responses = operation["responses"]
    for status, response in list(responses.items()):
        responses[str(status)] = responses.pop(status)
        complete_response(status, response, schemas)
    responses["304"] = {"$ref": f"{REFS}responses/NotModified"}
    for status, name in ERRORS.items():
        responses[str(status)] = {"$ref": f"{REFS}responses/{name}"}


def in_lines(text: str) -> str:
    """Let each paragraph of a docstring be a line."""
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


def complete_parameter(parameter: Json) -> None:
    schema = parameter["schema"]
    if "allOf" in schema:
        (schema,) = schema["allOf"]
        parameter["schema"] = schema
    if schema.get("type") == "array":
        parameter |= {"style": "form", "explode": False}
    # What stands here as a list would be an object of named examples.
    examples = parameter.pop("examples", None)
    for name in ("example", "examples", "description"):
        schema.pop(name, None)
    if examples:
        parameter["example"] = examples[0]


def complete_response(status: int, response: Json, schemas: Json) -> None:
    names = ["Location"] if status == 301 else ["ETag", "Access-Control-Allow-Origin"]
    response["headers"] = {name: {"$ref": f"{REFS}headers/{name}"} for name in names}
    if status == 301:
        response["description"] = "It has another address today."
        return
    (content,) = response["content"].values()
    content["example"] = example_of(content["schema"], schemas)
    named = content["schema"]["$ref"].rpartition("/")[2]
    response["description"] = schemas[named]["description"]


def example_of(schema: Json, schemas: Json) -> Any:
    """Put an example together of those of the parts."""
    if "examples" in schema:
        return schema["examples"][0]
    if "$ref" in schema:
        return example_of(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    if "anyOf" in schema:
        return example_of(schema["anyOf"][0], schemas)
    if schema.get("type") == "array":
        return [example_of(schema["items"], schemas)]
    return {name: example_of(part, schemas) for name, part in schema["properties"].items()}
