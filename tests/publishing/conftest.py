import pytest

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
