"""Pairs and sets: which frameworks an address means, and which address a comparison has."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from comparisons.models import Comparison, Framework
from publishing import addresses

SEPARATOR = "-vs-"


def split(slug: str) -> list[str]:
    """Return the framework slugs of an address, each once, in their order there."""
    return list(dict.fromkeys(slug.split(SEPARATOR)))


def join(slugs: Iterable[str]) -> str:
    return SEPARATOR.join(slugs)


def set_key(frameworks: Iterable[Framework]) -> str:
    """Return what all orders of the same frameworks share; slugs may change, keys stay."""
    return "+".join(map(str, sorted(framework.pk for framework in frameworks)))


def comparison_of(frameworks: Iterable[Framework]) -> Comparison:
    """Return the published comparison of these, else one from the facts alone, unsaved."""
    ordered = sorted(frameworks, key=lambda framework: framework.slug)
    published = Comparison.objects.published().filter(set_key=set_key(ordered)).first()
    return published or Comparison(
        slug=join(framework.slug for framework in ordered),
        title=" vs ".join(framework.name for framework in ordered),
    )


def address(frameworks: Iterable[Framework]) -> str:
    """Return the path of what compares these: the published order, else the alphabet's."""
    return comparison_of(frameworks).get_absolute_url()


def addresses_of(sets: Sequence[Sequence[Framework]]) -> list[str]:
    """Return the path of what compares each set of frameworks: always one query."""
    keys = [set_key(frameworks) for frameworks in sets]
    published = Comparison.objects.published().filter(set_key__in=keys)
    paths = {one.set_key: one.get_absolute_url() for one in published}
    return [
        paths.get(key)
        or Comparison(slug=join(sorted(one.slug for one in frameworks))).get_absolute_url()
        for key, frameworks in zip(keys, sets, strict=True)
    ]


@transaction.atomic
def rename(framework: Framework, old_slug: str) -> None:
    """Give the comparisons of a framework whose slug changed their new addresses."""
    for comparison in framework.comparisons.all():
        slug = comparison.slug
        names = [framework.slug if name == old_slug else name for name in split(slug)]
        comparison.slug = join(names)
        Comparison.objects.filter(pk=comparison.pk).update(slug=comparison.slug)
        addresses.remember(comparison, slug)


def published(slugs: list[str]) -> dict[str, Framework]:
    """Return the published frameworks of these slugs, former slugs included, by the slug asked.

    One query, and two more where a slug is not a current one.
    """
    frameworks = Framework.objects.published().with_newest_release()
    found = {framework.slug: framework for framework in frameworks.filter(slug__in=slugs)}
    for slug in set(slugs) - set(found):
        moved = addresses.moved(Framework, slug)
        if moved is not None:
            found[slug] = frameworks.get(pk=moved.pk)
    return found
