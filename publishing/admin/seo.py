"""How the page looks in a list of search results and when it is shared; and its address there."""

from copy import copy
from typing import Any

from django import forms
from django.conf import settings
from django.forms.widgets import Script
from django.urls import NoReverseMatch, reverse

from publishing import addresses, heads
from publishing.admin.forms import AddressForm
from publishing.admin.panels import Panel
from publishing.documents.schema import column
from publishing.models import Publishable

PLACE = "place-of-the-address"
LOCKED = (
    "Readers know this address. Tick “Change the address” to move the page; "
    "the old address will lead to the new one."
)


class DeliberateField(forms.BooleanField):
    """A tick that allows something and is nothing that is kept."""

    def has_changed(self, initial, data):
        return False


class MovesAddress(AddressForm):
    """Keep the address of what readers have seen, unless the editor means to change it."""

    move_address = DeliberateField(
        label="Change the address",
        required=False,
        help_text="Readers know this page. Its old address will lead to the new one.",
    )

    def clean(self):
        super().clean()
        data = self.cleaned_data
        moves = "slug" in data and data["slug"] != self.initial["slug"]
        if moves and not data.get("move_address"):
            self.add_error("slug", LOCKED)


class SearchPanel(Panel):
    """How the page looks elsewhere, as the form stands now; and a lock on its address."""

    # Where title and description come from if the search-engine fields are empty.
    search_title = "title"
    search_description = "lead"
    # What the page puts behind such a title, where there is room for it.
    search_title_more = ""
    # The card of one object; what has none of its own is shared with the site's.
    card_url_name = ""

    class Media:
        css = {"all": ["admin_desk/seo.css"]}
        js = [Script("admin_desk/seo.js", type="module")]

    def locks_address(self, request, obj) -> bool:
        return (
            obj is not None
            and addresses.had_readers(obj)
            and self.has_change_permission(request, obj)
            and "slug" not in self.get_readonly_fields(request, obj)
        )

    def get_form(self, request, obj=None, change=False, **kwargs):
        if self.locks_address(request, obj):
            form = kwargs.get("form", self.form)
            kwargs["form"] = type(form)(form.__name__, (MovesAddress, form), {})
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        return with_tick(fieldsets) if self.locks_address(request, obj) else fieldsets

    def get_desk_context(self, request, obj, context):
        form = context["adminform"].form
        panel = {"search": search_preview(self, form, obj or self.model())}
        return super().get_desk_context(request, obj, context) | panel


def with_tick(fieldsets) -> list[tuple[str | None, dict[str, Any]]]:
    """Put the tick that unlocks the address right below it."""
    unlocked = []
    for heading, options in fieldsets:
        fields = list(options["fields"])
        if "slug" in fields:
            fields.insert(fields.index("slug") + 1, "move_address")
        unlocked.append((heading, {**options, "fields": fields}))
    return unlocked


def search_preview(panel: SearchPanel, form: Any, obj: Publishable) -> dict[str, Any]:
    """Return the previews as the form stands, and what the script needs to follow it."""
    title, description = typed(form, obj, "seo_title"), typed(form, obj, "seo_description")
    slug = typed(form, obj, "slug")
    path = path_of(obj)
    return {
        "card": card_of(panel, obj),
        "host": settings.SITE_URL.partition("://")[2],
        "path": path,
        "address": path.replace("{}", slug or "…"),
        "title": full_title(panel, title, typed(form, obj, panel.search_title)),
        "title_ends": heads.TITLE_ENDS,
        "title_more": panel.search_title_more,
        "title_from": panel.search_title,
        "description": heads.description(description, typed(form, obj, panel.search_description)),
        "description_from": panel.search_description,
        "counts": [
            count("Title", "seo_title", title, obj),
            count("Description", "seo_description", description, obj),
        ],
    }


def full_title(panel: SearchPanel, title: str, given: str) -> str:
    if given and not title:
        title = heads.fitting(f"{given}{panel.search_title_more}", given)
    return heads.full_title(title) if title else heads.TITLE_ENDS


def typed(form: Any, obj: Publishable, name: str) -> str:
    """Return what stands in a field of the form, or what is kept where it has no such field."""
    value = form[name].value() if name in form.fields else getattr(obj, name)
    return " ".join(str(value or "").split())


def count(label: str, name: str, text: str, obj: Publishable) -> dict[str, Any]:
    most = column(type(obj), name).max_length
    return {"label": label, "name": name, "length": len(text), "most": most}


def card_of(panel: SearchPanel, obj: Publishable) -> str:
    """Return the address of the picture that is shared today, "" while nobody can share it."""
    if obj.pk is None or not obj.is_public():
        return ""
    if panel.card_url_name:
        return reverse(panel.card_url_name, args=[obj.slug])
    return reverse("publishing:card")


def path_of(obj: Publishable) -> str:
    """Return the path of the page with {} for its address."""
    stand_in = copy(obj)
    stand_in.slug = PLACE
    try:
        return stand_in.get_absolute_url().replace(PLACE, "{}")  # type: ignore[attr-defined]
    except NoReverseMatch:
        return "/{}/"
