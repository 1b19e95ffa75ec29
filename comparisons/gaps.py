"""What frameworks and comparisons lack, counted for each row of a query of them."""

from django.db.models import Exists, OuterRef, Q

from comparisons.models import ComparisonEntry, Fact, Feature, Level, Snippet
from publishing.counting import RowCount

CHECKED = ~Q(source_url="") & Q(checked_on__isnull=False) & ~Q(level=Level.UNKNOWN)


def missing_facts() -> RowCount:
    """Count the features that a framework has no fact for."""
    known = Fact.objects.filter(framework=OuterRef(OuterRef("pk")), feature=OuterRef("pk"))
    return RowCount(Feature.objects.filter(~Exists(known)))


def unproven_snippets() -> RowCount:
    """Count the snippets of a framework whose last run did not pass."""
    return RowCount(Snippet.objects.filter(framework=OuterRef("pk"), passed=False))


def one_sided_claims() -> RowCount:
    """Count the features that were checked for one framework of a comparison, not for each."""
    entries = ComparisonEntry.objects.filter(comparison=OuterRef(OuterRef("pk")))
    feature = OuterRef("pk")
    checked = Fact.objects.filter(
        CHECKED, framework__entries__comparison=OuterRef(OuterRef("pk")), feature=feature
    )
    known_there = Fact.objects.filter(
        CHECKED, framework=OuterRef("framework"), feature=OuterRef(feature)
    )
    lacking = entries.filter(~Exists(known_there))
    return RowCount(Feature.objects.filter(Exists(checked), Exists(lacking)))
