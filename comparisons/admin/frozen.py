"""Frozen comparisons in the desk: made from a comparison's form, looked at and withdrawn here."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from comparisons import freezing
from comparisons.models import Comparison, FrozenComparison
from comparisons.models.frozen import FILES
from publishing import workflow
from publishing.admin.bulk import in_words
from publishing.admin.panels import Panel


def line_of(name):
    """Return the field of a line of the model that must be given here."""
    widget = forms.TextInput({"class": "vTextField"})
    return FrozenComparison._meta.get_field(name).formfield(required=True, widget=widget)


class FreezeForm(forms.Form):
    note = line_of("note")


class WithdrawForm(forms.Form):
    withdrawn_because = line_of("withdrawn_because")


class AskingPages(admin.ModelAdmin):
    """Pages that ask for one line and a yes before something that cannot be undone."""

    asking_template = "admin/comparisons/asking.html"

    def asked_for(self, request, object_id):
        """Return the object, for those who publish comparisons."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404(f"There is no {self.opts.verbose_name} {object_id}.")
        if not workflow.may_publish(request.user, Comparison):
            raise PermissionDenied
        return obj

    def ask(self, request, obj, form, **words):
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": obj,
            "form": form,
            "form_address": self.address_of(obj),
            **words,
        }
        return TemplateResponse(request, self.asking_template, context)

    def address_of(self, obj):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[obj.pk])


class FreezePanel(AskingPages, Panel):
    """Freeze a published comparison, and list on its form what was frozen of it."""

    change_form_template = "admin/comparisons/comparison_change_form.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.freeze_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_freeze"
        return [path("<path:object_id>/freeze/", view, name=name), *super().get_urls()]

    def get_desk_context(self, request, obj, context):
        more = super().get_desk_context(request, obj, context)
        if obj is None or obj.pk is None:
            return more
        may_freeze = obj.is_public() and workflow.may_publish(request.user, obj)
        address = f"admin:{self.opts.app_label}_{self.opts.model_name}_freeze"
        return {
            **more,
            "frozen": list(obj.frozen.without_files().select_related("frozen_by")),
            "freeze_address": reverse(address, args=[obj.pk]) if may_freeze else "",
        }

    def freeze_view(self, request, object_id):
        comparison = self.asked_for(request, object_id)
        form = FreezeForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                note = form.cleaned_data["note"]
                frozen = freezing.freeze(comparison, by=request.user, note=note)
            except ValidationError as error:
                form.add_error(None, in_words(error))
            else:
                self.log_change(request, comparison, f"Frozen as of {frozen.frozen_on}: {note}")
                words = format_html(
                    'Frozen. It stays at <a href="{}">{}</a> for ever.',
                    frozen.get_absolute_url(),
                    frozen.get_absolute_url(),
                )
                self.message_user(request, words, messages.SUCCESS)
                return HttpResponseRedirect(self.address_of(comparison))
        return self.ask(
            request,
            comparison,
            form,
            title="Freeze this comparison",
            effect="The page, its JSON and its CSV are kept as readers get them now, at an "
            "address with today’s date. They stay the same for ever, even if this comparison is "
            "archived. A comparison can be frozen once a day; only a withdrawal with a reason "
            "takes a frozen one from readers.",
            button="Freeze as of today",
        )


@admin.register(FrozenComparison)
class FrozenComparisonAdmin(AskingPages, admin.ModelAdmin):
    """Nobody writes or deletes one: others cite it."""

    change_form_template = "admin/comparisons/frozen_change_form.html"
    list_display = ["title", "frozen_on", "note", "frozen_by", "state"]
    list_select_related = ["frozen_by"]
    search_fields = ["title", "slug", "note"]
    date_hierarchy = "frozen_on"
    fieldsets = [
        (
            None,
            {
                "fields": ["title", "place", "comparison", "frozen_at", "frozen_by", "note"],
                "description": "Frozen on purpose for whoever cites it: it stays for readers when "
                "the comparison, or a framework in it, is archived. Freeze another from the form "
                "of the comparison. Withdraw one if it must go, for instance for legal reasons.",
            },
        ),
        ("Withdrawal", {"fields": ["withdrawn_at", "withdrawn_because"]}),
        (
            "Digests",
            {
                "fields": [f"{name}_digest" for name in FILES],
                "classes": ["collapse"],
                "description": "SHA-256 of each file, the same as of what readers download.",
            },
        ),
    ]

    def get_urls(self):
        view = self.admin_site.admin_view(self.withdraw_view)
        name = "comparisons_frozencomparison_withdraw"
        return [path("<path:object_id>/withdraw/", view, name=name), *super().get_urls()]

    def get_queryset(self, request):
        return super().get_queryset(request).without_files().select_related("comparison")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def view_on_site(self, obj):
        return obj.get_absolute_url()

    @admin.display(description="address")
    def place(self, obj):
        return format_html('<a href="{0}">{0}</a>', obj.get_absolute_url())

    @admin.display(description="state", ordering="withdrawn_at")
    def state(self, obj):
        return f"Withdrawn: {obj.withdrawn_because}" if obj.is_withdrawn else "Shown"

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj and not obj.is_withdrawn and workflow.may_publish(request.user, Comparison):
            name = "admin:comparisons_frozencomparison_withdraw"
            context["withdraw_address"] = reverse(name, args=[obj.pk])
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def withdraw_view(self, request, object_id):
        frozen = self.asked_for(request, object_id)
        form = WithdrawForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            because = form.cleaned_data["withdrawn_because"]
            try:
                freezing.withdraw(frozen, by=request.user, because=because)
            except ValidationError as error:
                form.add_error(None, in_words(error))
            else:
                self.log_change(request, frozen, f"Withdrawn: {because}")
                self.message_user(request, "Withdrawn. Readers see why.", messages.SUCCESS)
                return HttpResponseRedirect(self.address_of(frozen))
        return self.ask(
            request,
            frozen,
            form,
            title="Withdraw this frozen comparison",
            effect="Readers who follow a citation find the reason here, and nothing of what was "
            "frozen. This cannot be taken back. For a mistake in the facts there is no need: the "
            "list of what has changed since tells of its correction.",
            button="Withdraw it for ever",
        )
