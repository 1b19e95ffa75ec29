"""What the public pages of every app have in common, and the pages about the publication."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import DetailView, View
from django.views.generic.base import ContextMixin
from django.views.generic.detail import BaseDetailView

from publishing import addresses, cards, heads, linked_data, markdown, preview, preview_links
from publishing.cards.site import SITE_CARD
from publishing.models import Page
from publishing.site import absolute
from publishing.surroundings import load_surroundings


class PageMixin(ContextMixin):
    """Give a page its title, its one address, and its place in the main navigation."""

    section = ""
    page_title = ""
    page_description = ""
    # What a page is to Open Graph, where it is shared.
    sharing_type = "website"
    noindex = False

    def get_page_title(self):
        return self.page_title

    def get_page_description(self):
        """Return what the page says, in a sentence or two; what is too long is cut."""
        return self.page_description

    def get_canonical(self):
        """Return the path that search engines shall keep; view state stands in no address."""
        return self.request.path

    def get_card(self):
        """Return the picture that stands for the page where it is shared: url, alt and size."""
        return cards.reference(SITE_CARD, reverse("publishing:card"))

    def get_feeds(self):
        """Return the feeds that tell of what this page shows: title and url of each."""
        return []

    def get_linked_data(self, context):
        """Return what the page tells machines, from what it has loaded; see `linked_data`."""
        return []

    def get_context_data(self, **kwargs):
        context = super().get_context_data(
            page_title=self.get_page_title(),
            page_description=heads.description(self.get_page_description()),
            card=self.get_card(),
            feeds=self.get_feeds(),
            canonical="" if self.noindex else absolute(self.get_canonical()),
            noindex=self.noindex,
            sharing_type=self.sharing_type,
            locale=heads.locale(),
            section=self.section,
            **load_surroundings(),
            **kwargs,
        )
        # What is not to be found needs no explaining to who finds.
        context["linked_data"] = [] if self.noindex else self.get_linked_data(context)
        return context


class PublishedMixin:
    """Find one published object; lead former addresses to where it moved."""

    def get_queryset(self):
        return super().get_queryset().published()

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            moved = addresses.moved(self.model, kwargs["slug"])
            if moved is None:
                raise
            return HttpResponsePermanentRedirect(self.path_of(moved))

    def path_of(self, obj):
        return obj.get_absolute_url()


class PublishedDetailView(PageMixin, PublishedMixin, DetailView):
    def get_page_title(self):
        return self.object.seo_title or str(self.object)


class PublishedCardView(PublishedMixin, BaseDetailView):
    """Answer with the social card of one published object, which `make_card` returns."""

    url_name = ""

    def path_of(self, obj):
        return reverse(self.url_name, args=[obj.slug])

    def render_to_response(self, context):
        return cards.respond(self.request, self.make_card())


class SiteCardView(View):
    def get(self, request):
        return cards.respond(request, SITE_CARD)


class PageView(PublishedDetailView):
    model = Page

    def get_page_description(self):
        page = self.object
        return heads.description(
            page.seo_description, page.lead, markdown.opening(page.body), page.title
        )

    def get_canonical(self):
        return self.object.get_absolute_url()

    def get_linked_data(self, context):
        page = self.object
        return [
            linked_data.thing(
                "AboutPage" if page.slug == "about" else "WebPage",
                name=page.title,
                description=context["page_description"],
                url=context["canonical"],
                datePublished=linked_data.day(page.published_at),
                dateModified=linked_data.day(page.modified_at),
                publisher=linked_data.publisher(),
            )
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(rendered=markdown.render(self.object.body), **kwargs)


class PreviewView(View):
    """Show what is not published yet to whoever was given a link to it."""

    http_method_names = ["get", "head"]

    def get(self, request, token):
        link = preview_links.find(token)
        subject = link.subject if link else None
        if link and link.draft is None and subject is not None and subject.is_public():
            return HttpResponsePermanentRedirect(subject.get_absolute_url())
        try:
            return preview_links.page(link)
        except (Http404, PermissionDenied):
            return render(request, "publishing/preview_ended.html", status=404)
        except preview.NotShown:
            return render(request, "publishing/preview_unready.html", status=422)
