"""The pages of the decision helper."""

import pytest

from comparisons.models import DecisionOption, Framework
from publishing import revisions
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def questions():
    """Two questions: pages wish for templates, an API must have validation."""
    templates = make.make_feature(name="HTML templates", slug="templates")
    validation = make.make_feature(name="Request validation", slug="validation")
    building = make.make_question(slug="building", text="What are you building?")
    pages = make.make_option(building, label="A site", slug="pages")
    api = make.make_option(building, label="An API", slug="api")
    make.make_criterion(pages, templates, weight=3, reason="Pages are made on the server.")
    make.make_criterion(
        api, validation, strength="must", at_least="official", weight=2, reason="Data arrives."
    )
    make.make_question("Yes", "No", slug="second", text="And then?")
    return templates, validation


def make_known(name, **levels):
    framework = make.make_framework(name=name, slug=name.lower(), tagline=f"{name} it is.")
    for feature, level in levels.values():
        make.make_fact(framework, feature, level=level, note=f"Noted of {name}.")
    return framework


@pytest.fixture
def known(questions):
    templates, validation = questions
    return [
        make_known("Ant", t=(templates, "partial"), v=(validation, "built-in")),
        make_known("Bee", t=(templates, "built-in"), v=(validation, "third-party")),
    ]


def read(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


# Questions


def test_first_question_shows_its_answers_and_progress(client, questions):
    page = read(client, "/choose/")
    assert "Question 1 of 2" in page
    assert "What are you building?" in page
    assert 'name="building" value="api"' in page
    assert 'href="/choose/?step=2"' in page
    assert 'rel="prev"' not in page
    assert '<link rel="canonical" href="http://localhost/choose/">' in page


def test_later_question_keeps_what_was_answered(client, questions):
    page = read(client, "/choose/?step=2&building=api")
    assert "Question 2 of 2" in page
    assert '<input type="hidden" name="building" value="api">' in page
    assert 'href="/choose/?step=1&amp;building=api" rel="prev"' in page
    assert 'action="/choose/result/"' in page
    assert 'href="/choose/result/?building=api"' in page


def test_way_back_shows_the_answer_that_was_given(client, questions):
    page = read(client, "/choose/?step=1&building=api&second=yes")
    assert 'value="api" checked' in page
    assert '<input type="hidden" name="second" value="yes">' in page
    assert 'href="/choose/?step=2&amp;second=yes"' in page


def test_question_with_one_answer_is_not_asked(client, questions):
    make.make_option(make.make_question(text="Only one?"))
    assert "Question 1 of 2" in read(client, "/choose/")


@pytest.mark.parametrize("query", ["step=x", "step=0", "step=-1", "building=api&building=pages"])
def test_address_that_no_page_leads_to_is_refused_with_a_way_on(client, questions, query):
    page = read(client, f"/choose/?{query}", status=400)
    assert "We begin with the first question." in page
    assert "Question 1 of 2" in page


@pytest.mark.parametrize("query", ["building=api&building=pages", "building=%00", "step=x"])
def test_result_of_such_an_address_is_refused_with_a_way_on(client, questions, query):
    page = read(client, f"/choose/result/?{query}", status=400)
    assert 'href="/choose/">Answer the questions' in page


def test_site_without_questions_points_to_the_comparisons(client):
    assert "Our questions are being written." in read(client, "/choose/")
    assert "Nothing to weigh" in read(client, "/choose/result/")
    assert "Our questions are being written." in read(client, "/choose/weights/")
    assert "Not sure where to start?" not in read(client, "/")


def test_home_page_asks_the_first_question(client, questions):
    page = read(client, "/")
    assert "Not sure where to start?" in page
    assert "2 questions, about a minute" in page
    assert '<input type="radio" name="building" value="pages"><bdi>A site</bdi>' in page
    assert 'name="step" value="2"' in page


# Results


def test_result_quotes_each_fact_with_its_source_and_weight(client, known):
    page = read(client, "/choose/result/?building=pages")
    assert "<h1>Bee fits your answers best</h1>" in page
    assert page.index('href="/frameworks/bee/">Bee') < page.index('href="/frameworks/ant/">Ant')
    for words in (
        "12 of 12 points",
        "9 of 12 points",
        "<span>Because you said</span> <bdi>A site</bdi>",
        "Pages are made on the server.",
        "Noted of Bee.",
        'href="https://example.org/docs">Docs',
        "weight 3 × 4 = 12",
        "weight 3 × 3 = 9",
        "Checked 1 Nov 2026",
        '<meta name="robots" content="noindex, follow">',
    ):
        assert words in page
    assert 'rel="canonical"' not in page


def test_result_says_that_no_weights_change_what_is_best_in_everything(client, known):
    page = read(client, "/choose/result/?building=pages")
    assert "No other weights would put another framework first" in page


def test_result_names_the_smallest_change(client, known, questions):
    second = DecisionOption.objects.get(slug="yes")
    make.make_criterion(second, questions[1], weight=2)
    page = read(client, "/choose/result/?building=pages&second=yes")
    # Ant has 9 + 8, Bee 12 + 2: templates would have to weigh four more, validation two less.
    assert "<h1>Ant fits your answers best</h1>" in page
    assert "If “Request validation” weighed 0 instead of 2, Bee would come before Ant." in page


def test_must_rules_out_and_says_by_what(client, known):
    page = read(client, "/choose/result/?building=api")
    assert "<h1>Ant fits your answers best</h1>" in page
    ruled_out = page[page.index("Ruled out by a must") :]
    assert "Bee" in ruled_out
    assert "Third-party" in ruled_out
    assert "Must be at least: official add-on" in ruled_out


def test_result_in_which_nothing_fits_says_so(client, known):
    Framework.objects.filter(slug="ant").delete()
    page = read(client, "/choose/result/?building=api")
    assert "<h1>None of ours fits</h1>" in page
    assert "In order" not in page


def test_equal_frameworks_share_a_place(client, known, questions):
    for name in ("Cat", "Dog", "Eel"):
        make_known(name, t=(questions[0], "built-in"))
    page = read(client, "/choose/result/?building=pages")
    assert "<h1>No clear winner: 4 share the first place</h1>" in page
    assert page.count("1. (tie)") == 3
    assert 'On the same place: <a href="/frameworks/eel/">Eel</a>' in page


def test_fact_that_is_not_checked_yet_opens_the_order(client, known):
    make.make_framework(name="Cat", slug="cat")
    page = read(client, "/choose/result/?building=pages")
    assert "<h1>No clear winner</h1>" in page
    assert "0 to 12 of 12 points" in page
    assert "weight 3 × 0 to 4 = 0 to 12" in page
    link = '<a href="/frameworks/cat/#templates"><bdi>HTML templates</bdi> in <bdi>Cat</bdi>'
    assert f"Not checked yet: {link}" in page


@pytest.mark.parametrize("fields", make.HIDDEN.values(), ids=make.HIDDEN)
def test_hidden_framework_is_in_no_result(client, known, questions, fields):
    hidden = make_known("Zyx", t=(questions[0], "built-in"))
    Framework.objects.filter(pk=hidden.pk).update(**fields)
    page = read(client, "/choose/result/?building=pages")
    assert "<h1>Bee fits your answers best</h1>" in page
    assert "Zyx" not in page


def test_result_leads_to_the_published_comparison_in_its_order(client, known):
    ant, bee = known
    assert 'href="/compare/ant-vs-bee/"' in read(client, "/choose/result/?building=pages")
    make.make_comparison(bee, ant)
    assert 'href="/compare/bee-vs-ant/"' in read(client, "/choose/result/?building=pages")


@pytest.mark.parametrize("query", ["building=gone", "gone=api", "building=pages&gone=x"])
def test_answer_that_is_not_ours_any_more_is_left_out_with_a_word(client, known, query):
    page = read(client, f"/choose/result/?{query}")
    assert "Part of this address is no question or answer of ours" in page
    assert "gone" not in page


def test_result_without_answers_weighs_nothing(client, known):
    page = read(client, "/choose/result/")
    assert "<h1>Nothing to weigh</h1>" in page
    assert "<i>Skipped</i>" in page
    assert "Part of this address" not in page


def test_weights_are_public(client, known):
    revisions.record(DecisionOption.objects.get(slug="api").question)
    page = read(client, "/choose/weights/")
    assert "Request validation" in page
    assert "Must be at least: official add-on" in page
    assert "Pages are made on the server." in page
    assert "Built in: 4" in page
    assert "Last changed" in page
