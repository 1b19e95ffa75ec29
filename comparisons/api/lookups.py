"""What parameters name: published frameworks and features, or nothing at all."""

from typing import Any

from django.db.models import Model
from django.http import Http404

from comparisons.models import Feature, Framework
from publishing.api import Ref, Source
from publishing.site import absolute


def framework_called(slug: str) -> Framework:
    """Return a published framework; one query."""
    found = Framework.objects.published().filter(slug=slug).first()
    if found is None:
        raise Http404(f"No framework here is called “{slug}”.")
    return found


def feature_called(slug: str) -> Feature:
    found = Feature.objects.filter(slug=slug).first()
    if found is None:
        raise Http404(f"No feature here is called “{slug}”.")
    return found


def of_whom(framework: str | None) -> dict[str, Model]:
    """Return the filter for what belongs to one framework, or to any."""
    return {"framework": framework_called(framework)} if framework else {}


def about_what(feature: str | None, column: str = "feature") -> dict[str, Model]:
    return {column: feature_called(feature)} if feature else {}


def ref(named: Framework | Feature | Any) -> Ref:
    return Ref(slug=named.slug, name=named.name)


def source(title: str, url: str) -> Source | None:
    return Source(title=title or None, url=absolute(url)) if url else None
