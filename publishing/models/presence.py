from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Presence(models.Model):
    """Somebody has the form of an object open `since` then; true for a minute after `seen_at`."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "user"], name="publishing_presence_once"
            ),
        ]

    def __str__(self):
        return f"{self.user} at {self.content_type} {self.object_id}"
