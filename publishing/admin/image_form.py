"""Forms for images: the pipeline alone decides what is a picture."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from publishing.admin.forms import VersionedForm
from publishing.models import Image
from publishing.renditions import decode, original_bytes
from publishing.slugs import make_slug
from publishing.uploads import MOST_BYTES, TOO_LONG

NO_NAME = "image"


class ImageForm(VersionedForm):
    original = None

    def clean_file(self):
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            if file.size > MOST_BYTES:
                raise ValidationError(TOO_LONG, code="too_long")
            self.original = original_bytes(decode(file))
        return file

    def named(self):
        file = self.cleaned_data.get("file")
        return file.name.rpartition("/")[2].rpartition(".")[0] if file else ""


class UploadForm(ImageForm):
    """An image on its way into a text: a name is found for it, and none that is taken."""

    slug = forms.CharField(
        label="Name",
        max_length=80,
        required=False,
        help_text="How texts call it. Leave it empty to have it made from the text above.",
    )

    def clean_slug(self):
        return self.cleaned_data["slug"] or ""

    def named(self):
        return free_name(self.cleaned_data.get("alt") or super().named())


def free_name(wanted: str) -> str:
    """Return a name like the wanted one that no image has: bench, bench-2, bench-3."""
    name = make_slug(wanted)[:60].rstrip("-") or NO_NAME
    taken = set(Image.objects.filter(slug__startswith=name).values_list("slug", flat=True))
    names = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3)))
    return next(one for one in names if one not in taken)
