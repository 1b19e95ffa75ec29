import pytest
from django.core.cache import caches

from publishing.roles import Role
from tests.desk import make_user
from tests.publication import make_folder


@pytest.fixture
def folder(tmp_path):
    """A small valid folder of documents, for a test to break."""
    return make_folder(tmp_path / "folder")


@pytest.fixture
def writer():
    return make_user(Role.WRITER)


@pytest.fixture
def reviewer():
    return make_user(Role.REVIEWER)


@pytest.fixture
def publisher():
    return make_user(Role.PUBLISHER)


@pytest.fixture
def kept(settings):
    """What a cache of this process alone keeps, whatever cache the site has."""
    backend = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "kept"}}
    caches["default"].clear()
    return caches["default"]._cache
