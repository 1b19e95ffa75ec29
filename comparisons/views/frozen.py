"""Frozen comparisons: the bytes that were kept, and what has changed since."""

import re

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.views.generic import TemplateView, View

from comparisons import frozen_changes
from comparisons.models import FrozenComparison
from comparisons.models.frozen import FILES
from comparisons.views.comparison import ComparisonDetailView
from publishing.headers import TRUSTED_TYPES, page_directives, set_policy
from publishing.stylesheet import Stylesheet
from publishing.views import PageMixin

SHEET = re.compile("<style>(.*?)</style>", re.DOTALL)
GONE = 410


class FrozenFaceView(ComparisonDetailView):
    """Make the page that is kept; no address leads here, only `comparisons.freezing` does.

    The page stands by itself: it has its style sheet inside, and loads no file of ours but the
    list of what has changed since.
    """

    template_name = "comparisons/frozen_comparison.html"
    frozen_at = None
    note = ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(frozen_at=self.frozen_at, note=self.note, **kwargs)


class FrozenMixin:
    """Find what was frozen under an address; what was withdrawn answers 410 with the reason.

    `respond` answers with `self.frozen`, of which only `files` were read.
    """

    files: tuple[str, ...] = ()

    def get(self, request, slug, day):
        unread = [name for name in FILES if name not in self.files]
        found = FrozenComparison.objects.filter(slug=slug, frozen_on=day).defer(*unread)
        self.frozen = found.select_related("comparison").first()
        if self.frozen is None:
            raise Http404
        response = self.withdrawn() if self.frozen.is_withdrawn else self.respond()
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def withdrawn(self):
        """Say so in one line, for whoever asked for a file."""
        words = f"Withdrawn on {self.frozen.withdrawn_at:%Y-%m-%d}: "
        text = f"{words}{self.frozen.withdrawn_because}\n"
        return HttpResponse(text, content_type="text/plain; charset=utf-8", status=GONE)


class WithdrawnView(PageMixin, TemplateView):
    """Say that a frozen comparison was withdrawn, when and why, and nothing of what it said."""

    template_name = "comparisons/frozen_withdrawn.html"
    page_title = "Withdrawn"
    section = "compare"
    noindex = True
    frozen: FrozenComparison | None = None

    def get(self, request):
        context = self.get_context_data(frozen=self.frozen)
        return self.render_to_response(context, status=GONE)


class FrozenFileView(FrozenMixin, View):
    """Answer with the bytes of a file as they were kept, under a tag that is their digest."""

    http_method_names = ["get", "head", "options"]
    content_type = ""

    def respond(self):
        [name] = self.files
        digest = getattr(self.frozen, f"{name}_digest")
        return HttpResponse(
            getattr(self.frozen, name),
            content_type=self.content_type,
            headers={"ETag": f'"{digest}"'},
        )


class FrozenPageView(FrozenFileView):
    files = ("page",)
    content_type = "text/html; charset=utf-8"

    def respond(self):
        response = super().respond()
        set_policy(response, policy_of(self.frozen.page))
        return response

    def withdrawn(self):
        return WithdrawnView.as_view(frozen=self.frozen)(self.request)


class FrozenJsonView(FrozenFileView):
    files = ("data_json",)
    content_type = "application/json"


class FrozenCsvView(FrozenFileView):
    files = ("data_csv",)
    content_type = "text/csv; charset=utf-8; header=present"

    def respond(self):
        response = super().respond()
        name = f"{self.frozen.key}.csv"
        response.headers["Content-Disposition"] = content_disposition_header(True, name)
        return response


class FrozenChangesView(FrozenMixin, PageMixin, TemplateView):
    """List on a page of the site what has changed since a comparison was frozen."""

    template_name = "comparisons/frozen_changes.html"
    files = ("data_json",)
    section = "compare"
    noindex = True

    def respond(self):
        return self.render_to_response(self.get_context_data())

    def withdrawn(self):
        return WithdrawnView.as_view(frozen=self.frozen)(self.request)

    def get_page_title(self):
        return f"Changed since: {self.frozen.title}"

    def get_page_description(self):
        day = date_format(self.frozen.frozen_on, "DATE_FORMAT")
        return f"What has changed since {self.frozen.title} was frozen on {day}."

    def get_context_data(self, **kwargs):
        since = frozen_changes.load(self.frozen)
        return super().get_context_data(frozen=self.frozen, since=since, **kwargs)


class FrozenChangeListView(FrozenMixin, View):
    """The same list alone, for the frame inside of the frozen page."""

    http_method_names = ["get", "head", "options"]
    files = ("data_json",)
    template_name = "comparisons/frozen_change_list.html"

    def respond(self):
        context = {"frozen": self.frozen, "since": frozen_changes.load(self.frozen)}
        response = render(self.request, self.template_name, context)
        set_policy(response, page_directives() | TRUSTED_TYPES | {"frame-ancestors": [CSP.SELF]})
        return response


def policy_of(page):
    """Return the directives under which a kept page shows: its own sheet, and a frame of ours."""
    sheet = SHEET.search(page)
    return {
        "default-src": [CSP.NONE],
        "style-src": [Stylesheet(sheet[1]).csp_source if sheet else CSP.NONE],
        "frame-src": [CSP.SELF],
        "base-uri": [CSP.NONE],
        "form-action": [CSP.NONE],
        "frame-ancestors": [CSP.NONE],
        **TRUSTED_TYPES,
    }
