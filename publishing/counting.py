"""Counting rows of another table for each row of a query, without grouping it."""

from django.db.models import IntegerField, QuerySet, Subquery


class RowCount(Subquery):
    """The number of rows of a query; it may name the outer row by OuterRef."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()

    def __init__(self, queryset: QuerySet):
        super().__init__(queryset.order_by().values("pk"))
