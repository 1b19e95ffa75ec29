from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Step(models.TextChoices):
    """What somebody did to an object: wrote, or decided something about it."""

    SAVE = "save", "Saved"
    DATE = "date", "Dates set"
    SUBMIT = "submit", "Sent to review"
    WITHDRAW = "withdraw", "Withdrawn from review"
    SEND_BACK = "send-back", "Sent back"
    APPROVE = "approve", "Approved"
    PUBLISH = "publish", "Published"
    UNPUBLISH = "unpublish", "Taken back to draft"
    ARCHIVE = "archive", "Archived"


class Revision(models.Model):
    """One accepted save or decision: the whole text document of an object, as it was then."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey()
    number = models.PositiveIntegerField()
    document = models.TextField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL
    )
    step = models.CharField(max_length=12, choices=Step, default=Step.SAVE)
    name = models.CharField(
        max_length=80, blank=True, help_text="Such as “before the legal read”."
    )
    note = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "number"],
                name="publishing_revision_number_once",
            ),
            models.CheckConstraint(
                condition=models.Q(step__in=Step.values), name="publishing_revision_step_known"
            ),
        ]

    def __str__(self):
        return f"Revision {self.number}"


class FormerSlug(models.Model):
    """An address that was public once and now leads to where its object moved."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey()
    slug = models.SlugField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["slug"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "slug"], name="publishing_formerslug_once"
            ),
        ]

    def __str__(self):
        return self.slug
