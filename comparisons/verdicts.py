"""What a comparison as a whole must fulfil, checked before anything of it is saved."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError

from comparisons import pairs
from comparisons.models import Comparison, Framework, Pick
from comparisons.models.comparison import FEWEST_FRAMEWORKS, MOST_FRAMEWORKS


def compare(comparison: Comparison, frameworks: Sequence[Framework]) -> None:
    """Give a comparison the address and key of its frameworks, in their order; nothing is saved.

    Raise ValidationError unless they are two to five that no other published comparison has.
    """
    if not FEWEST_FRAMEWORKS <= len(frameworks) <= MOST_FRAMEWORKS:
        raise ValidationError(
            f"A comparison has {FEWEST_FRAMEWORKS} to {MOST_FRAMEWORKS} frameworks, "
            f"not {len(frameworks)}."
        )
    comparison.slug = pairs.join(framework.slug for framework in frameworks)
    comparison.set_key = pairs.set_key(frameworks)
    comparison.validate_unique()
    comparison.validate_constraints(exclude={"published_at"})


def settle(comparison: Comparison) -> None:
    """Derive a comparison's address and key from the entries it has; save both."""
    entries = comparison.entries.select_related("framework").order_by("position")
    compare(comparison, [entry.framework for entry in entries])
    Comparison.objects.filter(pk=comparison.pk).update(
        slug=comparison.slug, set_key=comparison.set_key
    )


def conclude(comparison: Comparison) -> None:
    """Settle a comparison and check its picks; the ValidationError names those that do not fit."""
    settle(comparison)
    problems = {}
    for pick in comparison.picks.all():
        try:
            check_pick(pick, comparison)
        except ValidationError as error:
            problems[f"picks.{pick.job}"] = error.messages
    if problems:
        raise ValidationError(problems)


def check_pick(pick: Pick, comparison: Comparison) -> None:
    """Raise ValidationError for a pick that does not fit the frameworks of `compare`."""
    compared = comparison.set_key.split("+")
    if pick.lean is not None and len(compared) != FEWEST_FRAMEWORKS:
        raise ValidationError("Only two frameworks can lean: name the one to take instead.")
    if pick.framework_id and str(pick.framework_id) not in compared:
        raise ValidationError("Take one of the frameworks that are compared here.")
