"""The decision helper's content: questions, their answers, and what each answer asks for."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Count, Q

from comparisons.models.claim import Level
from comparisons.models.feature import Feature, FeatureKind
from publishing.models import Versioned
from publishing.slugs import validate_slug

FEWEST_OPTIONS = 2
MOST_WEIGHT = 5
# Names of our own in the addresses of the helper, where each question stands by its name.
TAKEN_NAMES = ("step",)
# Commas may stand between thousands, as in the measured values.
WHOLE_NUMBER = r"^[0-9]{1,3}(,?[0-9]{3})*$"


class DecisionQuestionQuerySet(models.QuerySet):
    def asked(self):
        """Leave those that readers are asked: without two options there is nothing to choose."""
        counted = self.annotate(choices=Count("options")).filter(choices__gte=FEWEST_OPTIONS)
        return counted.order_by("position", "slug")


class DecisionQuestion(Versioned):
    """A question that the decision helper asks on a page of its own."""

    text = models.CharField(
        "question",
        max_length=80,
        unique=True,
        help_text="About the reader's project, never about a framework: “What are you building?”",
    )
    slug = models.SlugField(
        "name in the address",
        max_length=40,
        unique=True,
        validators=[validate_slug],
        help_text="Stands in every result that somebody kept or sent on. A change breaks those.",
    )
    explanation = models.CharField(
        max_length=200, blank=True, help_text="One sentence below the question: how to answer it."
    )
    position = models.PositiveIntegerField(default=0, help_text="Small numbers are asked first.")

    objects = DecisionQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = "question"

    def __str__(self):
        return self.text

    def clean(self):
        if self.slug in TAKEN_NAMES:
            raise ValidationError({"slug": "The helper uses this name itself. Take another one."})


class DecisionOption(Versioned):
    """An answer that a reader can choose."""

    question = models.ForeignKey(
        DecisionQuestion, on_delete=models.CASCADE, related_name="options"
    )
    label = models.CharField(
        "answer", max_length=60, help_text="Short: the home page shows it on a button."
    )
    slug = models.SlugField(
        "name in the address",
        max_length=40,
        validators=[validate_slug],
        help_text="Stands in every result that somebody kept or sent on. A change breaks those.",
    )
    explanation = models.CharField(
        max_length=160, help_text="One sentence by which a reader knows whether it is theirs."
    )
    position = models.PositiveIntegerField(default=0, help_text="Small numbers come first.")

    class Meta:
        ordering = ["question", "position", "pk"]
        verbose_name = "answer"
        constraints = [
            models.UniqueConstraint(
                fields=["question", "slug"],
                name="comparisons_decisionoption_slug_once",
                violation_error_message="This question has an answer with this name already.",
            ),
        ]

    def __str__(self):
        return f"{self.question}: {self.label}"


class Strength(models.TextChoices):
    MUST = "must", "Must: what does not have it is ruled out"
    WISH = "wish", "Wish: the more of it, the better"


class DecisionCriterion(models.Model):
    """What an answer asks of a feature: a must rules out, a weight counts among the rest."""

    option = models.ForeignKey(DecisionOption, on_delete=models.CASCADE, related_name="criteria")
    feature = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="criteria")
    strength = models.CharField(max_length=10, choices=Strength, default=Strength.WISH)
    at_least = models.CharField(
        "met by at least",
        max_length=20,
        choices=[(level.value, level.label) for level in list(Level)[:4]],
        blank=True,
        help_text="Of a must on a level: the lowest level that is enough.",
    )
    at_most = models.PositiveIntegerField(
        "met up to",
        null=True,
        blank=True,
        help_text="Of a feature whose value is a whole number: the highest that is enough.",
    )
    weight = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_WEIGHT)],
        help_text="1 (nice) to 5 (decisive). It is multiplied by 4 for built in, 3 for partly "
        "built in, 2 for an official add-on, 1 for third-party; by 4 or 0 for a number. "
        "A wish needs one; a must may have one as well.",
    )
    reason = models.CharField(
        max_length=120,
        blank=True,
        help_text="Why somebody with this answer needs it. Readers see it beside the fact.",
    )

    class Meta:
        ordering = ["option", "feature__group__position", "feature__position"]
        verbose_name = "criterion"
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(
                fields=["option", "feature"],
                name="comparisons_decisioncriterion_once",
                violation_error_message="This answer asks for this feature already.",
            ),
            models.CheckConstraint(
                condition=Q(strength=Strength.MUST.value)
                | Q(strength=Strength.WISH.value, weight__isnull=False),
                name="comparisons_decisioncriterion_strength",
                violation_error_message="A wish needs a weight.",
            ),
            models.CheckConstraint(
                condition=Q(weight=None) | Q(weight__gte=1, weight__lte=MOST_WEIGHT),
                name="comparisons_decisioncriterion_weight",
                violation_error_message="A weight is a number from 1 to 5.",
            ),
            models.CheckConstraint(
                condition=Q(at_least="") | Q(at_most=None, strength=Strength.MUST.value),
                name="comparisons_decisioncriterion_limit",
                violation_error_message="Only a must on a level has a lowest level.",
            ),
        ]

    def __str__(self):
        return str(self.feature)

    def clean(self):
        if not self.feature_id:
            return
        if self.feature.kind == FeatureKind.VALUE:
            self.clean_number()
        elif self.at_most is not None:
            raise ValidationError({"at_most": "This feature has levels: leave the number empty."})
        elif self.strength == Strength.MUST and not self.at_least:
            raise ValidationError({"at_least": "Say which level is enough for this must."})

    def clean_number(self):
        if self.at_most is None:
            raise ValidationError({"at_most": "This feature has values: say up to which number."})
        others = self.feature.facts.exclude(value__regex=WHOLE_NUMBER)
        if other := others.select_related("framework").first():
            raise ValidationError(
                {
                    "feature": f"Not all its values are whole numbers: {other.framework} has "
                    f"“{other.value}”."
                }
            )
