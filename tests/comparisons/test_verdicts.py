import pytest
from django.core.exceptions import ValidationError

from comparisons import verdicts
from comparisons.models import Comparison, ComparisonEntry, Pick
from tests.factories import make_comparison, make_framework

pytestmark = pytest.mark.django_db


def make_frameworks(*slugs):
    return [make_framework(slug=slug) for slug in slugs]


def test_address_and_key_follow_the_order_of_the_frameworks():
    b, a = make_frameworks("b", "a")
    comparison = Comparison(title="B or A")
    verdicts.compare(comparison, [b, a])
    assert (comparison.slug, comparison.set_key) == ("b-vs-a", f"{b.pk}+{a.pk}")
    assert not Comparison.objects.exists()


@pytest.mark.parametrize("count", [0, 1, 6])
def test_too_few_or_too_many_frameworks_are_refused(count):
    with pytest.raises(ValidationError, match=f"2 to 5 frameworks, not {count}"):
        verdicts.compare(Comparison(), [make_framework() for _ in range(count)])


@pytest.mark.parametrize("count", [2, 5])
def test_two_to_five_frameworks_are_accepted(count):
    verdicts.compare(Comparison(), [make_framework() for _ in range(count)])


def test_second_published_comparison_of_the_same_frameworks_is_refused():
    a, b = make_frameworks("a", "b")
    make_comparison(a, b)
    with pytest.raises(ValidationError, match="already have a published comparison"):
        verdicts.compare(Comparison(status="published"), [b, a])


def test_draft_beside_a_published_comparison_is_accepted():
    a, b = make_frameworks("a", "b")
    make_comparison(a, b)
    verdicts.compare(Comparison(status="draft"), [b, a])


def test_second_comparison_in_the_same_order_is_refused():
    frameworks = make_frameworks("a", "b")
    make_comparison(*frameworks, status="draft")
    with pytest.raises(ValidationError) as error:
        verdicts.compare(Comparison(status="draft"), frameworks)
    assert list(error.value.message_dict) == ["slug"]


def test_settle_saves_the_address_that_the_entries_make():
    a, b, c = make_frameworks("a", "b", "c")
    comparison = make_comparison(a, b)
    ComparisonEntry.objects.create(comparison=comparison, framework=c, position=2)
    verdicts.settle(comparison)
    comparison.refresh_from_db()
    assert comparison.slug == "a-vs-b-vs-c"
    assert set(comparison.set_key.split("+")) == {str(one.pk) for one in (a, b, c)}


def test_lean_fits_two_frameworks_only():
    verdicts.check_pick(Pick(lean=0), make_comparison())
    with pytest.raises(ValidationError, match="Only two frameworks can lean"):
        verdicts.check_pick(Pick(lean=0), make_comparison(*make_frameworks("a", "b", "c")))


def test_pick_is_one_of_the_compared_frameworks():
    a, b, c = make_frameworks("a", "b", "c")
    comparison = make_comparison(a, b)
    verdicts.check_pick(Pick(framework=b), comparison)
    with pytest.raises(ValidationError, match="Take one of the frameworks"):
        verdicts.check_pick(Pick(framework=c), comparison)


def test_conclusion_names_each_pick_that_does_not_fit():
    a, b, c, other = make_frameworks("a", "b", "c", "d")
    comparison = make_comparison(a, b, c)
    Pick.objects.create(comparison=comparison, job="Good", framework=c)
    Pick.objects.create(comparison=comparison, job="Lean", lean=1)
    Pick.objects.create(comparison=comparison, job="Other", framework=other)
    with pytest.raises(ValidationError) as error:
        verdicts.conclude(comparison)
    assert set(error.value.message_dict) == {"picks.Lean", "picks.Other"}
