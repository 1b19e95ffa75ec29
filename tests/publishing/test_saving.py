import pytest

from publishing.models import Page
from publishing.saving import StaleSave, save_accepted
from tests.factories import make_page

pytestmark = pytest.mark.django_db


def test_new_row_starts_with_version_1():
    page = Page(title="New", slug="new")
    save_accepted(page)
    assert Page.objects.get().version == page.version == 1


def test_each_accepted_save_raises_the_version():
    page = make_page(title="First", version=4)
    page.title = "Second"
    save_accepted(page)
    saved = Page.objects.get()
    assert (saved.title, saved.version, page.version) == ("Second", 5, 5)


def test_second_of_two_saves_is_refused_and_writes_nothing():
    mine = make_page(title="First")
    theirs = Page.objects.get()
    theirs.title = "Theirs"
    save_accepted(theirs)
    mine.title = "Mine"
    with pytest.raises(StaleSave) as error:
        save_accepted(mine)
    assert error.value.obj is mine
    mine.refresh_from_db()
    assert (mine.title, mine.version) == ("Theirs", 2)


def test_expected_version_decides_even_over_a_freshly_read_row():
    page = make_page(title="First", version=3)
    page.title = "Mine"
    with pytest.raises(StaleSave, match="was changed by somebody else"):
        save_accepted(page, expected=2)
    save_accepted(page, expected=3)
    saved = Page.objects.get()
    assert (saved.title, saved.version) == ("Mine", 4)


def test_save_of_a_deleted_row_is_refused():
    page = make_page()
    Page.objects.all().delete()
    with pytest.raises(StaleSave):
        save_accepted(page)
    assert not Page.objects.exists()
