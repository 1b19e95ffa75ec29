"""The OpenAPI document as a page shows it: finished rows, no references left to follow."""

import json
from typing import Any
from urllib.parse import urlencode

from publishing import markdown
from publishing.api.openapi import Json
from publishing.api.problems import KINDS

ANCHOR = "object-{}"


def read(document: Json) -> dict[str, Any]:
    """Return what the template of the reference needs."""
    schemas = document["components"]["schemas"]
    sections = [section(tag, document) for tag in document["tags"]]
    return {
        "contents": contents(sections),
        "introduction": document["info"]["description"].split("\n\n"),
        "sections": sections,
        "objects": [thing(name, schemas) for name in sorted(schemas)],
        "problems": [
            {"status": int(status), "name": one.name, "title": one.title, "meaning": one.meaning}
            for status, one in KINDS.items()
        ],
    }


def contents(sections: list[Json]) -> list[Json]:
    found = [{"id": one["slug"], "text": one["name"], "level": 2} for one in sections]
    ends = [("objects", "Objects"), ("problems", "Problems")]
    return found + [{"id": name, "text": text, "level": 2} for name, text in ends]


def section(tag: Json, document: Json) -> Json:
    return {
        **tag,
        "slug": tag["name"].lower(),
        "operations": [
            operation_row(path, operation, document["servers"][0]["url"])
            for path, methods in document["paths"].items()
            for operation in methods.values()
            if tag["name"] in operation["tags"]
        ],
    }


def operation_row(path: str, operation: Json, server: str) -> Json:
    (content,) = operation["responses"]["200"]["content"].values()
    return {
        "id": operation["operationId"].replace("_", "-"),
        "summary": operation["summary"],
        "path": path,
        "paragraphs": operation["description"].split("\n\n"),
        "parameters": [parameter_row(one) for one in operation["parameters"]],
        "answer": type_of(content["schema"]),
        "call": f"curl {server}{example_address(path, operation['parameters'])}",
        "example": markdown.highlight(
            json.dumps(content["example"], indent=2, ensure_ascii=False), "json"
        ),
    }


def parameter_row(parameter: Json) -> Json:
    schema = parameter["schema"]
    return {
        "name": parameter["name"],
        "in_path": parameter["in"] == "path",
        "description": parameter["description"],
        "type": type_of(schema)["words"],
        "choices": schema.get("enum") or schema.get("items", {}).get("enum", []),
        "default": schema.get("default"),
        "bounds": bounds(schema),
    }


def bounds(schema: Json) -> str:
    if "maximum" in schema:
        return f"{schema['minimum']} to {schema['maximum']}"
    return f"at most {schema['maxLength']} characters" if "maxLength" in schema else ""


def example_address(path: str, parameters: list[Json]) -> str:
    """Fill an address with the examples of its parameters; in the query, one says enough."""
    filters: dict[str, str] = {}
    for parameter in parameters:
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", parameter["example"])
        elif isinstance(parameter.get("example"), str) and not filters:
            filters[parameter["name"]] = parameter["example"]
    return f"{path}?{urlencode(filters)}" if filters else path


def thing(name: str, schemas: Json) -> Json:
    schema = schemas[name]
    return {
        "name": name,
        "anchor": ANCHOR.format(name),
        "description": schema.get("description", ""),
        "choices": schema.get("enum", []),
        "fields": [
            {"name": field, "description": part["description"], "type": type_of(part)}
            for field, part in schema.get("properties", {}).items()
        ],
    }


def type_of(schema: Json) -> Json:
    """Say what something is in words, with a link where an object of ours is named."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return {"words": "", "name": name, "anchor": ANCHOR.format(name)}
    if "anyOf" in schema:
        inner = type_of(schema["anyOf"][0])
        return {**inner, "may_be_null": True}
    if schema["type"] == "array":
        return {**type_of(schema["items"]), "is_list": True}
    return {"words": (schema.get("format") or schema["type"]).replace("-", " ")}
