"""The page that explains the API, and the document that it is made of."""

import pytest

pytestmark = pytest.mark.django_db

DOCUMENT = "/api/v1/openapi.json"


def test_page_names_the_document_in_its_head(client):
    page = client.get("/api/v1/").content.decode()

    assert (
        f'<link rel="service-desc" type="application/vnd.oai.openapi+json" href="{DOCUMENT}">'
        in page
    )


def test_reference_tells_of_every_operation_parameter_and_field(client):
    page = client.get("/api/v1/").content.decode()
    document = client.get(DOCUMENT).json()

    for path, methods in document["paths"].items():
        assert f"<code>GET {path}</code>" in page
        for parameter in methods["get"]["parameters"]:
            assert f"<code>{parameter['name']}</code>" in page
    for name, schema in document["components"]["schemas"].items():
        assert f'<h3 id="object-{name}">{name}</h3>' in page
        for field in schema.get("properties", {}):
            assert f"<code>{field}</code>" in page


def test_reference_is_a_page_as_any_other(client):
    response = client.get("/api/v1/")

    assert "noindex" not in response.headers.get("X-Robots-Tag", "")
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert '<link rel="canonical" href="http://localhost/api/v1/">' in response.content.decode()


def test_kind_of_problem_is_explained_where_it_says(client):
    kind = client.get("/api/v1/facts/?limit=0").json()["type"]

    page = client.get("/api/v1/").content.decode()

    assert f'id="{kind.partition("#")[2]}"' in page
