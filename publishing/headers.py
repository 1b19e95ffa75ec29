"""Response headers by area: what browsers, caches and search engines may do with an answer."""

from http import HTTPStatus

from django.conf import settings
from django.utils.csp import CSP, build_policy

from publishing import choices
from publishing.stylesheet import stylesheet

API_AREA = "/api/"
API_REFERENCE = "/api/v1/"  # A page as any other.
PRIVATE_AREAS = ("/admin/", "/preview/")
COOKIE_AREAS = ("/admin/", choices.AREA)
PRIVATE_HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
# What is public may be kept, but is asked for again each time: an accepted change, a scheduled
# page and a moved address are seen at once.
PUBLIC_CACHING = "public, max-age=0, must-revalidate"
# An error is never kept: the page may be published, or the fault mended, a moment later.
ERROR_CACHING = "no-store"

# What programs read may be read from pages of any origin. No cookie makes an answer another one.
API_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}

TRUSTED_TYPES = {"require-trusted-types-for": ["'script'"], "trusted-types": [CSP.NONE]}
# Data, feeds and pictures load nothing, even when they are opened as a page of their own.
DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"

# All features that Chromium knows and that a page could use, except writing to the clipboard:
# a reader's click on “Copy” does that.
DISABLED_FEATURES = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "compute-pressure",
    "cross-origin-isolated",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "keyboard-map",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "otp-credentials",
    "payment",
    "picture-in-picture",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "sync-xhr",
    "unload",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)
HEADERS_EVERYWHERE = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in DISABLED_FEATURES),
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class HeadersMiddleware:
    """Give every answer the headers of its area.

    Stands first, so that redirects, refusals and static files of the other middlewares pass
    through it too. A public view may set a header itself; a private one cannot weaken any.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        private = request.path_info.startswith(PRIVATE_AREAS)
        if not request.path_info.startswith(COOKIE_AREAS):
            # A public page is the same for every reader: no cookie reaches it, so none matters.
            # A shared preview is for whoever has its address, signed in or not.
            request.META.pop("HTTP_COOKIE", None)
        response = self.get_response(request)
        if private:
            set_private_headers(request.path_info, response)
        else:
            set_api_headers(request.path_info, response)
            set_public_headers(response)
        for name, value in HEADERS_EVERYWHERE.items():
            response.headers.setdefault(name, value)
        return response


def set_private_headers(path, response):
    for name, value in PRIVATE_HEADERS.items():
        response.headers[name] = value
    if path.startswith("/preview/"):
        # The address is the key to the draft.
        response.headers["Referrer-Policy"] = "no-referrer"
    response.headers[CSP.HEADER_ENFORCE.value] = page_policy()


def set_public_headers(response):
    if response.status_code >= 400:
        response.headers["Cache-Control"] = ERROR_CACHING
    response.headers.setdefault("Cache-Control", PUBLIC_CACHING)
    if response.status_code == HTTPStatus.NOT_MODIFIED:
        # A browser takes these headers for the page that it kept, and this answer has no type to
        # choose a policy by: the kept one must stay.
        return
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    response.headers.setdefault(
        CSP.HEADER_ENFORCE.value, page_policy(TRUSTED_TYPES) if is_page else DATA_POLICY
    )


def set_api_headers(path, response):
    if path.startswith(API_AREA) and path != API_REFERENCE:
        for name, value in API_HEADERS.items():
            response.headers[name] = value
        if response.status_code != HTTPStatus.NOT_MODIFIED:
            response.headers[CSP.HEADER_ENFORCE.value] = DATA_POLICY


def page_policy(extra=None):
    """Return the policy of the settings, opened by hash for the style sheet that pages inline."""
    styles = [*settings.SECURE_CSP["style-src"], stylesheet().csp_source]
    return build_policy({**settings.SECURE_CSP, "style-src": styles, **(extra or {})})
