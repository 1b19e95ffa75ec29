import os

import pytest
from zeal import zeal_context

# Playwright's synchronous API keeps an event loop in the main thread, where Django would refuse
# to touch the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Keep the pictures of each test in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def repeated_queries(request):
    if request.node.get_closest_marker("allow_n_plus_one"):
        yield
        return
    with zeal_context():
        yield
