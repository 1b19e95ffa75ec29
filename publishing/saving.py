"""Accepted saves: every one raises the version, and none overwrites what somebody else saved."""

from django.db import transaction

from publishing.models import Versioned


class StaleSave(Exception):
    """Somebody saved the row after this save was begun; nothing was written."""

    def __init__(self, obj: Versioned):
        super().__init__(f"{obj._meta.verbose_name} {obj.pk} was changed by somebody else.")
        self.obj = obj


@transaction.atomic
def save_accepted(obj: Versioned, *, expected: int | None = None) -> None:
    """Save a row and count it; raise StaleSave if its version is no longer the expected one.

    The comparison is part of the UPDATE, so that of two saves at once only one finds its row.
    """
    if obj.pk is None or obj._state.adding:
        obj.version = 1
        obj.save()
        return
    expected = obj.version if expected is None else expected
    rows = type(obj)._base_manager.filter(pk=obj.pk, version=expected)
    if not rows.update(version=expected + 1):
        raise StaleSave(obj)
    obj.version = expected + 1
    obj.save()
