"""Images to choose from, with thumbnails: for a field that points at one, and for a text."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.forms.widgets import Script
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse

from publishing import revisions
from publishing.admin.desk_pages import QueryForm
from publishing.admin.image_form import UploadForm
from publishing.models import Image
from publishing.renditions import focus_class, thumbnail
from publishing.uploads import MOST_BYTES

MOST_ON_A_PAGE = 24
UPLOAD_FIELDS = ["file", "alt", "decorative", "slug", "credit"]


class ImageSelect(forms.Select):
    """A list of the images by name; a script adds the thumbnail and the page to choose from."""

    class Media:
        css = {"all": ["admin_desk/desk-dialog.css"]}
        js = [
            Script("admin_desk/desk-dialog.js", type="module"),
            Script("admin_desk/image-chooser.js", type="module"),
        ]

    def create_option(self, name, value, label, selected, *args, **kwargs):
        option = super().create_option(name, value, label, selected, *args, **kwargs)
        if instance := getattr(value, "instance", None):
            option["attrs"] |= {
                "data-thumbnail": thumbnail(instance),
                "data-focus": focus_class(instance),
            }
        return option

    def render(self, name, value, attrs=None, renderer=None):
        context = self.get_context(name, value, attrs)
        widget = context["widget"]
        options = [one for _, group, _ in widget["optgroups"] for one in group]
        chosen = next((one["attrs"] for one in options if one["selected"]), {})
        return render_to_string(
            "admin/_image_chooser.html",
            {
                "select": self._render(self.template_name, context, renderer),
                "select_id": widget["attrs"].get("id", ""),
                "thumbnail": chosen.get("data-thumbnail"),
                "focus": chosen.get("data-focus"),
                "choose_url": reverse("admin:publishing_image_choose"),
            },
        )


def in_text(image: Image) -> str:
    """Return the Markdown that shows an image, with its own words as alternative text."""
    alt = image.alt.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return f"![{alt}](image:{image.slug})"


def choice_of(image: Image) -> dict[str, object]:
    """Return what the pages say of an image, without a query."""
    return {
        "image": image,
        "markdown": in_text(image),
        "thumbnail": thumbnail(image),
        "focus": focus_class(image),
    }


class ImageChoices(admin.ModelAdmin):
    """Two pages that work by themselves and inside a dialog: one to choose, one to add."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("choose/", view(self.choose_view), name="publishing_image_choose"),
            path("upload/", view(self.upload_view), name="publishing_image_upload"),
            *super().get_urls(),
        ]

    def choose_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        query = QueryForm.query_of(request)
        images, _ = self.get_search_results(request, self.get_queryset(request), query)
        paginator = Paginator(images.order_by("-updated_at", "-pk"), MOST_ON_A_PAGE)
        page = paginator.get_page(request.GET.get("page"))
        return TemplateResponse(
            request,
            "admin/publishing/image_choose.html",
            {
                **self.admin_site.each_context(request),
                "title": "Choose an image",
                "opts": self.opts,
                "media": self.media,
                "query": query,
                "page": page,
                "choices": [choice_of(image) for image in page.object_list],
                "may_add": self.has_add_permission(request),
            },
        )

    def upload_view(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
        form_class = self.get_form(request, form=UploadForm, fields=UPLOAD_FIELDS)
        # It opens over the form of a text as well, whose fields have ids of their own.
        form = form_class(request.POST or None, request.FILES or None, auto_id="id_upload_%s")
        added = self.add_image(request, form) if form.is_bound and form.is_valid() else None
        return TemplateResponse(
            request,
            "admin/publishing/image_upload.html",
            {
                **self.admin_site.each_context(request),
                "title": "Add an image",
                "opts": self.opts,
                "media": self.media + form.media,
                "form": form,
                "added": choice_of(added) if added else None,
                "most_bytes": MOST_BYTES,
            },
            status=400 if form.errors else 200,
        )

    @transaction.atomic
    def add_image(self, request, form):
        """Save as the form of an image does: counted, with a first revision and a log entry."""
        image = form.save(commit=False)
        self.save_model(request, image, form, change=False)
        revisions.record(image, user=request.user)
        self.log_addition(request, image, [{"added": {}}])
        return image
