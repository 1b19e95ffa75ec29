import pytest
from django.db import DatabaseError, connection
from django.urls import path

from config.health import LiveView, ReadyView

urlpatterns = [path("health/live", LiveView.as_view()), path("health/ready", ReadyView.as_view())]
pytestmark = pytest.mark.urls(__name__)


def dead_database(execute, sql, params, many, context):
    raise DatabaseError("the server closed the connection")


def answer(response):
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Cache-Control"] == "no-store"
    return response.status_code, response.content.decode()


def test_live_answers_without_a_database(client):
    assert answer(client.get("/health/live")) == (200, "ok\n")


@pytest.mark.django_db
def test_ready_answers_where_database_and_cache_do(client):
    assert answer(client.get("/health/ready")) == (200, "ok\n")


@pytest.mark.django_db
def test_ready_says_that_the_database_is_dead(client):
    with connection.execute_wrapper(dead_database):
        response = client.get("/health/ready")
    assert answer(response) == (503, "The database does not answer.\n")


@pytest.mark.django_db
def test_ready_says_that_the_cache_is_dead(client, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    assert answer(client.get("/health/ready")) == (503, "The cache does not answer.\n")


@pytest.mark.parametrize("address", ["/health/live", "/health/ready"])
def test_probe_only_reads(client, address):
    assert client.post(address).status_code == 405


def test_probe_over_plain_http_is_not_sent_to_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/health/live").status_code == 200
