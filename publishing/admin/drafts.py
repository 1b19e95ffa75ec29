"""Drafts of an object: kept, offered back, published or thrown away."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms.widgets import Media, Script
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from publishing import drafts, proposals
from publishing.admin.draft_forms import SAVED_FORMS, form_key, moment, numbers, opened_by
from publishing.admin.draft_rows import drafts_shown
from publishing.admin.panels import Panel
from publishing.admin.replays import held, marked, replayed
from publishing.admin.sent import as_sent, sent_names
from publishing.models import DraftKind

# Copies in browsers of forms that were saved meanwhile: so many are told of at once.
MOST_FORMS = 30
KEPT = {
    DraftKind.KEPT: "Kept as a draft. Readers see nothing of it until it is published.",
    DraftKind.PROPOSED: "Proposed. Reviewers find it on their desk, and you hear of them here.",
}
GONE = "This draft is not there any more: it was saved or thrown away. This is what is saved."
AUTOSAVED_ALREADY = (
    "There is text of yours from {} that was not saved. Take it back or throw it away first: "
    "there is one draft for each person."
)
KEPT_ALREADY = (
    "You have a draft of this from {} already. Open it in another tab and take over what you "
    "need, or throw it away; then keep this one. Nothing of this text is lost."
)


class DraftsPanel(Panel):
    """Keep what is written without saving it, and bring it back into the form."""

    @property
    def media(self):
        return super().media + Media(
            css={"all": ["admin_desk/drafts.css"]},
            js=[Script("admin_desk/drafts.js", type="module")],
        )

    def get_urls(self):
        start = f"{self.opts.app_label}_{self.opts.model_name}"
        pages = [
            ("autosave/", self.autosave_view, "draft_autosave"),
            ("keep/", self.keep_view, "draft_keep"),
            ("take/", self.take_view, "draft_take"),
            ("<int:draft_id>/publish/", self.publish_draft_view, "draft_publish"),
            ("<int:draft_id>/discard/", self.discard_view, "draft_discard"),
        ]
        return [
            *(
                path(
                    f"{form}/drafts/{route}",
                    self.admin_site.admin_view(view),
                    name=f"{start}_{name}",
                )
                for route, view, name in pages
                for form in ("add", "<path:object_id>")
            ),
            *super().get_urls(),
        ]

    def desk_address(self, name, obj, *args):
        """Return the address of a page of the form of an object, or of a new one."""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}"
        return reverse(name, args=[obj.pk, *args] if obj and obj.pk else args)

    def form_address(self, obj):
        return self.desk_address("change" if obj and obj.pk else "add", obj)

    # Who may write

    def is_proposing(self, request, obj):
        """Tell whether this request may fill in a form that its user cannot save."""
        return bool(
            obj is not None
            and marked(request, "proposes")
            and drafts.may_propose(request.user, obj)
        )

    def may_write(self, request, obj):
        if obj is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, obj)

    def get_written(self, request, object_id):
        """Return the object whose form this is, None for a new one; refuse who cannot write."""
        request.desk_proposes = True
        obj = self.get_object(request, object_id) if object_id is not None else None
        if object_id is not None and obj is None:
            raise Http404
        if not self.may_write(request, obj):
            raise PermissionDenied
        return obj

    def get_draft(self, request, obj, draft_id):
        draft = drafts.of_form(self.model, obj.pk if obj else None).filter(pk=draft_id).first()
        if draft is None or not drafts.may_see(request.user, draft):
            raise Http404
        return draft

    # The form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        request.desk_proposes = True
        if number := numbers([request.GET.get("draft", "")]):
            obj = self.get_written(request, object_id)
            form_url = self.form_address(obj)
            try:
                draft = self.get_draft(request, obj, number[0])
            except Http404:
                self.message_user(request, GONE, messages.WARNING)
                return HttpResponseRedirect(form_url)
            data = self.submission(request, obj, draft)
            request = replayed(request, data, path=form_url, holds=True, opened=draft)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return held(form) if marked(request, "holds") else form

    def submission(self, request, obj, draft):
        """Return a draft as it is submitted, with what its writer may not decide as it is."""
        data = drafts.replay(draft)
        data["_draft"] = str(draft.pk)
        data["_draft_at"] = draft.updated_at.isoformat()
        if obj is None:
            return data
        form = self.get_form(request, obj, change=True)(instance=obj)
        for name in set(drafts.DECISIONS) & set(form.fields):
            field = form.fields[name]
            if not any(sent in data for sent in sent_names(field.widget, name)):
                stored = form.get_initial_for_field(field, name)
                for sent, values in as_sent(field, name, stored).items():
                    data.setlist(sent, values)
        return data

    def show_again(self, request, obj, data):
        """Show the form with a submission in its fields, saving nothing."""
        for name in [name for name in data if name.startswith("CHANGE_FORM-")]:
            # Showing the form again is no reason to repeat an action.
            del data[name]
        address = self.form_address(obj)
        again = replayed(request, data, path=address, holds=True, proposes=True)
        return self.changeform_view(again, str(obj.pk) if obj else None, address)

    # What is done with drafts

    @method_decorator(require_POST)
    def autosave_view(self, request, object_id=None):
        obj = self.get_written(request, object_id)
        try:
            draft = self.keep(request, obj, DraftKind.AUTOSAVED)
        except drafts.KeptAlready:
            return JsonResponse({"draft": None}, status=409)
        return JsonResponse({"draft": draft.pk, "at": moment(draft.updated_at)})

    @method_decorator(require_POST)
    def keep_view(self, request, object_id=None):
        obj = self.get_written(request, object_id)
        return self.keep_by_hand(request, obj, DraftKind.KEPT)

    def keep_by_hand(self, request, obj, kind, **round_of_review):
        try:
            draft = self.keep(request, obj, kind, **round_of_review)
        except drafts.KeptAlready as refusal:
            self.message_user(request, in_the_way(refusal.draft), messages.ERROR)
            return self.show_again(request, obj, request.POST.copy())
        self.forget_copy(request)
        self.message_user(request, KEPT[kind], messages.SUCCESS)
        return HttpResponseRedirect(f"{self.form_address(obj)}?draft={draft.pk}")

    def keep(self, request, obj, kind, **round_of_review):
        return drafts.keep(
            obj or self.model(),
            request.POST,
            user=request.user,
            kind=kind,
            opened=opened_by(request),
            note=request.POST.get("_note", ""),
            **round_of_review,
        )

    @method_decorator(require_POST)
    def take_view(self, request, object_id=None):
        """Put a copy that a browser kept back into the form; nothing is written."""
        obj = self.get_written(request, object_id)
        return self.show_again(request, obj, request.POST.copy())

    @method_decorator(require_POST)
    def publish_draft_view(self, request, draft_id, object_id=None):
        """Submit a draft as an ordinary save, which may find it in conflict or wanting."""
        obj = self.get_object(request, object_id) if object_id is not None else None
        if obj is None:
            raise Http404
        draft = self.get_draft(request, obj, draft_id)
        address = self.form_address(obj)
        data = self.submission(request, obj, draft)
        data["_continue"] = "1"
        again = replayed(request, data, path=address)
        return self.changeform_view(again, object_id, address)

    @method_decorator(require_POST)
    def discard_view(self, request, draft_id, object_id=None):
        obj = self.get_written(request, object_id)
        draft = self.get_draft(request, obj, draft_id)
        if not drafts.may_discard(request.user, draft):
            raise PermissionDenied
        draft.delete()
        self.message_user(request, "Thrown away.", messages.SUCCESS)
        return HttpResponseRedirect(self.form_address(obj))

    # What a save does to drafts

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        cleared = drafts.clear(
            form.instance,
            request.user,
            opened_by(request),
            seen_at=request.POST.get("_draft_at", ""),
            new=not change,
        )
        request.desk_credit = proposals.credit(cleared, request.user)

    def response_add(self, request, obj, *args, **kwargs):
        self.forget_copy(request)
        return super().response_add(request, obj, *args, **kwargs)

    def response_change(self, request, obj):
        self.forget_copy(request)
        return super().response_change(request, obj)

    def forget_copy(self, request):
        """Tell the browser, once it opens a form again, that its copy of this one is saved."""
        if key := form_key(request.POST.get("_form", "")):
            saved = [*request.session.get(SAVED_FORMS, []), key]
            request.session[SAVED_FORMS] = saved[-MOST_FORMS:]

    # What the form shows

    def get_desk_context(self, request, obj, context):
        here = super().get_desk_context(request, obj, context)
        if context["is_popup"] or not self.may_write(request, obj):
            return here
        proposing = self.is_proposing(request, obj)
        if proposing:
            here |= dict.fromkeys(
                ["show_save", "show_save_and_continue", "show_save_and_add_another"], False
            )
        bound = context["adminform"].form.is_bound
        return here | {
            "drafts": drafts_shown(self, request, obj, proposing=proposing, bound=bound)
        }


def in_the_way(draft):
    words = AUTOSAVED_ALREADY if draft.kind == DraftKind.AUTOSAVED else KEPT_ALREADY
    return words.format(localtime(draft.updated_at).strftime("%d %B %Y, %H:%M"))
