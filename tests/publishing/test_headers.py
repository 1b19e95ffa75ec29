import re

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import path
from django.utils.csp import CSP

from publishing.checks import check_content_security_policy, check_headers_come_first
from publishing.stylesheet import csp_sources, stylesheet
from tests.factories import make_framework

POLICY = CSP.HEADER_ENFORCE.value
PRIVATE_PAGES = ["/admin/page", "/preview/token"]


def greet(request):
    return HttpResponse(f"<p>Hello {request.COOKIES.get('name', 'reader')}</p>")


def fail(request):
    raise RuntimeError("broken on purpose")


def miss(request):
    raise Http404


def uploaded(request):
    return HttpResponse(
        b"picture",
        content_type="image/png",
        headers={
            "Cache-Control": "public, max-age=31536000, immutable",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cross-Origin-Resource-Policy": "cross-origin",
            "Referrer-Policy": "no-referrer",
        },
    )


def careless(request):
    return HttpResponse(
        "<p>Draft</p>",
        headers={"Cache-Control": "public, max-age=60", "Content-Security-Policy": "img-src *"},
    )


def drawing(request):
    return HttpResponse("<svg/>", content_type="image/svg+xml")


def refused(request, exception):
    return HttpResponse("<p>Refused</p>", status=400)


def not_found(request, exception):
    return HttpResponse("<p>Not found</p>", status=404)


def broken(request):
    return HttpResponse("<p>Broken</p>", status=500)


handler400, handler404, handler500 = refused, not_found, broken
urlpatterns = [
    path("page", greet),
    path("data.json", lambda request: JsonResponse({})),
    path("kind/thing/embed/", greet),
    path("thing/drawing.svg", drawing),
    path("articles/embed/", greet),
    path("admin/thing/embed/", careless),
    path("preview/thing/embed/", careless),
    path("moved", lambda request: HttpResponseRedirect("/page")),
    path("missing", miss),
    path("broken", fail),
    path("media/picture.png", uploaded),
    path("admin/page", careless),
    path("preview/token", careless),
]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def visitor(client):
    """Answer 500 as a reader would see it, in place of the exception."""
    client.raise_request_exception = False
    return client


def directives(response):
    parts = (part.split(" ", 1) for part in response.headers[POLICY].split("; "))
    return {part[0]: part[1] if len(part) > 1 else "" for part in parts}


@pytest.mark.parametrize(
    "address",
    ["/page", "/data.json", "/moved", "/missing", "/broken", "/nonsense", "/admin/page"],
)
def test_every_answer_carries_the_common_headers(visitor, address):
    headers = visitor.get(address).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == (
        "cross-origin" if address == "/data.json" else "same-origin"
    )
    assert "default-src 'none'" in headers[POLICY]
    assert "camera=(), clipboard-read=()" in headers["Permissions-Policy"]
    assert not re.search(r"=(?!\(\))", headers["Permissions-Policy"])


def test_refused_host_and_redirect_to_https_carry_headers_too(visitor, settings):
    settings.SECURE_SSL_REDIRECT = True
    redirect = visitor.get("/page")
    assert (redirect.status_code, redirect["Location"]) == (301, "https://testserver/page")
    refusal = visitor.get("/page", headers={"Host": "elsewhere.example"})
    assert refusal.status_code == 400
    for response in (redirect, refusal):
        assert "frame-ancestors 'none'" in response[POLICY]
        assert response["X-Content-Type-Options"] == "nosniff"


def test_public_page_has_the_strict_policy_with_trusted_types(client):
    allowed = directives(client.get("/page"))
    assert allowed["default-src"] == allowed["base-uri"] == allowed["object-src"] == "'none'"
    assert allowed["script-src"] == allowed["connect-src"] == "'self'"
    assert allowed["require-trusted-types-for"] == "'script'"
    assert allowed["trusted-types"] == "'none'"
    assert allowed["style-src"] == " ".join(["'self'", *csp_sources()])
    assert stylesheet("comparison").csp_source in csp_sources()


@pytest.mark.parametrize("address", ["/page", "/data.json", "/admin/page", "/missing"])
def test_policy_allows_nothing_unsafe_or_foreign(visitor, address):
    policy = visitor.get(address)[POLICY]
    assert not re.search(r"unsafe-|data:|blob:|https?:|\*|nonce-", policy)


def test_data_may_load_nothing(client):
    assert client.get("/data.json")[POLICY] == (
        "default-src 'none'; frame-ancestors 'none'; sandbox"
    )


# What other sites may take in


def assert_open_to_others(headers):
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_data_is_for_programs_of_every_site_and_for_no_index(client):
    answers = [client.get("/data.json")]
    # What a browser kept is judged by the headers of the answer that says it is still good.
    answers.append(client.get("/data.json", headers={"If-None-Match": answers[0]["ETag"]}))
    assert [answer.status_code for answer in answers] == [200, 304]
    for answer in answers:
        assert_open_to_others(answer.headers)
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer["X-Robots-Tag"] == "noindex"
        assert answer["X-Frame-Options"] == "DENY"
        assert "Access-Control-Allow-Credentials" not in answer


def test_embed_alone_stands_in_frames_of_others(client):
    response = client.get("/kind/thing/embed/")
    assert_open_to_others(response.headers)
    assert "X-Frame-Options" not in response
    assert response["X-Robots-Tag"] == "noindex"
    assert directives(response) == {
        "default-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "style-src": stylesheet("embed").csp_source,
        "frame-ancestors": "*",
    }


@pytest.mark.parametrize(
    "address",
    ["/page", "/embed/", "/thing/embed/missing/", "/admin/thing/embed/", "/preview/thing/embed/"],
)
def test_nothing_else_stands_in_frames_of_others(visitor, address):
    response = visitor.get(address)
    assert response["X-Frame-Options"] == "DENY"
    assert directives(response)["frame-ancestors"] == "'none'"


def test_embed_that_is_still_good_is_not_shut_by_the_answer_that_says_so(client):
    tag = client.get("/kind/thing/embed/")["ETag"]
    again = client.get("/kind/thing/embed/", headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert POLICY not in again
    assert "X-Frame-Options" not in again
    assert_open_to_others(again.headers)


def test_drawing_stands_in_pages_of_others_with_its_own_styles(client):
    response = client.get("/thing/drawing.svg")
    assert_open_to_others(response.headers)
    assert response["X-Frame-Options"] == "DENY"
    assert directives(response)["style-src"] == stylesheet("strip").csp_source
    assert directives(response)["default-src"] == "'none'"


@pytest.mark.parametrize("address", ["/missing/data.json", "/missing/x/embed/", "/missing/x.svg"])
def test_error_is_a_page_of_the_site_whatever_was_asked_for(visitor, address):
    response = visitor.get(address)
    assert response.status_code == 404
    assert response["X-Frame-Options"] == "DENY"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert directives(response)["frame-ancestors"] == "'none'"


def test_public_page_may_be_kept_but_is_asked_for_again(client):
    response = client.get("/page")
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "X-Robots-Tag" not in response
    again = client.get("/page", headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == response["Cache-Control"]
    # A browser would put another policy onto the page that it kept, and block its styles.
    assert POLICY not in again


@pytest.mark.parametrize(
    ("address", "status"), [("/missing", 404), ("/nonsense", 404), ("/broken", 500)]
)
def test_error_is_never_kept(visitor, address, status):
    response = visitor.get(address)
    assert (response.status_code, response["Cache-Control"]) == (status, "no-store")


def test_redirect_is_asked_for_again(client):
    assert client.get("/moved")["Cache-Control"] == "public, max-age=0, must-revalidate"


@pytest.mark.parametrize("address", PRIVATE_PAGES)
def test_private_page_is_not_kept_indexed_or_weakened(client, address):
    response = client.get(address)
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert directives(response)["img-src"] == "'self'"
    assert "require-trusted-types-for" not in directives(response)


def test_private_page_tells_other_sites_no_address(client):
    assert client.get("/admin/page")["Referrer-Policy"] == "same-origin"
    assert client.get("/preview/token")["Referrer-Policy"] == "no-referrer"


def test_uploaded_picture_keeps_the_headers_of_its_view(client):
    response = client.get("/media/picture.png")
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response[POLICY] == "default-src 'none'; sandbox"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
def test_static_file_carries_headers(client):
    response = client.get("/static/admin/css/base.css")
    response.close()
    assert response.status_code == 200
    assert response["X-Frame-Options"] == "DENY"
    assert response[POLICY].startswith("default-src 'none'")
    assert "Access-Control-Allow-Origin" not in response


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "is_document"),
    [("css/base.css", False), ("js/core.js", False), ("img/icon-yes.svg", True)],
)
def test_static_file_names_switched_off_features_where_it_can_be_a_document(
    client, address, is_document
):
    response = client.get(f"/static/admin/{address}")
    response.close()
    assert response.status_code == 200
    assert ("Permissions-Policy" in response) is is_document


@pytest.mark.parametrize("address", ["/page", "/moved", "/missing", "/broken", "/nonsense"])
@pytest.mark.parametrize("cookie", ["", "session=x; csrf=x", f"session={'x' * 32}"])
def test_public_page_neither_sets_a_cookie_nor_varies_on_one(visitor, address, cookie):
    response = visitor.get(address, headers={"Cookie": cookie})
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()


def test_public_page_does_not_see_cookies(client):
    assert client.get("/page", headers={"Cookie": "name=Ann"}).content == b"<p>Hello reader</p>"


@pytest.mark.django_db
@pytest.mark.urls(settings.ROOT_URLCONF)
@pytest.mark.parametrize("cookie", ["", "session=x; csrf=x", f"session={'x' * 32}"])
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        ("/frameworks/", 200),
        ("/frameworks/flask/", 200),
        ("/compare/bottle-vs-flask/", 200),
        ("/compare/flask-vs-bottle/", 301),
        ("/frameworks/nonsense/", 404),
        ("/articles/", 200),
        ("/health/ready", 200),
    ],
)
def test_page_of_the_site_neither_sets_a_cookie_nor_varies_on_one(client, address, status, cookie):
    make_framework(slug="bottle")
    make_framework(slug="flask")
    response = client.get(address, headers={"Cookie": cookie})
    assert response.status_code == status
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()


@pytest.mark.django_db
@pytest.mark.urls(settings.ROOT_URLCONF)
@pytest.mark.allow_n_plus_one  # two requests, each of which asks who it is
def test_admin_still_signs_in(client):
    get_user_model().objects.create_superuser("editor", password="long enough to pass")
    response = client.post(
        "/admin/login/?next=/admin/", {"username": "editor", "password": "long enough to pass"}
    )
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    cookie = response.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert client.get("/admin/").status_code == 200


def test_checks_pass_for_the_settings_as_they_stand():
    assert check_headers_come_first(None) == check_content_security_policy(None) == []


def test_check_fails_where_the_headers_middleware_is_not_first(settings):
    for middleware in (settings.MIDDLEWARE[1:], [*settings.MIDDLEWARE[::-1]]):
        settings.MIDDLEWARE = middleware
        assert [error.id for error in check_headers_come_first(None)] == ["publishing.E001"]


def test_check_fails_without_a_policy(settings):
    settings.SECURE_CSP = {}
    assert [error.id for error in check_content_security_policy(None)] == ["publishing.E002"]


def test_check_fails_where_the_policy_allows_something_unsafe(settings):
    settings.SECURE_CSP = {**settings.SECURE_CSP, "style-src": [CSP.SELF, CSP.UNSAFE_INLINE]}
    (error,) = check_content_security_policy(None)
    assert (error.id, "'unsafe-inline' in style-src" in error.msg) == ("publishing.E003", True)
