"""What search engines are told of this app."""

from datetime import datetime, time

from django.db.models import Max, Q
from django.utils.timezone import make_aware

from comparisons.models import Comparison, Feature, Framework
from publishing.models import live
from publishing.sitemaps import Section, newest, saved_again


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
    """List the features; what is said of one are its own words and the facts that its page shows.

    Whoever renews a fact opens its source, so a day of checking is a change as well.
    """

    def items(self):
        shown = live(through="facts__framework__")
        return Feature.objects.annotate(
            newest_check=Max("facts__checked_on", filter=shown),
            newest_change=Max("facts__updated_at", filter=shown & Q(facts__version__gt=1)),
        ).order_by("pk")

    def lastmod(self, item):
        check = item.newest_check and make_aware(datetime.combine(item.newest_check, time.min))
        return newest(saved_again(item), item.newest_change, check)
