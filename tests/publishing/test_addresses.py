import pytest

from publishing import addresses
from publishing.models import FormerSlug, Page
from tests.factories import FUTURE, HIDDEN, PAST, make_author, make_notice, make_page

# Several moves in one test run the same queries from the same line.
pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]


def move(obj, slug):
    former, obj.slug = obj.slug, slug
    obj.save()
    return addresses.remember(obj, former)


def test_former_slug_leads_to_where_the_object_moved():
    page = make_page(slug="old")
    move(page, "new")
    assert addresses.moved(Page, "old") == page
    assert addresses.moved(Page, "other") is None


def test_second_move_makes_no_chain():
    page = make_page(slug="first")
    move(page, "second")
    move(page, "third")
    assert addresses.moved(Page, "first") == addresses.moved(Page, "second") == page
    assert addresses.moved(Page, "first").slug == "third"


def test_return_to_a_former_slug_forgets_it():
    page = make_page(slug="first")
    move(page, "second")
    move(page, "first")
    assert [former.slug for former in FormerSlug.objects.all()] == ["second"]


def test_former_slug_that_another_object_takes_is_forgotten():
    move(make_page(slug="old"), "new")
    addresses.remember(make_page(slug="old"), "before")
    assert addresses.moved(Page, "old") is None


def test_former_slug_given_up_twice_leads_to_the_last_who_had_it():
    move(make_page(slug="shared"), "one")
    second = make_page(slug="two-before")
    move(second, "shared")
    move(second, "two")
    assert addresses.moved(Page, "shared") == second


@pytest.mark.parametrize(("published_at", "kept"), [(None, False), (FUTURE, False), (PAST, True)])
def test_slug_that_no_reader_can_have_known_is_not_kept(published_at, kept):
    page = make_page(slug="old", status="archived", published_at=published_at)
    assert (move(page, "new") is not None) == kept


@pytest.mark.parametrize("fields", HIDDEN.values(), ids=HIDDEN)
def test_former_slug_of_a_hidden_object_leads_nowhere(fields):
    page = make_page(slug="old")
    move(page, "new")
    Page.objects.update(**fields)
    assert addresses.moved(Page, "old") is None


def test_slug_of_an_object_that_has_a_page_but_no_state_is_kept():
    author = make_author(slug="old")
    move(author, "new")
    assert addresses.moved(type(author), "old") == author


def test_slug_of_an_object_without_a_page_is_not_kept():
    assert move(make_notice(slug="old"), "new") is None


def test_unchanged_slug_is_not_kept():
    page = make_page(slug="same")
    assert addresses.remember(page, "same") is None
    assert not FormerSlug.objects.exists()
