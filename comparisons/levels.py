"""The levels of a fact: the rule that decides between them, and how much each one weighs."""

from comparisons.models import Level

RULES = {
    Level.BUILT_IN: "Works after installing the framework and its required packages, and the "
    "framework documents it.",
    Level.PARTIAL: "The framework ships some of it; ordinary production use needs more.",
    Level.OFFICIAL: "A separate package of the same project or organisation.",
    Level.THIRD_PARTY: "Maintained elsewhere, and released within the last 18 months.",
    Level.NONE: "No maintained option was found.",
    Level.NOT_APPLICABLE: "The question makes no sense for this framework.",
    Level.UNKNOWN: "Nobody has looked yet. It never counts as a difference, and never means no.",
}

# How much of a feature comes in the box; the other levels have no weight.
WEIGHTS: dict[str, int] = {
    Level.BUILT_IN: 4,
    Level.PARTIAL: 3,
    Level.OFFICIAL: 2,
    Level.THIRD_PARTY: 1,
}
