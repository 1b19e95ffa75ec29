"""Links between pages of the desk."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from publishing import workflow


def list_address(model: type[Model], **filters) -> str:
    """Return the address of a model's list, filtered."""
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    return f"{address}?{urlencode(filters)}" if filters else address


def linked(obj: Model) -> SafeString:
    """Return what an object is and its name, linked to its form if it has one."""
    kind = str(obj._meta.verbose_name)
    if not admin.site.is_registered(type(obj)):
        return format_html("{} “{}”", kind, obj)
    name = f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change"
    return format_html('<a href="{}">{} “{}”</a>', reverse(name, args=[obj.pk]), kind, obj)


def linked_list(objects: Iterable[Model], reader: User | None = None) -> SafeString | str:
    """Return one linked line per object, or a sentence if there is none.

    What the reader may not see is counted, and not named.
    """
    used = list(objects)
    seen = used if reader is None else workflow.seen_of(used, reader)
    lines = [(linked(obj),) for obj in seen]
    if hidden := len(used) - len(seen):
        lines.append((format_html("{} more that somebody else is writing", hidden),))
    if not lines:
        return "Nowhere yet."
    return format_html('<ul class="desk-uses">{}</ul>', format_html_join("", "<li>{}</li>", lines))
