"""Feeds of changes of facts: of all frameworks, of one, of those of a comparison."""

from urllib.parse import quote

from django.template.loader import render_to_string
from django.urls import reverse

from comparisons import change_list, pairs
from comparisons.models import FactChange, Framework
from publishing.feeds import (
    BEGINNING,
    PublicationFeed,
    for_elsewhere,
    tag_uri,
)
from publishing.site import SITE_NAME, absolute

MOST_IN_A_FEED = 50


class ChangeFeed(PublicationFeed):
    """The newest changes in one query; what was only checked again for a version is one entry."""

    def path(self, obj):
        return reverse("comparisons:change-feed")

    def title(self, obj):
        return f"{SITE_NAME}: changes"

    def link(self, obj):
        return absolute(reverse("comparisons:change-list"))

    def feed_guid(self, obj):
        return tag_uri(BEGINNING, "feeds/changes")

    def changes(self, obj):
        return FactChange.objects.published()

    def items(self, obj):
        changes = self.changes(obj).gathered().newest()[:MOST_IN_A_FEED]
        return [(change, change_list.row(change)) for change in changes]

    def item_title(self, item):
        _, row = item
        subject = ", ".join(filter(None, [row["framework_name"], row["feature_name"]]))
        correction = "Correction. " if row["is_correction"] else ""
        return f"{correction}{subject}: {row['words']}"

    def item_link(self, item):
        change, _ = item
        path = change.framework.get_absolute_url()
        return absolute(path if change.rechecked else f"{path}#{change.feature.slug}")

    def item_guid(self, item):
        """Name a change by the key that it keeps, and re-checks by what they have in common."""
        change, _ = item
        if change.rechecked:
            version = quote(change.new_checked_against, safe="")
            return tag_uri(BEGINNING, f"rechecks/{change.framework_id}/{version}")
        return tag_uri(change.at, f"changes/{change.key}")

    def item_pubdate(self, item):
        """Leave out when re-checks began: only the last of them is read."""
        change, _ = item
        return None if change.rechecked else change.at

    def item_updateddate(self, item):
        return item[0].at

    def item_authors(self, item):
        _, row = item
        if not row["checked_by"]:
            return []
        return [{"name": row["checked_by"], "url": row["checked_by_url"]}]

    def item_content(self, item):
        _, row = item
        html = render_to_string("comparisons/_change_entry.html", {"change": row})
        return for_elsewhere(html, row["framework_url"])


class FrameworkChangeFeed(ChangeFeed):
    def path(self, framework):
        return reverse("comparisons:framework-feed", args=[framework.slug])

    def title(self, framework):
        return f"{SITE_NAME}: changes to {framework.name}"

    def link(self, framework):
        return absolute(framework.get_absolute_url())

    def feed_guid(self, framework):
        return tag_uri(BEGINNING, f"feeds/changes/{framework.pk}")

    def changes(self, framework):
        return super().changes(framework).filter(framework=framework)


class ComparisonChangeFeed(ChangeFeed):
    """The changes of some frameworks, given in the order of their comparison."""

    def path(self, frameworks):
        return reverse("comparisons:comparison-feed", args=[address_of(frameworks)])

    def title(self, frameworks):
        return f"{SITE_NAME}: changes to {' vs '.join(one.name for one in frameworks)}"

    def link(self, frameworks):
        path = reverse("comparisons:comparison-detail", args=[address_of(frameworks)])
        return absolute(path)

    def feed_guid(self, frameworks):
        return tag_uri(BEGINNING, f"feeds/changes/{pairs.set_key(frameworks)}")

    def changes(self, frameworks):
        return super().changes(frameworks).filter(framework__in=frameworks)


def address_of(frameworks: list[Framework]) -> str:
    return pairs.join(framework.slug for framework in frameworks)
