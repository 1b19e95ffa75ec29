"""Comparisons as they stood on a day, kept for whoever cites them."""

from hashlib import sha256

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from comparisons import frozen_data
from comparisons.models.comparison import Comparison

# The files of a frozen comparison, each a column with its text and one with its digest.
FILES = ("page", "data_json", "data_csv")
FIXED = (
    "key",
    "slug",
    "frozen_on",
    "frozen_at",
    "title",
    "note",
    *FILES,
    *(f"{name}_digest" for name in FILES),
)
CHANGED = "What was frozen stays as it was. Freeze the comparison anew, or withdraw this one."
DAMAGED = "This is not what was frozen: its digest is another one."


def digest_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


class FrozenComparisonQuerySet(models.QuerySet):
    def shown(self):
        return self.filter(withdrawn_at=None)

    def without_files(self):
        """Leave the texts in the database; each may have a hundred thousand characters."""
        return self.defer(*FILES)

    def update(self, **columns):
        if refused := set(FIXED) & set(columns):
            raise ValidationError(dict.fromkeys(sorted(refused), CHANGED))
        return super().update(**columns)


class FrozenComparison(models.Model):
    """A published comparison as it stood on a day: page, JSON and CSV, the same bytes for ever.

    Whatever becomes of the comparison, its facts and its frameworks, this stays where it is and
    says what it said: others cite it. That holds on purpose even where the comparison or one of
    its frameworks is archived or deleted. Only a withdrawal hides it, and says why.

    `slug` and `title` are those of that day. `comparison` leads to what became of it.
    """

    key = models.CharField(max_length=220, unique=True, editable=False)
    comparison = models.ForeignKey(
        Comparison, null=True, blank=True, on_delete=models.SET_NULL, related_name="frozen"
    )
    slug = models.SlugField("address", max_length=200, db_index=False)
    title = models.CharField(max_length=120)
    frozen_on = models.DateField("as of")
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    note = models.CharField(
        "why",
        max_length=160,
        help_text="What it is kept for, at most 160 characters: “Cited in …”. Readers see it.",
    )
    page = models.TextField()
    page_digest = models.CharField(max_length=64)
    data_json = models.TextField("JSON")
    data_json_digest = models.CharField("JSON digest", max_length=64)
    data_csv = models.TextField("CSV")
    data_csv_digest = models.CharField("CSV digest", max_length=64)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(
        "why it was withdrawn",
        max_length=160,
        blank=True,
        help_text="Readers see it in place of the comparison. At most 160 characters.",
    )

    objects = FrozenComparisonQuerySet.as_manager()

    class Meta:
        ordering = ["-frozen_on", "slug"]
        # Made by freezing, hidden by withdrawing: nobody writes or deletes one by hand.
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "frozen_on"],
                name="comparisons_frozen_once_a_day",
                violation_error_message="This comparison was frozen on that day already.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_because="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because=""),
                name="comparisons_frozen_withdrawn_with_reason",
                violation_error_message="Whoever withdraws says why.",
            ),
        ]

    def __str__(self):
        return f"{self.title}, as of {self.frozen_on:%Y-%m-%d}"

    def save(self, *args, **kwargs):
        self.refuse_changes()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return self.url_of("page")

    def url_of(self, name):
        """Return the address of "page", "json", "csv", "changes" or "change-list"."""
        return reverse(f"comparisons:frozen-{name}", args=[self.slug, self.frozen_on])

    @property
    def is_withdrawn(self):
        return self.withdrawn_at is not None

    def clean(self):
        super().clean()
        wrong = {
            name: DAMAGED
            for name in FILES
            if digest_of(getattr(self, name)) != getattr(self, f"{name}_digest")
        }
        try:
            frozen_data.read(self.data_json)
        except frozen_data.NotThisData as error:
            wrong.setdefault("data_json", str(error))
        if self.key != key_of(self.slug, self.frozen_on):
            wrong["frozen_on"] = (
                f"This belongs under the name {key_of(self.slug, self.frozen_on)}."
            )
        if wrong:
            raise ValidationError(wrong)
        self.refuse_changes()

    def refuse_changes(self):
        """Compare with what is stored: one query, none for a new one."""
        if self.pk is None:
            return
        stored = type(self).objects.get(pk=self.pk)
        changed = [name for name in FIXED if getattr(stored, name) != getattr(self, name)]
        back = stored.is_withdrawn and stored.withdrawn_at != self.withdrawn_at
        changed += ["withdrawn_at"] if back else []
        if changed:
            raise ValidationError(dict.fromkeys(changed, CHANGED))


def key_of(slug, day):
    return f"{slug}-as-of-{day}"
