"""Forms of the desk: none saves over somebody else's text, and an address comes from the title."""

from django import forms
from django.utils.timezone import now

from publishing.admin.guard import CHOOSE, NOT_SAVED, NOT_YET_SAVED, is_stale
from publishing.models import Status
from publishing.slugs import make_slug

NO_ADDRESS = "Give it an address: nothing in the title or name can be made into one."


class UncountedField(forms.IntegerField):
    """A number that travels with the form and is nothing that the editor wrote."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data):
        return False


class AddressForm(forms.ModelForm):
    """Make an empty address from the title or the name."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean(self):
        super().clean()
        if self.cleaned_data.get("slug") == "":
            self.cleaned_data["slug"] = make_slug(self.named())
            if not self.cleaned_data["slug"]:
                self.add_error("slug", NO_ADDRESS)

    def named(self) -> str:
        return self.cleaned_data.get("title") or self.cleaned_data.get("name") or ""


class VersionedForm(AddressForm):
    """Refuse what was written on another version than the stored one, keeping it in the fields."""

    version = UncountedField(required=False)
    overwrite = UncountedField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version

    def clean(self):
        super().clean()
        if is_stale(self.data, self.instance) and self.has_changed():
            raise NOT_SAVED
        if CHOOSE in self.data:
            raise NOT_YET_SAVED


class PublishableForm(VersionedForm):
    # Why a step that was asked for together with this save was not taken.
    refusal: tuple[str, ...] = ()

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if self.instance.status == Status.PUBLISHED and "published_at" in data:
            data["published_at"] = data["published_at"] or now().replace(microsecond=0)
        if self.refusal:
            raise forms.ValidationError(list(self.refusal))
