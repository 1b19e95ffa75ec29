"""The desk for the questions of the decision helper."""

import pytest

from comparisons.models import DecisionCriterion, DecisionOption, DecisionQuestion
from publishing import documents, revisions
from publishing.folders import import_folder
from tests import factories as make
from tests.desk import address, read_form
from tests.publication import edit, make_folder, put

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]


@pytest.fixture
def option():
    return make.make_option(make.make_question(text="What?", slug="what"), label="This")


def submit(client, option, **typed):
    data = read_form(client.get(address(option)))
    row = {
        "criteria-TOTAL_FORMS": "1",
        "criteria-INITIAL_FORMS": "0",
        "criteria-0-option": str(option.pk),
        "criteria-0-id": "",
        **{f"criteria-0-{name}": str(value) for name, value in typed.items()},
    }
    return client.post(address(option), {**data, **row})


def test_answer_takes_a_wish_and_the_history_of_its_question_tells_of_it(admin_client, option):
    feature = make.make_feature(slug="orm")
    submit(admin_client, option, feature=feature.pk, strength="wish", weight=3)
    criterion = DecisionCriterion.objects.get()
    assert (criterion.option, criterion.weight) == (option, 3)
    newest = revisions.revisions_of(option.question).first()
    assert '[questions.options.criteria.orm]\nstrength = "wish"\nweight = 3' in newest.document
    assert DecisionQuestion.objects.get().version == option.question.version + 1


WRONG = {
    "wish without a weight": ({"strength": "wish"}, "A wish needs a weight."),
    "must without a level": ({"strength": "must"}, "Say which level is enough for this must."),
    "wish with a level": (
        {"strength": "wish", "weight": 1, "at_least": "partial"},
        "Only a must on a level has a lowest level.",
    ),
    "number for a level": (
        {"strength": "wish", "weight": 1, "at_most": 3},
        "This feature has levels: leave the number empty.",
    ),
    "weight out of range": ({"strength": "wish", "weight": 9}, "less than or equal to 5"),
}


@pytest.mark.parametrize(("typed", "words"), WRONG.values(), ids=WRONG)
def test_answer_refuses_what_the_rule_cannot_read(admin_client, option, typed, words):
    page = submit(admin_client, option, feature=make.make_feature().pk, **typed)
    assert words in page.content.decode()
    assert not DecisionCriterion.objects.exists()


@pytest.mark.parametrize(
    ("value", "at_most", "words"),
    [
        ("about 8", 3, "Not all its values are whole numbers"),
        ("8", "", "This feature has values: say up to which number."),
    ],
)
def test_limit_needs_whole_numbers(admin_client, option, value, at_most, words):
    size = make.make_feature(kind="value")
    make.make_fact(make.make_framework(), size, value=value)
    typed = {"feature": size.pk, "strength": "wish", "weight": 1, "at_most": at_most}
    assert words in submit(admin_client, option, **typed).content.decode()


def test_limit_takes_numbers_with_commas(admin_client, option):
    size = make.make_feature(kind="value")
    make.make_fact(make.make_framework(), size, value="131,748")
    submit(admin_client, option, feature=size.pk, strength="wish", weight=1, at_most=10)
    assert DecisionCriterion.objects.get().at_most == 10


def test_question_may_not_take_the_helper_s_own_name(admin_client):
    data = read_form(admin_client.get(address(DecisionQuestion, "add")))
    page = admin_client.post(
        address(DecisionQuestion, "add"), {**data, "text": "Step?", "slug": "step"}
    )
    assert "The helper uses this name itself." in page.content.decode()


def test_question_gets_its_name_from_its_words(admin_client):
    data = read_form(admin_client.get(address(DecisionQuestion, "add")))
    admin_client.post(address(DecisionQuestion, "add"), {**data, "text": "What is it?"})
    assert DecisionQuestion.objects.get().slug == "what-is-it"


def test_trial_shows_a_result_and_who_never_comes_first(admin_client, option):
    feature = make.make_feature(name="Forms")
    make.make_criterion(option, feature, weight=2)
    make.make_option(option.question, label="That")
    for name, level in (("Ant", "built-in"), ("Bee", "partial")):
        make.make_fact(make.make_framework(name=name, slug=name.lower()), feature, level=level)
    path = "/admin/comparisons/decisionquestion/try/"
    page = admin_client.get(path, {"what": option.slug}).content.decode()
    assert "Ant fits your answers best" in page
    assert "1. Ant: 8 of 8 points" in page
    assert "Bee never comes first alone" in page
    assert "Of 3 ways to answer" in page
    assert f"/choose/result/?what={option.slug}" in page
    assert (
        'href="/admin/comparisons/decisionquestion/try/"'
        in admin_client.get(address(DecisionQuestion, "changelist")).content.decode()
    )


def test_document_tells_of_a_question_with_all_that_belongs_to_it(option):
    make.make_criterion(option, make.make_feature(slug="orm"), weight=5, reason="So.")
    size = make.make_feature(slug="size", kind="value")
    make.make_criterion(option, size, strength="must", at_most=0)
    data = documents.read(documents.text_of(option.question))
    assert data["questions"][0]["options"][0]["criteria"] == {
        "orm": {"strength": "wish", "weight": 5, "reason": "So."},
        "size": {"strength": "must", "at_most": 0},
    }


@pytest.fixture
def folder(tmp_path):
    return make_folder(tmp_path / "folder")


def test_import_changes_and_drops_what_a_document_says(folder):
    import_folder(folder)
    edit(folder, "questions.toml", "weight = 3", "weight = 4")
    assert import_folder(folder).problems == []
    assert DecisionCriterion.objects.get().weight == 4
    put(folder, "questions.toml", '[[questions]]\nslug = "building"\ntext = "What?"\n')
    assert import_folder(folder).problems == []
    assert not DecisionOption.objects.exists()


def test_import_names_where_a_criterion_is_wrong(folder):
    edit(folder, "questions.toml", 'at_least = "third-party"\n', "")
    problems = [str(problem) for problem in import_folder(folder).problems]
    assert len(problems) == 1
    assert "building" in problems[0]
    assert "pages.criteria.templates.at_least" in problems[0]
