"""Proposals: what writers would change of a live method, on its way through other hands."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from publishing import proposals, reviews, revisions
from publishing.admin.desk import desk_of
from publishing.models import Draft, Outcome, Page, Review
from publishing.roles import Role
from tests import factories as make
from tests.desk import address, make_user, open_form, read_form, save

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]

OPEN_ROUND = {"outcome": Outcome.OPEN}


@pytest.fixture
def method():
    return make.make_page(title="Method", lead="Before")


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def desk(obj, page):
    return f"{address(obj).removesuffix('change/')}drafts/{page}/"


def propose(user, obj, **typed):
    """Propose what is typed; return the draft."""
    client = signed_in(user)
    fields = {**open_form(client, obj), **typed}
    assert client.post(desk(obj, "propose"), fields).status_code == 302
    return Draft.objects.get(user=user)


def opened(client, draft):
    response = client.get(f"{address(draft.subject)}?draft={draft.pk}")
    return response, read_form(response)


def decide(client, draft, step, fields=None, **typed):
    fields = opened(client, draft)[1] if fields is None else fields
    return client.post(desk(draft.subject, f"{draft.pk}/{step}"), {**fields, **typed}, follow=True)


def words_of(response):
    return " ".join(response.content.decode().split())


def waiting(user):
    sections = [one for one in desk_of(user).sections if one.heading == "Waiting for your review"]
    return [(line.name, line.address, line.why) for one in sections for line in one.lines]


def test_proposal_waits_for_the_one_who_was_asked(writer, reviewer, method):
    other = make_user(Role.REVIEWER, "other")
    draft = propose(writer, method, lead="After", **{"_proposal-asked_of": reviewer.pk})
    review = Review.objects.get()
    assert (review.draft, review.asked_by, review.asked_of) == (draft, writer, reviewer)
    ((name, where, why),) = waiting(reviewer)
    assert (name, where) == ("Method", f"{address(method)}?draft={draft.pk}")
    assert why.startswith("asked by writer, ")
    assert waiting(other) == waiting(writer) == []
    assert "Waits for reviewer" in words_of(opened(signed_in(writer), draft)[0])


def test_proposal_of_nobody_in_particular_waits_for_every_reviewer(
    writer, reviewer, publisher, method
):
    propose(writer, method, lead="After")
    assert [len(waiting(user)) for user in (writer, reviewer, publisher)] == [0, 1, 1]


def test_proposal_about_a_fact_waits_as_well(writer, reviewer):
    fact = make.make_fact(make.make_framework(), make.make_feature())
    draft = propose(writer, fact, note="After")
    ((_name, where, _why),) = waiting(reviewer)
    assert signed_in(reviewer).get(where).status_code == 200
    assert where.endswith(f"?draft={draft.pk}")


def test_two_writers_propose_on_one_page(writer, reviewer, method):
    second = make_user(Role.WRITER, "second")
    drafts = [propose(user, method, lead=user.username) for user in (writer, second)]
    assert [len(waiting(reviewer)), Review.objects.filter(**OPEN_ROUND).count()] == [2, 2]
    decide(signed_in(reviewer), drafts[0], "send-back", **{"_proposal-note": "Why?"})
    assert Review.objects.get(**OPEN_ROUND).draft == drafts[1]


def test_one_draft_has_one_open_round(writer, method):
    draft = propose(writer, method, lead="After")
    again = Review(content_type=draft.content_type, object_id=method.pk, draft=draft, version=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_writer_reads_at_the_draft_why_it_was_sent_back(writer, reviewer, method):
    draft = propose(writer, method, lead="After")
    reviewing = signed_in(reviewer)
    response = decide(reviewing, draft, "send-back", **{"_proposal-note": "Name a source. <b>"})
    assert "Sent back, with your note." in words_of(response)
    assert waiting(reviewer) == []
    response, fields = opened(signed_in(writer), draft)
    assert "Sent back by reviewer" in words_of(response)
    assert "Name a source. &lt;b&gt;" in words_of(response)
    assert fields["lead"] == "After"
    draft.refresh_from_db()
    assert draft.kind == "kept"

    signed_in(writer).post(desk(method, "propose"), {**fields, "lead": "With a source"})
    assert len(waiting(reviewer)) == 1
    assert "Waits for any reviewer" in words_of(opened(signed_in(writer), draft)[0])


def test_note_is_needed_to_send_it_back_and_nothing_typed_is_lost(writer, reviewer, method):
    draft = propose(writer, method, lead="After")
    response = decide(signed_in(reviewer), draft, "send-back", lead="Typed by the reviewer")
    assert "Say what has to change" in words_of(response)
    assert read_form(response)["lead"] == "Typed by the reviewer"
    assert Review.objects.get().outcome == Outcome.OPEN


def test_publisher_publishes_what_was_approved_and_the_history_credits_all(
    writer, reviewer, publisher, method
):
    draft = propose(writer, method, lead="After")
    decide(signed_in(reviewer), draft, "approve")
    assert waiting(reviewer) == []
    ((_name, _where, why),) = waiting(publisher)
    assert why == "approved by reviewer, waits for a publisher"
    method.refresh_from_db()
    assert method.lead == "Before"

    publishing = signed_in(publisher)
    response, fields = opened(publishing, draft)
    assert "Approved by reviewer" in words_of(response)
    assert save(publishing, method, fields).status_code == 302
    method.refresh_from_db()
    newest = revisions.revisions_of(method).order_by("-number").first()
    assert (method.lead, method.is_public()) == ("After", True)
    assert (newest.user, newest.note) == (
        publisher,
        "From a draft of writer, approved by reviewer.",
    )
    assert not Draft.objects.exists()
    assert not Review.objects.exists()
    assert waiting(publisher) == []


def test_words_that_were_written_after_an_approval_need_a_new_one(writer, reviewer, method):
    draft = propose(writer, method, lead="After")
    decide(signed_in(reviewer), draft, "approve")
    writing = signed_in(writer)
    _response, fields = opened(writing, draft)
    writing.post(desk(method, "propose"), {**fields, "lead": "Something else"})
    assert proposals.round_of(Draft.objects.get()).outcome == Outcome.OPEN
    assert len(waiting(reviewer)) == 1


def test_reviewer_decides_on_what_they_read_and_nothing_else(writer, reviewer, method):
    draft = propose(writer, method, lead="After")
    reviewing, writing = signed_in(reviewer), signed_in(writer)
    _response, read = opened(reviewing, draft)
    writing.post(desk(method, "propose"), {**opened(writing, draft)[1], "lead": "Something else"})
    response = decide(reviewing, draft, "approve", read)
    assert "since you opened it" in words_of(response)
    assert Review.objects.get().outcome == Outcome.OPEN


def test_writer_withdraws_a_proposal(writer, reviewer, method):
    draft = propose(writer, method, lead="After")
    response = decide(signed_in(writer), draft, "withdraw")
    assert "Withdrawn: it is a draft of yours again." in words_of(response)
    draft.refresh_from_db()
    assert draft.kind == "kept"
    assert not Review.objects.exists()
    assert waiting(reviewer) == []
    assert ["lead", "After"] in draft.data


@pytest.mark.parametrize("step", ["keep", "discard"])
def test_proposal_that_is_none_any_more_waits_for_nobody(writer, reviewer, method, step):
    draft = propose(writer, method, lead="After")
    writing = signed_in(writer)
    fields = opened(writing, draft)[1]
    place = "keep" if step == "keep" else f"{draft.pk}/discard"
    assert writing.post(desk(method, place), fields).status_code == 302
    assert waiting(reviewer) == []
    assert not Review.objects.filter(**OPEN_ROUND).exists()


def test_nobody_decides_on_their_own_proposal(reviewer, method):
    draft = propose(reviewer, method, lead="After")
    client = signed_in(reviewer)
    response, _fields = opened(client, draft)
    assert "Approve this proposal" not in words_of(response)
    assert "Nobody approves their own work" in words_of(decide(client, draft, "approve"))
    assert Review.objects.get().outcome == Outcome.OPEN


def test_writers_decide_on_nothing_and_withdraw_nothing_of_others(writer, method):
    second = make_user(Role.WRITER, "second")
    draft = propose(second, method, lead="After")
    writing = signed_in(writer)
    for step in ("approve", "send-back", "withdraw"):
        answer = writing.post(desk(method, f"{draft.pk}/{step}"), {"_proposal-note": "No."})
        assert answer.status_code == 404
    own = propose(writer, method, lead="Mine")
    assert writing.post(desk(method, f"{own.pk}/approve"), {}).status_code == 403


def test_round_of_a_proposal_is_none_of_the_page(writer, publisher, method):
    propose(writer, method, lead="After")
    assert reviews.latest(method) is None
    client = signed_in(publisher)
    client.post(address(method), {**open_form(client, method), "_step": "unpublish"})
    method = Page.objects.get()
    assert method.status == "draft"
    client.post(address(method), {**open_form(client, method), "_step": "submit"})
    assert Review.objects.filter(**OPEN_ROUND).count() == 2
    assert reviews.latest(method).asked_by == publisher


def test_list_of_drafts_says_where_a_proposal_stands(writer, reviewer, method):
    propose(writer, method, lead="After", **{"_proposal-asked_of": reviewer.pk})
    html = signed_in(reviewer).get(address(Draft, "changelist")).content.decode()
    assert "Waits for reviewer" in html
