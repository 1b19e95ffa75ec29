from django.db import models
from django.urls import reverse

from publishing.models import LinesField, Versioned
from publishing.slugs import validate_slug


class FeatureGroup(Versioned):
    """A heading of the fact table."""

    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField("address", max_length=60, unique=True, validators=[validate_slug])
    position = models.PositiveIntegerField(default=0, help_text="Small numbers come first.")

    class Meta:
        ordering = ["position", "name"]

    def __str__(self):
        return self.name


class FeatureKind(models.TextChoices):
    """What answers to a question are made of."""

    LEVEL = "level", "Level: built in … not available"
    VALUE = "value", "Value: a word or a number"


class Feature(Versioned):
    """A question asked of every framework."""

    group = models.ForeignKey(FeatureGroup, on_delete=models.PROTECT, related_name="features")
    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField("address", max_length=60, unique=True, validators=[validate_slug])
    meaning = models.CharField(
        max_length=70, help_text="What it is, in at most 70 characters. Stands under the name."
    )
    kind = models.CharField(max_length=10, choices=FeatureKind, default=FeatureKind.LEVEL)
    explanation = LinesField(
        blank=True, help_text="Markdown. What counts as built in, partly, add-on, third-party."
    )
    position = models.PositiveIntegerField(default=0, help_text="Small numbers come first.")

    class Meta:
        ordering = ["group__position", "group__name", "position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=FeatureKind.values),
                name="comparisons_feature_kind_known",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("comparisons:feature-detail", args=[self.slug])
