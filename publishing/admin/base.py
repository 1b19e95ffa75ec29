"""The base of every admin of the desk."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms.widgets import Media, Script
from django.http import HttpResponse

from publishing import addresses, documents, revisions, saving, search, workflow
from publishing.admin.conflict import ConflictPanel
from publishing.admin.fields import LongTexts
from publishing.admin.forms import VersionedForm
from publishing.admin.panels import Panel
from publishing.admin.presence import PresencePanel
from publishing.admin.proposals import ProposalsPanel
from publishing.admin.replays import marked
from publishing.admin.restore import RestorePanel
from publishing.models import Step


class VersionedAdmin(PresencePanel, ConflictPanel, ProposalsPanel, RestorePanel, LongTexts, Panel):
    """Save nothing over somebody else's text, and keep one revision of each accepted save."""

    form = VersionedForm
    change_form_template = "admin/versioned_change_form.html"
    list_per_page = 50

    @property
    def media(self):
        return super().media + Media(js=[Script("admin_desk/names.js", type="module")])

    def has_view_permission(self, request, obj=None):
        in_reach = obj is None or workflow.may_see(request.user, obj)
        return super().has_view_permission(request, obj) and in_reach

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (
            self.is_in_reach(request, obj) or self.is_proposing(request, obj)
        )

    def has_delete_permission(self, request, obj=None):
        in_reach = obj is None or workflow.may_delete(request.user, obj)
        return super().has_delete_permission(request, obj) and in_reach

    def get_object(self, request, *args, **kwargs):
        """Return the object with who reads it: some fields name other objects."""
        obj = super().get_object(request, *args, **kwargs)
        if obj is not None:
            obj.reader = request.user
        return obj

    def is_in_reach(self, request, obj):
        return obj is None or workflow.may_change(request.user, obj)

    def get_changeform_initial_data(self, request):
        """Take from the address what the fields would accept, and nothing else."""
        fields = self.get_form(request).base_fields
        initial = {}
        for name, value in super().get_changeform_initial_data(request).items():
            try:
                initial[name] = fields[name].clean(value)
            except (KeyError, ValidationError):
                continue
        return initial

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except saving.StaleSave:
            # The transaction is rolled back. The same submission, checked against what is stored
            # by now, is refused in the form, which shows both texts.
            return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if reading := marked(request, "reading"):
            reading.take(context)
            return HttpResponse()
        context["out_of_reach"] = not self.is_in_reach(request, obj)
        context |= self.get_desk_context(request, obj, context)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_model(self, request, obj, form, change):
        """Save a new row; save_related saves a changed one, for it knows of the inlines too."""
        if not change:
            self.accept(obj, form)

    def save_related(self, request, form, formsets, change):
        obj = form.instance
        former_slug = self.stored_slug(obj)
        changed = form.has_changed() or any(formset.has_changed() for formset in formsets)
        if change and changed:
            self.accept(obj, form)
        super().save_related(request, form, formsets, change)
        self.settle(obj, former_slug)
        if changed or not change:
            step = self.step_of(form, formsets)
            note = getattr(request, "desk_credit", "")
            revisions.record(documents.root_of(obj), user=request.user, note=note, step=step)

    def step_of(self, form, formsets):
        """Return what a save is to the history."""
        return Step.SAVE

    def stored_slug(self, obj):
        """Return the address that is stored, None for what has none of its own."""
        if not hasattr(obj, "slug"):
            return None
        return self.model._default_manager.values_list("slug", flat=True).get(pk=obj.pk)

    def accept(self, obj, form):
        saving.save_accepted(obj)

    def settle(self, obj, former_slug):
        """Follow up what a save changes elsewhere, once the object and its rows are saved."""
        if former_slug is not None and former_slug != obj.slug:
            addresses.remember(obj, former_slug)

    @transaction.atomic
    def delete_model(self, request, obj):
        self.delete_queryset(request, self.model._default_manager.filter(pk=obj.pk))

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        """Delete, and keep a revision of each whole that a part was taken from."""
        objects = set(queryset)
        wholes = {documents.root_of(obj) for obj in objects} - objects
        with saving.followed(objects, gone=True):
            super().delete_queryset(request, queryset)
        for obj in objects:
            search.refresh(obj)
        for whole in wholes:
            revisions.record(whole, user=request.user)
