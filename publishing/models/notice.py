from django.core.exceptions import ValidationError
from django.db import models
from django.utils.timezone import now

from publishing.models.versioned import Versioned
from publishing.slugs import validate_slug


class Placement(models.TextChoices):
    INLINE = "inline", "In the flow, after the main part"
    END = "end", "At the end of the page"


class NoticeQuerySet(models.QuerySet):
    def current(self, at=None):
        at = at or now()
        return self.filter(
            models.Q(starts_at=None) | models.Q(starts_at__lte=at),
            models.Q(ends_at=None) | models.Q(ends_at__gt=at),
            enabled=True,
        )


class Notice(Versioned):
    """A polite request in the flow of a page: never in the way, never tracking."""

    slug = models.SlugField("name", max_length=80, unique=True, validators=[validate_slug])
    title = models.CharField("heading", max_length=80)
    text = models.CharField(max_length=300, help_text="Markdown, at most 300 characters.")
    link_label = models.CharField("button", max_length=40, blank=True)
    link_url = models.CharField(
        "button leads to", max_length=200, blank=True, help_text="A path on this site or https://…"
    )
    placement = models.CharField(max_length=20, choices=Placement, default=Placement.INLINE)
    enabled = models.BooleanField(default=True, help_text="Off: no page shows it.")
    starts_at = models.DateTimeField(null=True, blank=True, help_text="Empty: at once.")
    ends_at = models.DateTimeField(null=True, blank=True, help_text="Empty: no end.")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(placement__in=Placement.values),
                name="publishing_notice_placement_known",
            ),
            models.CheckConstraint(
                condition=models.Q(link_label="", link_url="")
                | (~models.Q(link_label="") & ~models.Q(link_url="")),
                name="publishing_notice_link_whole",
                violation_error_message="Give the button both a label and an address, or neither.",
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        if self.starts_at and self.ends_at and self.starts_at >= self.ends_at:
            raise ValidationError({"ends_at": "The end must come after the start."})
