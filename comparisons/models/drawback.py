from django.db import models

from comparisons.models.claim import Claim
from comparisons.models.feature import Feature
from comparisons.models.framework import Framework
from publishing.models import LinesField


class Severity(models.TextChoices):
    """How much a drawback weighs."""

    MINOR = "minor", "Minor"
    MODERATE = "moderate", "Moderate"
    SERIOUS = "serious", "Serious"


class Drawback(Claim):
    """What a framework makes hard, fairly told, with what people do about it."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="drawbacks")
    title = models.CharField(max_length=80)
    severity = models.CharField(max_length=10, choices=Severity, default=Severity.MODERATE)
    explanation = LinesField(help_text="Markdown. One or two short paragraphs.")
    remedy = LinesField("what people do about it", blank=True, help_text="Markdown.")
    feature = models.ForeignKey(
        Feature,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="drawbacks",
        help_text="The feature whose fact it rests on, if there is one.",
    )
    position = models.PositiveIntegerField(default=0, help_text="Small numbers come first.")

    class Meta:
        ordering = ["framework", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "title"], name="comparisons_drawback_once"
            ),
            models.CheckConstraint(
                condition=models.Q(severity__in=Severity.values),
                name="comparisons_drawback_severity_known",
            ),
        ]

    def __str__(self):
        return self.title
