from django.urls import path

from publishing import choices, media
from publishing.views import PageView, PreviewView, SiteCardView

app_name = "publishing"

urlpatterns = [
    path("about/", PageView.as_view(), {"slug": "about"}, name="about"),
    path("about/<slug:slug>/", PageView.as_view(), name="page-detail"),
    path("preview/<str:token>/", PreviewView.as_view(), name="preview"),
    path("choices/looks.css", choices.ChoicesView.as_view(), name="looks"),
    path("choices/theme/", choices.ThemeView.as_view(), name="theme"),
    path("choices/notices/<slug:slug>/", choices.HideNoticeView.as_view(), name="notice-hide"),
    path("card.png", SiteCardView.as_view(), name="card"),
    path("media/<path:name>", media.serve, name="media"),
]
