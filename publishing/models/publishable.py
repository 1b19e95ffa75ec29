from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.timezone import now

from publishing.models.versioned import Versioned
from publishing.slugs import validate_slug


class Status(models.TextChoices):
    """What an editor decided; whether readers see it depends on the date as well."""

    DRAFT = "draft", "Draft"
    IN_REVIEW = "in-review", "In review"
    PUBLISHED = "published", "Published"
    ARCHIVED = "archived", "Archived"


class State(models.TextChoices):
    """What follows from status and dates at a moment."""

    DRAFT = "draft", "Draft"
    IN_REVIEW = "in-review", "In review"
    SCHEDULED = "scheduled", "Scheduled"
    PUBLISHED = "published", "Published"
    ARCHIVED = "archived", "Archived"


def live(at: datetime | None = None, *, through: str = "") -> Q:
    """Return what holds of what readers see, for a query that reaches it `through` a relation."""
    at = at or now()
    begun = {f"{through}status": Status.PUBLISHED, f"{through}published_at__lte": at}
    ends = f"{through}unpublish_at"
    return Q(**begun) & (Q(**{f"{ends}__isnull": True}) | Q(**{f"{ends}__gt": at}))


class PublishableQuerySet(models.QuerySet):
    def published(self, at=None):
        return self.filter(live(at))

    def scheduled(self, at=None):
        return self.filter(status=Status.PUBLISHED, published_at__gt=at or now())

    def archived(self, at=None):
        """Return what readers see no more, because somebody or a date took it from them."""
        ended = Q(status=Status.PUBLISHED, unpublish_at__lte=at or now())
        return self.filter(Q(status=Status.ARCHIVED) | ended)


class Publishable(Versioned):
    """Anything with an address of its own that readers see only once it is published."""

    slug = models.SlugField(
        "address",
        max_length=200,
        unique=True,
        validators=[validate_slug],
        help_text="The last part of the page's address. Small letters, digits and hyphens.",
    )
    status = models.CharField(
        max_length=20,
        choices=Status,
        default=Status.DRAFT,
        help_text="Only “Published” can be seen by readers, from the date below on.",
    )
    published_at = models.DateTimeField(
        "published at",
        null=True,
        blank=True,
        help_text="When readers may see it; a date to come schedules it. Empty: at once.",
    )
    unpublish_at = models.DateTimeField(
        "unpublish at",
        null=True,
        blank=True,
        help_text="When readers shall see it no more; from then on it is archived. Empty: no end.",
    )
    seo_title = models.CharField(
        "title for search engines",
        max_length=60,
        blank=True,
        help_text="At most 60 characters. Empty: made from the title.",
    )
    seo_description = models.CharField(
        "description for search engines",
        max_length=155,
        blank=True,
        help_text="At most 155 characters. Empty: made from the lead.",
    )
    created_at = models.DateTimeField(auto_now_add=True, editable=False)
    # Kept by `revisions.record`, the one place where every accepted change ends.
    changed_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text="When it last came to say something else. Empty: never since it was written.",
    )

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "publish")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values),
                name="%(app_label)s_%(class)s_status_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=Status.PUBLISHED)
                | models.Q(published_at__isnull=False),
                name="%(app_label)s_%(class)s_published_has_date",
                violation_error_message="What is published needs the date it is seen from.",
            ),
            models.CheckConstraint(
                condition=Q(unpublish_at=None)
                | Q(published_at=None)
                | Q(unpublish_at__gt=models.F("published_at")),
                name="%(app_label)s_%(class)s_ends_after_start",
                violation_error_message="The end must come after the start.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["status", "-published_at"], name="%(app_label).10s_%(class).12s_live"
            ),
        ]

    def save(self, *args, **kwargs):
        if self.status == Status.PUBLISHED and self.published_at is None:
            self.published_at = now().replace(microsecond=0)
        super().save(*args, **kwargs)

    @property
    def modified_at(self) -> datetime | None:
        """Return since when readers find what it says now."""
        return max(filter(None, [self.published_at, self.changed_at]), default=None)

    def state(self, at: datetime | None = None) -> State:
        at = at or now()
        if self.status == Status.PUBLISHED:
            if self.unpublish_at is not None and self.unpublish_at <= at:
                return State.ARCHIVED
            if self.published_at is not None and self.published_at > at:
                return State.SCHEDULED
        return State(self.status)

    def is_public(self, at: datetime | None = None) -> bool:
        return self.state(at) == State.PUBLISHED
