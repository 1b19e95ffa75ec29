"""The desk for comparisons."""

import pytest

from comparisons.models import (
    Comparison,
)
from publishing import revisions
from publishing.models import FormerSlug
from tests.desk import add, address, errors_of, open_form, save
from tests.factories import (
    make_comparison,
    make_framework,
)

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]


def entries(*frameworks, **fields):
    """Return the fields of a comparison's new rows."""
    data = {"entries-TOTAL_FORMS": str(len(frameworks))}
    for index, framework in enumerate(frameworks):
        data |= {
            f"entries-{index}-framework": framework.pk,
            f"entries-{index}-position": index,
            f"entries-{index}-choose_if": "",
        }
    return {**data, **fields}


def test_comparison_gets_its_address_from_its_frameworks(admin_client):
    flask, django = make_framework(slug="flask"), make_framework(slug="django")
    reasons = {"entries-0-choose_if": "You want few parts.\r\n\r\n  You know them. \r\n"}
    response = add(
        admin_client, Comparison, title="Flask vs Django", **entries(flask, django, **reasons)
    )
    assert response.status_code == 302
    comparison = Comparison.objects.get()
    assert comparison.slug == "flask-vs-django"
    assert comparison.set_key
    first = comparison.entries.order_by("position").first()
    assert first.framework == flask
    assert first.choose_if == ["You want few parts.", "You know them."]
    assert "frameworks = [" in revisions.revisions_of(comparison).get().document


def test_comparison_save_without_a_change_counts_nothing(admin_client):
    comparison = make_comparison()
    comparison.entries.update(choose_if=["You want few parts."])
    fields = open_form(admin_client, comparison)
    assert save(admin_client, comparison, fields).status_code == 302
    comparison.refresh_from_db()
    assert comparison.version == 1


def test_comparison_that_changes_its_order_remembers_the_address(admin_client):
    flask, django = make_framework(slug="flask"), make_framework(slug="django")
    comparison = make_comparison(flask, django)
    fields = open_form(admin_client, comparison)
    swapped = {"entries-0-position": "1", "entries-1-position": "0"}
    assert save(admin_client, comparison, fields, **swapped).status_code == 302
    comparison.refresh_from_db()
    assert comparison.slug == "django-vs-flask"
    assert FormerSlug.objects.get().slug == "flask-vs-django"


@pytest.mark.parametrize("number", [0, 1, 6])
def test_comparison_of_fewer_than_two_or_more_than_five_is_refused(admin_client, number):
    frameworks = [make_framework() for _ in range(number)]
    response = add(admin_client, Comparison, title="Odd", **entries(*frameworks))
    assert f"A comparison has 2 to 5 frameworks, not {number}." in errors_of(response)
    assert not Comparison.objects.exists()


def test_comparison_of_a_framework_with_itself_is_refused(admin_client):
    flask = make_framework()
    response = add(admin_client, Comparison, title="Odd", **entries(flask, flask))
    assert response.status_code == 200
    assert not Comparison.objects.exists()


def test_rows_of_a_comparison_have_different_places(admin_client):
    data = entries(make_framework(), make_framework(), **{"entries-1-position": "0"})
    response = add(admin_client, Comparison, title="Odd", **data)
    assert "Two rows have the same place" in errors_of(response)


def test_second_comparison_of_the_same_order_is_refused(admin_client):
    frameworks = make_framework(), make_framework()
    make_comparison(*frameworks)
    response = add(admin_client, Comparison, title="Again", **entries(*frameworks))
    assert "already exists" in errors_of(response)


def test_second_published_comparison_of_the_same_set_is_refused(admin_client):
    flask, django = make_framework(), make_framework()
    make_comparison(flask, django)
    data = entries(django, flask, _step="publish")
    response = add(admin_client, Comparison, title="Again", **data)
    assert "already have a published comparison" in errors_of(response)


def test_reason_that_is_too_long_is_refused(admin_client):
    data = entries(
        make_framework(), make_framework(), **{"entries-0-choose_if": f"Short.\n{'x' * 91}"}
    )
    response = add(admin_client, Comparison, title="Long", **data)
    assert "1 to 90 characters" in errors_of(response)
    assert "Short." in response.content.decode()


def pick(**fields):
    data = {"picks-TOTAL_FORMS": "1", "picks-0-job": "A small API"}
    return {**data, **{f"picks-0-{name}": value for name, value in fields.items()}}


def test_pick_leans_between_two(admin_client):
    comparison = make_comparison()
    fields = open_form(admin_client, comparison)
    assert save(admin_client, comparison, fields, **pick(lean="-2")).status_code == 302
    assert comparison.picks.get().lean == -2
    html = admin_client.get(address(comparison)).content.decode()
    assert "Strongly the first" in html


def test_pick_cannot_lean_between_three(admin_client):
    comparison = make_comparison(make_framework(), make_framework(), make_framework())
    fields = open_form(admin_client, comparison)
    response = save(admin_client, comparison, fields, **pick(lean="0"))
    assert "Only two frameworks can lean" in errors_of(response)


def test_pick_takes_one_of_the_compared(admin_client):
    comparison = make_comparison(make_framework(), make_framework(), make_framework())
    fields = open_form(admin_client, comparison)
    response = save(admin_client, comparison, fields, **pick(framework=make_framework().pk))
    assert "Take one of the frameworks that are compared here" in errors_of(response)
    own = comparison.entries.first().framework_id
    assert save(admin_client, comparison, fields, **pick(framework=own)).status_code == 302
    assert comparison.picks.get().framework_id == own
