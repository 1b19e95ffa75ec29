"""Lists of what is published: whose it is, when readers see it, and what it lacks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.expressions import BaseExpression
from django.utils.html import format_html
from django.utils.timezone import now

from publishing import workflow
from publishing.models import Revision, Status, Step

UNTOUCHED_FOR = timedelta(days=14)
# What needs somebody comes first, what readers have is next, what is put away last.
URGENCY = {
    Status.IN_REVIEW: 0,
    Status.DRAFT: 1,
    Status.PUBLISHED: 2,
    Status.ARCHIVED: 3,
}


@dataclass(frozen=True, slots=True)
class Attention:
    """A reason why an object of a list needs an editor; `count` counts it for each row, 0 if not.

    `words` stand in the column, with the number in place of {}.
    """

    name: str
    label: str
    words: str
    count: Callable[[], BaseExpression]

    @property
    def column(self) -> str:
        return f"attention_{self.name}"


def one_if(condition: Q) -> Case:
    return counted_if(condition, Value(1))


def counted_if(condition: Q, count: BaseExpression) -> Case:
    """Count only in the rows that the condition holds of; the others cost nothing."""
    return Case(When(condition, then=count), default=0, output_field=IntegerField())


def untouched() -> Case:
    return one_if(Q(status=Status.DRAFT, updated_at__lt=now() - UNTOUCHED_FOR))


UNTOUCHED = Attention(
    "untouched", "In draft, not saved for two weeks", "Not saved for two weeks", untouched
)


class AttentionFilter(admin.SimpleListFilter):
    title = "needs attention"
    parameter_name = "attention"

    def __init__(self, request, params, model, model_admin):
        self.attentions = model_admin.attentions
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        each = [(attention.name, attention.label) for attention in self.attentions]
        return [("any", "Anything of these"), *each] if len(each) > 1 else each

    def queryset(self, request, queryset):
        needed = Q()
        for attention in self.attentions:
            if self.value() in (attention.name, "any"):
                needed |= Q(**{f"{attention.column}__gt": 0})
        return queryset.filter(needed)


class ColumnMixin(admin.ModelAdmin):
    """The columns that every list of publications has, all of them from the list's one query."""

    attentions: tuple[Attention, ...] = (UNTOUCHED,)

    def get_list_filter(self, request):
        return [*super().get_list_filter(request), AttentionFilter]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return self.with_columns(rows) if is_list(request) else rows

    def get_ordering(self, request):
        """Put first what needs somebody; a chooser keeps the order of the names."""
        if not is_list(request):
            return super().get_ordering(request)
        cases = [When(status=status, then=place) for status, place in URGENCY.items()]
        return [Case(*cases, default=len(cases)).asc(), "-updated_at"]

    def with_columns(self, rows):
        saves = Revision.objects.filter(
            content_type=ContentType.objects.get_for_model(self.model),
            object_id=OuterRef("pk"),
            step=Step.SAVE,
        )
        return rows.annotate(
            saved_by=Subquery(saves.order_by("-number").values("user__username")[:1]),
            **{attention.column: attention.count() for attention in self.attentions},
        )

    @admin.display(description="last saved by", ordering="saved_by", empty_value="Import")
    def owner(self, obj):
        return obj.saved_by

    @admin.display(description="goes live", ordering="published_at")
    def goes_live(self, obj):
        return workflow.moment_in_words(obj.published_at) if obj.published_at else None

    @admin.display(description="attention")
    def attention(self, obj):
        found = [
            attention.words.format(count)
            for attention in self.attentions
            if (count := getattr(obj, attention.column))
        ]
        return format_html('<span class="desk-attention">{}</span>', ". ".join(found))


def is_list(request) -> bool:
    match = request.resolver_match
    return bool(match and match.url_name and match.url_name.endswith("_changelist"))
