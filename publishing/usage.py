"""Where something is used: what points at it, and which texts call it by name."""

import re
from collections.abc import Iterator

from django.apps import apps
from django.db.models import ManyToOneRel, Model, Q

from publishing.models import Image, LinesField

IN_A_TEXT = re.compile(r"\(image:([^\s()]+)")


def pointing_at(obj: Model) -> Iterator[Model]:
    """Yield every object with a foreign key to this one, over hidden relations as well."""
    for relation in obj._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel) and not relation.related_model._meta.auto_created:
            yield from relation.related_model._default_manager.filter(**{relation.field.name: obj})


def texts_showing(image: Image) -> Iterator[Model]:
    """Yield every object whose Markdown calls the image by its name."""
    for model in apps.get_models():
        shows = Q()
        for field in model._meta.fields:
            if isinstance(field, LinesField):
                shows |= Q(**{f"{field.name}__contains": f"(image:{image.slug})"})
                shows |= Q(**{f"{field.name}__contains": f"(image:{image.slug} "})
        if shows:
            yield from model._default_manager.filter(shows)


def used() -> Q:
    """Return what holds for the images that something points at or that a text calls by name."""
    pointed_at = Q()
    for relation in Image._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel):
            column = relation.field.name
            pointing = relation.related_model._default_manager.filter(
                **{f"{column}__isnull": False}
            )
            pointed_at |= Q(pk__in=pointing.order_by().values(column))
    return pointed_at | Q(slug__in=set(names_in_texts()))


def names_in_texts() -> Iterator[str]:
    """Yield the name of every image that a text shows; one query for each kind of text."""
    for model in apps.get_models():
        names = [field.name for field in model._meta.fields if isinstance(field, LinesField)]
        shows = Q(*(Q(**{f"{name}__contains": "(image:"}) for name in names), _connector=Q.OR)
        rows = model._default_manager.filter(shows).order_by().values_list(*names)
        for row in rows if names else ():
            for text in row:
                yield from IN_A_TEXT.findall(text)
