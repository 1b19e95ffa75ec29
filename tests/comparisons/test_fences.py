import pytest

from comparisons.fences import check
from publishing import markdown
from tests import factories as make

pytestmark = pytest.mark.django_db

FENCE = """
frameworks = ["flask", "django"]
features = ["orm"]
caption = "Data"
"""


@pytest.fixture
def orm():
    return make.make_feature(name="ORM", slug="orm")


def shown(source=FENCE):
    return markdown.render(f"```facts\n{source.strip()}\n```").html


@pytest.mark.usefixtures("orm")
def test_fence_shows_live_facts(flask, django, orm):
    make.make_fact(flask, orm, level="third-party")
    fact = make.make_fact(django, orm, level="built-in")
    assert "Built in" in shown()

    fact.level = "partial"
    fact.save()

    page = shown()
    assert "Partly built in" in page
    assert "Third-party" in page
    assert '<caption dir="auto">Data</caption>' in page
    assert "Checked 1 November 2026" in page
    assert 'href="/compare/django-vs-flask/"' in page


def test_fence_leads_to_the_comparison_in_its_published_order(flask, django, orm):
    make.make_comparison(flask, django)
    assert 'href="/compare/flask-vs-django/"' in shown()


def test_fence_shows_not_checked_yet_for_a_fact_without_source(flask, django, orm):
    make.make_fact(flask, orm, level="third-party", source_url="")

    page = shown()

    assert page.count("Not checked yet") == 2
    assert "Third-party" not in page


@pytest.mark.parametrize("state", make.HIDDEN)
def test_fence_leaves_out_a_hidden_framework(django, orm, state):
    hidden = make.make_framework(name="Flask", slug="flask", **make.HIDDEN[state])
    make.make_fact(hidden, orm, level="none")
    make.make_fact(django, orm)

    page = shown()

    assert "Flask" not in page
    assert "Not available" not in page
    assert 'href="/frameworks/django/"' in page


@pytest.mark.usefixtures("orm")
def test_fence_of_hidden_frameworks_says_that_they_are_not_published():
    make.make_framework(slug="flask", **make.HIDDEN["draft"])

    assert "These facts are not published yet." in shown()


@pytest.mark.usefixtures("flask", "django", "orm")
@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("frameworks = [", "the facts fence is not TOML"),
        ("[frameworks]\nx = 1\n", "“frameworks” in the facts fence has the wrong form."),
        ("frameworks = [1]\nfeatures = ['orm']", "“frameworks” in the facts fence has the wrong"),
        (FENCE + "colour = 'red'", "the facts fence knows no “colour”"),
        ("frameworks = ['flask']", "the facts fence must name frameworks and features."),
        (
            "frameworks = ['a', 'b', 'c', 'd', 'e', 'f']\nfeatures = ['orm']",
            "five frameworks are the most that fit into a facts fence.",
        ),
    ],
)
def test_fence_that_cannot_be_read_is_refused_and_harms_no_page(source, problem):
    assert problem in " ".join(check(source))
    assert "These facts cannot be shown." in shown(source)


@pytest.mark.usefixtures("flask", "orm")
def test_check_names_each_framework_and_feature_that_does_not_exist():
    problems = check("frameworks = ['flask', 'flsk']\nfeatures = ['orm', 'omr']")

    assert problems == [
        "the facts fence names a framework “flsk” that does not exist.",
        "the facts fence names a feature “omr” that does not exist.",
    ]


@pytest.mark.usefixtures("django", "orm")
def test_check_accepts_a_draft_framework():
    make.make_framework(slug="flask", **make.HIDDEN["draft"])

    assert check(FENCE) == []


@pytest.mark.usefixtures("flask", "django", "orm")
def test_fence_escapes_its_caption():
    page = shown(FENCE.replace("Data", "<script>alert(1)</script>"))

    assert "<script" not in page
    assert "&lt;script&gt;" in page
