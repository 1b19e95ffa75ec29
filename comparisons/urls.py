from django.urls import path

from comparisons import views

app_name = "comparisons"

urlpatterns = [
    path("compare/", views.ComparisonListView.as_view(), name="comparison-list"),
    path("compare/<slug:slug>/", views.ComparisonDetailView.as_view(), name="comparison-detail"),
    path("frameworks/", views.FrameworkListView.as_view(), name="framework-list"),
    path("frameworks/<slug:slug>/", views.FrameworkDetailView.as_view(), name="framework-detail"),
    path("changes/", views.ChangeListView.as_view(), name="change-list"),
    path("changes/before/<int:before>/", views.ChangeListView.as_view(), name="change-list"),
    path("features/", views.FeatureListView.as_view(), name="feature-list"),
    path("features/<slug:slug>/", views.FeatureDetailView.as_view(), name="feature-detail"),
    path("choose/", views.ChooseView.as_view(), name="choose"),
    path("choose/result/", views.ChooseResultView.as_view(), name="choose-result"),
    path("choose/weights/", views.ChooseWeightsView.as_view(), name="choose-weights"),
]
