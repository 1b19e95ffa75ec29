from django.urls import path

from publishing import media
from publishing.views import PageView, PreviewView

app_name = "publishing"

urlpatterns = [
    path("about/", PageView.as_view(), {"slug": "about"}, name="about"),
    path("about/<slug:slug>/", PageView.as_view(), name="page-detail"),
    path("preview/<str:token>/", PreviewView.as_view(), name="preview"),
    path("media/<path:name>", media.serve, name="media"),
]
