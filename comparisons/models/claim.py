import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate

from comparisons.models.extension import Extension
from comparisons.models.feature import Feature, FeatureKind
from comparisons.models.framework import Framework
from publishing.models import Author, Versioned

SOURCE_ADDRESS = re.compile(r"\A(?:https?://[^\s/]+\S*|/(?!/)\S*)\Z")


def validate_source(value):
    if not SOURCE_ADDRESS.match(value):
        raise ValidationError("Give an address that starts with https://, or a path on this site.")


class Claim(models.Model):
    """What every checkable statement carries: where it stands written, who read it, and when."""

    source_title = models.CharField(
        max_length=60, blank=True, help_text="What the reader sees, such as “Flask docs”."
    )
    source_url = models.CharField(
        "source address",
        max_length=300,
        blank=True,
        validators=[validate_source],
        help_text="The exact page, with its #anchor where there is one.",
    )
    checked_on = models.DateField(
        null=True, blank=True, help_text="The day somebody opened the source and read it."
    )
    checked_against = models.CharField(
        max_length=20, blank=True, help_text="The release line it was checked against: 3.1."
    )
    checked_by = models.ForeignKey(
        Author, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if self.checked_on and self.checked_on > localdate():
            raise ValidationError({"checked_on": "This day has not come yet."})
        if self.checked_on and not self.source_url:
            raise ValidationError({"source_url": "A check needs the source that was opened."})
        if self.source_url and not self.source_title:
            raise ValidationError({"source_title": "Name the source for the reader."})

    @property
    def is_checked(self) -> bool:
        return bool(self.source_url and self.checked_on)


class Level(models.TextChoices):
    """How much of a feature comes in the box; the rules for editors stand on the method page."""

    BUILT_IN = "built-in", "Built in"
    PARTIAL = "partial", "Partly built in"
    OFFICIAL = "official", "Official add-on"
    THIRD_PARTY = "third-party", "Third-party"
    NONE = "none", "Not available"
    NOT_APPLICABLE = "not-applicable", "Does not apply"
    UNKNOWN = "unknown", "Not checked yet"


class FactQuerySet(models.QuerySet):
    def published(self, at=None):
        # Asked of each row, not joined: so that a long list is read in its own order.
        shown = Framework.objects.published(at).filter(pk=OuterRef("framework"))
        return self.filter(Exists(shown))

    def told_as(self, level):
        """Keep what readers are told is at a level: without source or date, not checked yet."""
        unchecked = Q(source_url="") | Q(checked_on=None)
        if level == Level.UNKNOWN:
            return self.filter(unchecked | Q(level=level))
        return self.filter(~unchecked, level=level)


class Fact(Claim, Versioned):
    """One answer to one question: a framework and a feature."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="facts")
    feature = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="facts")
    level = models.CharField(
        max_length=20, choices=Level, blank=True, help_text="For features that ask for a level."
    )
    value = models.CharField(
        max_length=60, blank=True, help_text="For features that ask for a word or a number."
    )
    note = models.CharField(
        max_length=90, blank=True, help_text="At most 90 characters. Markdown: `code`, *emphasis*."
    )
    extension = models.ForeignKey(
        Extension,
        null=True,
        blank=True,
        on_delete=models.RESTRICT,
        related_name="facts",
        help_text="The extension that provides it, if one does.",
    )
    since = models.CharField(
        max_length=20, blank=True, help_text="The version that brought it, if the source says so."
    )
    # What an editor says of a save, for the change that it makes: nothing that the fact keeps.
    reason = ""
    is_correction = False

    objects = FactQuerySet.as_manager()

    class Meta:
        ordering = ["framework__name", "feature__group__position", "feature__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "feature"],
                name="comparisons_fact_once",
                violation_error_message="This framework already has a fact for this feature.",
            ),
            models.CheckConstraint(
                condition=models.Q(level__in=Level.values, value="")
                | (models.Q(level="") & ~models.Q(value="")),
                name="comparisons_fact_level_or_value",
                violation_error_message="A fact has either a level or a value.",
            ),
        ]
        indexes = [
            # The list of one level in its own order, from wherever it goes on.
            models.Index(fields=["level", "id"], name="comparisons_fact_level"),
        ]

    def __str__(self):
        return f"{self.framework}: {self.feature}"

    def get_absolute_url(self):
        return f"{self.framework.get_absolute_url()}#{self.feature.slug}"

    def clean(self):
        super().clean()
        if self.feature_id and self.feature.kind == FeatureKind.LEVEL and not self.level:
            raise ValidationError({"level": "This feature asks for a level."})
        if self.feature_id and self.feature.kind == FeatureKind.VALUE and not self.value:
            raise ValidationError({"value": "This feature asks for a value."})
        if self.extension_id and self.extension.framework_id != self.framework_id:
            raise ValidationError({"extension": "This extension belongs to another framework."})
