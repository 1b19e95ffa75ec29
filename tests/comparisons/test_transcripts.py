import pytest

from comparisons.transcripts import Exchange, Message, TranscriptProblem, parse

POST = """\
> POST /books
> Content-Type: application/json
>
> {"title": "",
>  "year": 1066}

< 422
< Content-Type: application/json
<
< {"title": "too short",
<
<  "year": "too early"}
"""


def test_transcript_without_lines_has_no_exchange():
    assert parse("\n \n") == []


def test_request_and_answer_have_headers_and_bodies_in_their_own_lines():
    json = (("Content-Type", "application/json"),)
    assert parse(POST) == [
        Exchange(
            Message("POST /books", json, '{"title": "",\n "year": 1066}'),
            Message("422", json, '{"title": "too short",\n\n "year": "too early"}'),
        )
    ]


def test_exchange_names_method_path_and_status():
    (exchange,) = parse("> GET /books/1?full=1\n< 404")
    assert (exchange.method, exchange.path, exchange.status) == ("GET", "/books/1?full=1", 404)


def test_exchanges_keep_their_order():
    found = parse("> GET /a\n< 200\n\n" + POST + "\n> GET /b\n< 404\n<\n< none")
    assert [exchange.path for exchange in found] == ["/a", "/books", "/b"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("GET /", "Every line begins with > or <: “GET /”."),
        ("< 200", "Every request (>) needs one answer (<) after it."),
        ("> GET /", "Every request (>) needs one answer (<) after it."),
        ("> get /\n< 200", "A request begins like “> GET /path”, not “get /”."),
        ("> GET books\n< 200", "A request begins like “> GET /path”, not “GET books”."),
        ("> GET /\n< 200 OK", "An answer begins like “< 200”, not “200 OK”."),
        ("> GET /\n< 700", "An answer begins like “< 200”, not “700”."),
        ("> GET /\n> GET /b\n< 200", "A header is “Name: value”, not “GET /b”."),
        ("> GET /\n< 200\n< Hello", "A header is “Name: value”, not “Hello”."),
    ],
)
def test_what_is_no_transcript_is_refused_with_its_place(text, problem):
    with pytest.raises(TranscriptProblem) as refused:
        parse(text)
    assert str(refused.value) == problem
