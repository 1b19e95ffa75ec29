"""What search engines are told of this app."""

from django.db.models import Max, OuterRef, Subquery

from comparisons.models import Comparison, Fact, Feature, Framework
from publishing.sitemaps import Section


class ComparisonSection(Section):
    """List the published comparisons; those from the facts alone are not to be found."""

    def items(self):
        comparisons = Comparison.objects.published().only("slug", "published_at", "changed_at")
        return comparisons.annotate(
            newest_published=Max("frameworks__published_at"),
            newest_changed=Max("frameworks__changed_at"),
        ).order_by("pk")

    def lastmod(self, item):
        """Say the same as `linked_data.modified_at`, of which this is the form for many."""
        return newest(item.modified_at, item.newest_published, item.newest_changed)


class FrameworkSection(Section):
    def items(self):
        frameworks = Framework.objects.published().only("slug", "published_at", "changed_at")
        return frameworks.order_by("pk")


class FeatureSection(Section):
    def items(self):
        shown = Framework.objects.published()
        facts = Fact.objects.filter(feature=OuterRef("pk"), framework__in=shown)
        newest_fact = facts.order_by("-updated_at").values("updated_at")[:1]
        return Feature.objects.annotate(newest_fact=Subquery(newest_fact)).order_by("pk")

    def lastmod(self, item):
        return newest(item.updated_at, item.newest_fact)


def newest(*moments):
    return max(filter(None, moments), default=None)
