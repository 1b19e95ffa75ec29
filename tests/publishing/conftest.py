import pytest

from tests.publication import make_folder


@pytest.fixture
def folder(tmp_path):
    """A small valid folder of documents, for a test to break."""
    return make_folder(tmp_path / "folder")
