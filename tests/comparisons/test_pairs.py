import pytest

from comparisons import pairs
from comparisons.models import Comparison
from publishing.models import FormerSlug
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("slug", "names"),
    [
        ("flask", ["flask"]),
        ("flask-vs-django", ["flask", "django"]),
        ("flask-vs-django-vs-flask", ["flask", "django"]),
        ("tornado-vsx-vs-a", ["tornado-vsx", "a"]),
    ],
)
def test_address_names_each_framework_once(slug, names):
    assert pairs.split(slug) == names


def test_joined_names_are_split_again():
    assert pairs.split(pairs.join(["b", "a", "c"])) == ["b", "a", "c"]


def test_set_key_is_the_same_in_every_order(flask, django):
    assert pairs.set_key([flask, django]) == pairs.set_key([django, flask])
    assert pairs.set_key([flask, django]) != pairs.set_key([flask])


def test_set_key_survives_a_new_slug(flask, django):
    key = pairs.set_key([flask, django])
    flask.slug = "flask-3"

    assert pairs.set_key([flask, django]) == key


def test_rename_gives_comparisons_their_new_address_and_keeps_the_old(flask, django):
    comparison = make.make_comparison(flask, django)
    flask.slug = "flask-3"
    flask.save()

    pairs.rename(flask, "flask")

    assert Comparison.objects.get().slug == "flask-3-vs-django"
    assert FormerSlug.objects.get().slug == "flask-vs-django"
    assert FormerSlug.objects.get().object_id == comparison.pk


def test_rename_leaves_names_alone_that_only_contain_the_old_one(flask):
    other = make.make_framework(slug="flask-api")
    make.make_comparison(flask, other)
    flask.slug = "flask-3"
    flask.save()

    pairs.rename(flask, "flask")

    assert Comparison.objects.get().slug == "flask-3-vs-flask-api"


def test_published_finds_current_slugs_in_one_query(flask, django, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = pairs.published(["flask", "django"])

    assert found == {"flask": flask, "django": django}


@pytest.mark.parametrize("state", make.HIDDEN)
def test_published_leaves_out_hidden_and_unknown_frameworks(flask, state):
    make.make_framework(slug="secret", **make.HIDDEN[state])

    assert pairs.published(["flask", "secret", "nothing"]) == {"flask": flask}
