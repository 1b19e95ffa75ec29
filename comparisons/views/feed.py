"""The addresses of the feeds of changes; each finds its subject as the page of it does."""

from django.views.generic import View
from django.views.generic.detail import BaseDetailView

from comparisons.feeds import ChangeFeed, ComparisonChangeFeed, FrameworkChangeFeed
from comparisons.models import Framework
from comparisons.views.compared import ComparedMixin
from publishing.views import PublishedMixin


class ChangeFeedView(View):
    def get(self, request):
        return ChangeFeed()(request)


class FrameworkFeedView(PublishedMixin, BaseDetailView):
    model = Framework

    def path_of(self, obj):
        return FrameworkChangeFeed().path(obj)

    def render_to_response(self, context):
        return FrameworkChangeFeed()(self.request, subject=self.object)


class ComparisonFeedView(ComparedMixin, View):
    url_name = "comparisons:comparison-feed"

    def respond(self):
        return ComparisonChangeFeed()(self.request, subject=self.frameworks)
