"""The facts of a comparison as files: the addresses of its page, and the same matrix."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.generic import View

from comparisons import dataset_csv, dataset_json, dataset_markdown
from comparisons.datasets import load_dataset
from comparisons.stacks import PARAMETER
from comparisons.views.compared import ComparedMixin
from publishing.licence import data_licence
from publishing.site import absolute

PAGE = "comparisons:comparison-detail"


class DatasetMixin(ComparedMixin):
    """Read a comparison as data; `?with=` adds extensions as on its page.

    Every other parameter is view state of the page, and means nothing here.
    """

    def path_of(self, slug):
        """Keep the extensions on the way to the address that counts: they change the answers."""
        chosen = self.request.GET.getlist(PARAMETER)
        return reverse(self.url_name, args=[slug], query={PARAMETER: chosen} if chosen else None)

    def only_one(self):
        raise Http404("A comparison has two frameworks or more.")

    def get_dataset(self):
        return load_dataset(
            self.frameworks,
            self.comparison,
            absolute(reverse(PAGE, args=[self.kwargs["slug"]])),
            chosen=self.request.GET.getlist(PARAMETER),
        )


class FileView(DatasetMixin, View):
    """Answer with a file that somebody keeps under a name of its own."""

    http_method_names = ["get", "head", "options"]
    content_type = ""
    ending = ""
    as_attachment = True

    def respond(self):
        dataset = self.get_dataset()
        response = HttpResponse(self.write(dataset), content_type=self.content_type)
        response.headers["Content-Disposition"] = content_disposition_header(
            self.as_attachment, f"{self.kwargs['slug']}{self.ending}"
        )
        response.headers["Link"] = ", ".join(links(dataset))
        return response

    def write(self, dataset):
        raise NotImplementedError


class ComparisonJsonView(FileView):
    url_name = "comparisons:comparison-json"
    content_type = "application/json"
    ending = ".json"
    as_attachment = False  # Browsers show it.

    def write(self, dataset):
        return dataset_json.write(dataset)


class ComparisonCsvView(FileView):
    url_name = "comparisons:comparison-csv"
    content_type = "text/csv; charset=utf-8; header=present"
    ending = ".csv"

    def write(self, dataset):
        return dataset_csv.write(dataset)


class ComparisonMarkdownView(FileView):
    url_name = "comparisons:comparison-markdown"
    content_type = "text/markdown; charset=utf-8; variant=GFM"
    ending = ".md"

    def write(self, dataset):
        return dataset_markdown.write(dataset)


def links(dataset):
    """Yield what a file that can hold no such line says in its headers: page and licence."""
    yield f'<{dataset.url}>; rel="canonical"'
    licence = data_licence()
    if licence and licence.url:
        yield f'<{licence.url}>; rel="license"'
