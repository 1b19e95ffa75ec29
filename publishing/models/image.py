import re

from django.core.exceptions import ValidationError
from django.db import models

from publishing.models.versioned import Versioned
from publishing.slugs import validate_slug

SHORTEST_ALT = 5
FILE_NAME = re.compile(r"\S+\.(?:png|jpe?g|webp|gif|avif|heic|svg)", re.IGNORECASE)


class Image(Versioned):
    """A picture, kept as pixels only; `publishing.renditions` writes what readers get."""

    slug = models.SlugField(
        "name",
        max_length=80,
        unique=True,
        validators=[validate_slug],
        help_text="How texts call it: ![…](image:name).",
    )
    # No ImageField: it opens the file again at every assignment, to measure what is known here.
    file = models.FileField("picture", upload_to="originals/", max_length=200)
    alt = models.CharField(
        "alternative text",
        max_length=160,
        blank=True,
        help_text="What the image shows, for people who cannot see it. 5 to 160 characters.",
    )
    decorative = models.BooleanField(
        default=False, help_text="It adds nothing for somebody who cannot see it."
    )
    credit = models.CharField(max_length=120, blank=True)
    focus_x = models.PositiveSmallIntegerField(
        "focal point from the left", default=50, help_text="In per cent: what must stay in sight."
    )
    focus_y = models.PositiveSmallIntegerField(
        "focal point from the top", default=50, help_text="In per cent."
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    digest = models.CharField(
        max_length=64, editable=False, db_index=True, help_text="SHA-256 of the kept file."
    )

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focus_x__lte=100, focus_y__lte=100),
                name="publishing_image_focus_inside",
                violation_error_message="The focal point lies inside: 0 to 100.",
            ),
            models.CheckConstraint(
                condition=models.Q(decorative=True, alt="")
                | (models.Q(decorative=False) & ~models.Q(alt="")),
                name="publishing_image_alt_or_decorative",
                violation_error_message=(
                    "Say what this image shows, or mark it decorative; not both."
                ),
            ),
        ]

    def __str__(self):
        return self.slug

    def clean(self):
        super().clean()
        if self.alt and len(self.alt) < SHORTEST_ALT:
            raise ValidationError({"alt": "Say what this image shows in 5 to 160 characters."})
        if FILE_NAME.fullmatch(self.alt):
            raise ValidationError({"alt": "This is the name of a file. Say what the image shows."})
