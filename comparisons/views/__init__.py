from comparisons.views.card import ComparisonCardView, FrameworkCardView
from comparisons.views.change import ChangeListView
from comparisons.views.choose import ChooseResultView, ChooseView, ChooseWeightsView
from comparisons.views.citation import (
    ComparisonBibtexView,
    ComparisonCiteView,
    ComparisonCslView,
)
from comparisons.views.comparison import ComparisonDetailView, ComparisonListView
from comparisons.views.dataset import (
    ComparisonCsvView,
    ComparisonJsonView,
    ComparisonMarkdownView,
)
from comparisons.views.embed import ComparisonEmbedView, ComparisonStripView
from comparisons.views.feature import FeatureDetailView, FeatureListView
from comparisons.views.feed import ChangeFeedView, ComparisonFeedView, FrameworkFeedView
from comparisons.views.framework import FrameworkDetailView, FrameworkListView
from comparisons.views.frozen import (
    FrozenChangeListView,
    FrozenChangesView,
    FrozenCsvView,
    FrozenJsonView,
    FrozenPageView,
)

__all__ = [
    "ChangeFeedView",
    "ChangeListView",
    "ChooseResultView",
    "ChooseView",
    "ChooseWeightsView",
    "ComparisonBibtexView",
    "ComparisonCardView",
    "ComparisonCiteView",
    "ComparisonCslView",
    "ComparisonCsvView",
    "ComparisonDetailView",
    "ComparisonEmbedView",
    "ComparisonFeedView",
    "ComparisonJsonView",
    "ComparisonListView",
    "ComparisonMarkdownView",
    "ComparisonStripView",
    "FeatureDetailView",
    "FeatureListView",
    "FrameworkCardView",
    "FrameworkDetailView",
    "FrameworkFeedView",
    "FrameworkListView",
    "FrozenChangeListView",
    "FrozenChangesView",
    "FrozenCsvView",
    "FrozenJsonView",
    "FrozenPageView",
]
