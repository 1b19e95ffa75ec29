"""A browser that is at hand, and the repository's own content behind it."""

import os
import sqlite3
from contextlib import closing

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from publishing.folders import import_folder
from tests.browser.chromium import ARGUMENTS, MISSING, find_chromium
from tests.browser.watching import Watch


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    chromium = find_chromium()
    if chromium is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    return {**browser_type_launch_args, "executable_path": chromium, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def base_url(django_db_setup, live_server):
    """The server starts after the test database is there, or it would serve the site's own."""
    return live_server.url


@pytest.fixture(scope="session")
def imported(tmp_path_factory):
    """The database and the pictures as the import left them: importing takes seconds."""
    with closing(sqlite3.connect(":memory:")) as database:
        yield database, tmp_path_factory.mktemp("media")


@pytest.fixture(autouse=True)
def sample_site(transactional_db, media, settings, imported):
    """Publish what a fresh clone publishes; each test leaves an empty database behind."""
    database, settings.MEDIA_ROOT = imported
    if database.execute("SELECT count(*) FROM sqlite_master").fetchone() != (0,):
        connection.ensure_connection()
        database.backup(connection.connection)
        ContentType.objects.clear_cache()
        return
    assert not import_folder(settings.CONTENT_ROOT).problems
    if connection.vendor == "sqlite":
        connection.connection.backup(database)


@pytest.fixture
def watch(page, base_url):
    """What the browser complains about on this page from here on."""
    return Watch(page, base_url)
