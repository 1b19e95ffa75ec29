from datetime import date

import pytest

from comparisons.factbase import load_factbase
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("frameworks", "features"), [(1, 1), (3, 3), (5, 12)])
def test_factbase_is_read_in_one_query_whatever_its_size(
    frameworks, features, django_assert_num_queries
):
    columns = [make.make_framework() for _ in range(frameworks)]
    questions = [make.make_feature() for _ in range(features)]
    for framework in columns:
        for feature in questions:
            make.make_fact(framework, feature)

    with django_assert_num_queries(1):
        base = load_factbase([framework.pk for framework in columns])

    assert len(base.questions) == features
    assert len(base.answers) == frameworks * features


def test_factbase_holds_what_a_fact_says():
    framework, feature = make.make_framework(), make.make_feature()
    make.make_fact(
        framework,
        feature,
        level="third-party",
        note="Usually SQLAlchemy.",
        extension=make.make_extension(framework, name="Flask-SQLAlchemy"),
        since="2.0",
        checked_by=make.make_author(name="Ada"),
    )

    answer = load_factbase([framework.pk]).answers[framework.pk, feature.slug]

    assert (answer.level, answer.note, answer.since) == (
        "third-party",
        "Usually SQLAlchemy.",
        "2.0",
    )
    assert (answer.extension, answer.checked_by) == ("Flask-SQLAlchemy", "Ada")
    assert (answer.source_title, answer.source_url) == ("Docs", "https://example.org/docs")
    assert (answer.checked_on, answer.checked_against) == (date(2026, 11, 1), "3.1")
    assert answer.is_checked


def test_factbase_leaves_out_the_facts_of_other_frameworks():
    asked, other, feature = make.make_framework(), make.make_framework(), make.make_feature()
    make.make_fact(asked, feature)
    make.make_fact(other, feature)

    assert list(load_factbase([asked.pk]).answers) == [(asked.pk, feature.slug)]


@pytest.mark.parametrize("nobody", [True, False])
def test_factbase_asks_questions_that_nobody_has_answered(nobody):
    feature = make.make_feature()
    frameworks = [] if nobody else [make.make_framework().pk]

    base = load_factbase(frameworks)

    assert [question.slug for question in base.questions] == [feature.slug]
    assert base.answers == {}


def test_factbase_keeps_to_the_features_named():
    framework, asked, other = make.make_framework(), make.make_feature(), make.make_feature()
    make.make_fact(framework, asked)
    make.make_fact(framework, other)

    base = load_factbase([framework.pk], features=[asked.slug])

    assert [question.slug for question in base.questions] == [asked.slug]
    assert list(base.answers) == [(framework.pk, asked.slug)]


def test_factbase_asks_in_the_order_of_groups_and_features():
    later, sooner = make.make_group(position=2), make.make_group(position=1)
    make.make_feature(slug="c", group=later, position=1)
    make.make_feature(slug="b", group=sooner, position=2)
    make.make_feature(slug="a", group=sooner, position=1)

    base = load_factbase([make.make_framework().pk])

    assert [question.slug for question in base.questions] == ["a", "b", "c"]
