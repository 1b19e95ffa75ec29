"""The pages that need every app."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.views.generic import TemplateView

from articles.feeds import ArticleFeed
from comparisons import cards, change_list
from comparisons.feeds import ChangeFeed
from comparisons.models import Comparison, Fact, Framework, Level
from comparisons.questionnaire import load_questions
from publishing.linked_data import publisher, thing
from publishing.site import SITE_NAME, absolute
from publishing.views import PageMixin

MOST_CARDS = 6
MOST_CHANGES = 4
MOST_CHECKS = 4


class HomeView(PageMixin, TemplateView):
    template_name = "home.html"
    page_description = (
        "Side-by-side comparisons of web frameworks, with a dated source for every claim and a "
        "plain verdict."
    )

    def get_linked_data(self, context):
        words = "search_term_string"
        found = f"{absolute(reverse('search'))}?q={{{words}}}"
        return [
            thing(
                "WebSite",
                name=SITE_NAME,
                description=self.page_description,
                url=context["canonical"],
                publisher=publisher(),
                potentialAction=thing(
                    "SearchAction",
                    target=thing("EntryPoint", urlTemplate=found),
                    **{"query-input": f"required name={words}"},
                ),
            )
        ]

    def get_feeds(self):
        return [ArticleFeed().announce(), ChangeFeed().announce()]

    def get_context_data(self, **kwargs):
        newest = Comparison.objects.published().order_by("-published_at", "pk")[:MOST_CARDS]
        entries = cards.entries_of(newest)
        choices = list(Framework.objects.published().order_by("name"))
        first, second = self.preselected(entries, choices)
        questions = load_questions()
        changes = change_list.latest(MOST_CHANGES)
        return super().get_context_data(
            choices=choices,
            first=first,
            second=second,
            cards=cards.with_facts(entries, today=localdate()),
            question=questions[0] if questions else None,
            questions=len(questions),
            changes=changes,
            # A young publication has no changes to tell of yet, only checks.
            checks=[] if changes else recent_checks(),
            **kwargs,
        )

    def preselected(self, entries, choices):
        """Return the pair that the headline opens with: the newest comparison's, or the first."""
        if entries:
            comparison = entries[0].comparison_id
            slugs = [one.framework.slug for one in entries if one.comparison_id == comparison]
        else:
            slugs = [one.slug for one in choices]
        return (*slugs[:2], "", "")[:2]


def recent_checks():
    """Return the facts that were checked last, as the home page tells of them."""
    facts = (
        Fact.objects.filter(framework__in=Framework.objects.published())
        .exclude(source_url="")
        .exclude(checked_on=None)
        .exclude(level=Level.UNKNOWN)
        .select_related("framework", "feature")
        .order_by("-checked_on", "-updated_at", "-pk")
    )
    return [
        {
            "date": fact.checked_on,
            "framework_name": fact.framework.name,
            "feature_name": fact.feature.name,
            "url": fact.get_absolute_url(),
            "label": fact.get_level_display().lower() if fact.level else fact.value,
        }
        for fact in facts[:MOST_CHECKS]
    ]
