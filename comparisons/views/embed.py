"""A comparison for pages of other sites: as a page for a frame, and as a picture."""

from django.http import Http404
from django.urls import reverse
from django.views.generic import TemplateView

from comparisons import citations, embeds
from comparisons.stacks import PARAMETER
from comparisons.strip import difference_strip, draw, headline
from comparisons.strip_picture import strip_picture, writable
from comparisons.views.dataset import PAGE, DatasetMixin
from publishing.licence import data_licence
from publishing.site import absolute


class OutletView(DatasetMixin, TemplateView):
    """Show a comparison alone, with nothing of the site around it."""

    def respond(self):
        return self.render_to_response(self.get_context_data(dataset=self.get_dataset()))

    def get_context_data(self, *, dataset, **kwargs):
        return super().get_context_data(
            dataset=dataset,
            words=embeds.words(dataset),
            headline=headline(dataset.matrix),
            as_of=citations.as_of(dataset.as_of) if dataset.as_of else "",
            **kwargs,
        )


class ComparisonEmbedView(OutletView):
    """`?rows=differences` leaves out what is the same in all."""

    url_name = "comparisons:comparison-embed"
    template_name = "comparisons/comparison_embed.html"

    def get_context_data(self, *, dataset, **kwargs):
        marks = [mark for group in difference_strip(dataset.matrix) for mark in group.marks]
        return super().get_context_data(
            dataset=dataset,
            page_url=self.page_url(dataset),
            strip=draw(marks) if marks else None,
            groups=embeds.groups(
                dataset.matrix, differences_only=self.request.GET.get("rows") == "differences"
            ),
            width=len(dataset.matrix.columns) + 1,
            licence=data_licence(),
            **kwargs,
        )

    def page_url(self, dataset):
        """Return the page with the same extensions: it must show the same answers."""
        if not dataset.stack:
            return dataset.url
        path = reverse(PAGE, args=[self.kwargs["slug"]], query={PARAMETER: dataset.stack})
        return absolute(path)


class ComparisonStripView(OutletView):
    url_name = "comparisons:comparison-strip"
    template_name = "comparisons/difference_strip.svg"
    content_type = "image/svg+xml"

    def get_context_data(self, *, dataset, **kwargs):
        picture = strip_picture(dataset)
        if picture is None:
            raise Http404("Only a pair has a difference strip.")
        context = super().get_context_data(dataset=dataset, picture=picture, **kwargs)
        return context | {"words": writable(context["words"])}
