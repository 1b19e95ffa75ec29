"""Pairs and sets: which frameworks an address means, and which address a comparison has."""

from collections.abc import Iterable, Iterator
from itertools import islice, permutations

from django.db import transaction
from django.urls import reverse

from comparisons.models import Comparison, ComparisonEntry, Framework
from publishing import addresses

SEPARATOR = "-vs-"
# Of more frameworks there are too many orders to write down: 24 of four.
MOST_IN_OTHER_ORDERS = 3


def split(slug: str) -> list[str]:
    """Return the framework slugs of an address, each once, in their order there."""
    return list(dict.fromkeys(slug.split(SEPARATOR)))


def join(slugs: Iterable[str]) -> str:
    return SEPARATOR.join(slugs)


def set_key(frameworks: Iterable[Framework]) -> str:
    """Return what all orders of the same frameworks share; slugs may change, keys stay."""
    return "+".join(map(str, sorted(framework.pk for framework in frameworks)))


def comparisons_of(sets: Iterable[Iterable[Framework]]) -> list[Comparison]:
    """Return for each set its published comparison, else one from the facts alone, unsaved.

    Always one query. Without a published order, the alphabet's counts.
    """
    ordered = [sorted(frameworks, key=lambda framework: framework.slug) for frameworks in sets]
    keys = [set_key(frameworks) for frameworks in ordered]
    published = {
        one.set_key: one for one in Comparison.objects.published().filter(set_key__in=keys)
    }
    return [
        published.get(key)
        or Comparison(
            slug=join(framework.slug for framework in frameworks),
            title=" vs ".join(framework.name for framework in frameworks),
        )
        for key, frameworks in zip(keys, ordered, strict=True)
    ]


def published_entries(frameworks: Iterable[Framework]) -> list[ComparisonEntry]:
    """Return the entries of the published comparison of these frameworks, in its order."""
    comparisons = Comparison.objects.published().filter(set_key=set_key(frameworks))
    entries = ComparisonEntry.objects.filter(comparison__in=comparisons)
    related = entries.select_related("comparison__author", "comparison__reviewer")
    return list(related.order_by("position"))


def comparison_of(frameworks: Iterable[Framework]) -> Comparison:
    return comparisons_of([frameworks])[0]


def address(frameworks: Iterable[Framework]) -> str:
    return comparison_of(frameworks).get_absolute_url()


def addresses_of(sets: Iterable[Iterable[Framework]]) -> list[str]:
    return [comparison.get_absolute_url() for comparison in comparisons_of(sets)]


def other_orders() -> Iterator[str]:
    """Yield the addresses that lead to a published pair or triple because of their order."""
    for comparison in Comparison.objects.published().iterator():
        names = split(comparison.slug)
        if len(names) <= MOST_IN_OTHER_ORDERS:
            for order in islice(permutations(names), 1, None):
                yield reverse("comparisons:comparison-detail", args=[join(order)])


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
