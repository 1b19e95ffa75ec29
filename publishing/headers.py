"""Response headers by area: what browsers, caches and search engines may do with an answer."""

import re
from dataclasses import dataclass
from http import HTTPStatus

from django.conf import settings
from django.utils.csp import CSP, build_policy

from publishing import choices
from publishing.stylesheet import csp_sources, stylesheet

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
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# It speaks of documents, and would be half of what a script of ours weighs.
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in DISABLED_FEATURES)
NEVER_DOCUMENTS = ("font/", "text/javascript", "text/css")


@dataclass(frozen=True)
class Outlet:
    """What other sites may take in, at these addresses: its headers, and its policy's openings.

    `sheet` is the style sheet that stands in the answer itself; `framed_by` whose pages may show
    it in a frame. `speaks_errors` where errors are answers of the same kind, not pages.
    """

    addresses: re.Pattern[str]
    headers: dict[str, str]
    sheet: str = ""
    framed_by: str = CSP.NONE
    speaks_errors: bool = False

    def policy(self) -> str:
        styles = [stylesheet(self.sheet).csp_source] if self.sheet else []
        policy = build_policy(
            {
                "default-src": [CSP.NONE],
                "style-src": styles,
                "frame-ancestors": [self.framed_by],
            }
        )
        if self.framed_by == CSP.NONE:
            return f"{policy}; sandbox"
        # A sandbox would keep its links shut; whoever frames it may add one.
        return f"{policy}; base-uri 'none'; form-action 'none'"


FOR_OTHERS = {"Cross-Origin-Resource-Policy": "cross-origin", "Referrer-Policy": "no-referrer"}
NOT_INDEXED = {"X-Robots-Tag": "noindex"}
# The first that fits counts. All else is read here alone, and stands in nobody's frame.
OUTLETS = (
    Outlet(
        re.compile(rf"{API_AREA}(?!{API_REFERENCE.removeprefix(API_AREA)}\Z).*", re.DOTALL),
        API_HEADERS,
        speaks_errors=True,
    ),
    Outlet(
        # Below what it shows: a page may be called “embed” itself.
        re.compile(r"(?:/[^/]+){2,}/embed/"),
        # A page that isolates itself takes in only what does the same; this one loads nothing.
        FOR_OTHERS | NOT_INDEXED | {"Cross-Origin-Embedder-Policy": "require-corp"},
        sheet="embed",
        framed_by="*",
    ),
    Outlet(
        re.compile(r"/(?!static/|media/).+\.(?:json|csv|md|bib)"),
        FOR_OTHERS | NOT_INDEXED | {"Access-Control-Allow-Origin": "*"},
    ),
    Outlet(re.compile(r"/(?!static/|media/).+\.svg"), FOR_OTHERS, sheet="strip"),
    Outlet(re.compile(r"/(?:.+/)?card\.png"), FOR_OTHERS),
    Outlet(re.compile(r"/feeds/.+\.atom"), {"Referrer-Policy": "no-referrer"}),
)


class HeadersMiddleware:
    """Give every answer the headers of its area.

    Stands first, so that redirects, refusals and static files of the other middlewares pass
    through it too. A public view may set a header itself, and its policy through `set_policy`; a
    private one cannot weaken any.
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
        outlet = None if private else outlet_of(request.path_info, response)
        if private:
            set_private_headers(request.path_info, response)
        else:
            set_public_headers(response, outlet)
        for name, value in HEADERS_EVERYWHERE.items():
            response.headers.setdefault(name, value)
        if not response.headers.get("Content-Type", "").startswith(NEVER_DOCUMENTS):
            response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if outlet and outlet.framed_by != CSP.NONE:
            del response.headers["X-Frame-Options"]
        return response


def outlet_of(path, response):
    """Return the outlet that answers; an error is a page of the site, unless it speaks its own."""
    outlet = next((outlet for outlet in OUTLETS if outlet.addresses.fullmatch(path)), None)
    if outlet and response.status_code >= 400 and not outlet.speaks_errors:
        return None
    return outlet


def set_private_headers(path, response):
    for name, value in PRIVATE_HEADERS.items():
        response.headers[name] = value
    if path.startswith("/preview/"):
        # The address is the key to the draft.
        response.headers["Referrer-Policy"] = "no-referrer"
    response.headers[CSP.HEADER_ENFORCE.value] = page_policy()


def set_public_headers(response, outlet):
    if response.status_code >= 400:
        response.headers["Cache-Control"] = ERROR_CACHING
    response.headers.setdefault("Cache-Control", PUBLIC_CACHING)
    for name, value in outlet.headers.items() if outlet else ():
        response.headers[name] = value
    if response.status_code == HTTPStatus.NOT_MODIFIED:
        # A browser takes these headers for the page that it kept, and this answer has no type to
        # choose a policy by: the kept one must stay.
        return
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    policy = page_policy(TRUSTED_TYPES) if is_page else DATA_POLICY
    response.headers.setdefault(CSP.HEADER_ENFORCE.value, outlet.policy() if outlet else policy)


def page_policy(extra=None):
    return build_policy({**page_directives(), **(extra or {})})


def page_directives():
    """Return the policy of the settings, opened by hash for the style sheets that pages inline."""
    styles = [*settings.SECURE_CSP["style-src"], *csp_sources()]
    return {**settings.SECURE_CSP, "style-src": styles}


def set_policy(response, directives):
    """Give one answer of a public view the policy of these directives, in place of its area's.

    The header that older browsers ask about frames says the same as `frame-ancestors`.
    """
    response.headers[CSP.HEADER_ENFORCE.value] = build_policy(directives)
    if directives.get("frame-ancestors") == [CSP.SELF]:
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
