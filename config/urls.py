from django.contrib import admin
from django.urls import include, path

from config import api, health
from config.search import SearchView
from config.views import HomeView

handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.page_not_found"
handler500 = "config.errors.server_error"

urlpatterns = [
    path("", HomeView.as_view(), name="home"),
    path("", include("comparisons.urls")),
    path("", include("articles.urls")),
    path("", include("publishing.urls")),
    path("api/v1/", include((api.urlpatterns, "api"))),
    path("search/", SearchView.as_view(), name="search"),
    path("health/live", health.LiveView.as_view(), name="health-live"),
    path("health/ready", health.ReadyView.as_view(), name="health-ready"),
    path("admin/", admin.site.urls),
]
