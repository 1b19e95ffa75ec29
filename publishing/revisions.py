"""History: what an object said after each accepted save, as its whole text document."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.utils.timezone import now

from publishing import documents, search
from publishing.models import Publishable, Revision, Step


def revisions_of(root: Model) -> QuerySet[Revision]:
    return Revision.objects.filter(
        content_type=ContentType.objects.get_for_model(root), object_id=root.pk
    )


def record(root: Model, *, user=None, note: str = "", step: Step = Step.SAVE) -> Revision | None:
    """Keep the object's document as its newest revision; None if that already says the same.

    A decision is kept even then: an approval changes no word and belongs into the history.
    Every accepted change ends here, so here search learns of it.
    """
    search.refresh(root)
    text = documents.text_of(root)
    newest = revisions_of(root).order_by("-number").first()
    if newest and newest.document == text and step in (Step.SAVE, Step.DATE):
        return None
    if newest and newest.document != text and step == Step.SAVE:
        date_change(root)
    return Revision.objects.create(
        subject=root,
        number=newest.number + 1 if newest else 1,
        document=text,
        user=user,
        step=step,
        note=note,
    )


def date_change(root: Model) -> None:
    """Say that an object came to say something else now; a decision about it says nothing new."""
    if isinstance(root, Publishable):
        root.changed_at = now().replace(microsecond=0)
        type(root)._base_manager.filter(pk=root.pk).update(changed_at=root.changed_at)


def last_change(model: type[Model]) -> datetime | None:
    """Return when the newest revision of any object of a model was kept: one query."""
    opts = model._meta
    kept = Revision.objects.filter(
        content_type__app_label=opts.app_label, content_type__model=opts.model_name
    )
    return kept.order_by("-created_at").values_list("created_at", flat=True).first()
