from django.urls import path

from comparisons import views

app_name = "comparisons"

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
]
