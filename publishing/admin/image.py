"""Pictures: uploads go through the picture pipeline, and a picture in use stays."""

from django import forms
from django.contrib import admin
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html

from publishing import usage
from publishing.admin.base import VersionedAdmin
from publishing.admin.forms import VersionedForm
from publishing.admin.links import linked_list
from publishing.models import Image
from publishing.renditions import accept, decode, original_bytes, renditions


class ImageForm(VersionedForm):
    original = None

    def clean_file(self):
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            self.original = original_bytes(decode(file))
        return file

    def named(self):
        file = self.cleaned_data.get("file")
        return file.name.rpartition("/")[2].rpartition(".")[0] if file else ""


@admin.register(Image)
class ImageAdmin(VersionedAdmin):
    form = ImageForm
    list_display = ["thumbnail", "slug", "alt", "decorative", "size", "updated_at"]
    list_display_links = ["thumbnail", "slug"]
    list_filter = ["decorative"]
    search_fields = ["slug", "alt", "credit"]
    readonly_fields = ["preview", "size", "used_in"]
    fieldsets = [
        (
            None,
            {
                "fields": ["preview", "file", "slug", "size"],
                "description": "PNG, JPEG, WebP, GIF or AVIF. Only the pixels are kept: "
                "no place, no camera, no comment.",
            },
        ),
        (
            "For people who cannot see it",
            {
                "fields": ["alt", "decorative"],
                "description": "Say what the image shows, or mark it decorative.",
            },
        ),
        ("Credit and use", {"fields": ["credit", "used_in"]}),
    ]

    def get_readonly_fields(self, request, obj=None):
        # Texts call an image by its name, so the name stays.
        return [*self.readonly_fields, "slug"] if obj else self.readonly_fields

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "file":
            # The pipeline alone decides what is a picture.
            kwargs["form_class"] = forms.FileField
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def accept(self, obj, form):
        if form.original:
            accept(obj, ContentFile(form.original))
        super().accept(obj, form)

    def get_deleted_objects(self, objs, request):
        deleted, count, perms_needed, protected = super().get_deleted_objects(objs, request)
        shown = [f"{text} shows {image}" for image in objs for text in usage.texts_showing(image)]
        return deleted, count, perms_needed, [*protected, *shown]

    @admin.display(description="image")
    def thumbnail(self, obj):
        return self.picture(obj, "desk-thumbnail")

    @admin.display(description="as it is now")
    def preview(self, obj):
        return self.picture(obj, "desk-preview") if obj.pk else "Nothing uploaded yet."

    def picture(self, obj, css_class):
        return format_html(
            '<img class="{}" src="{}" alt="{}" loading="lazy">',
            css_class,
            renditions(obj).url,
            obj.alt,
        )

    @admin.display(description="size in pixels")
    def size(self, obj):
        return f"{obj.width} × {obj.height}" if obj.pk else ""

    @admin.display(description="where used")
    def used_in(self, obj):
        if not obj.pk:
            return "Nowhere yet."
        return linked_list([*usage.pointing_at(obj), *usage.texts_showing(obj)])
