"""What the API answers: what its document says, and what pages show."""

import pytest
from django.db import connection

from comparisons.models import Comparison, Fact
from tests import factories as make
from tests.api import breaches, document, operation_at, read, schema_at
from tests.site import API, make_site

pytestmark = pytest.mark.django_db


# The document


def objects(client):
    return document(client)["components"]["schemas"].items()


def test_document_names_every_field_with_its_meaning(client):
    for name, schema in objects(client):
        assert schema["description"], name
        if schema["type"] == "object":
            assert schema["additionalProperties"] is False, name
        for field, part in schema.get("properties", {}).items():
            assert part["description"], f"{name}.{field}"


def test_document_gives_every_operation_words_and_an_example_that_it_allows(client):
    found = document(client)
    assert found["openapi"].startswith("3.1")
    for path, methods in found["paths"].items():
        operation = methods["get"]
        assert operation["summary"], path
        assert operation["description"], path
        assert {"200", "304", "400", "404", "500", "503"} <= set(operation["responses"]), path
        assert all(parameter["description"] for parameter in operation["parameters"]), path
        (content,) = operation["responses"]["200"]["content"].values()
        assert breaches(found, content["schema"], content["example"]) == [], path
    for response in found["components"]["responses"].values():
        for content in response.get("content", {}).values():
            assert breaches(found, content["schema"], content["example"]) == []


# Answers


@pytest.mark.parametrize("path", API.values())
@pytest.mark.allow_n_plus_one  # The document is asked for as well.
def test_answer_has_every_field_of_its_schema_and_no_other(client, path):
    make_site(3)
    found = document(client)
    answer = read(client, path)

    assert breaches(found, schema_at(found, path), answer) == []
    assert breaches(found, schema_at(found, path), {**answer, "extra": 1}) != []
    for item in answer.get("items", [answer]):
        (named,) = [
            one["schema"]["items"]["enum"]
            for one in operation_at(found, path)["parameters"]
            if one["name"] == "fields"
        ]
        assert list(item) == named or set(item) == set(named)


@pytest.mark.parametrize("path", API.values())
@pytest.mark.allow_n_plus_one
def test_answer_has_the_fields_that_were_asked_for(client, path):
    make_site()
    found = document(client)
    whole = read(client, path)
    name = next(iter(whole.get("items", [whole])[0]))

    answer = read(client, f"{path}?fields={name}")

    assert breaches(found, schema_at(found, path), answer) == []
    for item, complete in zip(
        answer.get("items", [answer]), whole.get("items", [whole]), strict=True
    ):
        assert item == {name: complete[name]}


QUERIES = {
    "api:framework-list": 1,
    "api:framework-detail": 1,
    "api:feature-list": 1,
    "api:feature-detail": 1,
    "api:fact-list": 1,
    "api:fact-detail": 1,
    "api:comparison-list": 2,
    "api:comparison-detail": 4,
    "api:drawback-list": 1,
    "api:extension-list": 2,
    "api:release-list": 1,
    "api:article-list": 5,
    "api:article-detail": 8,
}


@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize("name", API)
def test_answer_costs_the_same_queries_whatever_it_lists(
    client, name, size, django_assert_num_queries
):
    make_site(size)
    assert connection.features.supports_json_field  # Asked once for each connection.

    with django_assert_num_queries(QUERIES[name]):
        response = client.get(API[name])

    assert response.status_code == 200


# Comparisons


@pytest.mark.allow_n_plus_one
def test_comparison_is_the_matrix_of_its_page(client):
    make_site(3)
    Fact.objects.filter(framework__slug="other-1", feature__slug="feature-1").update(level="none")

    for slug in ("main-vs-other-1", "main-vs-other-1-vs-other-2-vs-other-3"):
        answer = read(client, f"/api/v1/comparisons/{slug}/")
        matrix = client.get(f"/compare/{slug}/").context["matrix"]
        assert answer["counts"] == {
            "differing": matrix.differing,
            "comparable": matrix.comparable,
            "total": matrix.total,
            "checked": matrix.checked,
            "facts": matrix.cells,
        }
        assert [
            (cell["level"] or "", cell["value"] or "", cell["note"] or "")
            for group in answer["groups"]
            for feature in group["features"]
            for cell in feature["answers"]
        ] == [(cell.level, cell.text, cell.note) for row in matrix.rows for cell in row.cells]


def test_comparison_of_any_frameworks_has_the_facts_alone(client):
    make_site(3)

    answer = read(client, "/api/v1/comparisons/other-1-vs-other-3/")

    assert answer["title"] == "Other 1 vs Other 3"
    assert answer["groups"][0]["features"][0]["answers"][1]["framework"] == "other-3"
    assert answer["published_at"] is answer["lead"] is answer["author"] is answer["body_html"]
    assert answer["picks"] == []


def test_comparison_tells_what_editors_wrote(client):
    make_site()
    Comparison.objects.update(lead="Take one.", body="Both **work**.", either="Any.")

    answer = read(client, "/api/v1/comparisons/main-vs-other-1/")

    assert answer["lead"] == "Take one."
    assert answer["body_html"] == "<p>Both <strong>work</strong>.</p>\n"
    assert answer["either_html"] == "<p>Any.</p>\n"
    assert answer["frameworks"][0]["choose_if"] == ["You need it."]
    assert answer["picks"] == [{"job": "A shop", "lean": 1, "framework": None}]
    assert answer["author"] == {"name": "Ada", "url": "http://localhost/authors/author/"}


# Long texts


def test_long_text_leads_somewhere_from_anywhere(client):
    make.make_article(
        slug="a",
        body='See [this](/about/), [that](https://example.org/) and `<a href="/x">`.\n\n## Here\n',
    )

    html = read(client, "/api/v1/articles/a/")["body_html"]

    assert 'href="http://localhost/about/"' in html
    assert 'href="https://example.org/"' in html
    assert '&lt;a href="/x"&gt;' in html


def test_long_text_holds_no_shape_that_only_a_style_sheet_draws(client):
    body = (
        '```claims\n[[claims]]\nclaim = "It is fast."\nrating = "supported"\nwhy = "Measured."\n'
        'source = "https://example.org/"\nsource_title = "Figures"\n```\n'
    )
    make.make_article(slug="a", body=body)

    html = read(client, "/api/v1/articles/a/")["body_html"]

    assert "Supported" in html
    assert "glyph" not in html
