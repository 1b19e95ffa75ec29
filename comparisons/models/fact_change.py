from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When

from comparisons.models.claim import Level, validate_source
from comparisons.models.feature import Feature
from comparisons.models.framework import Framework
from publishing.counting import RowCount
from publishing.models import Author, Versioned

LONGEST_REASON = 140
# What a fact says to a reader; each stands in a change twice, as it was and as it is.
SAID = (
    "level",
    "value",
    "extension",
    "note",
    "since",
    "source_title",
    "source_url",
    "checked_against",
)


class ChangeKind(models.TextChoices):
    """What of a fact changed, the weightiest first."""

    ANSWER = "answer", "Answer"
    SOURCE = "source", "Source"
    VERSION = "version", "Checked against another version"
    WORDING = "wording", "Wording"


NEW_VERSION = "new_checked_against"
# A fact was opened again for another version and answered the same; nobody had more to say of it.
RECHECK = Q(kind=ChangeKind.VERSION, is_correction=False, reason="")


class FactChangeQuerySet(models.QuerySet):
    def published(self, at=None):
        # Asked of each row, not joined: so that a long log is read from its newest end.
        shown = Framework.objects.published(at).filter(pk=OuterRef("framework"))
        return self.filter(Exists(shown))

    def newest(self):
        return self.order_by("-at", "-pk").select_related("framework", "feature", "checked_by")

    def gathered(self):
        """Keep of all re-checks of a framework against one version the last, with their number."""
        same = self.model.objects.filter(
            RECHECK, framework=OuterRef("framework"), new_checked_against=OuterRef(NEW_VERSION)
        )
        later = same.filter(at__gte=OuterRef("at")).exclude(
            at=OuterRef("at"), pk__lte=OuterRef("pk")
        )
        return self.filter(~RECHECK | ~Exists(later)).annotate(
            rechecked=Case(When(RECHECK, then=RowCount(same)), default=0)
        )


class FactChange(Versioned):
    """What one accepted save of a fact changed for a reader: as it was, as it is, who and why.

    `comparisons.fact_changes` writes them. Levels are those that readers saw: what has no source
    or no date was not checked yet. Extensions stand by name, so that a change outlives them.
    """

    key = models.CharField(max_length=280, unique=True, editable=False)
    framework = models.ForeignKey(
        Framework, on_delete=models.CASCADE, related_name="changes", db_index=False
    )
    feature = models.ForeignKey(
        Feature, on_delete=models.CASCADE, related_name="changes", db_index=False
    )
    at = models.DateTimeField("changed at")
    kind = models.CharField(max_length=10, choices=ChangeKind, blank=True, editable=False)
    is_correction = models.BooleanField(
        "corrects a mistake",
        default=False,
        help_text="We were wrong, rather than the framework has changed. Readers find it under "
        "Corrections.",
    )
    reason = models.CharField(
        "why",
        max_length=LONGEST_REASON,
        blank=True,
        help_text="For readers, at most 140 characters: what was wrong, or what is new.",
    )
    checked_by = models.ForeignKey(
        Author,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Who opened the source for this change, as far as it was signed.",
    )
    old_level = models.CharField(max_length=20, choices=Level, blank=True)
    new_level = models.CharField(max_length=20, choices=Level, blank=True)
    old_value = models.CharField(max_length=60, blank=True)
    new_value = models.CharField(max_length=60, blank=True)
    old_extension = models.CharField(max_length=60, blank=True)
    new_extension = models.CharField(max_length=60, blank=True)
    old_note = models.CharField(max_length=90, blank=True)
    new_note = models.CharField(max_length=90, blank=True)
    old_since = models.CharField(max_length=20, blank=True)
    new_since = models.CharField(max_length=20, blank=True)
    old_source_title = models.CharField(max_length=60, blank=True)
    new_source_title = models.CharField(max_length=60, blank=True)
    old_source_url = models.CharField(max_length=300, blank=True)
    new_source_url = models.CharField(max_length=300, blank=True)
    old_checked_against = models.CharField(max_length=20, blank=True)
    new_checked_against = models.CharField(max_length=20, blank=True)

    objects = FactChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        # Nobody writes one by hand.
        default_permissions = ("change", "delete", "view")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ChangeKind.values), name="comparisons_factchange_kind_known"
            ),
        ]
        indexes = [
            models.Index(F("at").desc(), F("id").desc(), name="comparisons_change_newest"),
            models.Index(
                F("framework"), F("at").desc(), F("id").desc(), name="comparisons_change_framework"
            ),
            models.Index(
                F("feature"), F("at").desc(), F("id").desc(), name="comparisons_change_feature"
            ),
            models.Index(
                F("at").desc(),
                F("id").desc(),
                condition=Q(is_correction=True),
                name="comparisons_change_correction",
            ),
            models.Index(
                F("framework"),
                F("new_checked_against"),
                F("at"),
                condition=RECHECK,
                name="comparisons_change_recheck",
            ),
        ]

    def __str__(self):
        return f"{self.framework}: {self.feature}, {self.at:%Y-%m-%d}"

    def clean(self):
        super().clean()
        if not self.differs(*SAID):
            raise ValidationError("A change says of something what it was and what it is.")
        for address in filter(None, (self.old_source_url, self.new_source_url)):
            validate_source(address)
        self.kind = self.kind_of_change()

    def save(self, *args, **kwargs):
        self.kind = self.kind_of_change()
        super().save(*args, **kwargs)

    def differs(self, *names):
        """Tell whether the fact said something else in one of these columns before."""
        return any(getattr(self, f"old_{name}") != getattr(self, f"new_{name}") for name in names)

    def kind_of_change(self):
        if self.differs("level", "value", "extension"):
            return ChangeKind.ANSWER
        if self.differs("source_url"):
            return ChangeKind.SOURCE
        if self.differs("checked_against"):
            return ChangeKind.VERSION
        return ChangeKind.WORDING
