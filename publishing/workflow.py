"""What editors decide about something publishable, and who may decide it."""

from datetime import datetime

from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from django.db.models import Model
from django.utils.formats import date_format
from django.utils.timezone import localtime, now

from publishing import documents, revisions, saving
from publishing.models import Publishable, State, Status

# What a writer may choose and change; the rest is a publisher's decision.
OPEN = (Status.DRAFT, Status.IN_REVIEW)


def may_publish(user: User | AnonymousUser, model: type[Model] | Model) -> bool:
    opts = model._meta
    return user.has_perm(f"{opts.app_label}.{get_permission_codename('publish', opts)}")


def may_change(user: User | AnonymousUser, obj: Model) -> bool:
    """Tell whether this right of the user reaches the object: a writer's ends at what is live."""
    root = documents.root_of(obj)
    if not isinstance(root, Publishable):
        return True
    return root.status in OPEN or may_publish(user, root)


def submit(obj: Publishable, *, user: User | None = None) -> bool:
    """Ask for a review of a draft; False if it is no draft."""
    return obj.status == Status.DRAFT and move(obj, Status.IN_REVIEW, user=user)


def publish(obj: Publishable, *, user: User | None = None, at: datetime | None = None) -> bool:
    """Publish at the date that is set, else at once; False if it is published already."""
    obj.published_at = obj.published_at or (at or now()).replace(microsecond=0)
    return move(obj, Status.PUBLISHED, user=user)


def unpublish(obj: Publishable, *, user: User | None = None) -> bool:
    """Make a draft of it again; False if it is one."""
    return move(obj, Status.DRAFT, user=user)


def archive(obj: Publishable, *, user: User | None = None) -> bool:
    """Take it from the readers for good, keeping it; False if it is archived already."""
    return move(obj, Status.ARCHIVED, user=user)


@transaction.atomic
def move(obj: Publishable, status: Status, *, user: User | None = None) -> bool:
    """Accept a new status, or raise ValidationError or StaleSave and write nothing."""
    if obj.status == status:
        return False
    obj.status = status
    obj.validate_constraints()
    saving.save_accepted(obj)
    revisions.record(obj, user=user)
    return True


def in_words(obj: Publishable, *, at: datetime | None = None) -> str:
    """Return the state as a list shows it, with day, hour and zone where it depends on them."""
    state = obj.state(at)
    if state != State.SCHEDULED or obj.published_at is None:
        return str(state.label)
    moment = localtime(obj.published_at)
    return f"Scheduled for {date_format(moment, 'j F Y, H:i')} ({moment.tzname()})"
