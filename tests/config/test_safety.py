import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from config.safety import refuse_insecure

KEY = "nobody-has-seen-this-key-of-fifty-or-more-characters-yet"
PRODUCTION = {
    "debug": False,
    "secret_key": KEY,
    "allowed_hosts": ["example.org"],
    "site_url": "https://example.org",
}


def start(*arguments, **environment):
    """Start the site as an operator would, with nothing but this environment."""
    return subprocess.run(  # noqa: S603
        [sys.executable, *(arguments or ("manage.py", "check"))],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "ENV_FILE": "", **environment},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"secret_key": ""}, "SECRET_KEY is missing. Make one with: python -c"),
        ({"secret_key": "django-insecure-" + KEY}, "SECRET_KEY is an example that everybody"),
        ({"secret_key": "change-me"}, "SECRET_KEY is an example that everybody knows"),
        ({"secret_key": KEY[:49]}, "SECRET_KEY is shorter than 50 characters"),
        ({"secret_key": "abab" * 20}, "SECRET_KEY repeats a few characters"),
        ({"allowed_hosts": ["*"]}, "ALLOWED_HOSTS must name the hosts"),
        ({"allowed_hosts": ["example.org", "*.example.org"]}, "ALLOWED_HOSTS must name the hosts"),
        ({"allowed_hosts": []}, "ALLOWED_HOSTS must name the hosts"),
        ({"site_url": "http://example.org"}, "SITE_URL must start with https://"),
        ({"site_url": "ftp://localhost"}, "SITE_URL must start with https://"),
        ({"site_url": "http://localhost.example.org"}, "SITE_URL must start with https://"),
        ({"site_url": "example.org"}, "SITE_URL must start with https://"),
        ({"debug": True}, "DEBUG is on for the public address https://example.org. Set DEBUG=off"),
        (
            {"debug": True, "site_url": "http://127.0.0.1:8000"},
            "DEBUG is on for the public host example.org. Set DEBUG=off",
        ),
    ],
)
def test_insecure_setting_is_refused_with_its_mend(change, sentence):
    with pytest.raises(ImproperlyConfigured) as refusal:
        refuse_insecure(**{**PRODUCTION, **change})
    assert str(refusal.value).startswith(sentence)


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"site_url": "http://127.0.0.1:8000", "allowed_hosts": ["127.0.0.1", "[::1]"]},
        {"debug": True, "site_url": "http://site.localhost:8000", "allowed_hosts": ["localhost"]},
        {"debug": True, "site_url": "http://[::1]:8000", "allowed_hosts": []},
    ],
)
def test_secure_settings_are_accepted(change):
    refuse_insecure(**{**PRODUCTION, **change})


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({}, "SECRET_KEY is missing."),
        ({"SECRET_KEY": "change-me"}, "SECRET_KEY is an example that everybody knows."),
        ({"SECRET_KEY": KEY, "ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name the hosts"),
        (
            {"SECRET_KEY": KEY, "DEBUG": "on", "SITE_URL": "https://example.org"},
            "DEBUG is on for the public address",
        ),
    ],
)
def test_site_does_not_start_in_an_insecure_environment(environment, sentence):
    process = start(**environment)
    assert process.returncode != 0
    assert f"ImproperlyConfigured: {sentence}" in process.stderr.splitlines()[-1]


def test_site_starts_in_a_secure_environment():
    process = start(SECRET_KEY=KEY, SITE_URL="https://example.org", ALLOWED_HOSTS="example.org")
    assert (process.returncode, process.stderr) == (0, "")


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="these are SQLite's own guarantees")
def test_sqlite_keeps_what_it_acknowledged():
    def pragma(name):
        with connection.cursor() as cursor:
            return cursor.execute(f"PRAGMA {name}").fetchone()[0]

    assert pragma("synchronous") == 2  # FULL
    assert pragma("foreign_keys") == 1
    assert pragma("busy_timeout") == 20_000
    assert connection.transaction_mode == "IMMEDIATE"


def test_sqlite_file_is_written_ahead(tmp_path):
    code = (
        "import django; django.setup(); from django.db import connection;"
        "print(connection.cursor().execute('PRAGMA journal_mode').fetchone()[0])"
    )
    process = start(
        "-c",
        code,
        DJANGO_SETTINGS_MODULE="config.settings",
        SECRET_KEY=KEY,
        DATABASE_URL=f"sqlite:///{tmp_path / 'site.sqlite3'}",
    )
    assert process.stdout == "wal\n", process.stderr
