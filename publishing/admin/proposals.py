"""Proposals about what is live: asked about, withdrawn, sent back and approved."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.urls import path
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from publishing import proposals
from publishing.admin.drafts import DraftsPanel
from publishing.admin.review_form import ReviewForm
from publishing.models import DraftKind, Outcome

DECIDED = {
    Outcome.APPROVED: "Approved. It waits for a publisher, and readers see nothing of it yet.",
    Outcome.SENT_BACK: "Sent back, with your note.",
}


class ProposalsPanel(DraftsPanel):
    """Let a draft of what is live wait for a reviewer, and answer its writer."""

    def get_urls(self):
        start = f"{self.opts.app_label}_{self.opts.model_name}"
        pages = [
            ("propose/", self.propose_view, "draft_propose"),
            ("<int:draft_id>/withdraw/", self.withdraw_view, "draft_withdraw"),
            ("<int:draft_id>/approve/", self.approve_view, "draft_approve"),
            ("<int:draft_id>/send-back/", self.send_back_view, "draft_send_back"),
        ]
        return [
            *(
                path(
                    f"<path:object_id>/drafts/{route}",
                    self.admin_site.admin_view(view),
                    name=f"{start}_{name}",
                )
                for route, view, name in pages
            ),
            *super().get_urls(),
        ]

    def proposal_form(self, request):
        data = request.POST if request.method == "POST" else None
        return ReviewForm(data, user=request.user, prefix="_proposal")

    @method_decorator(require_POST)
    def propose_view(self, request, object_id):
        obj = self.get_written(request, object_id)
        if not self.is_proposing(request, obj):
            raise PermissionDenied
        form = self.proposal_form(request)
        if not form.is_valid():
            return self.refuse(request, obj, [str(one[0]) for one in form.errors.values()])
        asked_of = form.cleaned_data["asked_of"]
        return self.keep_by_hand(request, obj, DraftKind.PROPOSED, asked_of=asked_of)

    @method_decorator(require_POST)
    def withdraw_view(self, request, draft_id, object_id):
        obj = self.get_written(request, object_id)
        draft = self.get_draft(request, obj, draft_id)
        if draft.user_id != request.user.pk:
            raise Http404
        withdrawn = proposals.withdraw(draft)
        said = "Withdrawn: it is a draft of yours again." if withdrawn else "It was not proposed."
        self.message_user(request, said, messages.SUCCESS if withdrawn else messages.WARNING)
        return HttpResponseRedirect(f"{self.form_address(obj)}?draft={draft.pk}")

    def approve_view(self, request, draft_id, object_id):
        return self.decide_view(request, draft_id, object_id, Outcome.APPROVED)

    def send_back_view(self, request, draft_id, object_id):
        return self.decide_view(request, draft_id, object_id, Outcome.SENT_BACK)

    @method_decorator(require_POST)
    def decide_view(self, request, draft_id, object_id, outcome):
        obj = self.get_written(request, object_id)
        draft = self.get_draft(request, obj, draft_id)
        form = self.proposal_form(request)
        try:
            if not form.is_valid():
                raise ValidationError([str(one[0]) for one in form.errors.values()])
            proposals.decide(
                draft,
                outcome,
                user=request.user,
                seen_at=request.POST.get("_draft_at", ""),
                note=form.cleaned_data["note"],
            )
        except ValidationError as error:
            return self.refuse(request, obj, error.messages)
        self.log_change(request, obj, f"{outcome.label}: the proposal of {draft.user}.")
        self.message_user(request, DECIDED[outcome], messages.SUCCESS)
        return HttpResponseRedirect(self.form_address(obj))

    def refuse(self, request, obj, problems):
        """Say why nothing was done, with everything that was typed in its place."""
        self.message_user(request, " ".join(problems), messages.ERROR)
        return self.show_again(request, obj, request.POST.copy())

    def get_desk_context(self, request, obj, context):
        here = super().get_desk_context(request, obj, context)
        return here | ({"proposal_form": self.proposal_form(request)} if "drafts" in here else {})
