"""The desk for frameworks, facts and comparisons."""

from comparisons.admin.comparison import ComparisonAdmin
from comparisons.admin.decision import DecisionOptionAdmin, DecisionQuestionAdmin
from comparisons.admin.fact import FactAdmin
from comparisons.admin.feature import FeatureAdmin, FeatureGroupAdmin
from comparisons.admin.framework import FrameworkAdmin

__all__ = [
    "ComparisonAdmin",
    "DecisionOptionAdmin",
    "DecisionQuestionAdmin",
    "FactAdmin",
    "FeatureAdmin",
    "FeatureGroupAdmin",
    "FrameworkAdmin",
]
