"""The sitemap: one index, and a file or more for each section of the apps."""

from collections.abc import Iterator

from django.contrib.sitemaps.views import SitemapIndexItem, sitemap, x_robots_tag
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView, View

from articles.sitemaps import ArticleSection, AuthorSection, TopicSection
from comparisons.sitemaps import ComparisonSection, FeatureSection, FrameworkSection
from publishing.site import absolute
from publishing.sitemaps import PageSection, Section


class FixedSection(Section):
    """List the pages that are always there. Their lists change with what stands in them."""

    def items(self):
        return [
            "home",
            "comparisons:comparison-list",
            "comparisons:framework-list",
            "comparisons:feature-list",
            "comparisons:change-list",
            "comparisons:choose",
            "comparisons:choose-weights",
            "articles:article-list",
            "api:reference",
        ]

    def location(self, item):
        return reverse(item)

    def lastmod(self, item):
        return None


SECTIONS: dict[str, type[Section]] = {
    "site": FixedSection,
    "comparisons": ComparisonSection,
    "frameworks": FrameworkSection,
    "features": FeatureSection,
    "articles": ArticleSection,
    "topics": TopicSection,
    "authors": AuthorSection,
    "pages": PageSection,
}


@method_decorator(x_robots_tag, name="dispatch")
class SitemapIndexView(TemplateView):
    """Name the files of every section that has any address; one query for each section."""

    template_name = "sitemap_index.xml"
    content_type = "application/xml"

    def get_context_data(self, **kwargs):
        files = [SitemapIndexItem(absolute(path)) for path in paths()]
        return super().get_context_data(sitemaps=files, **kwargs)


class SitemapSectionView(View):
    http_method_names = ["get", "head"]

    def get(self, request, section):
        return sitemap(request, SECTIONS, section=section)


def paths() -> Iterator[str]:
    for name, section in SECTIONS.items():
        paginator = section().paginator
        address = reverse("sitemap-section", args=[name])
        for number in paginator.page_range if paginator.count else ():
            yield address if number == 1 else f"{address}?p={number}"
