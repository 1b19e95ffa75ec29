"""The way back to what an object said before."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path

from publishing import documents, drafts, restoring, saving
from publishing.admin.drafts import in_the_way
from publishing.admin.form_of_document import outside, submission_of
from publishing.admin.history import HistoryPanel, readable
from publishing.models import DraftKind, Publishable

SAVED_MEANWHILE = "Somebody saved it after you opened this page. This is the difference now."


class RestorePanel(HistoryPanel):
    """Bring back what a revision says: at once, or as a draft of what readers see.

    A draft is the submission of one form. What has forms of its own, as facts have, can only be
    restored at once, and the page says so.
    """

    def get_urls(self):
        return [
            path(
                "<path:object_id>/history/<int:number>/restore/",
                self.admin_site.admin_view(self.restore_view),
                name=f"{self.opts.app_label}_{self.opts.model_name}_restore",
            ),
            *super().get_urls(),
        ]

    @readable
    def restore_view(self, request, object_id, number):
        """Show what a restore would change; do it on a POST that has seen what is stored."""
        obj = self.get_changeable(request, object_id)
        revision = self.get_revision(obj, number)
        text = documents.text_of(obj)
        document = restoring.document_for(obj)
        changes = self.changes(
            document, restoring.read(document, text), restoring.target(obj, revision)
        )
        is_live = isinstance(obj, Publishable) and obj.is_public()
        elsewhere = outside(self, obj)
        apart = {one.where[0] for one, _pictures in changes if one.keys[0] in elsewhere}
        as_draft = bool(changes) and is_live and not apart
        lacking = restoring.lacking(request.user, obj, [one for one, _pictures in changes])
        if request.method == "POST" and lacking:
            raise PermissionDenied
        problems = []
        if request.method == "POST":
            restore = self.restore_as_draft if as_draft else self.restore
            response, problems = restore(request, obj, revision)
            if response:
                return response
        return self.history_page(
            request,
            obj,
            "history_restore",
            status=409 if problems else 200,
            title=f"Restore revision {number} of “{obj}”",
            revision=revision,
            changes=changes,
            problems=problems,
            lacking=lacking,
            seen=restoring.fingerprint(text),
            is_live=is_live,
            as_draft=as_draft,
            apart=sorted(apart),
        )

    def restore_as_draft(self, request, obj, revision):
        """Put what a revision says into the form of what is live, which changes nothing yet."""
        if request.POST.get("seen") != restoring.fingerprint(documents.text_of(obj)):
            return None, [SAVED_MEANWHILE]
        try:
            draft = drafts.keep(
                obj,
                submission_of(self, request, obj, revision),
                user=request.user,
                kind=DraftKind.KEPT,
                restores=revision.number,
            )
        except restoring.NotRestored as error:
            return None, error.problems
        except drafts.KeptAlready as refusal:
            return None, [in_the_way(refusal.draft)]
        said = (
            f"What revision {revision.number} says stands in the fields below, as a draft of "
            "yours. Readers see nothing of it until it is saved."
        )
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(f"{self.history_address(obj, 'change')}?draft={draft.pk}"), []

    def restore(self, request, obj, revision):
        """Return (where to go on, []), or (None, what stands against it)."""
        former_slug = self.stored_slug(obj)
        try:
            restored = restoring.restore(
                obj,
                revision,
                user=request.user,
                seen=request.POST.get("seen", ""),
                settle=lambda found: self.settle(found, former_slug),
            )
        except saving.StaleSave:
            return None, [SAVED_MEANWHILE]
        except restoring.NotRestored as error:
            return None, error.problems
        if restored is None:
            said = f"“{obj}” says what revision {revision.number} says. There is nothing to do."
            self.message_user(request, said, messages.INFO)
        else:
            self.log_change(request, obj, f"Restored revision {revision.number}.")
            said = (
                f"“{obj}” says again what revision {revision.number} says. "
                f"This is revision {restored.number}; nothing that was there before is lost."
            )
            self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(self.history_address(obj)), []
