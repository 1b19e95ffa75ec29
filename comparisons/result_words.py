"""The sentences of a result of the decision helper; names of frameworks and features are given."""

from collections.abc import Iterable, Mapping

from django.utils.formats import number_format

from comparisons import decision
from comparisons.decision import Criterion, Finding, Order, Ranking, Standing
from comparisons.faces import listed
from comparisons.models import Level
from comparisons.reweighing import Aspect, Change

# What slugs are called: of frameworks, or of features.
type Names = Mapping[str, str]

MOST_CONDITIONS = 3


def names_of(standings: Iterable[Standing], frameworks: Names) -> list[str]:
    return [frameworks[one.name] for one in standings]


def heading_and_lead(ranking: Ranking, frameworks: Names, *, asked: bool) -> dict[str, str]:
    if not asked:
        return {
            "heading": "Nothing to weigh",
            "lead": "None of your answers asks anything of a framework, so all of them fit alike.",
        }
    if not ranking.places:
        return {
            "heading": "None of ours fits",
            "lead": "Each framework here lacks something that you must have. What it is stands "
            "below. Perhaps one of these is no must for you after all.",
        }
    names = names_of(ranking.places[0].standings, frameworks)
    if ranking.winner:
        return {
            "heading": f"{names[0]} fits your answers best",
            "lead": "By the facts below, with the weights of your answers. Whether you would "
            "enjoy it is not among them.",
        }
    if ranking.places[0].order == Order.TIE:
        return {
            "heading": f"No clear winner: {len(names)} share the first place",
            "lead": f"Your answers do not decide between {listed(names)}.",
        }
    return {
        "heading": "No clear winner",
        "lead": f"Facts that nobody has checked yet decide about {listed(names)}. They could "
        "change the order, so we do not give one.",
    }


def place_in_words(standing: Standing, ranking: Ranking) -> str:
    first = 1
    for place in ranking.places:
        if standing in place.standings:
            break
        first += len(place.standings)
    last = first + len(place.standings) - 1
    if place.order == Order.ALONE:
        return f"{first}."
    if place.order == Order.TIE:
        return f"{first}. (tie)"
    return f"{first}. to {last}."


def points_in_words(standing: Standing, most: int) -> str:
    """Return the points out of the most there are; nothing where nothing was weighed."""
    if not most:
        return ""
    if standing.is_exact:
        return f"{standing.low} of {most} points"
    return f"{max(standing.low, 0)} to {standing.high} of {most} points"


def asked_in_words(criterion: Criterion) -> str:
    """Return what is asked beyond “the more, the better”, nothing if that is all."""
    must = "Must be " if criterion.must else "Counts if "
    if criterion.at_most is not None:
        return f"{must}{limit_in_words(criterion.at_most)}"
    if not criterion.must:
        return ""
    if criterion.at_least == Level.BUILT_IN:
        return "Must be built in"
    return f"Must be at least: {Level(criterion.at_least).label.lower()}"


def limit_in_words(at_most: int) -> str:
    if not at_most:
        return "none"
    return f"{number_format(at_most, force_grouping=True)} or fewer"


def sum_in_words(criterion: Criterion, known: Finding) -> str:
    """Return the weight, the points that it multiplies, and what comes of it."""
    if not criterion.weight:
        return ""
    bounds, total = decision.values(criterion, known), decision.points(criterion, known)
    if bounds.is_exact:
        return f"weight {criterion.weight} × {bounds.low} = {total.low}"
    return (
        f"weight {criterion.weight} × {bounds.low} to {bounds.high} = {total.low} to {total.high}"
    )


def change_in_words(change: Change, frameworks: Names, features: Names) -> str:
    """Return the sentence of a change; one of many weights is a list, not a condition."""
    behind, ahead = names_of([change.behind, change.ahead], frameworks)
    certain = change.ahead.is_exact and change.behind.is_exact
    comes = f"{behind} {'would' if certain else 'could'} come before {ahead}"
    if len(change.reweighings) <= MOST_CONDITIONS:
        conditions = [
            f"{aspect_in_words(one.aspect, features)} weighed {one.after} instead of {one.before}"
            for one in change.reweighings
        ]
        return f"If {listed(conditions)}, {comes}."
    weights = "; ".join(
        f"{aspect_in_words(one.aspect, features)} {one.after} instead of {one.before}"
        for one in change.reweighings
    )
    return (
        f"It would take {len(change.reweighings)} other weights, {change.size} steps in all, "
        f"until {comes}: {weights}."
    )


def no_change_in_words(winner: str) -> str:
    return (
        "No other weights would put another framework first: of all that you ask for, none has "
        f"more than {winner}."
    )


def aspect_in_words(aspect: Aspect, features: Names) -> str:
    feature, at_most = aspect
    name = f"“{features[feature]}”"
    return name if at_most is None else f"{name} ({limit_in_words(at_most)})"
