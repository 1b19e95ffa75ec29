from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q


class DraftKind(models.TextChoices):
    """How a draft came to be, which decides whether it is offered back or shown to others."""

    AUTOSAVED = "autosaved", "Saved by itself"
    KEPT = "kept", "Kept for later"
    PROPOSED = "proposed", "Proposed"


class Draft(models.Model):
    """What somebody wrote into a form and had not accepted yet: the submission as it was sent.

    Opening it binds the form to it again, previewing it replays it and rolls back, publishing it
    submits it. One person has one draft of an object, and one of a new object of each kind.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField(null=True, blank=True)
    subject = GenericForeignKey()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts"
    )
    kind = models.CharField(max_length=12, choices=DraftKind, default=DraftKind.AUTOSAVED)
    title = models.CharField(max_length=200, blank=True)
    data = models.JSONField(help_text="The form's names and values, in the order they were sent.")
    base_version = models.PositiveIntegerField(
        default=0, help_text="The version that it was begun on; 0 for a new object."
    )
    note = models.CharField(max_length=200, blank=True)
    restores = models.PositiveIntegerField(
        null=True, blank=True, help_text="The revision whose text it began with."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-updated_at", "-pk"]
        default_permissions = ("view", "delete")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "user"],
                condition=Q(object_id__isnull=False),
                name="publishing_draft_once",
            ),
            models.UniqueConstraint(
                fields=["content_type", "user"],
                condition=Q(object_id=None),
                name="publishing_draft_new_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=DraftKind.values), name="publishing_draft_kind_known"
            ),
        ]

    def __str__(self):
        return self.title or "Untitled draft"


class PreviewLink(models.Model):
    """A way in for people without an account: to this one object, or to one draft of it."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField(null=True, blank=True)
    subject = GenericForeignKey()
    draft = models.ForeignKey(
        Draft, null=True, blank=True, on_delete=models.CASCADE, related_name="links"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        default_permissions = ("view",)

    def __str__(self):
        return f"Link to {self.draft or self.subject}"

    def is_open(self, at) -> bool:
        return self.revoked_at is None and at < self.expires_at
