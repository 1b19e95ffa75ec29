"""Which frameworks an address means, and what it leaves behind when one is renamed."""

import pytest

from comparisons import pairs
from comparisons.models import Comparison
from publishing import addresses
from tests.factories import HIDDEN, make_comparison, make_framework, make_release

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("slug", "names"),
    [
        ("flask", ["flask"]),
        ("flask-vs-django", ["flask", "django"]),
        ("flask-vs-flask-vs-django", ["flask", "django"]),
        ("a-vs-b-vs-c", ["a", "b", "c"]),
        ("flask-versus-django", ["flask-versus-django"]),
    ],
)
def test_address_is_split_into_its_frameworks(slug, names):
    assert pairs.split(slug) == names


def test_join_is_what_split_takes_apart():
    assert pairs.split(pairs.join(["c", "a", "b"])) == ["c", "a", "b"]


def test_set_key_is_the_same_in_every_order():
    frameworks = [make_framework(pk=pk) for pk in (2, 10, 9)]
    assert pairs.set_key(frameworks) == pairs.set_key(reversed(frameworks)) == "2+9+10"


@pytest.mark.allow_n_plus_one  # Each address is remembered for itself; there are few.
def test_rename_gives_comparisons_new_addresses_and_keeps_the_former():
    flask, django, other = (make_framework(slug=slug) for slug in ("flask", "django", "flask-x"))
    moved = make_comparison(django, flask)
    three = make_comparison(flask, other, django)
    untouched = make_comparison(other, django)
    flask.slug = "flasky"
    flask.save()
    pairs.rename(flask, "flask")
    assert {one.pk: one.slug for one in Comparison.objects.all()} == {
        moved.pk: "django-vs-flasky",
        three.pk: "flasky-vs-flask-x-vs-django",
        untouched.pk: "flask-x-vs-django",
    }
    assert addresses.moved(Comparison, "django-vs-flask") == moved
    assert addresses.moved(Comparison, "flask-vs-flask-x-vs-django") == three


def test_published_finds_frameworks_by_current_and_former_slugs():
    flask, django = make_framework(slug="flasky"), make_framework(slug="django")
    addresses.remember(flask, "flask")
    make_release(flask, version="3.1")
    found = pairs.published(["flask", "django", "unknown"])
    assert found == {"flask": flask, "django": django}
    assert found["flask"].newest_release == "3.1"


@pytest.mark.parametrize("fields", HIDDEN.values(), ids=HIDDEN)
@pytest.mark.parametrize("asked", ["flask", "flask-before"])
def test_hidden_framework_is_not_found(fields, asked):
    addresses.remember(make_framework(slug="flask", **fields), "flask-before")
    assert pairs.published([asked]) == {}
