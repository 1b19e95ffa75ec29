"""What two versions of a document say differently, and the way back to one of them."""

from datetime import UTC, date, datetime

import pytest

from comparisons.models import Comparison, Fact, Feature
from publishing import documents, restoring, revisions, wording
from publishing.history import Kind, Mark, Shape, compare
from publishing.models import FormerSlug, Revision
from publishing.saving import StaleSave
from tests.factories import (
    make_article,
    make_author,
    make_comparison,
    make_fact,
    make_feature,
    make_framework,
    make_group,
    make_image,
    make_notice,
    make_page,
    make_release,
)

FACT = Shape({"level": "Level"}, {"level": {"none": "Not available", "built-in": "Built in"}})
SHAPE = Shape(
    labels={"title": "Title", "body": "Body"},
    rows={"releases": Shape({"version": "Version"}), "facts": FACT},
    identities={"releases": "version"},
)


def only(old, new, shape=SHAPE):
    (change,) = compare(old, new, shape)
    return change


def said(change, *marks):
    return [piece.text for block in change.blocks for piece in block.pieces if piece.mark in marks]


def test_equal_documents_have_no_difference():
    data = {"title": "A", "facts": {"orm": {"level": "none"}}, "releases": [{"version": "1"}]}
    assert list(compare(data, {**data, "lead": ""}, SHAPE)) == []


def test_changed_words_are_told_from_those_that_stayed():
    change = only({"title": "Flask is a small tool"}, {"title": "Flask is a tiny tool"})
    assert change.where == ("Title",)
    assert said(change, Mark.OLD) == ["small"]
    assert said(change, Mark.NEW) == ["tiny"]
    assert said(change, Mark.SAME) == ["Flask is a ", " tool"]


def test_paragraphs_that_stayed_are_counted():
    old = "One.\n\nTwo.\n\nThree is here.\n\nFour."
    change = only({"body": old}, {"body": old.replace("Three", "The third")})
    assert [block.unchanged for block in change.blocks] == [2, 0, 1]
    assert said(change, Mark.NEW) == ["The third"]


def test_paragraph_written_anew_is_not_shown_word_by_word():
    change = only({"body": "Cats sleep all day."}, {"body": "Use a queue, or wait."})
    assert said(change, Mark.OLD, Mark.NEW) == ["Cats sleep all day.", "Use a queue, or wait."]


def test_long_paragraphs_are_not_compared_word_by_word():
    old = " ".join(f"w{number}" for number in range(1500))
    change = only({"body": old}, {"body": f"{old} more"})
    assert said(change, Mark.SAME) == []


def test_texts_that_differ_in_empty_lines_alone_still_differ():
    change = only({"body": "One.\n\nTwo."}, {"body": "One.\n\n\n\nTwo."})
    assert change.where == ("Body",)


def test_a_key_that_came_or_went_says_so():
    assert only({}, {"title": "New"}).kind == Kind.ADDED
    assert only({"title": "Old"}, {}).kind == Kind.REMOVED


def test_a_fact_shows_the_words_of_its_old_and_new_level():
    change = only({"facts": {"orm": {"level": "none"}}}, {"facts": {"orm": {"level": "built-in"}}})
    assert change.where == ("facts", "orm", "Level")
    assert (change.before, change.after) == ("Not available", "Built in")


def test_rows_are_told_apart_by_their_identity():
    old = {"releases": [{"version": "1", "on": date(2025, 1, 2)}, {"version": "2"}]}
    new = {"releases": [{"version": "3"}, {"version": "1", "on": date(2026, 1, 2)}]}
    changed, removed, added = compare(old, new, SHAPE)
    assert (changed.keys, changed.before, changed.after) == (
        ("releases", "1", "on"),
        "2 January 2025",
        "2 January 2026",
    )
    assert (removed.keys, removed.kind) == (("releases", "2"), Kind.REMOVED)
    assert (added.keys, added.kind) == (("releases", "3"), Kind.ADDED)
    assert added.fields == (("Version", "3"),)


def test_rows_in_another_order_are_a_difference():
    old = {"releases": [{"version": "1"}, {"version": "2"}]}
    change = only(old, {"releases": old["releases"][::-1]})
    assert (change.kind, change.before, change.after) == (Kind.MOVED, "1, 2", "2, 1")


def test_switches_and_moments_are_written_in_words():
    moment = datetime(2026, 11, 20, 9, tzinfo=UTC)
    assert only({"on": True}, {"on": False}).before == "Yes"
    assert only({}, {"at": moment}).after == "20 November 2026, 09:00 UTC"


def test_pictures_of_a_text_are_named_when_they_change():
    change = only(
        {"body": "![A](image:one) ![B](image:two)"}, {"body": '![B](image:two "B") ![C](image:x)'}
    )
    assert change.pictures == (("one",), ("x",))


# The words of real documents


def changes_of(obj, old, new):
    document = restoring.document_for(obj)
    old, new = (restoring.read(document, text) for text in (old, new))
    return list(compare(old, new, wording.shape_of(document.record, [old, new])))


@pytest.mark.django_db
def test_fact_of_a_framework_is_called_by_its_question_and_level():
    framework = make_framework()
    fact = make_fact(framework, make_feature(name="Object mapper"), level="none")
    old = documents.text_of(framework)
    Fact.objects.filter(pk=fact.pk).update(level="built-in")
    (change,) = changes_of(framework, old, documents.text_of(framework))
    assert change.where == ("Facts", "Object mapper", "Level")
    assert (change.before, change.after) == ("Not available", "Built in")


@pytest.mark.django_db
@pytest.mark.allow_n_plus_one  # It is read before and after.
def test_article_names_its_frameworks_by_title_and_its_cover_as_a_picture():
    flask = make_framework(name="Flask", slug="flask")
    article = make_article(cover=make_image(slug="bench"))
    old = documents.text_of(article)
    article.cover = make_image(slug="table")
    article.frameworks.add(flask)
    frameworks, cover = changes_of(article, old, documents.text_of(article))
    assert said(frameworks, Mark.NEW) == ["Flask"]
    assert cover.pictures == (("bench",), ("table",))


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 5])
@pytest.mark.parametrize("kind", ["framework", "article"])
def test_words_cost_the_same_queries_whatever_the_number_of_rows(
    rows, kind, django_assert_num_queries
):
    framework = make_framework()
    for _ in range(rows):
        make_fact(framework, make_feature())
    obj = framework if kind == "framework" else make_article(frameworks=[framework])
    document = restoring.document_for(obj)
    data = restoring.read(document, documents.text_of(obj))
    with django_assert_num_queries(1):
        wording.shape_of(document.record, [data, data])


# Restoring


def edit(obj, **fields):
    """Record what an object says, then let it say something else."""
    revision = revisions.record(obj)
    for name, value in fields.items():
        setattr(obj, name, value)
    obj.save()
    return revision


def restore(obj, revision, user=None):
    seen = restoring.fingerprint(documents.text_of(obj))
    return restoring.restore(obj, revision, user=user, seen=seen)


@pytest.mark.django_db
@pytest.mark.allow_n_plus_one  # It is read before and after.
@pytest.mark.parametrize("make", [make_page, make_article, make_author, make_notice])
def test_restore_brings_the_text_back_as_a_new_revision(make, admin_user):
    obj = make()
    name = next(name for name in ("title", "name") if hasattr(obj, name))
    before = getattr(obj, name)
    first = edit(obj, **{name: "Another"})
    revisions.record(obj)
    restored = restore(obj, first, admin_user)
    obj.refresh_from_db()
    assert getattr(obj, name) == before
    assert obj.version == 2
    assert (restored.number, restored.user) == (3, admin_user)
    assert restored.note == "Restored from revision 1"
    assert restored.document == first.document


@pytest.mark.django_db
def test_restore_leaves_state_dates_and_address_as_they_are():
    page = make_page(status="draft", published_at=None, lead="Draft text", slug="before")
    published = make_page().published_at
    first = edit(page, lead="Live", status="published", published_at=published, slug="after")
    restore(page, first)
    page.refresh_from_db()
    assert (page.lead, page.status, page.slug) == ("Draft text", "published", "after")
    assert page.published_at == published


@pytest.mark.django_db
def test_restore_of_what_is_stored_writes_nothing():
    page = make_page()
    revision = revisions.record(page)
    assert restore(page, revision) is None
    page.refresh_from_db()
    assert page.version == 1
    assert Revision.objects.count() == 1


@pytest.mark.django_db
def test_restore_that_was_begun_on_another_text_is_refused():
    page = make_page(lead="One")
    first = edit(page, lead="Two")
    with pytest.raises(StaleSave):
        restoring.restore(page, first, user=None, seen=restoring.fingerprint("what I saw"))
    page.refresh_from_db()
    assert page.lead == "Two"


@pytest.mark.django_db
def test_restore_brings_back_facts_and_rows_and_counts_each():
    framework = make_framework()
    fact = make_fact(framework, make_feature(), level="none")
    make_release(framework, version="3.1")
    first = revisions.record(framework)
    Fact.objects.filter(pk=fact.pk).update(level="built-in")
    framework.releases.all().delete()
    make_release(framework, version="9.9")
    restore(framework, first)
    fact.refresh_from_db()
    framework.refresh_from_db()
    assert (fact.level, fact.version) == ("none", 2)
    assert [release.version for release in framework.releases.all()] == ["3.1"]
    assert framework.version == 2


@pytest.mark.django_db
@pytest.mark.allow_n_plus_one  # It is read before and after.
def test_restore_that_no_longer_fits_writes_nothing_and_says_why():
    author = make_author(name="Ada")
    article = make_article(title="Before", authors=[author])
    first = edit(article, title="After")
    author.name = "Ada L."
    author.save()
    with pytest.raises(restoring.NotRestored) as refused:
        restore(article, first)
    assert "“Ada” is not known. Did you mean “Ada L.”?" in str(refused.value)
    article.refresh_from_db()
    assert article.title == "After"


@pytest.mark.django_db
def test_restore_does_not_delete_what_others_rest_on():
    group = make_group()
    first = revisions.record(group)
    make_fact(make_framework(), make_feature(group=group, name="Sessions"))
    with pytest.raises(restoring.NotRestored, match="others rest on it"):
        restore(group, first)
    assert Feature.objects.filter(name="Sessions").exists()


@pytest.mark.django_db
def test_restore_of_a_comparison_moves_it_to_the_address_of_its_frameworks():
    flask, django = make_framework(slug="flask"), make_framework(slug="django")
    comparison = make_comparison(flask, django)
    first = revisions.record(comparison)
    comparison.entries.filter(framework=django).update(framework=make_framework(slug="bottle"))
    Comparison.objects.update(slug="flask-vs-bottle")
    comparison.refresh_from_db()
    restore(comparison, first)
    comparison.refresh_from_db()
    assert comparison.slug == "flask-vs-django"


@pytest.mark.django_db
def test_restore_of_a_picture_keeps_its_pixels():
    image = make_image(alt="A bench.")
    digest = image.digest
    first = edit(image, alt="A table.")
    restore(image, first)
    image.refresh_from_db()
    assert (image.alt, image.digest) == ("A bench.", digest)
    assert not FormerSlug.objects.exists()
