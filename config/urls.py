from django.contrib import admin
from django.urls import include, path

from config import api, health, sitemaps, well_known
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
    path("sitemap.xml", sitemaps.SitemapIndexView.as_view(), name="sitemap"),
    path(
        "sitemap-<slug:section>.xml",
        sitemaps.SitemapSectionView.as_view(),
        name="sitemap-section",
    ),
    path("robots.txt", well_known.RobotsView.as_view(), name="robots"),
    path(".well-known/security.txt", well_known.SecurityView.as_view(), name="security"),
    path("site.webmanifest", well_known.ManifestView.as_view(), name="site-manifest"),
    path("favicon.ico", well_known.FaviconView.as_view(), name="favicon"),
    path("health/live", health.LiveView.as_view(), name="health-live"),
    path("health/ready", health.ReadyView.as_view(), name="health-ready"),
    path("admin/", admin.site.urls),
]
