from comparisons.models.claim import Claim, Fact, Level
from comparisons.models.comparison import (
    MOST_FRAMEWORKS,
    Comparison,
    ComparisonEntry,
    ComparisonQuerySet,
    Pick,
)
from comparisons.models.decision import (
    DecisionCriterion,
    DecisionOption,
    DecisionQuestion,
    Strength,
)
from comparisons.models.drawback import Drawback, Severity
from comparisons.models.extension import Extension
from comparisons.models.fact_change import ChangeKind, FactChange
from comparisons.models.feature import Feature, FeatureGroup, FeatureKind
from comparisons.models.framework import Framework, FrameworkKind, Release
from comparisons.models.frozen import FrozenComparison
from comparisons.models.snippet import Snippet, Task

__all__ = [
    "MOST_FRAMEWORKS",
    "ChangeKind",
    "Claim",
    "Comparison",
    "ComparisonEntry",
    "ComparisonQuerySet",
    "DecisionCriterion",
    "DecisionOption",
    "DecisionQuestion",
    "Drawback",
    "Extension",
    "Fact",
    "FactChange",
    "Feature",
    "FeatureGroup",
    "FeatureKind",
    "Framework",
    "FrameworkKind",
    "FrozenComparison",
    "Level",
    "Pick",
    "Release",
    "Severity",
    "Snippet",
    "Strength",
    "Task",
]
