from django.db import models
from django.urls import reverse

from publishing.models.fields import LinesField
from publishing.models.publishable import Publishable


class Page(Publishable):
    """A page about the publication itself: about, method, funding."""

    title = models.CharField(max_length=90)
    lead = models.CharField(max_length=320, blank=True, help_text="One or two sentences.")
    body = LinesField(blank=True, help_text="Markdown.")

    class Meta(Publishable.Meta):
        ordering = ["title"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        if self.slug == "about":
            return reverse("publishing:about")
        return reverse("publishing:page-detail", args=[self.slug])
