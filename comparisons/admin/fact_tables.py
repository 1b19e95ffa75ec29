"""Facts as a file: export what the list shows, import what a spreadsheet changed."""

from django import forms
from django.contrib import admin
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.timezone import localdate

from comparisons import fact_csv, fact_import
from comparisons.fact_import import Outcome
from comparisons.models import Fact
from publishing.admin import list_address
from publishing.models import Revision
from publishing.saving import StaleSave

MEANWHILE = "Somebody saved meanwhile. Nothing was imported: look at what it would do now."


class TableForm(forms.Form):
    """A table of facts, uploaded or pasted."""

    file = forms.FileField(label="CSV file", required=False, max_length=200)
    text = forms.CharField(
        label="Or paste it here",
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 8, "class": "vLargeTextField desk-text"}),
    )

    def clean(self):
        data = super().clean()
        try:
            if (file := data.get("file")) is not None:
                if file.size > fact_csv.MOST_BYTES:
                    raise fact_csv.UnreadableTable("This is more than 2 MB. Import it in parts.")
                data["text"] = fact_csv.decode(file.read())
            data["text"] = fact_csv.plain(data.get("text", ""))
            data["table"] = fact_csv.read(data["text"])
        except fact_csv.UnreadableTable as problem:
            self.add_error(None, str(problem))
        return data


class ConfirmForm(forms.Form):
    """What an editor says once they have read what an import would do."""

    digest = forms.CharField(widget=forms.HiddenInput)
    note = forms.CharField(
        max_length=Revision._meta.get_field("note").max_length,
        widget=forms.TextInput({"class": "vTextField"}),
        help_text="Where this comes from. It stands in the history of every framework it changes.",
    )


class FactTables(admin.ModelAdmin):
    """The export and the import of a list of facts."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("export/", view(self.export_view), name="comparisons_fact_export"),
            path("import/", view(self.import_view), name="comparisons_fact_import"),
            *super().get_urls(),
        ]

    def has_import_permission(self, request):
        return self.has_add_permission(request) or self.has_change_permission(request)

    def changelist_view(self, request, extra_context=None):
        more = {
            "may_import": self.has_import_permission(request),
            "filters": request.GET.urlencode(),
        }
        return super().changelist_view(request, {**more, **(extra_context or {})})

    @admin.action(description="Export as CSV", permissions=["view"])
    def export(self, request, queryset):
        return table_response(queryset)

    def export_view(self, request):
        """Answer with the facts of the list, filtered as its address says."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            facts = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters as error:
            raise BadRequest("There is no such filter.") from error
        return table_response(facts)

    def import_view(self, request):
        if not self.has_import_permission(request):
            raise PermissionDenied
        form, confirm, found, status = TableForm(), None, {}, 200
        if request.method == "POST":
            form = TableForm(request.POST, request.FILES)
            status = 200 if form.is_valid() else 400
        if form.is_bound and form.is_valid():
            confirm = ConfirmForm(request.POST if "digest" in request.POST else None)
            found = self.import_or_plan(request, form.cleaned_data["table"], confirm)
            if found.get("done"):
                return HttpResponseRedirect(list_address(Fact))
            if not confirm.is_bound:
                confirm = ConfirmForm(initial={"digest": found["plan"].digest})
        context = {
            **self.admin_site.each_context(request),
            "title": "Import facts",
            "opts": self.opts,
            "form": form,
            "confirm": confirm,
            **found,
        }
        return TemplateResponse(
            request, "admin/comparisons/fact/import.html", context, status=status
        )

    def import_or_plan(self, request, table, confirm):
        """Import what was read and confirmed; else return what the page shows of it."""
        try:
            with transaction.atomic():
                plan = fact_import.plan(table, user=request.user)
                if confirm.is_bound and confirm.data["digest"] != plan.digest:
                    raise Meanwhile
                if not (confirm.is_bound and confirm.is_valid()):
                    return {"table": table, "plan": plan}
                note = confirm.cleaned_data["note"]
                fact_import.apply(plan, user=request.user, note=note)
                log(request.user, plan, note)
        except (Meanwhile, StaleSave, IntegrityError):
            plan = fact_import.plan(table, user=request.user)
            confirm.data = {**confirm.data.dict(), "digest": plan.digest}
            return {"table": table, "plan": plan, "meanwhile": MEANWHILE}
        self.report(request, plan)
        return {"done": True}

    def report(self, request, plan):
        counts = plan.counts
        self.message_user(
            request,
            f"Imported: {counts['new']} new, {counts['changed']} changed, "
            f"{counts['unchanged']} unchanged, {counts['rejected']} rejected.",
        )


class Meanwhile(Exception):
    """The facts are no longer those that the editor was shown."""


def log(user, plan, note):
    """Let the log of actions name each fact, as if it had been saved in its own form."""
    for outcome, flag in ((Outcome.NEW, ADDITION), (Outcome.CHANGED, CHANGE)):
        if facts := [row.fact for row in plan.of(outcome)]:
            message = f"Imported from CSV: {note}"
            LogEntry.objects.log_actions(user.pk, facts, flag, message)


def table_response(facts):
    facts = facts.select_related("framework", "feature", "extension", "checked_by")
    return HttpResponse(
        fact_csv.write(facts),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="facts-{localdate()}.csv"'},
    )
