from django.urls import reverse
from django.utils.timezone import localdate
from django.views.generic import DetailView, TemplateView

from comparisons import faces, linked_data
from comparisons.factbase import load_factbase
from comparisons.matrix import build_matrix, columns_for
from comparisons.models import Feature, Framework
from publishing.linked_data import breadcrumb, item_list
from publishing.views import PageMixin


class FeatureListView(PageMixin, TemplateView):
    template_name = "comparisons/feature_list.html"
    section = "features"
    page_title = "Features"
    page_description = "The questions that we ask of every framework, and how each is answered."

    def get_linked_data(self, context):
        features = [one for group in context["groups"] for one in group["features"]]
        return [item_list(self.page_title, [(one["name"], one["url"]) for one in features])]

    def get_context_data(self, **kwargs):
        frameworks = list(Framework.objects.published())
        base = load_factbase([framework.pk for framework in frameworks])
        matrix = build_matrix(base, columns_for(frameworks), today=localdate())
        return super().get_context_data(
            groups=[
                {
                    "slug": section.slug,
                    "name": section.name,
                    "features": [
                        {
                            "name": row.name,
                            "url": row.url,
                            "meaning": row.meaning,
                            "counts": faces.counts(row),
                        }
                        for row in section.rows
                    ],
                }
                for section in matrix.sections
            ],
            **kwargs,
        )


class FeatureDetailView(PageMixin, DetailView):
    """Show who supports a feature, the fullest support first."""

    model = Feature
    queryset = Feature.objects.select_related("group")
    section = "features"

    def get_page_title(self):
        return f"{self.object.name}: who supports it"

    def get_page_description(self):
        one = self.object
        return f"{one.name}: {one.meaning} Who supports it, with a source for each answer."

    def get_linked_data(self, context):
        parent = ("Features", reverse("comparisons:feature-list"))
        return [
            item_list(context["page_title"], linked_data.supporters(context["levels"])),
            breadcrumb(parent, (self.object.name, context["canonical"])),
        ]

    def get_context_data(self, **kwargs):
        frameworks = list(Framework.objects.published().with_newest_release().order_by("name"))
        base = load_factbase([one.pk for one in frameworks], features=[self.object.slug])
        matrix = build_matrix(base, columns_for(frameworks), today=localdate())
        siblings = Feature.objects.filter(group=self.object.group).exclude(pk=self.object.pk)
        return super().get_context_data(
            levels=faces.answers_by_level(matrix),
            related=[
                {"name": one.name, "url": one.get_absolute_url(), "meaning": one.meaning}
                for one in siblings
            ],
            choices=frameworks,
            **kwargs,
        )
