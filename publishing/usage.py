"""Where something is used: what points at it, and which texts call it by name."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import ManyToOneRel, Model, Q

from publishing.models import Image, LinesField


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
