"""What an object said before: its revisions, and how two of them differ."""

from functools import wraps

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.views.decorators.http import require_GET, require_POST

from publishing import documents, history, restoring, revisions, wording
from publishing.admin.panels import Panel
from publishing.models import Image, Publishable, Revision
from publishing.renditions import renditions

NOW = "now"
PER_PAGE = 50


class NameForm(forms.ModelForm):
    class Meta:
        model = Revision
        fields = ["name"]


class ChoiceForm(forms.Form):
    """Which two versions to compare: a revision, and a revision or what is stored now."""

    old = forms.IntegerField(min_value=1)
    new = forms.IntegerField(min_value=1, required=False)

    def __init__(self, data):
        data = data.copy()
        if data.get("new") == NOW:
            data["new"] = ""
        super().__init__(data)

    def clean(self):
        chosen = super().clean()
        old, new = chosen.get("old"), chosen.get("new")
        if old and new and old > new:
            chosen["old"], chosen["new"] = new, old
        return chosen


def readable(view):
    """Lead back to the list from a revision whose document is of a form that nobody reads now."""

    @wraps(view)
    def wrapped(self, request, object_id, *args, **kwargs):
        try:
            return view(self, request, object_id, *args, **kwargs)
        except documents.Unreadable as error:
            self.message_user(request, f"This cannot be read: {error}", messages.ERROR)
            return HttpResponseRedirect(self.history_address(self.get_root(request, object_id)))

    return wrapped


class HistoryPanel(Panel):
    """The pages behind the “History” button."""

    # The page of Django's own log.
    object_history_template = "admin/history_log.html"

    def get_urls(self):
        start = f"{self.opts.app_label}_{self.opts.model_name}"
        pages = [
            ("log/", self.log_view, "log"),
            ("compare/", self.compare_view, "compare"),
            ("<int:number>/name/", self.name_view, "name_revision"),
        ]
        return [
            *(
                path(
                    f"<path:object_id>/history/{route}",
                    self.admin_site.admin_view(view),
                    name=f"{start}_{name}",
                )
                for route, view, name in pages
            ),
            *super().get_urls(),
        ]

    def history_address(self, obj, page="history", *args):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(name, args=[obj.pk, *args])

    def history_view(self, request, object_id, extra_context=None):
        """List the revisions; what has none of its own keeps the log, which leads to its whole."""
        if restoring.document_of(self.model) is None:
            return self.log_view(request, object_id, extra_context)
        obj = self.get_seen(request, object_id)
        kept = revisions.revisions_of(obj).select_related("user").order_by("-number")
        page = Paginator(kept.defer("document"), PER_PAGE).get_page(request.GET.get("p"))
        newest = kept.first()
        return self.history_page(
            request,
            obj,
            "history",
            title=f"History of “{obj}”",
            page=page,
            newest=newest,
            before=newest.number - 1 if newest and newest.number > 1 else newest and newest.number,
            says_now=newest is not None and newest.document == documents.text_of(obj),
            is_live=isinstance(obj, Publishable) and obj.is_public(),
            may_change=self.has_change_permission(request, obj),
        )

    def log_view(self, request, object_id, extra_context=None):
        """Show what Django notes of every action, with a link to the revisions."""
        obj = self.get_seen(request, object_id)
        root = documents.root_of(obj)
        context = {"root": root, "is_part": root != obj, "root_address": address_of(root)}
        return super().history_view(request, object_id, {**context, **(extra_context or {})})

    @method_decorator(require_GET)
    @readable
    def compare_view(self, request, object_id):
        obj = self.get_root(request, object_id)
        form = ChoiceForm(request.GET)
        if not form.is_valid():
            self.message_user(request, "Choose the two versions to compare.", messages.WARNING)
            return HttpResponseRedirect(self.history_address(obj))
        old = self.get_revision(obj, form.cleaned_data["old"])
        number = form.cleaned_data["new"]
        new = self.get_revision(obj, number) if number else None
        document = restoring.document_for(obj)
        return self.history_page(
            request,
            obj,
            "history_compare",
            title=f"How “{obj}” differs",
            old=old,
            new=new,
            is_live=new is None and isinstance(obj, Publishable) and obj.is_public(),
            changes=self.changes(
                document,
                restoring.read(document, old.document),
                restoring.read(document, new.document if new else documents.text_of(obj)),
            ),
            may_change=self.has_change_permission(request, obj),
        )

    @method_decorator(require_POST)
    def name_view(self, request, object_id, number):
        obj = self.get_changeable(request, object_id)
        form = NameForm(request.POST, instance=self.get_revision(obj, number))
        if form.is_valid():
            form.save()
            name = form.cleaned_data["name"]
            said = f"is called “{name}” now." if name else "has no name any more."
            self.message_user(request, f"Revision {number} {said}", messages.SUCCESS)
        else:
            self.message_user(request, " ".join(form.errors["name"]), messages.ERROR)
        return HttpResponseRedirect(self.history_address(obj))

    def get_seen(self, request, object_id):
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404(f"There is no {self.opts.verbose_name} {object_id}.")
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        return obj

    def get_root(self, request, object_id):
        if restoring.document_of(self.model) is None:
            raise Http404(f"A {self.opts.verbose_name} has no revisions of its own.")
        return self.get_seen(request, object_id)

    def get_changeable(self, request, object_id):
        obj = self.get_root(request, object_id)
        if not self.has_change_permission(request, obj):
            raise PermissionDenied
        return obj

    def get_revision(self, obj, number):
        revision = revisions.revisions_of(obj).filter(number=number).select_related("user").first()
        if revision is None:
            raise Http404(f"There is no revision {number}.")
        return revision

    def changes(self, document, old, new):
        """Return what differs, each with the pictures of both sides."""
        shape = wording.shape_of(document.record, [old, new])
        changes = list(history.compare(old, new, shape))
        names = {name for change in changes for side in change.pictures for name in side}
        images = {
            image.slug: {"image": image, "url": renditions(image).url}
            for image in (Image.objects.filter(slug__in=names) if names else ())
        }
        return [
            (
                change,
                [[images[name] for name in side if name in images] for side in change.pictures],
            )
            for change in changes
        ]

    def history_page(self, request, obj, template, *, status=200, **context):
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "module_name": str(capfirst(self.opts.verbose_name_plural)),
            "object": obj,
            "original": obj,
            "opts": self.opts,
            "subtitle": None,
            **context,
        }
        return TemplateResponse(request, f"admin/{template}.html", context, status=status)


def address_of(root):
    """Return where the revisions of a whole are, empty if it has no form in the desk."""
    if not admin.site.is_registered(type(root)):
        return ""
    opts = root._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_history", args=[root.pk])
