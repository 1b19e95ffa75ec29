"""What of this app may need an editor, on the desk's first page and in its lists."""

from django.db.models import Q, QuerySet, Sum
from django.utils.timezone import localdate

from comparisons import attention, gaps
from comparisons.models import Comparison, Fact, Framework
from publishing.admin.columns import Attention, counted_if
from publishing.admin.desk import AttentionItem, register
from publishing.admin.links import list_address
from publishing.models import Status, live

IN_USE = ~Q(status=Status.ARCHIVED)

MISSING = Attention(
    "missing",
    "Missing facts",
    "Missing facts: {}",
    lambda: counted_if(IN_USE, gaps.missing_facts()),
)
UNPROVEN = Attention(
    "snippets",
    "Snippets without a run that passed",
    "Unproven snippets: {}",
    lambda: counted_if(IN_USE, gaps.unproven_snippets()),
)
ONE_SIDED = Attention(
    "one-sided",
    "One-sided claims",
    "One-sided claims: {}",
    lambda: counted_if(live(), gaps.one_sided_claims()),
)


def total(rows: QuerySet, counted: Attention) -> int:
    """Add up what a column of a list counts."""
    return rows.aggregate(total=Sum(counted.count()))["total"] or 0


register(
    AttentionItem(
        "facts checked more than 180 days ago",
        lambda user: attention.old(Fact.objects.all(), today=localdate()).count(),
        lambda: list_address(Fact, attention="old"),
        "comparisons.publish_framework",
    ),
    AttentionItem(
        "facts checked against an older release line",
        lambda user: Fact.objects.filter(attention.behind(Fact.objects.all())).count(),
        lambda: list_address(Fact, attention="behind"),
        "comparisons.publish_framework",
    ),
    AttentionItem(
        "missing facts",
        lambda user: total(Framework.objects.all(), MISSING),
        lambda: list_address(Framework, attention=MISSING.name),
        "comparisons.publish_framework",
    ),
    AttentionItem(
        "snippets without a run that passed",
        lambda user: total(Framework.objects.all(), UNPROVEN),
        lambda: list_address(Framework, attention=UNPROVEN.name),
        "comparisons.publish_framework",
    ),
    AttentionItem(
        "one-sided claims in published comparisons",
        lambda user: total(Comparison.objects.all(), ONE_SIDED),
        lambda: list_address(Comparison, attention=ONE_SIDED.name),
        "comparisons.publish_comparison",
    ),
)
