"""The review panel: a save and its step in one go, both or none, and the outcome by name."""

from datetime import timedelta

import pytest

from comparisons.models import Comparison
from publishing import decisions, reviews, revisions
from publishing.models import Page, Review, State
from publishing.roles import Role
from tests.desk import add, address, errors_of, make_user, open_form, press, read_form, save
from tests.factories import (
    FUTURE,
    PAST,
    make_comparison,
    make_fact,
    make_feature,
    make_framework,
    make_page,
)
from tests.texts import make_approved, make_asked, make_text

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]


def messages_of(response):
    return " ".join(str(message) for message in response.context["messages"])


def buttons_of(response):
    return [button.label for button in response.context["buttons"]]


def test_writer_submits_what_is_typed_in_one_go(client, writer, reviewer):
    page = make_text(writer)
    client.force_login(writer)
    response = client.get(address(page))
    assert buttons_of(response) == ["Save draft", "Submit to review"]
    fields = read_form(response)
    asked = {"_review-asked_of": reviewer.pk, "lead": "Typed just now."}
    data = {**fields, **asked, "_step": "submit"}
    response = client.post(address(page), data, follow=True)
    assert "Page “Method” was sent to review, to reviewer." in as_text(messages_of(response))
    page.refresh_from_db()
    assert (page.status, page.lead) == ("in-review", "Typed just now.")
    assert Review.objects.get().asked_of == reviewer
    page_now = client.get(address(page)).content.decode()
    assert "In review, with reviewer" in page_now
    assert 'aria-current="step"' in page_now


def as_text(html):
    """Return the words of a message without its link."""
    start = html.find("<a ")
    if start < 0:
        return html
    return html[:start] + html[html.index(">", start) + 1 :].replace("</a>", "")


def test_new_text_is_submitted_from_the_empty_form(client, writer):
    client.force_login(writer)
    fields = read_form(client.get(address(Page, "add")))
    response = client.post(
        address(Page, "add"), {**fields, "title": "Method", "_step": "submit"}, follow=True
    )
    page = Page.objects.get()
    assert page.status == "in-review"
    assert "was sent to review, to any reviewer." in messages_of(response)
    assert [one.step for one in revisions.revisions_of(page).order_by("number")] == [
        "save",
        "submit",
    ]


def test_writer_reads_why_it_was_sent_back(client, writer, reviewer):
    page = make_asked(writer)
    client.force_login(reviewer)
    response = client.get(address(page))
    assert buttons_of(response) == ["Save, stays in review", "Send back with a note", "Approve"]
    refused = press(client, page, "send-back")
    assert "Say what has to change" in errors_of(refused)
    page.refresh_from_db()
    assert page.status == "in-review"
    note = {"_review-note": "Name your source. <b>Now</b>"}
    assert press(client, page, "send-back", **note).status_code == 302
    client.force_login(writer)
    html = client.get(address(page)).content.decode()
    assert "Sent back by reviewer" in html
    assert "Name your source. &lt;b&gt;Now&lt;/b&gt;" in html


def test_reviewer_corrects_and_approves_in_one_go(client, writer, reviewer):
    page = make_asked(writer)
    client.force_login(reviewer)
    assert (
        "the history says that it holds corrections" in client.get(address(page)).content.decode()
    )
    assert press(client, page, "approve", lead="Better words").status_code == 302
    page.refresh_from_db()
    approval = reviews.approval(page)
    assert (page.lead, approval.note) == (
        "Better words",
        "Approved with corrections of its reviewer.",
    )
    assert approval.note in client.get(address(page)).content.decode()
    steps = revisions.revisions_of(page).order_by("number").values_list("step", "user__username")
    assert list(steps)[-2:] == [("save", "reviewer"), ("approve", "reviewer")]


def test_writer_withdraws_with_a_button_that_others_have_not(client, writer, reviewer):
    page = make_asked(writer)
    client.force_login(reviewer)
    assert "Withdraw, back to draft" not in buttons_of(client.get(address(page)))
    assert press(client, page, "withdraw").status_code == 403
    client.force_login(writer)
    assert buttons_of(client.get(address(page))) == [
        "Withdraw, back to draft",
        "Save, stays in review",
    ]
    data = {**open_form(client, page), "lead": "Typed just now.", "_step": "withdraw"}
    response = client.post(address(page), data, follow=True)
    assert "was withdrawn from review and is a draft again." in messages_of(response)
    page.refresh_from_db()
    assert (page.status, page.lead) == ("draft", "Typed just now.")


def test_refused_step_saves_nothing_and_keeps_what_is_typed(client, reviewer):
    page = make_asked(reviewer)
    client.force_login(reviewer)
    response = press(client, page, "approve", lead="Better words")
    assert "Nobody approves their own work" in errors_of(response)
    assert read_form(response)["lead"] == "Better words"
    page.refresh_from_db()
    assert (page.lead, page.status) == ("", "in-review")
    assert reviews.approval(page) is None


def test_publisher_approves_and_publishes_at_the_date(client, writer, publisher):
    page = make_asked(writer, published_at=FUTURE)
    client.force_login(publisher)
    response = client.get(address(page))
    main = response.context["buttons"][-1]
    assert main.label == "Approve and publish, goes live Tue 1 Jan 2126, 09:00 (UTC)"
    assert response.content.decode().rindex(main.label) > response.content.decode().rindex(
        "Approve</button>"
    )
    data = {**read_form(response), main.name: main.value}
    response = client.post(address(page), data, follow=True)
    assert "goes live Tue 1 Jan 2126, 09:00 (UTC)." in messages_of(response)
    page.refresh_from_db()
    assert page.state() == State.SCHEDULED
    html = client.get(address(Page, "changelist")).content.decode()
    assert "Goes live Tue 1 Jan 2126, 09:00 (UTC)" in html


def test_button_that_promised_another_date_asks_again(client, writer, publisher):
    page = make_asked(writer)
    client.force_login(publisher)
    response = client.get(address(page))
    main = response.context["buttons"][-1]
    assert main.label == "Approve and publish now"
    date = {"published_at_0": "2126-01-01", "published_at_1": "09:00:00"}
    data = {**read_form(response), **date, main.name: main.value}
    refused = client.post(address(page), data)
    assert "said something else" in errors_of(refused)
    page.refresh_from_db()
    assert (page.status, page.published_at) == ("in-review", None)
    main = refused.context["buttons"][-1]
    assert main.label == "Approve and publish, goes live Tue 1 Jan 2126, 09:00 (UTC)"
    data = {**read_form(refused), main.name: main.value}
    assert client.post(address(page), data).status_code == 302
    page.refresh_from_db()
    assert page.state() == State.SCHEDULED


def test_decision_on_a_text_that_was_changed_meanwhile_is_refused(client, writer, reviewer):
    framework = make_framework(status="draft", published_at=None)
    fact = make_fact(framework, make_feature())
    revisions.record(framework, user=writer)
    decisions.submit(framework, user=writer)
    client.force_login(reviewer)
    read = open_form(client, framework)
    fact.note = "Added while the reviewer read."
    fact.save()
    revisions.record(framework, user=writer)
    refused = press(client, framework, "approve", read)
    assert "changed it since you opened this page" in errors_of(refused)
    assert reviews.approval(framework) is None
    assert press(client, framework, "approve").status_code == 302
    assert reviews.approval(framework)


def test_step_that_the_rules_of_the_object_refuse_is_undone_with_its_save(admin_client):
    flask, django = make_framework(), make_framework()
    make_comparison(flask, django)
    second = make_comparison(django, flask, title="Second", status="draft", published_at=None)
    response = press(admin_client, second, "publish", lead="New lead")
    assert "already have a published comparison" in errors_of(response)
    second.refresh_from_db()
    assert (second.lead, second.status, second.published_at) == ("", "draft", None)
    assert not revisions.revisions_of(second).exists()
    assert Comparison.objects.published().count() == 1


def test_button_of_a_step_pressed_twice_takes_it_once(client, writer):
    page = make_text(writer)
    client.force_login(writer)
    fields = open_form(client, page)
    for _ in range(2):
        assert press(client, page, "submit", fields).status_code == 302
    assert Review.objects.count() == 1
    assert revisions.revisions_of(page).filter(step="submit").count() == 1


def test_unknown_step_is_a_mere_save(client, writer):
    page = make_text(writer)
    client.force_login(writer)
    assert press(client, page, "promote\x00", lead="New").status_code in (200, 302)
    assert press(client, page, "promote", lead="New").status_code == 302
    page.refresh_from_db()
    assert (page.lead, page.status) == ("New", "draft")


def test_unknown_reviewer_is_a_form_error(client, writer):
    page = make_text(writer)
    client.force_login(writer)
    for value in ("x", str(2**70), str(writer.pk)):
        response = press(client, page, "submit", **{"_review-asked_of": value})
        assert "Select a valid choice" in errors_of(response)
    page.refresh_from_db()
    assert page.status == "draft"


@pytest.mark.parametrize(
    ("step", "status", "words"),
    [
        ("unpublish", "draft", "is a draft again. Readers do not see it."),
        ("archive", "archived", "was archived. Readers do not see it."),
    ],
)
def test_publisher_takes_a_page_from_its_readers(client, publisher, step, status, words):
    page = make_page(title="Method", slug="method")
    client.force_login(publisher)
    assert buttons_of(client.get(address(page)))[-1] == "Save, live at once"
    fields = open_form(client, page)
    response = client.post(address(page), {**fields, "_step": step}, follow=True)
    assert words in messages_of(response)
    assert client.get("/about/method/").status_code == 404
    page.refresh_from_db()
    assert (page.status, page.published_at) == (status, PAST)


def test_save_of_a_live_page_says_that_it_is_live(client, publisher):
    page = make_page(title="Method")
    client.force_login(publisher)
    fields = open_form(client, page)
    data = {**fields, "lead": "New", "_continue": "1"}
    response = client.post(address(page), data, follow=True)
    assert "was saved and is live." in messages_of(response)


def test_setting_a_date_is_no_change_of_a_word(client, writer, reviewer, publisher):
    page = make_approved(writer, reviewer)
    client.force_login(publisher)
    fields = open_form(client, page)
    date = {"published_at_0": "2126-01-01", "published_at_1": "09:00:00"}
    assert save(client, page, fields, **date).status_code == 302
    page.refresh_from_db()
    assert reviews.approval(page)
    assert reviews.share_of(publisher, page) == reviews.Share.NOTHING


@pytest.mark.parametrize(
    ("step", "most"),
    [
        ("send-back", Role.WRITER),
        ("approve", Role.WRITER),
        ("publish", Role.REVIEWER),
        ("unpublish", Role.REVIEWER),
        ("archive", Role.REVIEWER),
    ],
)
def test_step_beyond_a_role_is_refused(client, writer, step, most):
    user = writer if most == Role.WRITER else make_user(most)
    page = make_asked(writer)
    client.force_login(user)
    version = page.version
    response = press(client, page, step, **{"_review-note": "A note", "lead": "Changed"})
    assert response.status_code == 403
    page.refresh_from_db()
    assert (page.status, page.version, page.lead) == ("in-review", version, "")


def test_end_before_the_start_is_refused(client, publisher):
    page = make_page(published_at=FUTURE)
    client.force_login(publisher)
    dates = {"unpublish_at_0": "2125-11-24", "unpublish_at_1": "08:00:00"}
    response = save(client, page, open_form(client, page), **dates)
    assert "The end must come after the start" in errors_of(response)


def test_list_finds_what_has_ended_among_the_archived(admin_client):
    ended = make_page(unpublish_at=PAST + timedelta(days=1))
    make_page()
    page = address(Page, "changelist")
    (found,) = admin_client.get(page, {"state": "archived"}).context["cl"].result_list
    assert found == ended
    assert len(admin_client.get(page, {"state": "published"}).context["cl"].result_list) == 1


def test_deleted_draft_leaves_no_review_waiting(client, writer, reviewer):
    page = make_asked(writer)
    client.force_login(writer)
    assert client.post(address(page, "delete"), {"post": "yes"}).status_code == 302
    assert not Page.objects.exists()
    assert not reviews.waiting(reviewer)


def test_add_form_offers_a_superuser_to_publish(admin_client):
    response = admin_client.get(address(Page, "add"))
    assert buttons_of(response) == [
        "Save draft",
        "Submit to review",
        "Publish without review now",
    ]
    assert add(admin_client, Page, title="Method").status_code == 302
    assert Page.objects.get().status == "draft"
