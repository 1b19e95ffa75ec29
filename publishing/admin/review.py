"""Where an object stands between its writer and its readers, and the buttons that move it on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import Script
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import now

from publishing import decisions, reviews, revisions, workflow
from publishing.admin.panels import Panel
from publishing.admin.review_form import ReviewForm
from publishing.admin.step_buttons import SAVING, STEP, buttons, is_kept, step_of
from publishing.models import Outcome, Publishable, State, Step
from publishing.workflow import moment_in_words

CHANGED_SINCE = (
    "Somebody changed it since you opened this page. Nothing is decided yet: read it once more, "
    "then press the button again."
)
OTHER_DATES = (
    "The button that you pressed said something else than the dates below. Nothing is saved yet: "
    "read the button once more, then press it again."
)


class Refused(Exception):
    """A step cannot be taken; the save that it came with is undone as well."""

    def __init__(self, messages: list[str]):
        super().__init__(*messages)
        self.messages = tuple(messages)


@dataclass(frozen=True)
class Station:
    """A place on the way from draft to reader."""

    label: str
    is_current: bool
    is_passed: bool


def stations(obj: Publishable, waits_for: str) -> list[Station]:
    state = obj.state()
    order = [State.DRAFT, State.IN_REVIEW, State.SCHEDULED, State.PUBLISHED]
    if state == State.ARCHIVED:
        return []
    here = order.index(state)
    labels = ["Draft", "In review", "Scheduled", "Live"]
    labels[here] = waits_for if state == State.IN_REVIEW else workflow.in_words(obj)
    return [
        Station(label, is_current=place == here, is_passed=place < here)
        for place, label in enumerate(labels)
    ]


def outcome_in_words(step: Step, obj: Publishable) -> str:
    """Say what became of it, as the last words of a sentence that begins with its name."""
    state = obj.state()
    if state == State.SCHEDULED and obj.published_at:
        goes = f"goes live {moment_in_words(obj.published_at)}."
        return goes if step == Step.PUBLISH else f"was saved and {goes}"
    if step == Step.SAVE:
        return {
            State.DRAFT: "was saved as a draft.",
            State.IN_REVIEW: "was saved and stays in review.",
            State.PUBLISHED: "was saved and is live.",
        }.get(state, "was saved and stays archived.")
    if step == Step.SUBMIT:
        asked_of = getattr(reviews.latest(obj), "asked_of", None)
        return f"was sent to review, to {asked_of or 'any reviewer'}."
    return {
        Step.WITHDRAW: "was withdrawn from review and is a draft again.",
        Step.SEND_BACK: "was sent back, with your note.",
        Step.APPROVE: "was approved. A publisher can publish it as it is.",
        Step.PUBLISH: "is live.",
        Step.UNPUBLISH: "is a draft again. Readers do not see it.",
    }.get(step, "was archived. Readers do not see it.")


class ReviewPanel(Panel):
    """Where an object stands between its writer and its readers."""

    @property
    def media(self):
        return super().media + forms.Media(
            css={"all": ["admin_desk/review.css"]},
            js=[Script("admin_desk/review.js", type="module")],
        )

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refused:
            # The transaction is rolled back. The same submission comes back as a form, with why.
            request.refusal = refused.messages
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        refusal = getattr(request, "refusal", None)
        return type(form.__name__, (form,), {"refusal": refusal}) if refusal else form

    def save_related(self, request, form, formsets, change):
        """Save, then take the step that the button asks for, both or none of them."""
        obj = form.instance
        self.check_still_read(request.POST, obj)
        super().save_related(request, form, formsets, change)
        try:
            request.step = self.take_step(request, obj)
        except ValidationError as error:
            raise Refused(error.messages) from error

    def check_still_read(self, data: Mapping[str, Any], obj: Publishable) -> None:
        """Refuse a decision on a text that is not the one which was on the page."""
        read = data.get("begun_on")
        if step_of(data) in (Step.APPROVE, Step.PUBLISH) and read and obj.version > 1:
            newest = revisions.revisions_of(obj).order_by("-number").first()
            if newest and str(newest.number) != read:
                raise Refused([CHANGED_SINCE])

    def take_step(self, request, obj: Publishable) -> Step:
        step = step_of(request.POST)
        pressed = next((request.POST[one] for one in (STEP, *SAVING) if one in request.POST), "")
        if not is_kept(pressed, obj, now()):
            raise ValidationError(OTHER_DATES)
        if step == Step.SAVE:
            return step
        given = ReviewForm(request.POST, user=request.user)
        if not given.is_valid():
            raise ValidationError([str(one[0]) for one in given.errors.values()])
        extras = {
            Step.SUBMIT: {"asked_of": given.cleaned_data["asked_of"]},
            Step.SEND_BACK: {"note": given.cleaned_data["note"]},
        }.get(step, {})
        if decisions.STEPS[step](obj, user=request.user, **extras):
            self.log_change(request, obj, step.label)
        return step

    def message_user(self, request, message, *args, **kwargs):
        """Name the outcome where Django's own words would only say that it was saved."""
        if obj := getattr(request, "saved", None):
            address = reverse(
                f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk]
            )
            message = format_html(
                "{} “<a href='{}'>{}</a>” {}",
                str(obj._meta.verbose_name).capitalize(),
                address,
                obj,
                outcome_in_words(request.step, obj),
            )
        super().message_user(request, message, *args, **kwargs)

    def response_add(self, request, obj, *args, **kwargs):
        request.saved = obj
        return super().response_add(request, obj, *args, **kwargs)

    def response_change(self, request, obj):
        request.saved = obj
        return super().response_change(request, obj)

    def get_desk_context(self, request, obj, context):
        desk = super().get_desk_context(request, obj, context)
        shown = obj or self.model()
        may_save = self.is_in_reach(request, obj)
        standing = workflow.standing_of(request.user, shown)
        start, end = dates_in(context["adminform"].form, shown)
        offered = workflow.steps(standing) if may_save else []
        row = buttons(standing, start, end, now()) if may_save else []
        if obj is not None:
            # One button less between what is offered for this text.
            desk["show_save_and_add_another"] = False
        return {
            **desk,
            "buttons": list(row),
            "review": review_of(shown),
            "review_form": ReviewForm(request.POST or None, user=request.user),
            "asks_whom": Step.SUBMIT in offered,
            "takes_note": Step.SEND_BACK in offered,
            "corrects": Step.APPROVE in offered and not standing.own,
            "zone": moment_in_words(now()).rpartition("(")[2].rstrip(")"),
        }


def dates_in(form: Any, obj: Publishable) -> tuple[datetime | None, datetime | None]:
    """Return the dates that stand in the form, else those that are stored."""
    typed = getattr(form, "cleaned_data", {})
    return (
        typed.get("published_at", obj.published_at),
        typed.get("unpublish_at", obj.unpublish_at),
    )


def review_of(obj: Publishable) -> dict[str, Any]:
    """Return what the panel tells of the newest round of review."""
    newest = reviews.latest(obj) if obj.pk else None
    waits_for = "In review"
    if newest and newest.outcome == Outcome.OPEN:
        waits_for = f"In review, with {newest.asked_of or 'any reviewer'}"
    state = obj.state()
    return {
        "stations": stations(obj, waits_for),
        "state": workflow.in_words(obj),
        "open": newest if newest and newest.outcome == Outcome.OPEN else None,
        "sent_back": (
            newest
            if newest and newest.outcome == Outcome.SENT_BACK and state == State.DRAFT
            else None
        ),
        "approval": reviews.approval(obj) if obj.pk and state == State.IN_REVIEW else None,
    }
