"""Accepted saves: every one raises the version, and none overwrites what somebody else saved.

An app may have the saves and deletions of a model followed, to write down what they changed.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Model

from publishing.models import Versioned


class StaleSave(Exception):
    """Somebody saved the row after this save was begun; nothing was written."""

    def __init__(self, obj: Versioned):
        super().__init__(f"{obj._meta.verbose_name} {obj.pk} was changed by somebody else.")
        self.obj = obj


class Follower(NamedTuple):
    look: Callable[[Any], Any]
    tell: Callable[[Any, Any, bool], None]


FOLLOWERS: dict[type[Model], Follower] = {}


def follow(
    model: type[Model], look: Callable[[Any], Any], tell: Callable[[Any, Any, bool], None]
) -> None:
    """Have each accepted save and deletion of a model's rows followed, in its own transaction.

    `look` takes the row before anything is written, and what it returns is handed to `tell` after
    that, with the row and whether it is gone. Call this from `AppConfig.ready`.
    """
    FOLLOWERS[model] = Follower(look, tell)


@contextmanager
def followed(objects: Iterable[Model], *, gone: bool = False) -> Iterator[None]:
    """Tell of what happens to these objects inside the block."""
    seen = [(obj, one, one.look(obj)) for obj in objects if (one := FOLLOWERS.get(type(obj)))]
    yield
    for obj, follower, before in seen:
        follower.tell(before, obj, gone)


@transaction.atomic
def save_accepted(obj: Versioned, *, expected: int | None = None) -> None:
    """Save a row and count it; raise StaleSave if its version is no longer the expected one.

    The comparison is part of the UPDATE, so that of two saves at once only one finds its row.
    """
    if obj.pk is None or obj._state.adding:
        obj.version = 1
        with followed([obj]):
            obj.save()
        return
    expected = obj.version if expected is None else expected
    rows = type(obj)._base_manager.filter(pk=obj.pk, version=expected)
    if not rows.update(version=expected + 1):
        raise StaleSave(obj)
    obj.version = expected + 1
    with followed([obj]):
        obj.save()
