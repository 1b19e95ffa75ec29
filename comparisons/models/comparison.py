from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.timezone import now

from comparisons.models.framework import Framework
from publishing.models import Author, LinesField, Publishable, PublishableQuerySet, Status, live

FEWEST_FRAMEWORKS = 2
MOST_FRAMEWORKS = 5
LONGEST_REASON = 90


def validate_reasons(value):
    """Accept a list of one-line sentences, each short enough to stand in a verdict column."""
    if not isinstance(value, list) or not all(isinstance(reason, str) for reason in value):
        raise ValidationError("Give one reason per line.")
    for reason in value:
        if not reason.strip() or "\n" in reason or len(reason) > LONGEST_REASON:
            raise ValidationError(f"Each reason has 1 to {LONGEST_REASON} characters: {reason!r}.")


class ComparisonQuerySet(PublishableQuerySet):
    def published(self, at=None):
        """Leave out also what compares a framework that readers may not see."""
        at = at or now()
        hidden = ComparisonEntry.objects.filter(comparison=OuterRef("pk")).exclude(
            live(at, through="framework__")
        )
        return super().published(at).filter(~Exists(hidden))


class Comparison(Publishable):
    """Two to five frameworks side by side, with a verdict."""

    title = models.CharField(max_length=120)
    lead = models.CharField(
        max_length=320, blank=True, help_text="At most 320 characters. It contains the answer."
    )
    summary = models.CharField(
        max_length=60, blank=True, help_text="One line for lists, at most 60 characters."
    )
    either = LinesField(
        "either will do when", blank=True, help_text="Markdown. When the choice hardly matters."
    )
    body = LinesField(blank=True, help_text="Markdown. What the table cannot say.")
    author = models.ForeignKey(
        Author, null=True, blank=True, on_delete=models.PROTECT, related_name="comparisons"
    )
    reviewer = models.ForeignKey(
        Author,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reviewed_comparisons",
    )
    frameworks = models.ManyToManyField(
        Framework, through="ComparisonEntry", related_name="comparisons"
    )
    set_key = models.CharField(
        max_length=120,
        editable=False,
        blank=True,
        help_text="The frameworks, whatever their order.",
    )

    objects = ComparisonQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Publishable.Meta):
        ordering = ["title"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["set_key"],
                condition=Q(status=Status.PUBLISHED) & ~Q(set_key=""),
                name="comparisons_comparison_set_published_once",
                violation_error_message="These frameworks already have a published comparison.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("comparisons:comparison-detail", args=[self.slug])


class ComparisonEntry(models.Model):
    """A framework's place in a comparison, and when to choose it."""

    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="entries")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="entries")
    position = models.PositiveSmallIntegerField(default=0)
    choose_if = models.JSONField(
        default=list,
        blank=True,
        validators=[validate_reasons],
        help_text="One reason per line, at most 90 characters each: “You need …”.",
    )

    class Meta:
        ordering = ["comparison", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["comparison", "framework"],
                name="comparisons_entry_once",
                violation_error_message="This framework is in the comparison already.",
            ),
        ]

    def __str__(self):
        return f"{self.framework} in {self.comparison}"


class Pick(models.Model):
    """What the editors would take for a job: a lean between two, or one of several."""

    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="picks")
    job = models.CharField(max_length=80, help_text="What somebody is building.")
    lean = models.SmallIntegerField(
        null=True,
        blank=True,
        help_text="Two frameworks: −2 strongly the first, 0 even, 2 strongly the second.",
    )
    framework = models.ForeignKey(
        Framework,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="picks",
        help_text="Three or more frameworks: the one to take.",
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["comparison", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["comparison", "job"], name="comparisons_pick_once"),
            models.CheckConstraint(
                condition=Q(lean__gte=-2, lean__lte=2, framework=None)
                | Q(lean=None, framework__isnull=False),
                name="comparisons_pick_lean_or_framework",
                violation_error_message="Give either a lean from −2 to 2 or a framework.",
            ),
        ]

    def __str__(self):
        return self.job
