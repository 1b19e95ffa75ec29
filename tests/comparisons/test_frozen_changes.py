"""What has changed since a comparison was frozen, as the list says it."""

import re
from datetime import timedelta

import pytest
from django.utils.timezone import now

from comparisons import freezing
from comparisons.models import Comparison, Fact
from publishing import saving
from publishing.models import FormerSlug, Status
from tests import factories as make

# A freeze makes the JSON twice, on purpose.
pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]


@pytest.fixture
def frozen(flask, django):
    feature = make.make_feature(name="Mapper", slug="mapper")
    for framework in (flask, django):
        make.make_release(framework, version="3.1")
        make.make_fact(framework, feature, level="third-party", note="Usually so.")
    comparison = make.make_comparison(flask, django)
    yesterday = now() - timedelta(days=1)
    return freezing.freeze(comparison, note="Cited in a talk.", at=yesterday)


@pytest.fixture
def fact(frozen):
    return Fact.objects.get(framework__slug="flask")


def words(client, frozen, name="changes"):
    """Return the text of the list, without tags and with single spaces."""
    html = client.get(frozen.url_of(name)).content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split()).replace(" ,", ",").replace(" :", ":")


def save(fact, **fields):
    for name, value in fields.items():
        setattr(fact, name, value)
    saving.save_accepted(fact)


@pytest.mark.parametrize("name", ["changes", "change-list"])
def test_list_says_when_nothing_has_changed(client, frozen, name):
    assert "Nothing has changed since" in words(client, frozen, name)


@pytest.mark.parametrize("name", ["changes", "change-list"])
def test_list_tells_of_a_changed_fact_with_date_and_reason(client, frozen, fact, name):
    save(fact, level="built-in", reason="It ships one since 4.0.")

    text = words(client, frozen, name)

    assert "Flask, Mapper: third-party to built in It ships one since 4.0." in text
    assert f"{now().day} " in text
    assert "Also different" not in text


def test_list_leaves_out_what_changed_before(client, frozen, fact):
    make.make_change(fact.framework, fact.feature, reason="Long ago.", at=make.PAST)

    assert "Long ago." not in words(client, frozen)


def test_list_counts_what_was_only_checked_again(client, frozen, fact):
    save(fact, checked_against="4.0")

    text = words(client, frozen)

    assert "1 fact checked again, with the same answer." in text
    assert "No answer has changed since" in text


def test_list_tells_of_newer_versions(client, frozen, flask):
    make.make_release(flask, version="4.0", released_on=make.PAST.date().replace(month=11))

    assert "Flask 3.1 then, 4.0 now." in words(client, frozen)


# What no log tells of


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"level": "built-in"}, "third-party to built in"),
        ({"source_url": "https://example.org/new"}, "source updated"),
        ({"note": "Always so."}, "wording changed Note Before: Usually so. Now: Always so."),
        ({"checked_on": None}, "third-party to not checked yet"),
    ],
)
def test_list_tells_of_a_difference_that_was_never_logged(client, frozen, fact, fields, said):
    Fact.objects.filter(pk=fact.pk).update(**fields)

    text = words(client, frozen)

    assert text.count(f"Flask, Mapper: {said}") == 1
    assert "Also different today" in text


def test_list_tells_of_a_first_answer(client, frozen, flask):
    feature = make.make_feature(name="Admin", slug="admin")
    make.make_fact(flask, feature, level="none")

    text = words(client, frozen)

    assert "Flask, Admin: not asked then, not available now" in text
    assert "Django, Admin" not in text


def test_list_tells_of_a_question_that_is_not_asked_any_more(client, frozen, fact):
    Fact.objects.all().delete()
    fact.feature.delete()

    assert "Flask, Mapper: no longer asked" in words(client, frozen)


def test_list_follows_a_framework_to_its_new_name(client, frozen, flask, fact):
    save(fact, level="built-in")
    FormerSlug.objects.create(subject=flask, slug="flask")
    flask.name, flask.slug = "Bottle", "bottle"
    flask.save()

    text = words(client, frozen)

    assert "Bottle, Mapper: third-party to built in" in text
    assert "no longer shown" not in text


@pytest.mark.parametrize("state", make.HIDDEN)
def test_list_says_nothing_of_a_framework_that_readers_see_no_more(client, frozen, fact, state):
    save(fact, level="built-in", reason="Zyxwv.")
    fact.framework.name = "Zyxwv"
    for name, value in make.HIDDEN[state].items():
        setattr(fact.framework, name, value)
    fact.framework.save()

    text = words(client, frozen)

    assert "Flask is no longer shown on this site, so nothing is said of it here." in text
    assert "Zyxwv" not in text
    assert "third-party to built in" not in text


@pytest.mark.parametrize("state", [Status.PUBLISHED, Status.ARCHIVED])
def test_list_leads_to_the_comparison_of_today_if_there_is_one(client, frozen, state):
    Comparison.objects.update(status=state)

    assert ("The comparison today" in words(client, frozen)) == (state == Status.PUBLISHED)


def test_list_names_no_more_changes_than_fit(client, frozen, fact):
    for number in range(101):
        at = now() - timedelta(minutes=number)
        make.make_change(fact.framework, fact.feature, at=at, reason=f"Reason {number}.")

    text = words(client, frozen)

    assert "Reason 99." in text
    assert "Reason 100." not in text
    assert "Only the newest 100 are listed here." in text


def test_frame_may_stand_on_the_frozen_page_alone(client, frozen):
    page, frame = (client.get(frozen.url_of(name)) for name in ("page", "change-list"))

    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in frame.headers["Content-Security-Policy"]
    assert frame.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert '<base target="_top">' in frame.content.decode()


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "W" * 160])
def test_hostile_note_is_shown_as_words(client, flask, django, text):
    comparison = make.make_comparison(flask, django)
    frozen = make.make_frozen(comparison, flask, django, note=text, title=text[:120])

    page = client.get(frozen.url_of("changes")).content.decode()

    assert text.replace("<", "&lt;").replace(">", "&gt;") in page
    assert "<script>alert" not in page
