"""Links that show one unpublished thing to people without an account, for some days."""

from datetime import datetime, timedelta
from typing import TypeGuard

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.signing import BadSignature, Signer
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.timezone import now

from publishing import preview
from publishing.models import Draft, PreviewLink, Publishable, State

DAYS = 7
CHOICES_OF_DAYS = (1, 7, 30)
MOST_OPEN = 20
SHARED_STATES = (State.DRAFT, State.IN_REVIEW, State.SCHEDULED)
# The dot stands in no signature, and an address shows it as it is.
signer = Signer(sep=".", salt="publishing.preview")


def make(user: User, shown: Model, *, days: int = DAYS, at: datetime | None = None) -> PreviewLink:
    """Make a link to an object, or to one draft and nothing else."""
    draft = shown if isinstance(shown, Draft) else None
    return PreviewLink.objects.create(
        content_type=draft.content_type if draft else ContentType.objects.get_for_model(shown),
        object_id=draft.object_id if draft else shown.pk,
        draft=draft,
        created_by=user,
        expires_at=(at or now()) + timedelta(days=days),
    )


def address(link: PreviewLink) -> str:
    """Return the link's path. Whoever knows it may look, so it is shown to editors alone."""
    return reverse("publishing:preview", args=[signer.sign(str(link.pk))])


def find(token: str, *, at: datetime | None = None) -> PreviewLink | None:
    """Return the link of a token while it is open; None for what is forged, over or taken back."""
    try:
        key = int(signer.unsign(token))
    except (BadSignature, ValueError):
        return None
    links = PreviewLink.objects.select_related(
        "content_type", "draft__user", "draft__content_type"
    )
    link = links.filter(pk=key).first()
    return link if link is not None and link.is_open(at or now()) else None


def open_links(
    kind: ContentType, object_id: int | None, drafts: list[Draft], *, at: datetime | None = None
) -> QuerySet[PreviewLink]:
    """Return the links that work still, to an object or to one of these drafts."""
    shown = Q(draft__in=drafts)
    if object_id is not None:
        shown |= Q(draft=None, content_type=kind, object_id=object_id)
    links = PreviewLink.objects.filter(shown, revoked_at=None, expires_at__gt=at or now())
    return links.select_related("created_by", "draft__user")


def revoke(link: PreviewLink, *, at: datetime | None = None) -> None:
    if link.revoked_at is None:
        link.revoked_at = at or now()
        link.save(update_fields=["revoked_at"])


def page(link: PreviewLink | None) -> HttpResponse:
    """Return the page that a link shows; raise Http404 if there is none, or NotShown."""
    if link is None:
        raise Http404
    if link.draft is not None:
        return preview.page_of_draft(link.draft, shared_until=link.expires_at)
    if not can_be_shared(link.subject):
        raise Http404
    with preview.undone():
        return preview.page_of(link.subject, shared_until=link.expires_at)


def can_be_shared(obj: Model | None) -> TypeGuard[Publishable]:
    """Tell whether a link to the object itself shows anything.

    What is live has an address of its own, and what is archived was taken from its readers.
    """
    return isinstance(obj, Publishable) and obj.state() in SHARED_STATES
