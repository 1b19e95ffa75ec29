"""Addresses that were public once: each keeps leading to where its object moved."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.timezone import now

from publishing.models import FormerSlug, Publishable


def remember(obj: Model, old_slug: str, *, at: datetime | None = None) -> FormerSlug | None:
    """Keep the former slug of a moved object; None if no reader can have known it.

    The row names the object, not its new slug, so that a second move makes no chain. A former
    slug that is taken anew is forgotten: a living page goes before a memory.
    """
    kind = ContentType.objects.get_for_model(obj)
    slug = obj.slug  # type: ignore[attr-defined]
    FormerSlug.objects.filter(content_type=kind, slug=slug).delete()
    if slug == old_slug or not had_readers(obj, at=at):
        return None
    former, _ = FormerSlug.objects.update_or_create(
        content_type=kind, slug=old_slug, defaults={"object_id": obj.pk}
    )
    return former


def had_readers(obj: Model, *, at: datetime | None = None) -> bool:
    """Tell whether the object's page was public at some time: a date that has come says so."""
    if not isinstance(obj, Publishable):
        return hasattr(obj, "get_absolute_url")
    return obj.published_at is not None and obj.published_at <= (at or now())


def former_paths() -> Iterator[str]:
    """Yield each former address; it leads on only if readers may see the object today."""
    for former in FormerSlug.objects.order_by("pk").iterator():
        model: Any = ContentType.objects.get_for_id(former.content_type_id).model_class()
        obj = model._default_manager.filter(pk=former.object_id).first() if model else None
        if obj is not None:
            obj.slug = former.slug
            yield obj.get_absolute_url()


def moved(model: type[Model], slug: str) -> Model | None:
    """Return the object that had this slug once, if readers may see it today."""
    kind = ContentType.objects.get_for_model(model)
    former = FormerSlug.objects.filter(content_type=kind, slug=slug).first()
    if former is None:
        return None
    objects = model._default_manager.filter(pk=former.object_id)
    if issubclass(model, Publishable):
        objects = objects.published()  # type: ignore[attr-defined]
    return objects.first()
