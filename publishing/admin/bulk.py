"""What is done to several objects of a list, once a page has named them and said the effect."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.template.response import TemplateResponse

from publishing import reviews, saving, workflow
from publishing.models import Publishable

MOST_AT_ONCE = 200


class NoForm(forms.Form):
    """For what needs no more than a yes."""


class ReviewerForm(forms.Form):
    reviewer = forms.ModelChoiceField(label="Reviewer", queryset=User.objects.none())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].queryset = reviews.reviewers()


@dataclass(frozen=True, slots=True)
class Effect:
    """What an action does to each object, in words, and what it asks for besides."""

    title: str
    words: str
    button: str
    form: type[forms.Form] = NoForm


EFFECTS: Mapping[str, Effect] = {
    "submit": Effect(
        "Send to review",
        "Each draft waits for a reviewer. What is no draft stays as it is.",
        "Send to review",
    ),
    "publish": Effect(
        "Publish",
        "Readers see each of these at once, or from the date that is set. What nobody has "
        "approved yet is approved by you, unless it is your own work.",
        "Publish",
    ),
    "unpublish": Effect(
        "Back to draft",
        "Readers see these no more, and their addresses answer “not found”. Nothing is deleted.",
        "Take back to draft",
    ),
    "archive": Effect(
        "Archive",
        "Readers see these no more, and their addresses answer “not found”. They are kept, and "
        "can become drafts again.",
        "Archive",
    ),
    "assign_reviewer": Effect(
        "Assign a reviewer",
        "The review of each of these waits for this person. What is not in review stays as it is.",
        "Assign",
        ReviewerForm,
    ),
}


class BulkActions(admin.ModelAdmin):
    """Ask before an action of the list changes anything."""

    effects: Mapping[str, Effect] = EFFECTS

    def has_decide_permission(self, request):
        return workflow.may_decide(request.user)

    def response_action(self, request, queryset, action_location=ActionLocation.CHANGE_LIST):
        """Show what a chosen action would do; run it once that was confirmed."""
        name = chosen(request.POST)
        actions = self.get_actions(request, action_location=action_location)
        known = action_location == ActionLocation.CHANGE_LIST and name in actions
        if not known or name not in self.effects:
            return super().response_action(request, queryset, action_location)
        effect, form = self.effects[name], None
        if "confirmed" in request.POST:
            form = effect.form(request.POST)
            if form.is_valid():
                request.chosen = form.cleaned_data
                return super().response_action(request, queryset, action_location)
        rows = selected(request.POST, queryset)
        if not rows:
            return super().response_action(request, queryset, action_location)
        if len(rows) > MOST_AT_ONCE:
            message = f"Choose at most {MOST_AT_ONCE} at a time. Nothing was changed."
            self.message_user(request, message, messages.WARNING)
            return None
        return self.confirmation(request, name, rows, form or effect.form())

    def confirmation(self, request, name, rows, form):
        effect = self.effects[name]
        context = {
            **self.admin_site.each_context(request),
            "title": effect.title,
            "effect": effect,
            "form": form,
            "opts": self.opts,
            "rows": [
                {"pk": row.pk, "name": str(row), "state": workflow.in_words(row)} for row in rows
            ],
            "name": name,
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/bulk_confirmation.html", context)

    @admin.action(description="Assign a reviewer", permissions=["decide"])
    def assign_reviewer(self, request, queryset):
        reviewer = request.chosen["reviewer"]

        def assign(obj):
            return reviews.assign(obj, reviewer, asked_by=request.user)

        self.do_to_each(request, queryset, assign, f"waits for {reviewer}")

    def do_to_each(
        self,
        request,
        queryset,
        deed: Callable[[Publishable], bool],
        done: str,
    ) -> None:
        """Do it to each object for itself, and say what became of it."""
        for obj in queryset:
            try:
                changed = deed(obj)
            except (PermissionDenied, ValidationError, saving.StaleSave) as error:
                self.message_user(request, f"{obj}: {in_words(error)}", messages.ERROR)
                continue
            if changed:
                self.log_change(request, obj, f"{done[0].upper()}{done[1:]}.")
            note = "" if changed else " Nothing to change."
            self.message_user(request, f"{obj}: {done}.{note}")


def in_words(error: Exception) -> str:
    match error:
        case ValidationError():
            return " ".join(error.messages)
        case saving.StaleSave():
            return "somebody saved it at this moment. Look at it, then try again."
    return "this is not yours to decide."


def chosen(data: Any) -> str:
    """Return the action whose button was pressed; a list has one above it, and may have two."""
    names = data.getlist("action")
    index = data.get("index", "0")
    place = int(index) if index.isdecimal() else 0
    return names[place] if place < len(names) else ""


def selected(data: Any, queryset: Any) -> list[Publishable]:
    """Return the objects that were ticked, or all of the list; one more than may be."""
    keys = data.getlist(ACTION_CHECKBOX_NAME)
    across = data.get("select_across", "0") not in ("", "0")
    rows = queryset if across else queryset.filter(pk__in=[key for key in keys if key.isdecimal()])
    return list(rows[: MOST_AT_ONCE + 1])
