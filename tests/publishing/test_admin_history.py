"""The pages behind the “History” button."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from comparisons.models import Fact, Pick
from publishing import revisions
from publishing.models import Draft, FormerSlug, Page, Revision
from tests.desk import address, open_form, read_form, save
from tests.factories import (
    HIDDEN,
    make_article,
    make_author,
    make_comparison,
    make_fact,
    make_feature,
    make_framework,
    make_image,
    make_page,
)

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]


def place(obj, page="", **query):
    """Return an address below the history of an object."""
    return f"{address(obj, 'history')}{page}"


def page_of(client, path, data=None):
    """Return the words of a page, each separated by one space."""
    response = client.get(path, data)
    assert response.status_code == 200
    html = response.content.decode()
    return " ".join(html[html.index('id="content"') :].split())


def write(obj, user=None, **fields):
    """Save an object as the desk does, and keep the revision."""
    for name, value in fields.items():
        setattr(obj, name, value)
    obj.version += 1
    obj.save()
    return revisions.record(obj, user=user)


def restore(client, obj, number):
    """Open the page, look at it, and press its button."""
    path = place(obj, f"{number}/restore/")
    seen = client.get(path).context["seen"]
    return client.post(path, {"seen": seen}, follow=True)


def messages_of(response):
    return " ".join(str(message) for message in response.context["messages"])


@pytest.fixture
def writer():
    user = User.objects.create_user("writer", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["change_page", "view_page"]))
    return user


@pytest.fixture
def hers(writer):
    client = Client()
    client.force_login(writer)
    return client


def test_history_lists_who_wrote_what_when(admin_client):
    page = make_page()
    mara = User.objects.create_user("mara", first_name="Mara", last_name="Lind")
    revisions.record(page, user=mara, note="Import")
    write(page, lead="New")
    words = page_of(admin_client, place(page))
    assert "Revision 1" in words
    assert "by Mara Lind" in words
    assert "<q>Import</q>" in words
    assert words.index("Revision 2") < words.index("Revision 1")
    assert "nobody who is known" in words


def test_history_of_what_was_never_saved_says_so(admin_client):
    assert "There is no revision yet" in page_of(admin_client, place(make_page()))


def test_history_marks_which_revision_is_live(admin_client):
    page = make_page()
    write(page, lead="One")
    write(page, lead="Two")
    words = page_of(admin_client, place(page))
    assert words.count('<span class="desk-tag">Live</span>') == 1
    newest = words[words.index("Revision 2") : words.index("Revision 1")]
    assert '<span class="desk-tag">Live</span>' in newest
    assert "Live now: what readers see" in words


def test_history_of_a_draft_has_nothing_live(admin_client):
    page = make_page(status="draft", published_at=None)
    write(page, lead="One")
    words = page_of(admin_client, place(page))
    assert "Live" not in words
    assert '<span class="desk-tag">Stored now</span>' in words


def test_history_says_that_what_is_stored_is_no_revision(admin_client):
    author = make_author(name="Ada")
    article = make_article(authors=[author])
    revisions.record(article)
    author.name = "Ada L."
    author.save()
    words = page_of(admin_client, place(article))
    assert "differs from the newest revision" in words
    assert '<span class="desk-tag">' not in words


def test_long_history_has_pages(admin_client):
    page = make_page()
    for number in range(52):
        write(page, lead=f"Lead {number}")
    assert "Page 1 of 2" in page_of(admin_client, place(page))
    words = page_of(admin_client, place(page), {"p": "2"})
    assert "Revision 2" in words
    assert "Revision 3" not in words
    assert "Page 2 of 2" in page_of(admin_client, place(page), {"p": "99"})


@pytest.mark.parametrize("size", [1, 8])
def test_history_costs_the_same_queries_whatever_its_length(
    admin_client, size, django_assert_num_queries
):
    page = make_page()
    for number in range(size):
        write(page, user=User.objects.create_user(f"u{number}"), lead=f"Lead {number}")
    admin_client.get(place(page))
    with django_assert_num_queries(6):
        admin_client.get(place(page))


def test_log_of_actions_stays_reachable(admin_client):
    page = make_page()
    save(admin_client, page, open_form(admin_client, page), lead="New")
    assert place(page, "log/") in page_of(admin_client, place(page))
    words = page_of(admin_client, place(page, "log/"))
    assert "Changed Lead." in words
    assert place(page) in words


def test_history_of_a_fact_leads_to_that_of_its_framework(admin_client):
    framework = make_framework(name="Flask")
    fact = make_fact(framework, make_feature())
    words = page_of(admin_client, place(fact))
    assert f'<a href="{place(framework)}">the history of “Flask”</a>' in words
    for page in ("compare/", "1/restore/"):
        assert admin_client.get(place(fact, page)).status_code == 404


# Names


def test_revision_is_named_and_loses_its_name(admin_client):
    page = make_page()
    revision = revisions.record(page)
    path = place(page, "1/name/")
    response = admin_client.post(path, {"name": "Before the legal read"}, follow=True)
    assert messages_of(response) == "Revision 1 is called “Before the legal read” now."
    assert "Revision 1: Before the legal read" in " ".join(response.content.decode().split())
    assert "no name" in messages_of(admin_client.post(path, {"name": ""}, follow=True))
    revision.refresh_from_db()
    assert revision.name == ""


def test_name_that_is_too_long_is_refused(admin_client):
    page = make_page()
    revision = revisions.record(page)
    response = admin_client.post(place(page, "1/name/"), {"name": "x" * 81}, follow=True)
    assert "at most 80 characters" in messages_of(response)
    revision.refresh_from_db()
    assert revision.name == ""


# Comparing


def test_compare_shows_words_against_what_is_live(admin_client):
    page = make_page(lead="A small tool for many")
    revisions.record(page)
    write(page, lead="A tiny tool for many")
    words = page_of(admin_client, place(page, "compare/"), {"old": 1})
    assert "to <strong>what is live now</strong>" in words
    assert "small<span" in words.split("<del>")[2]
    assert "tiny<span" in words.split("<ins>")[2]


def test_compare_takes_any_two_and_puts_the_older_first(admin_client):
    page = make_page(lead="One")
    for lead in ("Two", "Three", "Four"):
        write(page, lead=lead)
    forth = page_of(admin_client, place(page, "compare/"), {"old": 1, "new": 2})
    assert "Two<span" in forth
    assert "Three<span" in forth
    assert "Four" not in forth
    assert forth == page_of(admin_client, place(page, "compare/"), {"old": 2, "new": 1})


def test_compare_of_equal_texts_says_so(admin_client):
    page = make_page()
    revisions.record(page)
    words = page_of(admin_client, place(page, "compare/"), {"old": 1, "new": "now"})
    assert "The two say the same." in words


def test_compare_shows_levels_of_facts_in_words(admin_client):
    framework = make_framework()
    fact = make_fact(framework, make_feature(name="Sessions"), level="none")
    revisions.record(framework)
    Fact.objects.filter(pk=fact.pk).update(level="third-party")
    words = page_of(admin_client, place(framework, "compare/"), {"old": 1})
    assert "Facts › Sessions › Level" in words
    assert "Not available</del>" in words
    assert "Third-party</ins>" in words


def test_compare_shows_pictures_side_by_side(admin_client):
    one, two = make_image(slug="one", alt="The first one."), make_image(slug="two", alt="Second.")
    article = make_article(cover=one, body="![A](image:one)")
    revisions.record(article)
    write(article, cover=two, body="![A](image:two)")
    words = page_of(admin_client, place(article, "compare/"), {"old": 1})
    assert words.count('alt="The first one."') == 2
    assert words.count('alt="Second."') == 2


def test_compare_escapes_what_was_written(admin_client):
    page = make_page(lead="Before")
    revisions.record(page)
    write(page, lead="<script>alert(1)</script>")
    words = page_of(admin_client, place(page, "compare/"), {"old": 1})
    assert "<script>alert" not in words
    assert "alert" in words


@pytest.mark.parametrize("query", [{}, {"old": "x"}, {"old": "0"}, {"old": "1", "new": "x"}])
def test_compare_without_two_versions_asks_for_them(admin_client, query):
    page = make_page()
    revisions.record(page)
    response = admin_client.get(place(page, "compare/"), query, follow=True)
    assert response.redirect_chain == [(place(page), 302)]
    assert messages_of(response) == "Choose the two versions to compare."


@pytest.mark.parametrize("number", [2, 10**30])
def test_revision_that_does_not_exist_is_not_found(admin_client, number):
    page, other = make_page(), make_page()
    for lead in ("One", "Two"):
        write(other, lead=lead)
    revisions.record(page)
    assert admin_client.get(place(page, "compare/"), {"old": number}).status_code == 404
    assert admin_client.get(place(page, f"{number}/restore/")).status_code == 404
    assert admin_client.post(place(page, f"{number}/name/"), {"name": "A"}).status_code == 404


@pytest.mark.parametrize("path", ["compare/?old=1", "1/restore/"])
def test_revision_that_cannot_be_read_leads_back_and_says_so(admin_client, path):
    page = make_page()
    Revision.objects.create(subject=page, number=1, document="+++\ntitle =\n+++\n")
    response = admin_client.get(place(page, path), follow=True)
    assert response.redirect_chain == [(place(page), 302)]
    assert "This cannot be read: Invalid value (at line 2" in messages_of(response)


# Restoring


def test_restore_shows_the_difference_and_then_makes_a_revision(admin_client, admin_user):
    page = make_page(lead="Small", **HIDDEN["draft"])
    revisions.record(page)
    write(page, lead="Large")
    words = page_of(admin_client, place(page, "1/restore/"))
    assert "Large<span" in words.split("<del>")[1]
    page.refresh_from_db()
    assert page.lead == "Large"

    response = restore(admin_client, page, 1)
    assert "says again what revision 1 says. This is revision 3" in messages_of(response)
    page.refresh_from_db()
    assert (page.lead, page.version) == ("Small", 3)
    newest = revisions.revisions_of(page).get(number=3)
    assert (newest.user, newest.note) == (admin_user, "Restored from revision 1")
    assert "Restored revision 1." in page_of(admin_client, place(page, "log/"))


def test_restore_of_a_live_page_is_a_draft_until_it_is_saved(admin_client, admin_user, client):
    page = make_page(title="Method", slug="method", lead="Small", body="Two\n\nparagraphs.")
    revisions.record(page)
    write(page, lead="Large", body="One.")
    words = page_of(admin_client, place(page, "1/restore/"))
    assert "Large<span" in words.split("<del>")[1]
    assert "It is live: what the revision says goes into the form" in words

    before = client.get("/about/method/").content
    response = restore(admin_client, page, 1)
    assert "as a draft of yours. Readers see nothing of it" in messages_of(response)
    assert client.get("/about/method/").content == before
    assert revisions.revisions_of(page).count() == 2
    draft = Draft.objects.get()
    assert (draft.kind, draft.user, draft.restores) == ("kept", admin_user, 1)
    fields = read_form(response)
    assert (fields["lead"], fields["body"]) == ("Small", "Two\r\n\r\nparagraphs.")

    assert save(admin_client, page, fields).status_code == 302
    page.refresh_from_db()
    assert (page.lead, page.is_public()) == ("Small", True)
    newest = revisions.revisions_of(page).order_by("-number").first()
    assert (newest.number, newest.user, newest.note) == (
        3,
        admin_user,
        "Restored from revision 1.",
    )
    assert newest.document == revisions.revisions_of(page).get(number=1).document
    assert not Draft.objects.exists()


def test_restore_of_a_live_comparison_brings_back_rows_and_takes_others_out(admin_client):
    flask, django = make_framework(), make_framework()
    comparison = make_comparison(flask, django)
    Pick.objects.create(comparison=comparison, job="A shop", lean=1, position=0)
    Pick.objects.create(comparison=comparison, job="A site", lean=-1, position=1)
    revisions.record(comparison)
    Pick.objects.filter(job="A shop").delete()
    Pick.objects.filter(job="A site").update(lean=2)
    Pick.objects.create(comparison=comparison, job="An app", lean=0, position=2)
    write(comparison, lead="Later")
    fields = read_form(restore(admin_client, comparison, 1))
    stored = {pick.job for pick in comparison.picks.all()}
    assert stored == {"A site", "An app"}
    response = save(admin_client, comparison, fields)
    assert response.status_code == 302
    first, newest = (revisions.revisions_of(comparison).get(number=number) for number in (1, 3))
    assert newest.document == first.document


def test_restore_of_facts_of_a_live_framework_says_that_it_is_live_at_once(admin_client):
    framework = make_framework(tagline="Small")
    fact = make_fact(framework, make_feature(), level="none")
    revisions.record(framework)
    Fact.objects.filter(pk=fact.pk).update(level="built-in")
    write(framework, tagline="Large")
    words = page_of(admin_client, place(framework, "1/restore/"))
    assert "readers see it at once:</strong> Facts have forms of their own" in words
    restore(admin_client, framework, 1)
    framework.refresh_from_db()
    assert (framework.tagline, Fact.objects.get().level) == ("Small", "none")
    assert not Draft.objects.exists()


def test_restore_leaves_a_draft_that_is_there_alone(admin_client, admin_user):
    page = make_page(lead="Small")
    revisions.record(page)
    write(page, lead="Large")
    fields = {**open_form(admin_client, page), "lead": "Mine"}
    admin_client.post(f"{address(page).removesuffix('change/')}drafts/keep/", fields)
    response = restore(admin_client, page, 1)
    assert response.status_code == 409
    assert "You have a draft of this from" in response.content.decode()
    assert ["lead", "Mine"] in Draft.objects.get().data


def test_restore_of_the_current_text_has_nothing_to_do(admin_client):
    page = make_page()
    revisions.record(page)
    path = place(page, "1/restore/")
    assert "There is nothing to do." in page_of(admin_client, path)
    assert 'name="seen"' not in page_of(admin_client, path)
    assert "There is nothing to do." in messages_of(restore(admin_client, page, 1))
    assert revisions.revisions_of(page).count() == 1


@pytest.mark.parametrize("state", ["draft", "live"])
def test_restore_after_somebody_else_saved_is_shown_once_more(admin_client, state):
    page = make_page(lead="One", **HIDDEN.get(state, {}))
    revisions.record(page)
    write(page, lead="Two")
    path = place(page, "1/restore/")
    seen = admin_client.get(path).context["seen"]
    write(page, lead="Three")
    response = admin_client.post(path, {"seen": seen})
    assert response.status_code == 409
    words = response.content.decode()
    assert "Somebody saved it after you opened this page" in words
    assert "Three" in words
    page.refresh_from_db()
    assert page.lead == "Three"
    assert not Draft.objects.exists()
    admin_client.post(path, {"seen": response.context["seen"]})
    page.refresh_from_db()
    assert (page.lead == "One", Draft.objects.exists()) == (state == "draft", state == "live")


def test_restore_notices_a_fact_that_changed_meanwhile(admin_client):
    framework = make_framework(**HIDDEN["draft"])
    fact = make_fact(framework, make_feature(), level="none")
    revisions.record(framework)
    Fact.objects.filter(pk=fact.pk).update(level="partial")
    path = place(framework, "1/restore/")
    seen = admin_client.get(path).context["seen"]
    Fact.objects.filter(pk=fact.pk).update(level="built-in")
    assert admin_client.post(path, {"seen": seen}).status_code == 409
    assert Fact.objects.get().level == "built-in"


def test_restore_says_what_stands_against_it(admin_client):
    author = make_author(name="Ada")
    article = make_article(title="Before", authors=[author])
    revisions.record(article)
    author.name = "Ada L."
    author.save()
    write(article, title="After")
    response = restore(admin_client, article, 1)
    assert response.status_code == 409
    assert "authors: “Ada” is not known." in response.content.decode()
    article.refresh_from_db()
    assert article.title == "After"


def test_restored_address_remembers_the_one_it_had(admin_client):
    author = make_author(slug="ada")
    revisions.record(author)
    save(admin_client, author, open_form(admin_client, author), slug="ada-byron")
    restore(admin_client, author, 1)
    author.refresh_from_db()
    assert author.slug == "ada"
    assert [former.slug for former in FormerSlug.objects.all()] == ["ada-byron"]


# Who may


def test_writer_restores_an_own_draft_and_never_its_state(hers, writer):
    page = make_page(lead="Live once")
    revisions.record(page, user=writer)
    write(page, user=writer, lead="Draft", status="draft")
    restore(hers, page, 1)
    page.refresh_from_db()
    assert (page.lead, page.status) == ("Live once", "draft")


def test_writer_only_looks_at_the_history_of_what_is_live(hers, writer):
    page = make_page(lead="One")
    revision = revisions.record(page, user=writer)
    write(page, lead="Two")
    words = page_of(hers, place(page))
    assert "Restore" not in words
    assert "a name" not in words
    assert "One<span" in page_of(hers, place(page, "compare/"), {"old": 1})
    assert hers.get(place(page, "1/restore/")).status_code == 403
    assert hers.post(place(page, "1/restore/"), {"seen": "x"}).status_code == 403
    assert hers.post(place(page, "1/name/"), {"name": "Mine"}).status_code == 403
    page.refresh_from_db()
    revision.refresh_from_db()
    assert (page.lead, revision.name) == ("Two", "")


def test_restore_needs_the_rights_to_the_rows_that_it_changes(client):
    framework = make_framework(**HIDDEN["draft"])
    fact = make_fact(framework, make_feature(), level="none")
    revisions.record(framework)
    Fact.objects.filter(pk=fact.pk).update(level="built-in")
    editor = User.objects.create_user("editor", is_staff=True)
    rights = ["change_framework", "publish_framework", "view_framework"]
    editor.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(editor)
    words = page_of(client, place(framework, "1/restore/"))
    assert "rows that you may not change (comparisons.change_fact)" in words
    assert client.post(place(framework, "1/restore/"), {"seen": "x"}).status_code == 403
    editor.user_permissions.add(Permission.objects.get(codename="change_fact"))
    restore(client, framework, 1)
    assert Fact.objects.get().level == "none"


PAGES = ["", "log/", "compare/?old=1", "1/restore/", "1/name/"]


@pytest.mark.parametrize("page", PAGES)
def test_pages_of_the_history_are_for_those_who_may_see_the_object(client, page):
    obj = make_page()
    revisions.record(obj)
    path = place(obj, page)
    method = "post" if page == "1/name/" else "get"
    assert reverse("admin:login") in getattr(client, method)(path).url
    stranger = User.objects.create_user("stranger", is_staff=True)
    client.force_login(stranger)
    assert getattr(client, method)(path).status_code == 403


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("key", ["0", "x", "9" * 40])
def test_pages_of_the_history_of_nothing_are_not_found(admin_client, page, key):
    method = "post" if page == "1/name/" else "get"
    path = f"{reverse('admin:publishing_page_changelist')}{key}/history/{page}"
    assert getattr(admin_client, method)(path).status_code == 404


@pytest.mark.parametrize("page", ["1/restore/", "1/name/"])
def test_writing_needs_a_post_with_a_token(admin_user, page):
    obj = make_page(lead="One")
    revisions.record(obj)
    write(obj, lead="Two")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(admin_user)
    strict.get(place(obj, page))
    assert strict.post(place(obj, page), {"name": "A", "seen": "x"}).status_code == 403
    assert Page.objects.get().lead == "Two"
    assert not revisions.revisions_of(obj).exclude(name="").exists()
