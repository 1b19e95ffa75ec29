from datetime import datetime

from django.db import models
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
    """What follows from status and date at a moment."""

    DRAFT = "draft", "Draft"
    IN_REVIEW = "in-review", "In review"
    SCHEDULED = "scheduled", "Scheduled"
    PUBLISHED = "published", "Published"
    ARCHIVED = "archived", "Archived"


class PublishableQuerySet(models.QuerySet):
    def published(self, at=None):
        return self.filter(status=Status.PUBLISHED, published_at__lte=at or now())

    def scheduled(self, at=None):
        return self.filter(status=Status.PUBLISHED, published_at__gt=at or now())


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

    def state(self, at: datetime | None = None) -> State:
        if self.status == Status.PUBLISHED and (self.published_at or now()) > (at or now()):
            return State.SCHEDULED
        return State(self.status)

    def is_public(self, at: datetime | None = None) -> bool:
        return self.state(at) == State.PUBLISHED
