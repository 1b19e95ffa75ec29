"""A word in every field of what is not published, and of all that belongs to it."""

from django.db import models

from articles.models import Article
from comparisons.models import Comparison, ComparisonEntry, Feature, Framework, Pick
from publishing.models import Page
from tests import factories as make
from tests.site import FENCE

WORD = "Zyxwvut"
BELONGING = ("releases", "drawbacks", "extensions", "snippets", "facts")


def hide(**state):
    """Add one of everything in a hidden state to a site, and let what is public name it."""
    main = Framework.objects.get(slug="main")
    hidden = make.make_framework(name=WORD, slug=WORD.lower(), **state)
    fill_framework(hidden)
    comparisons = [
        # One of a hidden framework, and a hidden one of frameworks that everybody may see.
        make.make_comparison(main, hidden, title=WORD),
        make.make_comparison(
            *Framework.objects.filter(slug__startswith="other"), title=WORD, **state
        ),
    ]
    article = make.make_article(
        title=WORD, slug=f"{WORD.lower()}-article", frameworks=[main], **state
    )
    page = Page.objects.create(title=WORD, slug=f"{WORD.lower()}-page", **state)
    for one in (hidden, *comparisons, article, page):
        write_into(type(one).objects.filter(pk=one.pk))
    ComparisonEntry.objects.filter(comparison__in=comparisons).update(choose_if=[WORD])
    Pick.objects.create(comparison=comparisons[0], job=WORD, lean=1)
    Pick.objects.create(comparison=comparisons[1], job=WORD, framework=main)
    name_in_public(hidden)


def fill_framework(framework):
    make.make_release(framework, version=WORD)
    make.make_drawback(framework)
    make.make_extension(framework, name=WORD).adds.set(Feature.objects.all())
    make.make_snippet(framework)
    for feature in Feature.objects.all():
        of_value = feature.kind == "value"
        level, value = ("", WORD) if of_value else ("none", "")
        make.make_fact(framework, feature, level=level, value=value)
        make.make_change(framework, feature, reason=WORD)
    for name in BELONGING:
        write_into(getattr(framework, name).all())


def write_into(rows):
    """Write the word wherever an editor writes words or addresses; a fact keeps its one answer."""
    for field in rows.model._meta.get_fields():
        if not isinstance(field, models.CharField | models.TextField) or field.choices:
            continue
        if isinstance(field, models.SlugField | models.FileField) or not field.editable:
            continue
        if field.name not in ("value", "name", "version", "title"):
            is_address = isinstance(field, models.URLField)
            rows.update(**{field.name: f"https://{WORD}.example/" if is_address else WORD})


def name_in_public(framework):
    article = Article.objects.get(slug="article-1")
    article.frameworks.add(framework)
    article.body = FENCE.replace("other-1", framework.slug)
    article.save()
    assert not Comparison.objects.published().filter(title=WORD).exists()
