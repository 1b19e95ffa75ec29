"""Who else has this form open."""

from django.core.exceptions import PermissionDenied
from django.forms.widgets import Media, Script
from django.http import Http404, JsonResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.views.decorators.http import require_POST

from publishing import presence
from publishing.admin.panels import Panel


class PresencePanel(Panel):
    """Say on the form of an object who else has it open, and tell others of whoever has it."""

    @property
    def media(self):
        return super().media + Media(
            css={"all": ["admin_desk/presence.css"]},
            js=[Script("admin_desk/presence.js", type="module")],
        )

    def get_urls(self):
        return [
            path(
                "<path:object_id>/presence/",
                self.admin_site.admin_view(self.presence_view),
                name=f"{self.opts.app_label}_{self.opts.model_name}_presence",
            ),
            *super().get_urls(),
        ]

    @method_decorator(require_POST)
    def presence_view(self, request, object_id):
        """Note that somebody has the form open, or has left it; answer who else has."""
        # The plain row: what an admin adds to its lists is not needed three times a minute.
        key = self.opts.pk.to_python(object_id) if object_id.isdecimal() else None
        obj = self.model._default_manager.filter(pk=key).first()
        if obj is None:
            raise Http404
        if not self.has_change_permission(request, obj):
            raise PermissionDenied
        if "leave" in request.POST:
            presence.leave(obj, request.user)
            return JsonResponse({"notice": ""})
        presence.see(obj, request.user, at=now())
        return JsonResponse({"notice": notice(obj, request.user)})

    def get_desk_context(self, request, obj, context):
        here = {}
        if obj is not None and self.has_change_permission(request, obj):
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_presence"
            here = {
                "presence_address": reverse(name, args=[obj.pk]),
                "presence_notice": notice(obj, request.user),
            }
        return super().get_desk_context(request, obj, context) | here


def notice(obj, user) -> str:
    """Return who else has the object open and what follows from it, empty if nobody has."""
    at = now()
    seen = [
        f"{one.user.get_full_name() or one.user.get_username()} has this open "
        f"since {since_in_words(one.since, at)}."
        for one in presence.others(obj, user, at=at)
    ]
    return " ".join([*seen, "Saving will show you both versions first."]) if seen else ""


def since_in_words(since, at) -> str:
    """Return the hour, and the day as well if that is over."""
    begun = localtime(since)
    is_today = begun.date() == localtime(at).date()
    return f"{begun:%H:%M}" if is_today else date_format(begun, "j F, H:i")
