"""How to take a comparison along: to embed it, to cite it, to work on with its data."""

from django.urls import reverse
from django.views.generic import TemplateView

from comparisons import citations, embeds
from comparisons.models.comparison import FEWEST_FRAMEWORKS
from comparisons.stacks import PARAMETER
from comparisons.views.dataset import DatasetMixin, FileView
from publishing import heads
from publishing.licence import data_licence
from publishing.site import absolute
from publishing.views import PageMixin


class ComparisonCiteView(DatasetMixin, PageMixin, TemplateView):
    url_name = "comparisons:comparison-cite"
    template_name = "comparisons/comparison_cite.html"
    section = "compare"
    noindex = True

    def respond(self):
        self.dataset = self.get_dataset()
        return self.render_to_response(self.get_context_data())

    def get_page_title(self):
        return heads.fitting(f"Embed or cite {self.dataset.title}", self.dataset.title)

    def get_page_description(self):
        one = self.dataset.title
        return heads.description(
            f"{one}: ready texts to embed or cite it, and its facts as files."
        )

    def get_context_data(self, **kwargs):
        dataset, slug = self.dataset, self.kwargs["slug"]
        return super().get_context_data(
            dataset=dataset,
            words=embeds.words(dataset),
            page_url=self.url_of("detail"),
            embed=self.embeds(),
            cite={
                "sentence": citations.sentence(dataset),
                "bibtex": citations.bibtex(dataset, slug),
                "csl": citations.csl(dataset, slug),
            },
            urls={
                name: self.url_of(name) for name in ("json", "csv", "markdown", "bibtex", "csl")
            },
            licence=data_licence(),
            **kwargs,
        )

    def embeds(self):
        """Return the texts that put the comparison into other pages; a picture for a pair only."""
        dataset = self.dataset
        frame_url, picture_url = absolute(self.url_of("embed")), absolute(self.url_of("strip"))
        texts = {"url": self.url_of("embed"), "frame": embeds.frame(dataset, frame_url)}
        if len(dataset.matrix.columns) == FEWEST_FRAMEWORKS:
            texts |= {
                "picture_url": self.url_of("strip"),
                "picture": embeds.picture(dataset, picture_url),
                "markdown": embeds.markdown_picture(dataset, picture_url),
            }
        return texts

    def url_of(self, name):
        """Return the address of another outlet with the same extensions."""
        query = {PARAMETER: self.dataset.stack} if self.dataset.stack else None
        return reverse(f"comparisons:comparison-{name}", args=[self.kwargs["slug"]], query=query)


class ComparisonBibtexView(FileView):
    url_name = "comparisons:comparison-bibtex"
    content_type = "application/x-bibtex; charset=utf-8"
    ending = ".bib"

    def write(self, dataset):
        return citations.bibtex(dataset, self.kwargs["slug"])


class ComparisonCslView(FileView):
    url_name = "comparisons:comparison-csl"
    content_type = "application/vnd.citationstyles.csl+json"
    ending = ".csl.json"

    def write(self, dataset):
        return citations.csl(dataset, self.kwargs["slug"])
