"""Links to what is not published, for people without an account: made, copied and revoked."""

from django import forms
from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import path
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from publishing import drafts, preview_links
from publishing.admin.draft_forms import numbers, opened_by
from publishing.admin.panels import Panel


class DaysForm(forms.Form):
    _days = forms.TypedChoiceField(
        choices=[(days, str(days)) for days in preview_links.CHOICES_OF_DAYS], coerce=int
    )


class LinksPanel(Panel):
    def get_urls(self):
        start = f"{self.opts.app_label}_{self.opts.model_name}"
        pages = [
            ("links/", self.make_link_view, "link_make"),
            ("links/<int:link_id>/revoke/", self.revoke_link_view, "link_revoke"),
        ]
        return [
            *(
                path(f"{form}/{route}", self.admin_site.admin_view(view), name=f"{start}_{name}")
                for route, view, name in pages
                for form in ("add", "<path:object_id>")
            ),
            *super().get_urls(),
        ]

    @method_decorator(require_POST)
    def make_link_view(self, request, object_id=None):
        """Make a link to the draft that is named, else to the object; show the form again."""
        obj = self.get_written(request, object_id)
        form = DaysForm(request.POST)
        days = form.cleaned_data["_days"] if form.is_valid() else preview_links.DAYS
        draft = None
        if named := numbers([request.POST.get("_link_to", "")]):
            draft = self.get_draft(request, obj, named[0])
        if draft is None and (obj is None or not preview_links.can_be_shared(obj)):
            raise Http404
        if len(self.links_of(request, obj)) >= preview_links.MOST_OPEN:
            self.message_user(request, "There are too many links. Revoke one.", messages.ERROR)
        else:
            preview_links.make(request.user, draft or obj, days=days)
            self.message_user(request, "The link is made: copy it below.", messages.SUCCESS)
        return self.show_again(request, obj, request.POST.copy())

    @method_decorator(require_POST)
    def revoke_link_view(self, request, link_id, object_id=None):
        obj = self.get_written(request, object_id)
        link = next((one for one in self.links_of(request, obj) if one.pk == link_id), None)
        if link is None:
            raise Http404
        if link.created_by_id != request.user.pk and obj is not None:
            request.desk_proposes = False
            if not self.has_change_permission(request, obj):
                raise PermissionDenied
        preview_links.revoke(link)
        self.message_user(request, "The link is revoked and shows nothing now.", messages.SUCCESS)
        return self.show_again(request, obj, request.POST.copy())

    def links_of(self, request, obj):
        """Return the open links to the object and to those of its drafts that the user sees."""
        kept = drafts.of_form(self.model, obj.pk if obj else None)
        seen = [draft for draft in kept if drafts.may_see(request.user, draft)]
        kind = ContentType.objects.get_for_model(self.model)
        return list(preview_links.open_links(kind, obj.pk if obj else None, seen))

    def get_desk_context(self, request, obj, context):
        here = super().get_desk_context(request, obj, context)
        desk = here.get("drafts")
        if desk is None:
            return here
        rows = [
            {
                "link": link,
                "url": request.build_absolute_uri(preview_links.address(link)),
                "revoke": self.desk_address("link_revoke", obj, link.pk),
            }
            for link in self.links_of(request, obj)
        ]
        opened = opened_by(request)
        return here | {
            "links": {
                "rows": rows,
                "make": self.desk_address("link_make", obj),
                "object": obj is not None and preview_links.can_be_shared(obj),
                "live": obj is not None and obj.is_public(),
                "drafts": [row["draft"] for row in desk["rows"] if row["draft"].pk in opened],
                "days": preview_links.CHOICES_OF_DAYS,
                "usual": preview_links.DAYS,
            }
        }
