import pytest

from tests import factories as make

NAMES = ("Bottle", "Django", "FastAPI", "Flask", "Tornado", "Pyramid")


@pytest.fixture
def frameworks():
    return [make.make_framework(name=name, slug=name.lower()) for name in NAMES]


@pytest.fixture
def flask():
    return make.make_framework(name="Flask", slug="flask")


@pytest.fixture
def django():
    return make.make_framework(name="Django", slug="django")
