"""Long lists in parts, each read by key: the last part costs what the first one does."""

from collections.abc import Callable, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest

from publishing.api.parameters import ListParameters

# Of how many rows a part is chosen at most, where only Python can tell which belong to it.
MOST_READ = 500
ODD_CURSOR = "This cursor was not given out for this list. Begin again without it."


class Slice(NamedTuple):
    rows: list[Any]
    next: str | None


def read_slice(
    queryset: QuerySet,
    key: Sequence[str],
    parameters: ListParameters,
    request: HttpRequest,
    *,
    keep: Callable[[Any], bool] | None = None,
) -> Slice:
    """Read one part of a list in one query.

    `key` are columns that order the rows and tell each from all others, "-" before those that
    fall. `keep` chooses among the rows; then a part may hold fewer than it has room for, even
    none, with more to come.
    """
    salt = f"{request.path}?{urlencode(parameters.filters())}"
    if parameters.cursor is not None:
        queryset = queryset.filter(after(key, read_cursor(parameters.cursor, key, salt)))
    most = MOST_READ if keep else parameters.limit
    found = list(queryset.order_by(*key)[: most + 1])
    read, more = found[:most], len(found) > most
    kept = [row for row in read if keep is None or keep(row)]
    if len(kept) > parameters.limit:
        kept, more = kept[: parameters.limit], True
        read = kept
    return Slice(kept, next_address(request, write_cursor(read[-1], key, salt)) if more else None)


def after(key: Sequence[str], values: Sequence[Any]) -> Q:
    """Return what holds of the rows behind the one with these values."""
    found, equal = Q(), Q()
    for name, value in zip(key, values, strict=True):
        column = name.removeprefix("-")
        found |= equal & Q(**{f"{column}__{beyond(name)}": value})
        equal &= Q(**{column: value})
    # Says nothing new, but tells a database where in an index to begin.
    begin = Q(**{f"{key[0].removeprefix('-')}__{beyond(key[0])}e": values[0]})
    return begin & found if len(key) > 1 else found


def beyond(name: str) -> str:
    return "lt" if name.startswith("-") else "gt"


def write_cursor(row: Model, key: Sequence[str], salt: str) -> str:
    columns = [name.removeprefix("-").replace("__", ".") for name in key]
    values = [attrgetter(column)(row) for column in columns]
    plain = [one.isoformat() if isinstance(one, date) else one for one in values]
    return signing.Signer(salt=salt).sign_object(plain)


def read_cursor(cursor: str, key: Sequence[str], salt: str) -> list[Any]:
    try:
        values = signing.Signer(salt=salt).unsign_object(cursor)
    except signing.BadSignature as error:
        raise Http404(ODD_CURSOR) from error
    if len(values) != len(key):  # Given out before the order of the list was changed.
        raise Http404(ODD_CURSOR)
    return values


def next_address(request: HttpRequest, cursor: str) -> str:
    query = urlencode({**request.GET.dict(), "cursor": cursor})
    return f"{settings.SITE_URL}{request.path}?{query}"
