"""The page as it would be published, beside the form, and links to it for people outside."""

from dataclasses import dataclass, field
from typing import Any

from django.forms.widgets import Media, Script
from django.http import Http404, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from publishing.admin.preview_links import LinksPanel
from publishing.admin.replays import marked, replayed
from publishing.drafts import CONTROL_PREFIXES
from publishing.preview import NoMessages, NotShown, page_of, undone


@dataclass
class Rehearsal:
    """What became of a save that is undone."""

    saved: Any = None
    problems: list[str] = field(default_factory=list)


class PreviewPanel(LinksPanel):
    """Save what the form holds, show the public page of it, and undo the save."""

    @property
    def media(self):
        return super().media + Media(
            css={"all": ["admin_desk/preview.css"]},
            js=[Script("admin_desk/preview.js", type="module")],
        )

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview"
        return [
            *(
                path(f"{form}/preview/", self.admin_site.admin_view(self.preview_view), name=name)
                for form in ("add", "<path:object_id>")
            ),
            *super().get_urls(),
        ]

    @method_decorator(require_POST)
    def preview_view(self, request, object_id=None):
        try:
            page = self.rehearse(request, object_id, request.POST.copy())
        except NotShown as error:
            return self.say_why_not(request, error.problems)
        return HttpResponse(page.content)

    def say_why_not(self, request, problems):
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"problems": problems}, status=422)
        context = {
            **self.admin_site.each_context(request),
            "title": "Not shown yet",
            "problems": problems,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/preview_problems.html", context, status=422)

    def rehearse(self, request, object_id, data, *, shared_until=None):
        """Return the public page that a submission would make; raise NotShown, 403 or 404.

        The save is the ordinary one, with its checks and within the user's rights. Only a
        conflict is passed over: it is about saving, not about what the text looks like.
        """
        for name in [name for name in data if name.startswith(CONTROL_PREFIXES)]:
            del data[name]
        with undone():
            rehearsal = Rehearsal()
            again = replayed(request, data, proposes=True, rehearsal=rehearsal)
            again._messages = NoMessages()
            if object_id is not None:
                obj = self.get_object(again, str(object_id))
                if obj is None:
                    raise Http404
                data["version"] = str(obj.version)
                data.pop("overwrite", None)
            self.changeform_view(again, None if object_id is None else str(object_id))
            if rehearsal.saved is None:
                raise NotShown(rehearsal.problems)
            return page_of(rehearsal.saved, shared_until=shared_until)

    def response_add(self, request, obj, *args, **kwargs):
        return self.end(request, obj) or super().response_add(request, obj, *args, **kwargs)

    def response_change(self, request, obj):
        return self.end(request, obj) or super().response_change(request, obj)

    def end(self, request, obj):
        """Note what a rehearsed save has saved; None for a real one."""
        rehearsal = marked(request, "rehearsal")
        if rehearsal is None:
            return None
        rehearsal.saved = obj
        return HttpResponse()

    def render_change_form(self, request, context, *args, **kwargs):
        rehearsal = marked(request, "rehearsal")
        if rehearsal is None:
            return super().render_change_form(request, context, *args, **kwargs)
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        rehearsal.problems = problems_of(context["adminform"].form, formsets)
        return HttpResponse()

    def get_desk_context(self, request, obj, context):
        here = super().get_desk_context(request, obj, context)
        if context["is_popup"] or not self.may_write(request, obj):
            return here
        return here | {"preview_address": self.desk_address("preview", obj)}


def problems_of(form, formsets):
    """Return why a submission was refused, a sentence for each, naming field and row."""
    found = list(problems_in(form))
    for formset in formsets:
        found += formset.non_form_errors()
        name = str(formset.model._meta.verbose_name).capitalize()
        for number, row in enumerate(formset.forms, 1):
            found += problems_in(row, f"{name} {number}, ")
    return [str(one) for one in dict.fromkeys(found)]


def problems_in(form, prefix=""):
    for name, errors in form.errors.items():
        label = f"{prefix}{form[name].label}: " if name in form.fields else prefix
        yield from (f"{label}{error}" for error in errors)
