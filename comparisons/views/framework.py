from django.urls import reverse
from django.utils.timezone import localdate
from django.views.generic import ListView

from comparisons import cards, faces, linked_data, social_cards
from comparisons.factbase import load_factbase
from comparisons.feeds import FrameworkChangeFeed
from comparisons.matrix import build_matrix, columns_for
from comparisons.models import Comparison, Framework
from comparisons.supplements import load_supplements
from publishing import heads, markdown
from publishing.cards import reference
from publishing.linked_data import breadcrumb, item_list
from publishing.views import PageMixin, PublishedDetailView


class FrameworkListView(PageMixin, ListView):
    template_name = "comparisons/framework_list.html"
    queryset = Framework.objects.all()
    section = "frameworks"
    page_title = "Frameworks"
    page_description = (
        "Every framework that we ask the same questions of, with what we have checked so far."
    )

    def get_queryset(self):
        return super().get_queryset().published().with_newest_release().order_by("name")

    def get_linked_data(self, context):
        rows = [(row["name"], row["url"]) for row in context["frameworks"]]
        return [item_list(self.page_title, rows)]

    def get_context_data(self, **kwargs):
        frameworks = self.object_list
        base = load_factbase([framework.pk for framework in frameworks])
        today = localdate()
        matrices = [
            build_matrix(base, columns_for([framework]), today=today) for framework in frameworks
        ]
        return super().get_context_data(
            frameworks=[
                {
                    "name": framework.name,
                    "url": framework.get_absolute_url(),
                    "tagline": framework.tagline,
                    "kind_label": framework.get_kind_display(),
                    "language": framework.language,
                    "version": framework.newest_release,
                    "checked": matrix.checked,
                    "total": matrix.cells,
                }
                for framework, matrix in zip(frameworks, matrices, strict=True)
            ],
            **kwargs,
        )


class FrameworkDetailView(PublishedDetailView):
    model = Framework
    section = "frameworks"

    def get_queryset(self):
        return super().get_queryset().with_newest_release()

    def get_page_description(self):
        one = self.object
        return heads.description(
            one.seo_description,
            one.tagline,
            markdown.opening(one.summary),
            f"{one.name}: what it brings along, what it leaves to you, and where that is written.",
        )

    def get_linked_data(self, context):
        address = context["canonical"]
        parent = ("Frameworks", reverse("comparisons:framework-list"))
        return [
            *linked_data.framework_software(self.object, address),
            breadcrumb(parent, (self.object.name, address)),
        ]

    def get_feeds(self):
        return [FrameworkChangeFeed().announce(self.object)]

    def get_card(self):
        card = social_cards.card_of_framework(self.matrix, tagline=self.object.tagline)
        return reference(card, reverse("comparisons:framework-card", args=[self.object.slug]))

    def get_context_data(self, **kwargs):
        framework, today = self.object, localdate()
        related = cards.entries_of(Comparison.objects.published().filter(frameworks=framework))
        base = load_factbase({framework.pk} | {entry.framework_id for entry in related})
        matrix = build_matrix(base, columns_for([framework]), today=today)
        self.matrix = matrix
        column, items = matrix.columns[0], load_supplements([framework])
        return super().get_context_data(
            matrix=matrix,
            plate=faces.framework_plate(framework, matrix),
            good_at=faces.examples(matrix.rows, faces.BROUGHT),
            leaves=faces.examples(matrix.rows, faces.LEFT_TO_YOU),
            releases=faces.releases(framework.releases.all(), today=today),
            drawbacks=faces.drawbacks(column, items, today=today),
            extensions=faces.extensions(column, items, base.questions),
            snippets=faces.snippets(column, items),
            cards=cards.cards_from(related, base, today=today),
            **kwargs,
        )
