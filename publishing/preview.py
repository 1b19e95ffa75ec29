"""Preview: the page that readers would get, made by the view that makes it for readers.

What is to be shown is saved, shown and undone, within one transaction: no second way of
rendering can drift from the first, and nothing of it stays.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve
from django.utils.timezone import now

from publishing import drafts
from publishing.models import Draft, Publishable, Status

NOT_FOUND = (
    "Readers would not find this page, even published: something that it is about, such as a "
    "framework, is not published itself."
)

# What Django reads of any request's surroundings; no page of ours depends on it.
ENVIRONMENT = {"SERVER_NAME": "localhost", "SERVER_PORT": "80", "SCRIPT_NAME": ""}


class NotShown(Exception):
    """There is no page to show; the problems say why, each in a sentence."""

    def __init__(self, problems: list[str]):
        super().__init__(" ".join(problems))
        self.problems = problems


class NoMessages:
    """Takes what a save would tell its editor, who is told nothing: it is not saved."""

    def add(self, *args: Any, **kwargs: Any) -> None:
        pass


@contextmanager
def undone() -> Iterator[None]:
    """Run a block in a transaction that is rolled back at its end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def page_of(obj: Publishable, *, shared_until: datetime | None = None) -> HttpResponse:
    """Return the finished page of an object as if it were published; to be called in `undone`.

    `shared_until` adds a line for people who read it by a link that ends.
    """
    stored = publish_for_now(obj)
    path = stored.get_absolute_url()  # type: ignore[attr-defined]
    request = request_of_reader(path)
    request.shared_until = shared_until  # type: ignore[attr-defined]
    try:
        response = answer(request)
    except Http404:
        raise NotShown([NOT_FOUND]) from None
    if response.status_code != 200:
        raise NotShown([NOT_FOUND])
    return response


def publish_for_now(obj: Publishable, *, at: datetime | None = None) -> Publishable:
    """Let readers see an object from now on, or since the date that it has; raise NotShown."""
    at = at or now()
    stored = type(obj)._base_manager.get(pk=obj.pk)
    stored.status = Status.PUBLISHED
    if stored.published_at is None or stored.published_at > at:
        stored.published_at = at.replace(microsecond=0)
    if stored.unpublish_at is not None and stored.unpublish_at <= at:
        stored.unpublish_at = None
    try:
        stored.validate_constraints()
    except ValidationError as error:
        raise NotShown(error.messages) from error
    dates = {"published_at": stored.published_at, "unpublish_at": stored.unpublish_at}
    type(obj)._base_manager.filter(pk=obj.pk).update(status=stored.status, **dates)
    return stored


def request_of_reader(path: str) -> HttpRequest:
    """Return a request without a user, cookies or anything else that readers have not."""
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = path
    request.META = dict(ENVIRONMENT)
    return request


def answer(request: HttpRequest) -> HttpResponse:
    match = resolve(request.path_info)
    request.resolver_match = match
    response = match.func(request, *match.args, **match.kwargs)
    if hasattr(response, "render"):
        # Here and now: after the transaction there is nothing left to be read.
        response = response.render()
    return response


def page_of_draft(draft: Draft, *, shared_until: datetime | None = None) -> HttpResponse:
    """Return the page that a draft would make, within the rights of whoever wrote it."""
    model = draft.content_type.model_class()
    if model is None or not issubclass(model, Publishable):
        raise Http404
    request = HttpRequest()
    request.META = dict(ENVIRONMENT)
    request.user = draft.user
    model_admin: Any = admin.site.get_model_admin(model)
    return model_admin.rehearse(
        request, draft.object_id, drafts.replay(draft), shared_until=shared_until
    )
