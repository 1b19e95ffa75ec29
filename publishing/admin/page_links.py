"""Pages of the site to link to, picked by name, and the cheat sheet of our Markdown."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.timezone import now

from publishing import page_search
from publishing.admin.desk_pages import QueryForm
from publishing.admin.markdown_field import builders
from publishing.models import Publishable


class PageLinks(admin.ModelAdmin):
    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("links/", view(self.links_view), name="publishing_page_links"),
            path("markdown/", view(self.markdown_view), name="publishing_page_markdown"),
            *super().get_urls(),
        ]

    def links_view(self, request):
        """List what the user may see; each kind asks its own admin which rows those are."""
        admins = [
            model_admin
            for model, model_admin in self.admin_site._registry.items()
            if issubclass(model, Publishable) and model_admin.has_view_permission(request)
        ]
        if not admins:
            raise PermissionDenied
        query = QueryForm.query_of(request)
        querysets = [model_admin.get_queryset(request) for model_admin in admins]
        return TemplateResponse(
            request,
            "admin/publishing/page_links.html",
            {
                **self.admin_site.each_context(request),
                "title": "Link to a page",
                "opts": self.opts,
                "media": self.media,
                "query": query,
                "address": page_search.address_in(query),
                "links": page_search.find(querysets, query, at=now()),
            },
        )

    def markdown_view(self, request):
        return TemplateResponse(
            request,
            "admin/publishing/markdown_help.html",
            {
                **self.admin_site.each_context(request),
                "title": "How to write Markdown here",
                "opts": self.opts,
                "media": self.media,
                "builders": builders,
            },
        )
