from django.db import models


class SearchEntry(models.Model):
    """What search knows of one object, so that no content is read to find it.

    Made from the content by `publishing.search.index`, never by hand. What is not to be published
    has no entry; what is scheduled has one with its dates. Beside this table each database keeps
    an index of the column `words`, made by a migration, and in step by itself.
    """

    kind = models.CharField(max_length=20, editable=False)
    object_id = models.PositiveBigIntegerField(editable=False)
    whole_id = models.PositiveBigIntegerField(editable=False)
    # Before the long texts: SQLite reads a row from its beginning.
    published_at = models.DateTimeField(null=True, editable=False)
    unpublish_at = models.DateTimeField(null=True, editable=False)
    name = models.CharField(max_length=200, editable=False)
    address = models.CharField(max_length=300, editable=False)
    lead = models.TextField(editable=False)
    text = models.TextField(editable=False)
    words = models.TextField(editable=False)

    class Meta:
        default_permissions = ()
        verbose_name_plural = "search entries"
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="publishing_search_once"),
        ]
        indexes = [
            models.Index(fields=["kind", "whole_id"], name="publishing_search_whole"),
            # PostgreSQL walks down a kind from its newest entry where a word stands in many.
            models.Index(fields=["kind", "id"], name="publishing_search_newest"),
        ]

    def __str__(self):
        return self.name
