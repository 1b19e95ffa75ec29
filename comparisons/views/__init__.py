from comparisons.views.card import ComparisonCardView, FrameworkCardView
from comparisons.views.change import ChangeListView
from comparisons.views.choose import ChooseResultView, ChooseView, ChooseWeightsView
from comparisons.views.comparison import ComparisonDetailView, ComparisonListView
from comparisons.views.feature import FeatureDetailView, FeatureListView
from comparisons.views.feed import ChangeFeedView, ComparisonFeedView, FrameworkFeedView
from comparisons.views.framework import FrameworkDetailView, FrameworkListView

__all__ = [
    "ChangeFeedView",
    "ChangeListView",
    "ChooseResultView",
    "ChooseView",
    "ChooseWeightsView",
    "ComparisonCardView",
    "ComparisonDetailView",
    "ComparisonFeedView",
    "ComparisonListView",
    "FeatureDetailView",
    "FeatureListView",
    "FrameworkCardView",
    "FrameworkDetailView",
    "FrameworkFeedView",
    "FrameworkListView",
]
