"""Who has the form of an object open: a notice for others, never a lock."""

from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet

from publishing.models import Presence

SEEN_FOR = timedelta(seconds=60)


def of(obj: Model) -> QuerySet[Presence]:
    return Presence.objects.filter(content_type=kind_of(obj), object_id=obj.pk)


def see(obj: Model, user: AbstractBaseUser, *, at: datetime) -> None:
    """Note that somebody has the object open, and forget everybody who went without a word.

    Since when is kept for as long as they are seen without a gap.
    """
    row = Presence(
        content_type=kind_of(obj), object_id=obj.pk, user_id=user.pk, since=at, seen_at=at
    )
    Presence.objects.filter(seen_at__lte=at - SEEN_FOR).delete()
    Presence.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["content_type", "object_id", "user"],
        update_fields=["seen_at"],
    )


def leave(obj: Model, user: AbstractBaseUser) -> None:
    of(obj).filter(user_id=user.pk).delete()


def others(obj: Model, user: AbstractBaseUser, *, at: datetime) -> QuerySet[Presence]:
    """Return who else has the object open, the last seen first."""
    seen = of(obj).filter(seen_at__gt=at - SEEN_FOR).exclude(user_id=user.pk)
    return seen.select_related("user").order_by("-seen_at", "pk")


def kind_of(obj: Model) -> ContentType:
    return ContentType.objects.get_for_model(obj)
