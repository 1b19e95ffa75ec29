"""What is common to all answers of the API: headers, methods, parameters, errors."""

import json

import pytest
from django.db import OperationalError, connection

from comparisons.models import Framework
from publishing import addresses
from tests import factories as make
from tests.site import API, make_site

pytestmark = pytest.mark.django_db

DOCUMENT = "/api/v1/openapi.json"
LISTS = [path for name, path in API.items() if name.endswith("-list")]


def problem_of(response):
    """Return the status and what an error says, after a look at what every error has."""
    body = json.loads(response.content)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert set(body) == {"type", "title", "status", "detail", "errors"}
    assert body["status"] == response.status_code
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    return body


def refused(client, address):
    response = client.get(address)
    assert response.status_code == 400
    return {one["parameter"]: one["detail"] for one in problem_of(response)["errors"]}


@pytest.mark.parametrize("path", [*API.values(), DOCUMENT])
def test_answer_is_for_everybody_and_loads_nothing(client, path):
    make_site()

    response = client.get(path, headers={"cookie": "session=somebody", "origin": "https://a.test"})

    assert response.status_code == 200
    assert response.headers["Content-Security-Policy"] == (
        "default-src 'none'; frame-ancestors 'none'; sandbox"
    )
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("path", [*API.values(), DOCUMENT])
@pytest.mark.allow_n_plus_one  # The same is asked twice.
def test_answer_that_did_not_change_is_not_sent_again(client, path):
    make_site()
    first = client.get(path)

    again = client.get(path, headers={"if-none-match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"


def test_answer_that_changed_is_sent_again(client):
    framework = make.make_framework(slug="main")
    first = client.get(API["api:framework-detail"])
    framework.tagline = "Another one."
    framework.save()

    again = client.get(
        API["api:framework-detail"], headers={"if-none-match": first.headers["ETag"]}
    )

    assert again.json()["tagline"] == "Another one."


@pytest.mark.parametrize("path", [*API.values(), DOCUMENT])
def test_script_of_any_page_may_ask_for_what_changed(client, path):
    response = client.options(
        path,
        headers={
            "origin": "https://elsewhere.test",
            "access-control-request-method": "GET",
            "access-control-request-headers": "if-none-match",
        },
    )

    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Access-Control-Allow-Headers"] == "*"
    assert "GET" in response.headers["Access-Control-Allow-Methods"]


def test_head_is_answered_as_get_is(client):
    make_site()

    head, get = client.head(API["api:fact-list"]), client.get(API["api:fact-list"])

    assert head.status_code == 200
    assert head.headers["Content-Type"] == get.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("path", [*API.values(), DOCUMENT])
def test_method_that_would_change_something_is_refused(client, path, method):
    response = getattr(client, method)(path)

    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert problem_of(response)["type"] == "http://localhost/api/v1/#read-only"


@pytest.mark.parametrize(
    "path",
    [
        "/api/",
        "/api/v2/",
        "/api/v1/nothing/",
        "/api/v1/frameworks/nothing/",
        "/api/v1/features/nothing/",
        "/api/v1/facts/nothing/nothing/",
        "/api/v1/comparisons/nothing-vs-less/",
        "/api/v1/articles/nothing/",
        "/api/v1/facts/?framework=nothing",
        "/api/v1/articles/?topic=nothing",
        "/api/v1/articles/?author=nothing",
        "/api/v1/facts/?feature=nothing",
    ],
)
@pytest.mark.allow_n_plus_one  # Each name could be a former one.
def test_what_is_not_there_is_a_problem(client, path):
    response = client.get(path)

    assert response.status_code == 404
    assert problem_of(response)["title"] == "There is nothing here"


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("nothing=1", "nothing"),
        ("limit=0", "limit"),
        ("limit=-1", "limit"),
        ("limit=101", "limit"),
        ("limit=1.0", "limit"),
        ("limit=%2B5", "limit"),
        ("limit=", "limit"),
        (f"limit={2**70}", "limit"),
        ("limit=5&limit=5", "limit"),
        ("cursor=", "cursor"),
        ("cursor=a%20b", "cursor"),
        (f"cursor={'x' * 401}", "cursor"),
        ("fields=", "fields"),
        ("fields=nothing", "fields"),
        ("fields=framework,nothing", "fields"),
        ("fields=url%00", "fields"),
        ("%00=1", "\x00"),
        ("limit=%ff", ""),
        ("limit=\udcff", ""),
        ("limit=%ed%a0%80", ""),
        (f"limit=5&x={'x' * 10_000}", ""),
        ("&".join(f"x{number}=1" for number in range(60)), ""),
    ],
)
def test_query_that_nobody_understands_is_refused(client, path, query, name):
    raw = query.encode("utf-8", "surrogateescape").decode("iso-8859-1")

    response = client.get(path, QUERY_STRING=raw)

    assert response.status_code == 400
    assert name in [one["parameter"] for one in problem_of(response)["errors"]]


@pytest.mark.parametrize(
    ("address", "name", "words"),
    [
        ("/api/v1/facts/?level=maybe", "level", "This must be one of 'built-in', "),
        ("/api/v1/facts/?stale=yes", "stale", "This must be true or false."),
        ("/api/v1/facts/?stale=1", "stale", "This must be true or false."),
        ("/api/v1/facts/?framework=Flask!", "framework", "This does not have the form "),
        ("/api/v1/facts/?framework=a%00b", "framework", "This holds a character that no text"),
        (f"/api/v1/facts/?feature={'x' * 401}", "feature", "This has more than 400 characters."),
        ("/api/v1/facts/?limit=500", "limit", "This must be a whole number from 1 to 100."),
        ("/api/v1/extensions/?official=on", "official", "This must be true or false."),
        ("/api/v1/drawbacks/?severity=5", "severity", "This must be one of 'minor', "),
        ("/api/v1/frameworks/Flask/", "slug", "This does not have the form "),
        ("/api/v1/frameworks/%00/", "slug", "This does not have the form "),
        ("/api/v1/frameworks/%ff/", "slug", "This does not have the form "),
        (f"/api/v1/frameworks/{'x' * 10_000}/", "slug", "This has more than 400 characters."),
        ("/api/v1/comparisons/flask/", "slug", "This does not have the form "),
        ("/api/v1/frameworks/flask/?fields=facts", "fields", "Name each field once, "),
        ("/api/v1/frameworks/flask/?fields=name,name", "fields", "Name each field once, "),
        ("/api/v1/frameworks/flask/?limit=5", "limit", "There is no such parameter here. There "),
    ],
)
def test_refusal_says_what_would_do(client, address, name, words):
    assert refused(client, address)[name].startswith(words)


def test_too_many_frameworks_are_refused(client):
    response = client.get("/api/v1/comparisons/a-vs-b-vs-c-vs-d-vs-e-vs-f/")

    assert response.status_code == 400
    assert problem_of(response)["detail"] == "At most 5 frameworks can be compared."


def test_one_framework_is_no_comparison(client):
    make.make_framework(slug="flask")

    response = client.get("/api/v1/comparisons/flask-vs-flask/")

    assert problem_of(response)["detail"] == "A comparison has two frameworks or more."


def test_unknown_host_is_a_problem(client):
    response = client.get("/api/v1/facts/", headers={"host": "evil.test"})

    assert response.status_code == 400
    assert "evil.test" not in response.content.decode()
    assert problem_of(response)["title"] == "This request makes no sense to us"


@pytest.mark.parametrize("path", API.values())
def test_database_that_is_away_is_a_problem(client, path):
    client.raise_request_exception = False

    def refuse(*_args):
        raise OperationalError("the server at 10.0.0.7 went away")

    with connection.execute_wrapper(refuse):
        response = client.get(path)

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "60"
    assert "10.0.0.7" not in problem_of(response)["detail"]


def test_fault_of_ours_is_a_problem(client):
    client.raise_request_exception = False

    def fail(*_args):
        raise RuntimeError("broken on purpose")

    with connection.execute_wrapper(fail):
        response = client.get("/api/v1/facts/")

    assert response.status_code == 500
    assert "on purpose" not in problem_of(response)["detail"]


def test_former_name_leads_to_the_one_of_today(client):
    framework = make.make_framework(slug="old")
    Framework.objects.update(slug="new")
    framework.refresh_from_db()
    addresses.remember(framework, "old")

    response = client.get("/api/v1/frameworks/old/?fields=name")

    assert response.status_code == 301
    assert response.headers["Location"] == "/api/v1/frameworks/new/?fields=name"
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_other_order_leads_to_the_one_that_counts(client):
    make_site()

    response = client.get("/api/v1/comparisons/other-1-vs-main/?fields=slug")

    assert response.status_code == 301
    assert response.headers["Location"] == "/api/v1/comparisons/main-vs-other-1/?fields=slug"
