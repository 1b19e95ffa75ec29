from comparisons.views.card import ComparisonCardView, FrameworkCardView
from comparisons.views.change import ChangeListView
from comparisons.views.choose import ChooseResultView, ChooseView, ChooseWeightsView
from comparisons.views.comparison import ComparisonDetailView, ComparisonListView
from comparisons.views.feature import FeatureDetailView, FeatureListView
from comparisons.views.framework import FrameworkDetailView, FrameworkListView

__all__ = [
    "ChangeListView",
    "ChooseResultView",
    "ChooseView",
    "ChooseWeightsView",
    "ComparisonCardView",
    "ComparisonDetailView",
    "ComparisonListView",
    "FeatureDetailView",
    "FeatureListView",
    "FrameworkCardView",
    "FrameworkDetailView",
    "FrameworkListView",
]
