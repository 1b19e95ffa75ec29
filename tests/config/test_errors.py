import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError, ProgrammingError, connection
from django.template.loader import render_to_string
from django.test import Client
from django.urls import path

from config import urls
from tests import factories as make


def deny(request):
    raise PermissionDenied


def suspect(request):
    raise SuspiciousOperation


def fail(request):
    raise RuntimeError("broken on purpose")


handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
urlpatterns = [
    *urls.urlpatterns,
    path("deny", deny),
    path("suspect", suspect),
    path("fail", fail),
]


def missing(client, address):
    """Open a page that is not there; return its text and the addresses that it names."""
    response = client.get(address)
    assert response.status_code == 404
    return response.content.decode(), [page["url"] for page in response.context["nearest"]]


@pytest.fixture
def site():
    flask = make.make_framework(name="Flask", slug="flask")
    django = make.make_framework(name="Django", slug="django")
    make.make_comparison(flask, django)
    make.make_article(slug="choosing-a-framework")
    make.make_topic(slug="databases")
    make.make_feature(slug="migrations")


@pytest.mark.django_db
@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("address", "nearest"),
    [
        ("/frameworks/flsk/", "/frameworks/flask/"),
        ("/articles/chosing-a-framework/", "/articles/choosing-a-framework/"),
        ("/topics/database/", "/topics/databases/"),
        ("/features/migration/", "/features/migrations/"),
        ("/flask/", "/frameworks/flask/"),
        ("/compare/flask-vs-djngo/", "/compare/flask-vs-django/"),
        ("/compare/djngo-vs-flsk/", "/compare/django-vs-flask/"),
    ],
)
def test_missing_page_names_the_nearest(client, address, nearest):
    page, named = missing(client, address)

    assert named[0] == nearest
    assert f'<a class="title" href="{nearest}">' in page


@pytest.mark.django_db
@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    "address",
    ["/zzzzzz/", "/compare/zzz-vs-qqq/", f"/{'x' * 10_000}/", "/%00/", "/%ff/", "/-vs-/"],
)
def test_missing_page_that_is_near_nothing_offers_the_comparisons(client, address):
    page, named = missing(client, address)

    assert named == []
    assert "See all comparisons" in page


@pytest.mark.django_db
@pytest.mark.parametrize("state", make.HIDDEN)
def test_missing_page_names_no_hidden_one(client, state):
    make.make_framework(slug="flask", **make.HIDDEN[state])
    make.make_article(slug="flasks", **make.HIDDEN[state])

    _page, named = missing(client, "/frameworks/flask/")

    assert named == []


@pytest.mark.django_db
def test_missing_page_repeats_nothing_of_the_address(client):
    page = client.get("/frameworks/<script>alert(1)</script>/").content.decode()

    assert "alert(1)" not in page


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/suspect", 400, "That request makes no sense to us"),
        ("/deny", 403, "This is not for everybody"),
        ("/fail", 500, "Something broke on our side"),
    ],
)
def test_error_says_what_happened_and_leads_on(client, address, status, words):
    client.raise_request_exception = False

    response = client.get(address)

    assert response.status_code == status
    assert words in response.content.decode()
    assert '<a class="button" href="/">' in response.content.decode()
    assert "broken on purpose" not in response.content.decode()


def test_unknown_host_is_a_bad_request(client):
    response = client.get("/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert "That request makes no sense to us" in response.content.decode()
    assert "evil.example" not in response.content.decode()


@pytest.mark.django_db
def test_form_without_its_cookie_is_refused_in_our_words():
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})

    assert response.status_code == 403
    assert "We could not tell that this came from you" in response.content.decode()


def refuse(error):
    """Let every query fail as that of a database that is away."""

    def execute(*_args):
        raise error("the server closed the connection at 10.0.0.7")

    return connection.execute_wrapper(execute)


@pytest.mark.django_db
@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
@pytest.mark.parametrize("address", ["/", "/compare/a-vs-b/", "/nothing/", "/admin/login/"])
def test_database_that_is_away_is_a_plain_503(client, error, address):
    client.raise_request_exception = False
    client.cookies["session"] = "somebody"

    with refuse(error):
        response = client.get(address)

    page = response.content.decode()
    assert response.status_code == 503
    assert "its database does not answer" in page
    assert "10.0.0.7" not in page
    assert "Traceback" not in page
    assert response.headers["Retry-After"] == "60"
    assert "no-store" in response.headers["Cache-Control"]
    assert not response.cookies


@pytest.mark.django_db
def test_database_that_refuses_a_query_of_ours_is_our_fault(client):
    client.raise_request_exception = False

    with refuse(ProgrammingError):
        response = client.get("/")

    assert response.status_code == 500
    assert "Something broke on our side" in response.content.decode()


@pytest.mark.parametrize("name", ["500.html", "503.html"])
def test_static_error_page_needs_neither_context_nor_database(name):
    page = render_to_string(name)

    assert '<a class="button" href="/">' in page
    assert "{%" not in page
