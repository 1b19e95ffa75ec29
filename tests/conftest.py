import os
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from zeal import zeal_context

# Playwright's synchronous API keeps an event loop in the main thread, where Django would refuse
# to touch the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
GROUP_MIGRATIONS = [
    "publishing.migrations.0003_groups",
    "comparisons.migrations.0004_groups",
    "comparisons.migrations.0007_decision_groups",
    "comparisons.migrations.0009_change_groups",
    "comparisons.migrations.0012_frozen_groups",
    "articles.migrations.0002_groups",
]


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


@pytest.fixture(autouse=True)
def groups(request):
    """Give back the groups, which come with migrations: a browser test ends with a flush."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        if not Group.objects.exists():
            for name in GROUP_MIGRATIONS:
                import_module(name).grant(apps, None)
