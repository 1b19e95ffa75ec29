"""Two editors at one object: what each wrote, and what somebody takes of both."""

import pytest

from articles.models import Article
from comparisons.models import Extension
from publishing import revisions
from publishing.admin.conflict import newest_number
from publishing.models import Page
from tests.desk import address, open_form, read_form, save
from tests.factories import (
    FUTURE,
    make_article,
    make_comparison,
    make_extension,
    make_fact,
    make_feature,
    make_framework,
    make_image,
    make_page,
    make_release,
    make_topic,
)

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]

BODY = "Flask is small.\r\n\r\nDjango is large.\r\n\r\nBoth are old."


@pytest.fixture
def about():
    page = make_page(lead="Before", body=BODY.replace("\r", ""))
    revisions.record(page)
    return page


def both_save(client, obj, mine, theirs):
    """Two open the form; they save theirs, then mine is refused."""
    begun = open_form(client, obj)
    assert save(client, obj, open_form(client, obj), **theirs).status_code == 302
    return save(client, obj, begun, **mine)


def choose(client, obj, refused, **choices):
    """Press “Put what I chose into the form” of a refused form."""
    fields = read_form(refused) | {f"choice-{name}": how for name, how in choices.items()}
    fields["_choose"] = str(refused.context["conflict"].version)
    return client.post(address(obj), fields)


def proposals(refused):
    return {one.label: (one.choice, one.reason) for one in refused.context["conflict"].differences}


def test_conflict_tells_who_changed_what(admin_client, about):
    refused = both_save(
        admin_client,
        about,
        {"lead": "Mine", "seo_title": "Only mine"},
        {"lead": "Theirs", "seo_description": "Only theirs"},
    )
    assert proposals(refused) == {
        "Lead": ("mine", "Both of you changed it."),
        "Title for search engines": ("mine", "Only you changed it."),
        "Description for search engines": ("theirs", "Only they changed it."),
    }
    html = refused.content.decode()
    assert "Only they changed it." in html
    assert "Take the merged text" not in html


def test_choices_fill_the_form_and_save_nothing(admin_client, about):
    refused = both_save(
        admin_client,
        about,
        {"lead": "Mine", "seo_title": "Only mine"},
        {"lead": "Theirs", "seo_description": "Only theirs"},
    )
    chosen = choose(admin_client, about, refused, lead="theirs")
    fields = read_form(chosen)
    assert (fields["lead"], fields["seo_title"], fields["seo_description"]) == (
        "Theirs",
        "Only mine",
        "Only theirs",
    )
    html = chosen.content.decode()
    assert "What you chose stands in the fields below" in html
    assert "correct the error" not in html
    about.refresh_from_db()
    assert (about.seo_title, about.version) == ("", 2)

    assert save(admin_client, about, fields).status_code == 302
    about.refresh_from_db()
    assert (about.lead, about.seo_title, about.seo_description) == (
        "Theirs",
        "Only mine",
        "Only theirs",
    )
    assert about.version == 3


def test_my_text_can_be_copied_before_and_after_choosing_theirs(admin_client, about):
    refused = both_save(
        admin_client, about, {"lead": "Mine <b>and more"}, {"lead": "Theirs & others"}
    )
    assert "Lead\nMine &lt;b&gt;and more</textarea>" in refused.content.decode()
    chosen = choose(admin_client, about, refused, lead="theirs")
    assert read_form(chosen)["lead"] == "Theirs & others"
    assert "Lead\nMine &lt;b&gt;and more</textarea>" in chosen.content.decode()


def test_changes_in_different_places_are_offered_as_one_text(admin_client, about):
    refused = both_save(
        admin_client,
        about,
        {"body": BODY.replace("small", "tiny")},
        {"body": BODY.replace("old", "grown up")},
    )
    assert proposals(refused)["Body"] == (
        "merged",
        "Both of you changed it, in different places.",
    )
    chosen = choose(admin_client, about, refused)
    assert save(admin_client, about, read_form(chosen)).status_code == 302
    about.refresh_from_db()
    assert about.body == "Flask is tiny.\n\nDjango is large.\n\nBoth are grown up."


def test_changes_of_the_same_words_are_not_merged(admin_client, about):
    refused = both_save(
        admin_client,
        about,
        {"body": BODY.replace("small", "tiny")},
        {"body": BODY.replace("small", "little")},
    )
    assert proposals(refused)["Body"] == ("mine", "Both of you changed it.")
    chosen = choose(admin_client, about, refused, body="merged")
    assert read_form(chosen)["body"] == BODY.replace("small", "tiny")


def test_words_that_differ_are_marked_on_both_sides(admin_client, about):
    refused = both_save(
        admin_client, about, {"lead": "Before and <after>"}, {"lead": "Before and now"}
    )
    html = refused.content.decode()
    assert "Before and <mark>&lt;after&gt;</mark></div>" in html
    assert "Before and <mark>now</mark></div>" in html


def test_without_the_revision_it_was_begun_on_both_are_shown(admin_client):
    page = make_page(body="Flask is small. Both are old.")
    refused = both_save(
        admin_client,
        page,
        {"body": "Flask is tiny. Both are old."},
        {"body": "Flask is small. Both are grown up."},
    )
    assert proposals(refused) == {"Body": ("mine", "")}


@pytest.mark.parametrize("begun_on", ["", "x", "0", "99", "9" * 40, "-1", "²"])
def test_nonsense_as_the_revision_it_was_begun_on_offers_no_merge(admin_client, about, begun_on):
    refused = both_save(
        admin_client,
        about,
        {"body": BODY.replace("small", "tiny"), "begun_on": begun_on},
        {"body": BODY.replace("old", "grown up")},
    )
    assert proposals(refused) == {"Body": ("mine", "")}


def test_choice_about_a_text_that_changed_again_is_asked_once_more(admin_client, about):
    refused = both_save(admin_client, about, {"lead": "Mine"}, {"lead": "Theirs"})
    save(admin_client, about, open_form(admin_client, about), lead="Third")
    again = choose(admin_client, about, refused, lead="theirs")
    (difference,) = again.context["conflict"].differences
    assert (difference.theirs, difference.yours) == ("Third", "Mine")
    assert read_form(again)["lead"] == "Mine"


def test_save_after_choosing_is_refused_if_somebody_saved_again(admin_client, about):
    refused = both_save(admin_client, about, {"lead": "Mine"}, {"lead": "Theirs"})
    chosen = choose(admin_client, about, refused, lead="mine")
    save(admin_client, about, open_form(admin_client, about), lead="Theirs", seo_title="Third")
    again = save(admin_client, about, read_form(chosen))
    assert proposals(again)["Title for search engines"] == ("theirs", "Only they changed it.")
    about.refresh_from_db()
    assert about.lead == "Theirs"


def test_asking_for_choices_without_a_conflict_saves_nothing(admin_client, about):
    fields = open_form(admin_client, about)
    response = admin_client.post(address(about), {**fields, "lead": "Mine", "_choose": "1"})
    assert response.status_code == 200
    assert "Nothing is saved yet" in response.content.decode()
    about.refresh_from_db()
    assert about.lead == "Before"


def test_mistake_in_a_field_is_still_told_after_choosing(admin_client, about):
    refused = both_save(admin_client, about, {"lead": "Mine", "slug": "A b"}, {"lead": "Theirs"})
    chosen = choose(admin_client, about, refused)
    assert read_form(chosen)["slug"] == "A b"
    assert chosen.context["adminform"].form.errors["slug"]
    assert save(admin_client, about, read_form(chosen)).status_code == 200


def test_every_kind_of_field_takes_theirs(admin_client):
    one, two = make_topic(name="One"), make_topic(name="Two")
    cover = make_image()
    article = make_article(topics=[one], status="draft", published_at=None)
    revisions.record(article)
    theirs = {
        "topics": [one.pk, two.pk],
        "cover": cover.pk,
        "published_at_0": "2126-01-01",
        "published_at_1": "09:00:00",
    }
    refused = both_save(admin_client, article, {"lead": "Mine"}, theirs)
    assert refused.context["conflict"], refused.context["errors"]
    assert {label: choice for label, (choice, _why) in proposals(refused).items()} == {
        "Lead": "mine",
        "Topics": "theirs",
        "Cover": "theirs",
        "Published at": "theirs",
    }
    response = save(admin_client, article, read_form(choose(admin_client, article, refused)))
    assert response.status_code == 302
    article = Article.objects.get()
    assert (article.lead, article.cover) == ("Mine", cover)
    assert article.published_at == FUTURE
    assert set(article.topics.all()) == {one, two}


def test_fact_with_radios_takes_theirs(admin_client):
    fact = make_fact(make_framework(), make_feature(), level="none", note="Before")
    revisions.record(fact.framework)
    refused = both_save(admin_client, fact, {"note": "Mine"}, {"level": "partial"})
    assert proposals(refused)["Level"] == ("theirs", "Only they changed it.")
    save(admin_client, fact, read_form(choose(admin_client, fact, refused)))
    fact.refresh_from_db()
    assert (fact.level, fact.note) == ("partial", "Mine")


def test_rows_take_mine_and_theirs_field_by_field(admin_client):
    framework = make_framework()
    make_extension(framework, name="First", summary="Before", url="https://example.org/")
    make_release(framework, version="3.1")
    revisions.record(framework)
    refused = both_save(
        admin_client,
        framework,
        {"extensions-0-summary": "Mine"},
        {"extensions-0-url": "https://example.org/theirs", "extensions-0-official": "on"},
    )
    assert proposals(refused) == {
        "Extension “First”: Official": ("theirs", "Only they changed it."),
        "Extension “First”: Summary": ("mine", "Only you changed it."),
        "Extension “First”: Documentation": ("theirs", "Only they changed it."),
    }
    chosen = choose(admin_client, framework, refused)
    assert save(admin_client, framework, read_form(chosen)).status_code == 302
    extension = Extension.objects.get()
    assert (extension.summary, extension.url, extension.official) == (
        "Mine",
        "https://example.org/theirs",
        True,
    )


def test_new_row_of_mine_is_kept_or_left_out_as_a_whole(admin_client):
    framework = make_framework(name="Flask")
    revisions.record(framework)
    new = {"releases-TOTAL_FORMS": "1", "releases-0-released_on": "2026-01-01"}
    refused = both_save(
        admin_client,
        framework,
        {**new, "releases-0-version": "3.2"},
        {**new, "releases-0-version": "3.1"},
    )
    (difference,) = refused.context["conflict"].differences
    assert (difference.label, difference.theirs) == ("New release", "")
    assert difference.yours == "Release line: 3.2\nReleased on: 1 January 2026"
    kept = choose(admin_client, framework, refused)
    left_out = choose(admin_client, framework, refused, **{"releases-0": "theirs"})
    assert save(admin_client, framework, read_form(left_out)).status_code == 302
    assert {one.version for one in framework.releases.all()} == {"3.1"}
    save(admin_client, framework, read_form(kept))
    assert {one.version for one in framework.releases.all()} == {"3.1", "3.2"}


def test_row_that_they_deleted_comes_back_or_stays_away(admin_client):
    framework = make_framework()
    make_extension(framework, name="First", position=0)
    make_extension(framework, name="Second", position=1)
    revisions.record(framework)
    refused = both_save(
        admin_client,
        framework,
        {"extensions-0-summary": "Kept text."},
        {"extensions-0-DELETE": "on"},
    )
    labels = {one.name: one.label for one in refused.context["conflict"].differences}
    (name,) = [name for name, label in labels.items() if label == "New extension"]
    back = choose(admin_client, framework, refused)
    away = choose(admin_client, framework, refused, **{name: "theirs"})
    assert save(admin_client, framework, read_form(away)).status_code == 302
    assert {one.name for one in framework.extensions.all()} == {"Second"}
    save(admin_client, framework, read_form(back))
    assert {one.name for one in framework.extensions.all()} == {"First", "Second"}


def test_comparison_takes_choices_in_its_entries(admin_client):
    comparison = make_comparison()
    revisions.record(comparison)
    refused = both_save(
        admin_client,
        comparison,
        {"entries-0-choose_if": "You need mine."},
        {"entries-0-choose_if": "You need theirs."},
    )
    chosen = choose(admin_client, comparison, refused, **{"entries-0-choose_if": "theirs"})
    assert save(admin_client, comparison, read_form(chosen)).status_code == 302
    assert comparison.entries.first().choose_if == ["You need theirs."]


def test_form_names_no_revision_that_it_does_not_show(admin_client, about):
    """Somebody saved between the reading of the row and that of its revision."""
    assert open_form(admin_client, about)["begun_on"] == "1"
    Page.objects.update(version=5)
    stale = Page.objects.get()
    stale.version = 4
    assert newest_number(stale) == ""
