"""What has a state: its columns, filters and the actions that change it."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import now

from publishing import decisions, reviews, saving, workflow
from publishing.admin.base import VersionedAdmin
from publishing.admin.bulk import BulkActions
from publishing.admin.columns import ColumnMixin
from publishing.admin.forms import PublishableForm
from publishing.admin.preview import PreviewPanel
from publishing.admin.review import ReviewPanel
from publishing.admin.seo import SearchPanel
from publishing.models import State, Step, live

PUBLICATION: tuple[str, Any] = (
    "Publication",
    {
        "fields": [("published_at", "unpublish_at")],
        "description": "A publisher decides when readers see it. "
        "A date in the future schedules it; nothing else has to run.",
    },
)
DATES = ("published_at", "unpublish_at")
SEARCH_ENGINES: tuple[str, Any] = (
    "Search engines and sharing",
    {
        "fields": ["seo_title", "seo_description"],
        "classes": ["collapse"],
        "description": "Leave both empty unless the title and the lead read badly in a list.",
    },
)


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return State.choices

    def queryset(self, request, queryset):
        moment = now()
        match self.value():
            case None:
                return queryset
            case State.SCHEDULED:
                return queryset.scheduled(moment)
            case State.PUBLISHED:
                return queryset.filter(live(moment))
            case State.ARCHIVED:
                return queryset.archived(moment)
            case status:
                return queryset.filter(status=status)


class PublishableAdmin(
    ReviewPanel, PreviewPanel, SearchPanel, BulkActions, ColumnMixin, VersionedAdmin
):
    form = PublishableForm
    paragraph_fields = ("lead", "seo_description")
    list_display = ["title", "state", "owner", "updated_at", "goes_live", "attention"]
    list_filter = [StateFilter]
    date_hierarchy = "published_at"
    actions = ["submit", "assign_reviewer", "publish", "unpublish", "archive"]

    def has_publish_permission(self, request):
        return workflow.may_publish(request.user, self.model)

    def get_queryset(self, request):
        return workflow.visible(super().get_queryset(request), request.user)

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return fields if self.has_publish_permission(request) else [*fields, *DATES]

    def step_of(self, form, formsets):
        """A date is no text: it needs no approval, and takes none away."""
        only_dates = form.has_changed() and set(form.changed_data) <= set(DATES)
        if only_dates and not any(formset.has_changed() for formset in formsets):
            return Step.DATE
        return super().step_of(form, formsets)

    def delete_queryset(self, request, queryset):
        keys = list(queryset.values_list("pk", flat=True))
        super().delete_queryset(request, queryset)
        reviews.forget(self.model, keys)

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.is_public() else None

    @admin.display(description="state", ordering="status")
    def state(self, obj):
        return workflow.in_words(obj)

    @admin.action(description="Send to review", permissions=["change"])
    def submit(self, request, queryset):
        self.decide(request, queryset, decisions.submit)

    @admin.action(
        description="Publish, at once or at the date that is set", permissions=["publish"]
    )
    def publish(self, request, queryset):
        self.decide(request, queryset, decisions.publish)

    @admin.action(description="Back to draft", permissions=["publish"])
    def unpublish(self, request, queryset):
        self.decide(request, queryset, decisions.unpublish)

    @admin.action(description="Archive", permissions=["publish"])
    def archive(self, request, queryset):
        self.decide(request, queryset, decisions.archive)

    def decide(self, request, queryset, decision):
        """Apply a decision to each object for itself, and say what became of it."""
        for obj in queryset:
            try:
                moved = decision(obj, user=request.user)
            except ValidationError as error:
                message = " ".join(error.messages)
                self.message_user(request, f"{obj}: {message}", messages.ERROR)
            except PermissionDenied:
                self.message_user(request, f"{obj}: this is not yours to decide.", messages.ERROR)
            except saving.StaleSave:
                message = "somebody saved it at this moment. Look at it, then try again."
                self.message_user(request, f"{obj}: {message}", messages.ERROR)
            else:
                if moved:
                    self.log_change(request, obj, workflow.in_words(obj))
                note = "" if moved else " Nothing to change."
                self.message_user(request, f"{obj}: {workflow.in_words(obj)}.{note}")
