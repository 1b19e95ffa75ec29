import socket
import sys
from datetime import date
from pathlib import Path

import pytest
from django.utils.timezone import localdate

from comparisons.models import Snippet
from comparisons.snippet_runner import Run, listens, problem_with, record_runs
from publishing.models import Revision
from tests.factories import make_framework, make_snippet

HELLO = """
> GET /hello?name=Ann

< 200
< Content-Type: text/plain
<
< Hello, Ann!
"""
REFUSED = """
> POST /hello
> Content-Type: application/json
>
> {"name": ""}

< 422
<
< application/json {"name": ""}
"""
PROGRAMS = Path(sys.executable).parent
SERVER = """
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(200 if self.path == "/hello?name=Ann" else 404, b"Hello, Ann!\\n")

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(422, self.headers["Content-Type"].encode() + b" " + body)

    def answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.wfile.write(body)

HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def make_program(port, **fields):
    return Snippet(
        **{
            "filename": "hello.py",
            "code": SERVER,
            "start": f"python hello.py {port}",
            "transcript": HELLO,
            **fields,
        }
    )


def test_snippet_that_answers_as_it_says_has_no_problem(port):
    assert problem_with(make_program(port), PROGRAMS, [port]) == ""


def test_snippet_leaves_no_process_behind(port):
    problem_with(make_program(port), PROGRAMS, [port])
    assert not listens(port)


def test_every_exchange_is_asked_with_its_headers_and_its_body(port):
    assert problem_with(make_program(port, transcript=HELLO + REFUSED), PROGRAMS, [port]) == ""


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        (
            HELLO.replace("/hello?name=Ann", "/other"),
            "GET /other: It answered 404 instead of 200.",
        ),
        (
            HELLO.replace("Ann!", "World!"),
            "GET /hello?name=Ann: It answered 'Hello, Ann!' instead of 'Hello, World!'.",
        ),
        (
            HELLO.replace("text/plain", "text/html"),
            "GET /hello?name=Ann: It sent Content-Type 'text/plain' instead of 'text/html'.",
        ),
        (
            HELLO + REFUSED.replace("422", "201"),
            "POST /hello: It answered 422 instead of 201.",
        ),
        ("", "Its transcript is empty."),
        ("GET /", "Every line begins with > or <: “GET /”."),
    ],
    ids=["status", "body", "header", "second exchange", "empty", "no transcript"],
)
def test_difference_is_a_problem(port, wrong, problem):
    assert problem_with(make_program(port, transcript=wrong), PROGRAMS, [port]) == problem


def test_program_that_ends_is_a_problem_with_its_last_words(port):
    snippet = make_program(port, code="raise SystemExit('no such module')")
    assert problem_with(snippet, PROGRAMS, [port]) == (
        "It ended before it answered; its last words: no such module"
    )


def test_command_that_does_not_exist_is_a_problem(port):
    snippet = make_program(port, start="no-such-command hello.py")
    assert "no-such-command" in problem_with(snippet, PROGRAMS, [port])


def test_other_program_on_the_port_is_not_asked(port):
    with socket.create_server(("127.0.0.1", port)):
        problem = problem_with(make_program(port), PROGRAMS, [port])
    assert problem.startswith("It ended before it answered; its last words: OSError")


@pytest.mark.django_db
def test_recorded_run_is_an_accepted_save_of_the_framework():
    framework = make_framework()
    snippet = make_snippet(framework, run_on=date(2026, 1, 1), run_against="3.0", passed=True)
    record_runs(framework, [Run(snippet, "3.1.3", "It answered 404 instead of 200.")])
    snippet.refresh_from_db()
    assert (snippet.run_on, snippet.run_against, snippet.passed) == (localdate(), "3.1.3", False)
    framework.refresh_from_db()
    assert framework.version == 2
    assert Revision.objects.get().subject == framework
