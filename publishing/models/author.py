from django.db import models
from django.urls import reverse

from publishing.models.fields import LinesField
from publishing.models.versioned import Versioned
from publishing.slugs import validate_slug


class Author(Versioned):
    """A person or team whose name stands under texts and facts."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField("address", max_length=80, unique=True, validators=[validate_slug])
    role = models.CharField(
        max_length=80, blank=True, help_text="What they do here, such as “Editor”."
    )
    is_team = models.BooleanField(
        "a team",
        default=False,
        help_text="Several people sign with this name together; search engines are told so.",
    )
    bio = LinesField("about", blank=True, help_text="Markdown. What they work on.")
    disclosure = LinesField(
        "disclosure of interests",
        blank=True,
        help_text="Markdown. Employers, projects and money that a reader should know of.",
    )
    photo = models.ForeignKey(
        "publishing.Image", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("articles:author-detail", args=[self.slug])
