from django.db import models


class Versioned(models.Model):
    """Count a row's accepted saves; `publishing.saving` refuses a save made on an older count."""

    version = models.PositiveIntegerField(default=0, editable=False)
    updated_at = models.DateTimeField(auto_now=True, editable=False)

    class Meta:
        abstract = True
