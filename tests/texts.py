"""Texts on their way to readers: written, asked about, approved."""

from django.contrib.auth.models import Permission, User

from publishing import decisions, revisions
from tests.factories import make_page


def make_text(user, **fields):
    """Make a draft that the user wrote."""
    page = make_page(**{"title": "Method", "status": "draft", "published_at": None, **fields})
    revisions.record(page, user=user)
    return page


def make_asked(user, **fields):
    """Make a text that its writer has sent to review."""
    page = make_text(user, **fields)
    decisions.submit(page, user=user)
    return page


def make_approved(writer, reviewer, **fields):
    page = make_asked(writer, **fields)
    decisions.approve(page, user=reviewer)
    return page


def let_approve_own(user):
    user.user_permissions.add(Permission.objects.get(codename="approve_own"))
    # Read anew, because a user keeps the rights that were asked for once.
    return User.objects.get(pk=user.pk)


def rewrite(page, user, **fields):
    """Save other words, as a form does."""
    for name, value in fields.items():
        setattr(page, name, value)
    page.version += 1
    page.save()
    revisions.record(page, user=user)
