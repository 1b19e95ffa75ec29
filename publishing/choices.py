"""A reader's own choices: light or dark, and which notices they have put away.

Pages are the same for everybody, and no cookie reaches them. A choice is a cookie that only the
reader's own click sets, and only one small style sheet reads it: the last word on every page.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from publishing.slugs import SLUG

# The only public addresses that a cookie reaches.
AREA = "/choices/"
SECONDS_PER_DAY = 86_400
THEME_COOKIE, THEME_DAYS = "theme", 365
NOTICES_COOKIE, NOTICE_DAYS = "notices", 90
# A choice of the system's own colours is no choice: it takes the cookie away.
SCHEMES = ("light", "dark")
SYSTEM = "system"
MOST_NOTICES = 20


def cookie_name(name: str) -> str:
    return f"__Host-{name}" if settings.SESSION_COOKIE_SECURE else name


def chosen_scheme(cookies) -> str:
    scheme = cookies.get(cookie_name(THEME_COOKIE), "")
    return scheme if scheme in SCHEMES else ""


def hidden_notices(cookies) -> list[str]:
    """Return the names of the notices that a reader has put away, the last one last."""
    names = cookies.get(cookie_name(NOTICES_COOKIE), "").split(".")
    return [name for name in names if SLUG.match(name)][-MOST_NOTICES:]


class ChoicesView(View):
    """Answer with what a reader's choices change in the looks of every page."""

    http_method_names = ["get", "head"]

    def get(self, request):
        rules = []
        if scheme := chosen_scheme(request.COOKIES):
            # A click on the page itself, after it was loaded, is newer than this answer.
            rules.append(f"@media screen{{:root:not([data-theme]){{color-scheme:{scheme}}}}}")
        rules.append(f".theme-choice [value={scheme or SYSTEM}]{{border-color:currentColor}}")
        for name in hidden_notices(request.COOKIES):
            rules.append(f'[data-notice="{name}"]{{display:none}}')
        response = HttpResponse("".join(rules), content_type="text/css; charset=utf-8")
        # Kept by this browser alone, and asked for again each time: the answer is then empty.
        response.headers["Cache-Control"] = "private, no-cache"
        return response


@method_decorator(csrf_exempt, name="dispatch")
class ChoiceView(View):
    """Take a choice, and lead back to where it was made.

    Public pages are kept and shared, so they hold no token against forged posts. The browser
    says itself where a post comes from, and one from elsewhere is refused.
    """

    http_method_names = ["post"]

    def post(self, request, **kwargs):
        if not is_own_page(request):
            raise PermissionDenied
        response = HttpResponseRedirect(came_from(request, **kwargs))
        self.choose(request, response, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response


class ThemeView(ChoiceView):
    def choose(self, request, response):
        scheme = request.POST.get("theme")
        if scheme in SCHEMES:
            keep(response, THEME_COOKIE, scheme, days=THEME_DAYS)
        elif scheme == SYSTEM:
            keep(response, THEME_COOKIE, "", days=0)
        else:
            raise BadRequest("There is no such choice of colours.")


class HideNoticeView(ChoiceView):
    def choose(self, request, response, slug):
        others = [name for name in hidden_notices(request.COOKIES) if name != slug]
        keep(response, NOTICES_COOKIE, ".".join([*others, slug][-MOST_NOTICES:]), days=NOTICE_DAYS)


def keep(response, name, value, *, days):
    response.set_cookie(
        cookie_name(name),
        value,
        max_age=days * SECONDS_PER_DAY,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def is_own_page(request) -> bool:
    """Tell whether a post comes from a page of this site, as far as the browser says it."""
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None:
        return site == "same-origin"
    return origin is None or origin == f"{request.scheme}://{request.get_host()}"


def came_from(request, slug="") -> str:
    """Return the page of this site that the choice was made on, at the place of a notice."""
    page = urlsplit(request.headers.get("Referer", ""))
    path = f"{page.path}{'?' if page.query else ''}{page.query}" or "/"
    if page.netloc != request.get_host() or path.startswith("//"):
        path = "/"
    return f"{path}#after-{slug}" if slug else path
