"""Pictures: uploads go through the picture pipeline, and a picture in use stays."""

from functools import partial

from django import forms
from django.contrib import admin
from django.core.files.base import ContentFile
from django.db import transaction
from django.forms.widgets import Script
from django.utils.html import format_html

from publishing import usage
from publishing.admin.base import VersionedAdmin
from publishing.admin.image_chooser import ImageChoices
from publishing.admin.image_form import ImageForm
from publishing.admin.links import linked_list
from publishing.models import Image
from publishing.renditions import accept, discard, focus_class, renditions, thumbnail


class UseFilter(admin.SimpleListFilter):
    title = "use"
    parameter_name = "use"

    def lookups(self, request, model_admin):
        return [("none", "Unused"), ("some", "In use")]

    def queryset(self, request, queryset):
        match self.value():
            case "none":
                return queryset.exclude(usage.used())
            case "some":
                return queryset.filter(usage.used())
        return queryset


@admin.register(Image)
class ImageAdmin(ImageChoices, VersionedAdmin):
    form = ImageForm
    list_display = ["thumbnail", "slug", "alt", "decorative", "size", "updated_at"]
    list_display_links = ["thumbnail", "slug"]
    list_filter = ["decorative", UseFilter]
    search_fields = ["slug", "alt", "credit"]
    readonly_fields = ["preview", "size", "used_in"]
    fieldsets = [
        (
            None,
            {
                "fields": ["preview", "file", "slug", "size"],
                "description": "PNG, JPEG, WebP, GIF or AVIF. Only the pixels are kept: "
                "no place, no camera, no comment. A new file takes the place of the old one "
                "wherever it is used.",
            },
        ),
        (
            "For people who cannot see it",
            {
                "fields": ["alt", "decorative"],
                "description": "Say what the image shows, or mark it decorative.",
            },
        ),
        (
            "Focal point",
            {
                "fields": [("focus_x", "focus_y")],
                "description": "What must stay in sight where the image is cropped. Click on it "
                "in the image above, or give two numbers.",
            },
        ),
        ("Credit and use", {"fields": ["credit", "used_in"]}),
    ]

    class Media:
        css = {"all": ["admin_desk/focus-picker.css", "admin_desk/desk-dialog.css"]}
        js = [Script("admin_desk/focus-picker.js", type="module")]

    def get_readonly_fields(self, request, obj=None):
        # Texts call an image by its name, so the name stays.
        return [*self.readonly_fields, "slug"] if obj else self.readonly_fields

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "file":
            # The pipeline alone decides what is a picture.
            kwargs["form_class"] = forms.FileField
            # The kept file is nobody's to download, so no link to it.
            kwargs["widget"] = forms.FileInput
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def accept(self, obj, form):
        former = obj.digest
        if form.original:
            accept(obj, ContentFile(form.original))
        super().accept(obj, form)
        if former and former != obj.digest:
            transaction.on_commit(partial(discard, former))

    def delete_queryset(self, request, queryset):
        digests = list(queryset.values_list("digest", flat=True))
        super().delete_queryset(request, queryset)
        for digest in digests:
            transaction.on_commit(partial(discard, digest))

    def get_deleted_objects(self, objs, request):
        deleted, count, perms_needed, protected = super().get_deleted_objects(objs, request)
        shown = [f"{text} shows {image}" for image in objs for text in usage.texts_showing(image)]
        return deleted, count, perms_needed, [*protected, *shown]

    @admin.display(description="image")
    def thumbnail(self, obj):
        return format_html(
            '<img class="{}" src="{}" alt="{}" loading="lazy">',
            f"desk-thumbnail {focus_class(obj)}".rstrip(),
            thumbnail(obj),
            obj.alt,
        )

    @admin.display(description="as it is now")
    def preview(self, obj):
        if not obj.pk:
            return "Nothing uploaded yet."
        return format_html(
            '<focus-picker data-x="id_focus_x" data-y="id_focus_y">'
            '<img class="desk-preview" src="{}" width="{}" height="{}" alt="{}"></focus-picker>',
            renditions(obj).url,
            renditions(obj).width,
            renditions(obj).height,
            obj.alt,
        )

    @admin.display(description="size in pixels")
    def size(self, obj):
        return f"{obj.width} × {obj.height}" if obj.pk else ""

    @admin.display(description="where used")
    def used_in(self, obj):
        if not obj.pk:
            return "Nowhere yet."
        uses = [*usage.pointing_at(obj), *usage.texts_showing(obj)]
        return linked_list(uses, getattr(obj, "reader", None))
