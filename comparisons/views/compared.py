from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import redirect
from django.urls import reverse

from comparisons import pairs
from comparisons.models import MOST_FRAMEWORKS


class ComparedMixin:
    """Find the frameworks that an address compares, in the one order that it has.

    `respond` answers with `self.slug`, `self.frameworks` and, if editors published one,
    `self.comparison` and its `self.entries`. Any other order, and a former name, lead to the same
    output of the address that counts; three queries, four for former names.
    """

    url_name = "comparisons:comparison-detail"

    def get(self, request, slug):
        slugs = pairs.split(slug)
        if len(slugs) > MOST_FRAMEWORKS:
            return self.too_many(slugs)
        found = pairs.published(slugs)
        if len(found) < len(slugs):
            raise Http404
        self.frameworks = list({found[name].pk: found[name] for name in slugs}.values())
        if len(self.frameworks) == 1:
            return self.only_one()
        self.entries = pairs.published_entries(self.frameworks)
        self.put_in_order()
        self.slug = pairs.join(framework.slug for framework in self.frameworks)
        if slug != self.slug:
            return HttpResponsePermanentRedirect(self.path_of(self.slug))
        return self.respond()

    def path_of(self, slug):
        return reverse(self.url_name, args=[slug])

    def only_one(self):
        return redirect(self.frameworks[0])

    def too_many(self, slugs):
        raise BadRequest(f"At most {MOST_FRAMEWORKS} frameworks can be compared.")

    def put_in_order(self):
        """Take the order of the published comparison, else the alphabet's."""
        places = {entry.framework_id: entry.position for entry in self.entries}
        self.frameworks.sort(key=lambda one: (places.get(one.pk, 0), one.slug))
        self.comparison = self.entries[0].comparison if self.entries else None
