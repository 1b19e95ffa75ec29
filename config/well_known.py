"""The small files that machines look for at an address of their own."""

from datetime import UTC, timedelta

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language_bidi
from django.views.generic import View

from publishing.heads import SITE_TITLE
from publishing.site import SITE_NAME, absolute
from publishing.stylesheet import find

TEXT = "text/plain; charset=utf-8"
# What search engines need not ask for: the desk, shared drafts, and results without end.
NOT_TO_CRAWL = ("/admin/", "/preview/", "/search/")
# A copy of security.txt that is older shall be fetched again; the standard asks for less than a
# year.
SECURITY_VALID = timedelta(days=180)
# The same as `--paper` in tokens.css, where it is light.
PAPER = "#f4f7f6"
ICONS = (
    ("img/icon.svg", "any", "image/svg+xml", "any"),
    ("img/icon-192.png", "192x192", "image/png", "any"),
    ("img/icon-512.png", "512x512", "image/png", "any"),
    ("img/icon-maskable-512.png", "512x512", "image/png", "maskable"),
)
FAVICON = "img/favicon.ico"
ICON_CACHING = f"public, max-age={24 * 3600}"


class ReadOnlyView(View):
    http_method_names = ["get", "head"]


class RobotsView(ReadOnlyView):
    def get(self, request):
        lines = [
            "User-agent: *",
            *(f"Disallow: {path}" for path in NOT_TO_CRAWL),
            "Allow: /",
            "",
            f"Sitemap: {absolute(reverse('sitemap'))}",
        ]
        return HttpResponse("\n".join([*lines, ""]), content_type=TEXT)


class SecurityView(ReadOnlyView):
    """Tell who finds a hole whom to write to (RFC 9116); 404 unless the site names somebody."""

    def get(self, request):
        if not settings.SECURITY_CONTACT:
            raise Http404
        # By the day, so that the file is the same all day long.
        today = now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        lines = [
            f"Contact: {settings.SECURITY_CONTACT}",
            f"Expires: {today + SECURITY_VALID:%Y-%m-%dT%H:%M:%SZ}",
            f"Preferred-Languages: {settings.LANGUAGE_CODE.partition('-')[0]}",
            f"Canonical: {absolute(reverse('security'))}",
        ]
        return HttpResponse("\n".join([*lines, ""]), content_type=TEXT)


class ManifestView(ReadOnlyView):
    """Tell a browser what the site is called and looks like on a start screen."""

    def get(self, request):
        manifest = {
            "name": SITE_TITLE,
            "short_name": SITE_NAME,
            "lang": settings.LANGUAGE_CODE,
            "dir": "rtl" if get_language_bidi() else "ltr",
            "start_url": reverse("home"),
            "scope": reverse("home"),
            "display": "browser",
            "theme_color": PAPER,
            "background_color": PAPER,
            "icons": [
                {"src": static(name), "sizes": sizes, "type": kind, "purpose": purpose}
                for name, sizes, kind, purpose in ICONS
            ],
        }
        return JsonResponse(manifest, content_type="application/manifest+json")


class FaviconView(ReadOnlyView):
    """Answer who asks without having read a page, such as a feed reader."""

    def get(self, request):
        headers = {"Cache-Control": ICON_CACHING}
        content = find(FAVICON).read_bytes()
        return HttpResponse(content, content_type="image/x-icon", headers=headers)
