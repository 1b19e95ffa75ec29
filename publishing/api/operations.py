"""What every operation does before its own work: refuse queries that it does not understand."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse
from ninja.operation import Operation

from publishing.api.problems import BadParameters

LONGEST_QUERY = 2000
MOST_PARAMETERS = 50


def strictly(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wrap an operation's `run`; Django Ninja itself skips unknown and repeated parameters."""
    operation: Operation = run.__self__  # type: ignore[attr-defined]

    @wraps(run)
    def run_strictly(request: HttpRequest, **path: Any) -> HttpResponse:
        try:
            refuse_odd_query(request.META.get("QUERY_STRING", ""), known_to(operation))
        except BadParameters as error:
            return operation.api.on_exception(request, error)
        return run(request, **path)

    return run_strictly


def known_to(operation: Operation) -> set[str]:
    return {
        name
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for name in model.__ninja_flatten_map__
    }


def refuse_odd_query(query: str, known: set[str]) -> None:
    """Raise BadParameters for what is no query, or asks for what nobody answers."""
    if len(query) > LONGEST_QUERY:
        raise BadParameters(("", f"The query has more than {LONGEST_QUERY} characters."))
    try:
        # A WSGI server hands bytes over as if they were Latin letters.
        text = query.encode("iso-8859-1").decode()
        pairs = parse_qsl(
            text, keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS
        )
    except UnicodeError as error:
        raise BadParameters(("", "The query is not UTF-8.")) from error
    except ValueError as error:
        raise BadParameters(("", "The query has too many parameters.")) from error
    names = [name for name, _value in pairs]
    errors = [(name, odd_name(name, known)) for name in dict.fromkeys(names) if name not in known]
    errors += [
        (name, "This parameter may be given once.")
        for name in sorted(known)
        if names.count(name) > 1
    ]
    errors += [
        (name, "This holds a character that no text has.")
        for name, value in pairs
        if "\x00" in value and name in known
    ]
    if errors:
        raise BadParameters(*errors)


def odd_name(name: str, known: set[str]) -> str:
    return f"There is no such parameter here. There are: {', '.join(sorted(known))}."
