"""Drafts as a form shows them: the one in its fields, those beside it, and what can be done."""

from secrets import token_hex

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.timezone import now

from publishing import drafts, proposals
from publishing.admin.draft_forms import SAVED_FORMS, form_key, moment, opened_by
from publishing.admin.replays import marked
from publishing.models import DraftKind, Outcome


def drafts_shown(model_admin, request, obj, *, proposing, bound):
    """Return what the form shows of drafts, and what its script needs to keep text."""
    kept = drafts_seen(model_admin.model, obj, request.user)
    opened = opened_by(request)
    offered = next((one for one in kept if is_offered(one, request.user, opened)), None)
    rows = [
        draft_row(model_admin, obj, one, request.user, may_save=obj is not None and not proposing)
        for one in kept
        if one != offered
    ]
    return {
        **sent_by_form(request),
        **addresses(model_admin, obj, proposing=proposing),
        "kind": ContentType.objects.get_for_model(model_admin.model).pk,
        "now": moment(now()),
        "unsaved": bound and not marked(request, "opened"),
        "offered": offered,
        "offered_at": moment(offered.updated_at) if offered else "",
        "offered_discard": (
            model_admin.desk_address("draft_discard", obj, offered.pk) if offered else ""
        ),
        "opened": next((row for row in rows if row["draft"].pk in opened), None),
        "rows": rows,
    }


def drafts_seen(model, obj, user):
    """Return the drafts of an object that the user may see; of a new one, the user's own."""
    kept = drafts.of_form(model, obj.pk if obj else None)
    if obj is None:
        kept = kept.filter(user=user)
    return [one for one in kept if drafts.may_see(user, one)]


def is_offered(draft, user, opened):
    """Tell whether a draft is text that a crash left behind."""
    own = draft.user_id == user.pk
    return own and draft.kind == DraftKind.AUTOSAVED and draft.pk not in opened


def sent_by_form(request):
    return {
        "form_key": form_key(request.POST.get("_form", "")) or token_hex(8),
        "saved_forms": " ".join(request.session.get(SAVED_FORMS, [])),
        "draft": request.POST.get("_draft", ""),
        "draft_at": request.POST.get("_draft_at", ""),
        "autosave": request.POST.get("_autosave", ""),
    }


def addresses(model_admin, obj, *, proposing):
    """Return where the form's buttons and its script send it, empty for what is not offered."""
    may_keep = obj is None or drafts.is_live(obj)
    return {
        "address": model_admin.form_address(obj),
        "keep_address": model_admin.desk_address("draft_keep", obj) if may_keep else "",
        "propose_address": model_admin.desk_address("draft_propose", obj) if proposing else "",
        "autosave_address": model_admin.desk_address("draft_autosave", obj),
        "take_address": model_admin.desk_address("draft_take", obj),
    }


def draft_row(model_admin, obj, draft, user, *, may_save):
    """Return what can be done with a draft; `may_save` tells whether the user could save it."""
    public = obj is not None and drafts.is_public(obj)
    may_discard = drafts.may_discard(user, draft)
    return {
        "draft": draft,
        "own": draft.user_id == user.pk,
        "open": f"{model_admin.form_address(obj)}?draft={draft.pk}",
        "publish": model_admin.desk_address("draft_publish", obj, draft.pk) if may_save else "",
        "publish_label": "Publish this draft" if public else "Save this draft",
        "discard": model_admin.desk_address("draft_discard", obj, draft.pk) if may_discard else "",
        "behind": obj is not None and draft.base_version != obj.version,
        **decisions_on(model_admin, obj, draft, user),
    }


def decisions_on(model_admin, obj, draft, user):
    """Return what came of a proposal so far, and where its writer and others take it further."""
    if obj is None:
        return {}
    here = {"round": proposals.round_of(draft)}
    if draft.kind == DraftKind.PROPOSED and draft.user_id == user.pk:
        here["withdraw"] = model_admin.desk_address("draft_withdraw", obj, draft.pk)
    if proposals.may_decide(user, draft):
        here["send_back"] = model_admin.desk_address("draft_send_back", obj, draft.pk)
        if not (here["round"] and here["round"].outcome == Outcome.APPROVED):
            here["approve"] = model_admin.desk_address("draft_approve", obj, draft.pk)
    return here


def round_in_words(review):
    """Say where a proposal stands, empty for a draft that nobody was asked about."""
    if review is None:
        return ""
    if review.outcome == Outcome.OPEN:
        return f"Waits for {review.asked_of or 'any reviewer'}"
    return f"{review.get_outcome_display()} by {review.decided_by or 'a reviewer'}"


def open_address(draft):
    """Return where a draft is opened, empty if nothing can open it any more."""
    model = draft.content_type.model_class()
    if model is None:
        return ""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    if draft.object_id is None:
        return f"{reverse(f'{name}_add')}?draft={draft.pk}"
    return f"{reverse(f'{name}_change', args=[draft.object_id])}?draft={draft.pk}"
