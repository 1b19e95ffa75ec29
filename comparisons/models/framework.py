from django.db import models
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.timezone import localdate

from publishing.models import Image, LinesField, Publishable, PublishableQuerySet


class FrameworkKind(models.TextChoices):
    """The sorts of frameworks."""

    MICRO = "micro", "Micro"
    FULL_STACK = "full-stack", "Full-stack"
    ASYNC = "async", "Async"
    API = "api", "API"


class FrameworkQuerySet(PublishableQuerySet):
    def with_newest_release(self, on=None):
        """Annotate `newest_release`, the version of the newest release line on a day."""
        return self.annotate(newest_release=newest_version("pk", on=on))


class Framework(Publishable):
    """A framework, and the root of its releases, facts, drawbacks, extensions and snippets."""

    name = models.CharField(max_length=60, unique=True)
    language = models.CharField(max_length=40, default="Python")
    kind = models.CharField(max_length=20, choices=FrameworkKind)
    tagline = models.CharField(
        max_length=90, blank=True, help_text="One sentence, at most 90 characters."
    )
    summary = LinesField(
        blank=True, help_text="Markdown. What it is, what it is good at, what it leaves to you."
    )
    pattern = models.CharField(
        "architectural pattern",
        max_length=120,
        blank=True,
        help_text="As its own documentation describes it.",
    )
    created_for = models.CharField(
        max_length=200, blank=True, help_text="What it was made for, as its own pages say."
    )
    used_by = LinesField(
        blank=True, help_text="Markdown. Only with a link to a public source for each name."
    )
    website = models.URLField(max_length=200, blank=True)
    documentation = models.URLField(max_length=200, blank=True)
    repository = models.URLField(max_length=200, blank=True)
    logo = models.ForeignKey(
        Image, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = FrameworkQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Publishable.Meta):
        ordering = ["name"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(kind__in=FrameworkKind.values),
                name="comparisons_framework_kind_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(slug__contains="-vs-"),
                name="comparisons_framework_slug_without_vs",
                violation_error_message="The address may not contain “-vs-”: pairs use it.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("comparisons:framework-detail", args=[self.slug])


def newest_version(framework, *, on=None):
    """Return the newest release line on a day, for a query whose column names the framework."""
    newest = Release.objects.filter(
        framework=OuterRef(framework), released_on__lte=on or localdate()
    ).order_by("-released_on", "-version")
    return Subquery(newest.values("version")[:1])


class Release(models.Model):
    """A release line, such as 3.1; the newest one decides which facts are stale."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="releases")
    version = models.CharField(
        "release line", max_length=20, help_text="Such as 3.1, without the last number."
    )
    released_on = models.DateField()
    supported_until = models.DateField(
        null=True, blank=True, help_text="Only where the project publishes it."
    )
    notes_url = models.URLField("release notes", max_length=300, blank=True)

    class Meta:
        ordering = ["framework", "-released_on", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "version"], name="comparisons_release_once"
            ),
            models.CheckConstraint(
                condition=models.Q(supported_until=None)
                | models.Q(supported_until__gte=models.F("released_on")),
                name="comparisons_release_ends_after_start",
                violation_error_message="Support cannot end before the release.",
            ),
        ]

    def __str__(self):
        return f"{self.framework} {self.version}"
