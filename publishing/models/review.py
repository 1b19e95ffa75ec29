from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from publishing.models.draft import Draft


class Outcome(models.TextChoices):
    """What became of a review."""

    OPEN = "open", "Waiting"
    APPROVED = "approved", "Approved"
    SENT_BACK = "sent-back", "Sent back"


class Review(models.Model):
    """One round of review: who asked whom about which version, and what came of it."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey()
    draft = models.ForeignKey(
        Draft,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="reviews",
        help_text="The proposal that it is about, if the object itself is live.",
    )
    version = models.PositiveIntegerField(help_text="The version that was sent to review.")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="reviews",
        help_text="Empty: any reviewer.",
    )
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    note = models.TextField(blank=True, help_text="What has to change, when it is sent back.")
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        default_permissions = ("view",)
        permissions = [
            ("decide_review", "Can approve and send back"),
            ("approve_own", "Can approve own work"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"],
                condition=Q(outcome="open", draft=None),
                name="publishing_review_open_once",
            ),
            models.UniqueConstraint(
                fields=["draft"],
                condition=Q(outcome="open", draft__isnull=False),
                name="publishing_review_draft_open_once",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values), name="publishing_review_outcome_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome="open", decided_at=None)
                | (~Q(outcome="open") & Q(decided_at__isnull=False)),
                name="publishing_review_decided_at",
            ),
        ]

    def __str__(self):
        return f"Review of {self.subject}"
