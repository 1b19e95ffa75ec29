"""Freezing and withdrawing at the desk."""

import pytest
from django.contrib.admin.models import LogEntry

from comparisons import freezing
from comparisons.models import FrozenComparison
from publishing.roles import Role
from tests import factories as make
from tests.desk import address, make_user

# A freeze makes the JSON twice, on purpose.
pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]


@pytest.fixture
def comparison(flask, django):
    feature = make.make_feature()
    for framework in (flask, django):
        make.make_fact(framework, feature)
    return make.make_comparison(flask, django)


@pytest.fixture
def publisher(client):
    user = make_user(Role.PUBLISHER)
    client.force_login(user)
    return user


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def freeze_address(comparison):
    return f"{address(comparison).removesuffix('change/')}freeze/"


def withdraw_address(frozen):
    return f"{address(frozen).removesuffix('change/')}withdraw/"


def test_publisher_freezes_from_the_form_of_a_comparison(client, comparison, publisher):
    form = read(client, address(comparison))
    assert f'href="{freeze_address(comparison)}"' in form
    assert "the same for ever" in read(client, freeze_address(comparison))

    response = client.post(freeze_address(comparison), {"note": "Cited in a book."}, follow=True)

    frozen = FrozenComparison.objects.get()
    assert (frozen.note, frozen.frozen_by) == ("Cited in a book.", publisher)
    page = response.content.decode()
    assert f'It stays at <a href="{frozen.get_absolute_url()}">' in page
    assert "Cited in a book., by publisher" in page
    assert client.get(frozen.get_absolute_url()).status_code == 200
    log = LogEntry.objects.get(object_id=comparison.pk).get_change_message()
    assert log == f"Frozen as of {frozen.frozen_on}: Cited in a book."


@pytest.mark.parametrize("note", ["", " ", "W" * 161])
@pytest.mark.usefixtures("publisher")
def test_freezing_needs_a_line_that_says_why(client, comparison, note):
    response = client.post(freeze_address(comparison), {"note": note})

    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert not FrozenComparison.objects.exists()


@pytest.mark.usefixtures("publisher")
def test_second_freeze_of_a_day_is_refused_in_words(client, comparison):
    freezing.freeze(comparison, note="First.")

    response = client.post(freeze_address(comparison), {"note": "Second."})

    assert "This comparison was frozen today already." in response.content.decode()
    assert FrozenComparison.objects.get().note == "First."


@pytest.mark.parametrize("state", make.HIDDEN)
@pytest.mark.usefixtures("publisher")
def test_what_readers_do_not_see_is_not_frozen(client, state):
    hidden = make.make_comparison(**make.HIDDEN[state])
    assert freeze_address(hidden) not in read(client, address(hidden))

    response = client.post(freeze_address(hidden), {"note": "Early."})

    assert "Only what readers can see can be frozen." in response.content.decode()
    assert not FrozenComparison.objects.exists()


@pytest.mark.parametrize("role", [Role.WRITER, Role.REVIEWER])
def test_others_see_what_was_frozen_and_no_button(client, comparison, role):
    frozen = freezing.freeze(comparison, note="Cited in a book.")
    client.force_login(make_user(role))

    form = read(client, address(comparison))

    assert f'href="{frozen.get_absolute_url()}"' in form
    assert freeze_address(comparison) not in form
    assert client.post(freeze_address(comparison), {"note": "Mine."}).status_code == 403
    assert client.post(withdraw_address(frozen)).status_code in (403, 404)


@pytest.mark.usefixtures("publisher")
def test_publisher_withdraws_with_a_reason(client, comparison):
    frozen = freezing.freeze(comparison, note="Cited in a book.")
    assert f'href="{withdraw_address(frozen)}"' in read(client, address(frozen))
    assert "cannot be taken back" in read(client, withdraw_address(frozen))

    assert "errorlist" in client.post(withdraw_address(frozen)).content.decode()
    assert client.get(frozen.get_absolute_url()).status_code == 200
    client.post(withdraw_address(frozen), {"withdrawn_because": "A court asked us to."})

    assert client.get(frozen.get_absolute_url()).status_code == 410
    assert withdraw_address(frozen) not in read(client, address(frozen))
    assert "Withdrawn: A court asked us to." in read(client, address(comparison))
    log = LogEntry.objects.get(object_id=frozen.pk).get_change_message()
    assert log == "Withdrawn: A court asked us to."


def test_nobody_writes_a_frozen_comparison_by_hand(admin_client, comparison):
    frozen = freezing.freeze(comparison, note="Cited in a book.")
    form = read(admin_client, address(frozen))

    assert "<textarea" not in form
    assert 'name="_save"' not in form
    assert frozen.page_digest in form
    assert admin_client.post(address(frozen), {"note": "Typed"}).status_code == 403
    assert admin_client.post(address(frozen, "delete"), {"post": "yes"}).status_code == 403
    assert admin_client.get(address(FrozenComparison, "add")).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_list_of_frozen_comparisons_reads_no_file(
    admin_client, comparison, number, django_assert_max_num_queries
):
    for day in range(1, number + 1):
        make.make_frozen(comparison, frozen_on=make.PAST.date().replace(day=day))

    with django_assert_max_num_queries(8) as queries:
        page = read(admin_client, address(FrozenComparison, "changelist"))

    assert page.count("Cited in a book.") == number
    assert not [one for one in queries if '"data_json"' in one["sql"]]
