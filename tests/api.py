"""Reading the API in tests, and holding its answers against its own document."""

from urllib.parse import urlsplit

import jsonschema_rs

from tests.site import API

LISTS = {name: path for name, path in API.items() if name.endswith("-list")}


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, response.content
    return response.json()


def document(client):
    return read(client, "/api/v1/openapi.json")


def operation_at(found, address):
    """Return the operation of the document that an address is for."""
    parts = urlsplit(address).path.split("/")
    (path,) = [
        path
        for path in found["paths"]
        if len(path.split("/")) == len(parts)
        and all(
            there.startswith("{") or there == here
            for there, here in zip(path.split("/"), parts, strict=True)
        )
    ]
    return found["paths"][path]["get"]


def schema_at(found, address):
    content = operation_at(found, address)["responses"]["200"]["content"]
    return content["application/json"]["schema"]


def breaches(found, schema, answer):
    """Return what of an answer its schema does not allow."""
    validator = jsonschema_rs.Draft202012Validator(
        {**schema, "components": found["components"]}, validate_formats=True
    )
    return [error.message for error in validator.iter_errors(answer)]


def walk(client, address):
    """Follow a list to its end; return the items of each part."""
    parts = []
    while address:
        answer = read(client, address)
        parts.append(answer["items"])
        address = answer["next"]
        if address:
            assert address.startswith("http://localhost/api/v1/")
            address = address.removeprefix("http://localhost")
    return parts
