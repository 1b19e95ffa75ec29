"""Social cards beneath the pages that they stand for."""

from django.utils.timezone import localdate
from django.views.generic import View

from comparisons import social_cards
from comparisons.factbase import load_factbase
from comparisons.matrix import build_matrix, columns_for
from comparisons.models import Framework
from comparisons.views.compared import ComparedMixin
from publishing import cards
from publishing.views import PublishedCardView


class ComparisonCardView(ComparedMixin, View):
    url_name = "comparisons:comparison-card"

    def respond(self):
        card = social_cards.card_of(matrix_of(self.frameworks))
        return cards.respond(self.request, card)


class FrameworkCardView(PublishedCardView):
    model = Framework
    url_name = "comparisons:framework-card"

    def make_card(self):
        matrix = matrix_of([self.object])
        return social_cards.card_of_framework(matrix, tagline=self.object.tagline)


def matrix_of(frameworks):
    base = load_factbase([framework.pk for framework in frameworks])
    return build_matrix(base, columns_for(frameworks), today=localdate())
