"""Drafts: submissions of a form that nobody has accepted yet, kept as they were sent.

A draft is a form's names and values. Opening it binds the form to it again, previewing replays
it and undoes that, publishing submits it; so a draft needs no format and no rules of its own.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import BadRequest
from django.db import transaction
from django.db.models import Model, Prefetch, Q, QuerySet
from django.http import QueryDict

from publishing import documents, proposals, workflow
from publishing.models import Draft, DraftKind, Publishable, Review

# What a form sends beside the text: buttons and controls of the desk, and the list of actions.
CONTROL_PREFIXES = ("_", "CHANGE_FORM-", "choice-")
# “overwrite” is one reader's word on one version; whoever publishes a draft gives their own.
CONTROLS = frozenset({"csrfmiddlewaretoken", "overwrite"})
EMPTY_ROW = "__prefix__"
# Decided by a publisher. A draft of somebody who may not decide them has no word on them.
DECISIONS = ("published_at", "unpublish_at")


class KeptAlready(Exception):
    """The user has another draft of the object, which would be lost; nothing was written."""

    def __init__(self, draft: Draft):
        super().__init__(f"Draft {draft.pk} is kept already.")
        self.draft = draft


def may_propose(user: User | AnonymousUser, obj: Model) -> bool:
    """Tell whether the user may write about the object, but not change it: it is live."""
    opts = obj._meta
    right = f"{opts.app_label}.{get_permission_codename('change', opts)}"
    return (
        user.has_perm(right) and workflow.may_see(user, obj) and not workflow.may_change(user, obj)
    )


def sees_all(user: User | AnonymousUser, model: type[Model]) -> bool:
    """Tell whether the user sees everybody's drafts of a model."""
    return workflow.sees_all(user, documents.root_model(model))


def is_live(obj: Model) -> bool:
    """Tell whether saving the object would change what a publisher decided on."""
    root = documents.root_of(obj) if obj.pk else obj
    return isinstance(root, Publishable) and root.status not in workflow.OPEN


def is_public(obj: Model) -> bool:
    """Tell whether readers see at once what is saved in the object."""
    root = documents.root_of(obj)
    return not isinstance(root, Publishable) or root.is_public()


def submission_of(post: QueryDict) -> list[list[str]]:
    """Return a form's names and values without keys, buttons and empty rows."""
    kept = [
        [name, str(value)]
        for name, values in post.lists()
        if name not in CONTROLS and not name.startswith(CONTROL_PREFIXES)
        if EMPTY_ROW not in name
        for value in values
    ]
    if any("\0" in text for pair in kept for text in pair):
        raise BadRequest("A text holds a character that no text has.")
    return kept


def replay(draft: Draft) -> QueryDict:
    """Return a draft as the submission that it was."""
    data = QueryDict(mutable=True)
    for name, value in draft.data:
        data.appendlist(name, value)
    return data


def of_form(model: type[Model], object_id: int | None) -> QuerySet[Draft]:
    """Return the drafts of an object, or those of a new one of the model, with their rounds."""
    kind = ContentType.objects.get_for_model(model)
    drafts = Draft.objects.filter(content_type=kind, object_id=object_id)
    return with_rounds(drafts.select_related("user", "content_type"))


def with_rounds(drafts: QuerySet[Draft]) -> QuerySet[Draft]:
    rounds = Review.objects.select_related("asked_of", "decided_by")
    return drafts.prefetch_related(Prefetch("reviews", queryset=rounds))


def visible_to(user: User | AnonymousUser) -> QuerySet[Draft]:
    """Return the user's own drafts, and everybody's of some models."""
    used = ContentType.objects.filter(pk__in=Draft.objects.values("content_type"))
    models = {kind: kind.model_class() for kind in used}
    seen = [kind for kind, model in models.items() if model and sees_all(user, model)]
    return Draft.objects.filter(Q(user_id=user.pk) | Q(content_type__in=seen))


def may_see(user: User | AnonymousUser, draft: Draft) -> bool:
    model = draft.content_type.model_class()
    return draft.user_id == user.pk or (model is not None and sees_all(user, model))


@transaction.atomic
def keep(
    obj: Model,
    post: QueryDict,
    *,
    user: User,
    kind: DraftKind,
    opened: Iterable[int] = (),
    note: str = "",
    asked_of: User | None = None,
    restores: int | None = None,
) -> Draft:
    """Keep a submission as the user's draft of the object, which has no key if it is new.

    A draft that the form was not `opened` with is never written over: raise KeptAlready. A draft
    that somebody kept stays one that is kept when its text saves itself; a proposal is with
    others by then, so no text saves itself over it. A round of review opens with a proposal, of
    whoever is `asked_of` or of any reviewer, and ends once it is none any more.
    """
    written: dict[str, Any] = {
        "kind": kind,
        "title": title_of(obj, post),
        "data": submission_of(post),
        "base_version": base_version(obj, post),
        "note": note[:200],
        **({"restores": restores} if restores else {}),
    }
    draft, made = Draft.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(obj),
        object_id=obj.pk,
        user=user,
        defaults=written,
    )
    if not made:
        write_over(draft, written, opened)
    if kind == DraftKind.PROPOSED:
        proposals.ask(draft, asked_of=asked_of)
    elif kind == DraftKind.KEPT and not made:
        proposals.withdraw(draft)
    return draft


def write_over(draft: Draft, written: dict[str, Any], opened: Iterable[int]) -> None:
    by_itself = written["kind"] == DraftKind.AUTOSAVED
    if draft.pk not in opened or (by_itself and draft.kind == DraftKind.PROPOSED):
        raise KeptAlready(draft)
    if by_itself:
        written = written | {"kind": draft.kind, "note": draft.note}
    for name, value in written.items():
        setattr(draft, name, value)
    draft.save()


def title_of(obj: Model, post: QueryDict) -> str:
    written = post.get("title") or post.get("name") or (str(obj) if obj.pk else "")
    return " ".join(str(written).replace("\0", " ").split())[:200]


def base_version(obj: Model, post: QueryDict) -> int:
    """Return the version that a submission was begun on, 0 for what names none."""
    sent = str(post.get("version", ""))
    return int(sent) if obj.pk and sent.isascii() and sent.isdigit() and len(sent) < 10 else 0


def may_discard(user: User | AnonymousUser, draft: Draft) -> bool:
    model = draft.content_type.model_class()
    publishes = model is not None and workflow.may_publish(user, documents.root_model(model))
    return draft.user_id == user.pk or publishes


def clear(
    obj: Model, user: User, opened: Iterable[int], *, seen_at: str, new: bool
) -> list[Draft]:
    """Throw away and return the drafts that have just become part of the object.

    Somebody else's only if it still is what was seen: they may have gone on writing.
    """
    found = of_form(type(obj), None if new else obj.pk).filter(pk__in=opened)
    cleared = [
        draft
        for draft in found
        if draft.user_id == user.pk
        or (may_see(user, draft) and draft.updated_at.isoformat() == seen_at)
    ]
    Draft.objects.filter(pk__in=[draft.pk for draft in cleared]).delete()
    return cleared
