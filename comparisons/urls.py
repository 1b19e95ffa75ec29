from datetime import date

from django.urls import include, path, register_converter

from comparisons import views


class DayConverter:
    """A day as 2026-11-24; a day that no calendar has is an address of nothing."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value):
        return date.fromisoformat(value)

    def to_url(self, value):
        return str(value)


register_converter(DayConverter, "day")
app_name = "comparisons"

frozen_patterns = [
    path("", views.FrozenPageView.as_view(), name="frozen-page"),
    path("data.json", views.FrozenJsonView.as_view(), name="frozen-json"),
    path("data.csv", views.FrozenCsvView.as_view(), name="frozen-csv"),
    path("changes/", views.FrozenChangesView.as_view(), name="frozen-changes"),
    path("changes/list/", views.FrozenChangeListView.as_view(), name="frozen-change-list"),
]

urlpatterns = [
    path("compare/", views.ComparisonListView.as_view(), name="comparison-list"),
    path("compare/<slug:slug>/", views.ComparisonDetailView.as_view(), name="comparison-detail"),
    path(
        "compare/<slug:slug>/data.json", views.ComparisonJsonView.as_view(), name="comparison-json"
    ),
    path("compare/<slug:slug>/data.csv", views.ComparisonCsvView.as_view(), name="comparison-csv"),
    path(
        "compare/<slug:slug>/data.md",
        views.ComparisonMarkdownView.as_view(),
        name="comparison-markdown",
    ),
    path(
        "compare/<slug:slug>/embed/", views.ComparisonEmbedView.as_view(), name="comparison-embed"
    ),
    path(
        "compare/<slug:slug>/strip.svg",
        views.ComparisonStripView.as_view(),
        name="comparison-strip",
    ),
    path("compare/<slug:slug>/cite/", views.ComparisonCiteView.as_view(), name="comparison-cite"),
    path(
        "compare/<slug:slug>/citation.bib",
        views.ComparisonBibtexView.as_view(),
        name="comparison-bibtex",
    ),
    path(
        "compare/<slug:slug>/citation.json",
        views.ComparisonCslView.as_view(),
        name="comparison-csl",
    ),
    path(
        "compare/<slug:slug>/card.png", views.ComparisonCardView.as_view(), name="comparison-card"
    ),
    path("frameworks/", views.FrameworkListView.as_view(), name="framework-list"),
    path("frameworks/<slug:slug>/", views.FrameworkDetailView.as_view(), name="framework-detail"),
    path(
        "frameworks/<slug:slug>/card.png", views.FrameworkCardView.as_view(), name="framework-card"
    ),
    path("changes/", views.ChangeListView.as_view(), name="change-list"),
    path("feeds/changes.atom", views.ChangeFeedView.as_view(), name="change-feed"),
    path(
        "feeds/changes/frameworks/<slug:slug>.atom",
        views.FrameworkFeedView.as_view(),
        name="framework-feed",
    ),
    path(
        "feeds/changes/<slug:slug>.atom",
        views.ComparisonFeedView.as_view(),
        name="comparison-feed",
    ),
    path("changes/before/<int:before>/", views.ChangeListView.as_view(), name="change-list"),
    path("features/", views.FeatureListView.as_view(), name="feature-list"),
    path("features/<slug:slug>/", views.FeatureDetailView.as_view(), name="feature-detail"),
    path("choose/", views.ChooseView.as_view(), name="choose"),
    path("choose/result/", views.ChooseResultView.as_view(), name="choose-result"),
    path("choose/weights/", views.ChooseWeightsView.as_view(), name="choose-weights"),
    path("compare/<slug:slug>/as-of/<day:day>/", include(frozen_patterns)),
]
