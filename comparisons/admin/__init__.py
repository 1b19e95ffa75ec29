"""The desk for frameworks, facts and comparisons."""

from comparisons.admin.comparison import ComparisonAdmin
from comparisons.admin.decision import DecisionOptionAdmin, DecisionQuestionAdmin
from comparisons.admin.fact import FactAdmin
from comparisons.admin.fact_change import FactChangeAdmin
from comparisons.admin.feature import FeatureAdmin, FeatureGroupAdmin
from comparisons.admin.framework import FrameworkAdmin
from comparisons.admin.frozen import FrozenComparisonAdmin

__all__ = [
    "ComparisonAdmin",
    "DecisionOptionAdmin",
    "DecisionQuestionAdmin",
    "FactAdmin",
    "FactChangeAdmin",
    "FeatureAdmin",
    "FeatureGroupAdmin",
    "FrameworkAdmin",
    "FrozenComparisonAdmin",
]
