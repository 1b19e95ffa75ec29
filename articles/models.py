from django.db import models
from django.urls import reverse

from comparisons.models import Framework
from publishing import reading
from publishing.models import Author, Image, LinesField, Publishable, Versioned
from publishing.slugs import validate_slug


class Topic(Versioned):
    """A subject that articles share."""

    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField("address", max_length=60, unique=True, validators=[validate_slug])
    summary = LinesField(blank=True, help_text="Markdown. One paragraph: what it is about.")

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("articles:topic-detail", args=[self.slug])


class Article(Publishable):
    title = models.CharField(max_length=90)
    lead = models.CharField(
        max_length=320, blank=True, help_text="At most 320 characters. It contains the answer."
    )
    body = LinesField(blank=True, help_text="Markdown.")
    cover = models.ForeignKey(
        Image, null=True, blank=True, on_delete=models.PROTECT, related_name="articles"
    )
    authors = models.ManyToManyField(Author, through="ArticleAuthor", related_name="articles")
    topics = models.ManyToManyField(Topic, blank=True, related_name="articles")
    frameworks = models.ManyToManyField(
        Framework, blank=True, related_name="articles", help_text="Whom it is about."
    )
    word_count = models.PositiveIntegerField(default=0, editable=False)

    class Meta(Publishable.Meta):
        ordering = ["-published_at", "-pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("articles:article-detail", args=[self.slug])

    def save(self, *args, **kwargs):
        self.word_count = reading.word_count(self.body)
        super().save(*args, **kwargs)

    @property
    def minutes(self) -> int:
        return reading.minutes(self.word_count)


class ArticleAuthor(models.Model):
    """An author's place in an article's byline."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="bylines")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["article", "position"]
        constraints = [
            models.UniqueConstraint(fields=["article", "author"], name="articles_byline_once"),
        ]

    def __str__(self):
        return str(self.author)
