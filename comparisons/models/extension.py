from django.db import models

from comparisons.models.feature import Feature
from comparisons.models.framework import Framework


class Extension(models.Model):
    """A package that people add to a framework."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="extensions")
    name = models.CharField(max_length=60)
    package = models.CharField(max_length=80, blank=True, help_text="The name to install it by.")
    official = models.BooleanField(
        default=False, help_text="Kept by the same project or organisation."
    )
    summary = models.CharField(
        max_length=140, blank=True, help_text="What it adds, in at most 140 characters. Markdown."
    )
    adds = models.ManyToManyField(Feature, blank=True, related_name="extensions")
    url = models.URLField("documentation", max_length=200, blank=True)
    released_on = models.DateField(
        "newest release", null=True, blank=True, help_text="Third-party counts for 18 months."
    )
    checked_on = models.DateField(null=True, blank=True, help_text="When somebody looked.")
    position = models.PositiveIntegerField(default=0, help_text="Small numbers come first.")

    class Meta:
        ordering = ["framework", "position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "name"], name="comparisons_extension_once"
            ),
        ]

    def __str__(self):
        return self.name
