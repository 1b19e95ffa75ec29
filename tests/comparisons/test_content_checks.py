from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from comparisons import content_checks
from comparisons.models import ComparisonEntry, Pick
from publishing.content_checks import Finding
from publishing.crawl import CrawledPage
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]
CHECKED = {"source_url": "https://example.org", "checked_on": date(2026, 11, 1)}


@pytest.fixture
def ant():
    return make.make_framework(name="Ant", slug="ant")


@pytest.fixture
def mapper():
    return make.make_feature(name="Mapper", slug="mapper")


def problems(check, pages=()):
    return [finding.problem for finding in check(pages)]


@pytest.mark.parametrize(
    ("check", "lacking", "problem"),
    [
        (content_checks.facts_without_source, {"source_url": ""}, "has no source"),
        (content_checks.facts_without_date, {"checked_on": None}, "has no date"),
        (
            content_checks.facts_unsigned,
            {"checked_against": ""},
            "does not say who checked it, or against which version",
        ),
    ],
)
def test_fact_that_lacks_its_ground_is_found(ant, mapper, check, lacking, problem):
    whole = {**CHECKED, "checked_against": "1.0", "checked_by": make.make_author()}
    fact = make.make_fact(ant, mapper, **whole)
    make.make_fact(ant, make.make_feature(), level="unknown", source_url="", checked_on=None)
    hidden = make.make_framework(**make.HIDDEN["draft"])
    make.make_fact(hidden, mapper, **{**whole, **lacking})
    assert problems(check) == []
    for name, value in lacking.items():
        setattr(fact, name, value)
    fact.save()
    assert list(check(())) == [Finding("Ant, Mapper", problem)]


def test_drawback_rests_on_a_source_or_a_fact(ant, mapper):
    make.make_drawback(ant, title="With source", **CHECKED)
    make.make_drawback(ant, title="With fact", feature=mapper)
    make.make_drawback(ant, title="With neither", source_url="")
    assert problems(content_checks.drawbacks_without_ground) == [
        "“With neither” has neither source nor fact"
    ]


@pytest.mark.parametrize(
    ("level", "released_on", "found"),
    [
        ("third-party", date(2025, 5, 3), []),
        ("third-party", date(2025, 5, 1), ["Wings had no release for 18 months"]),
        ("third-party", None, ["Wings had no release for 18 months"]),
        ("official", date(2020, 1, 1), []),
        ("built-in", None, []),
    ],
)
def test_third_party_package_is_alive(ant, mapper, level, released_on, found):
    wings = make.make_extension(ant, name="Wings", released_on=released_on)
    make.make_fact(ant, mapper, level=level, extension=wings, **CHECKED)
    assert problems(content_checks.dead_addons) == found


def test_added_feature_names_its_package(ant, mapper):
    make.make_fact(ant, mapper, level="official", extension=None)
    assert problems(content_checks.dead_addons) == ["does not name the package"]


def test_facts_and_extensions_agree(ant, mapper):
    admin = make.make_feature(name="Admin", slug="admin")
    wings = make.make_extension(ant, name="Wings")
    wings.adds.add(admin)
    make.make_fact(ant, mapper, level="third-party", extension=wings)
    make.make_fact(ant, admin, level="none")
    assert list(content_checks.disagreements(())) == [
        Finding("Ant, Mapper", "names Wings, which does not add it"),
        Finding("Ant, Admin", "is not available, but an extension adds it"),
    ]


def test_snippet_that_has_not_passed_is_found(ant):
    make.make_snippet(ant, task="hello-world")
    make.make_snippet(ant, task="json", passed=False)
    assert [finding.where for finding in content_checks.snippets_unproven(())] == [
        "A JSON answer, and a 404 in Ant"
    ]
    assert problems(content_checks.missing_snippets) == ["“Input that is checked and refused”"]


def test_comparison_names_what_its_verdict_lacks(ant):
    comparison = make.make_comparison(
        ant, make.make_framework(name="Bee"), title="Ant vs Bee", lead="Ant.", body="Both."
    )
    ComparisonEntry.objects.filter(framework=ant).update(choose_if=["You like it."])
    for number in range(5):
        Pick.objects.create(comparison=comparison, job=f"Job {number}", lean=0)
    assert list(content_checks.comparisons_without_verdict(())) == [
        Finding(
            "Ant vs Bee",
            "lacks “choose if” lines for each side, 6 picks, an either-line, an author",
        )
    ]


def test_part_of_the_prose_that_names_one_side_only_is_found(ant):
    body = (
        "What Ant is and Bee is.\n\n## Only one\n\nAnt is small.\n\n### Deeper\n\nBee-line.\n\n"
        "## Neither\n\nIt is late.\n\n## Of Ant\n\nBee is not."
    )
    make.make_comparison(ant, make.make_framework(name="Bee"), title="Two", body=body)
    assert list(content_checks.one_sided_prose(())) == [
        Finding("Two, “Only one”", "says nothing of Bee")
    ]


def test_names_in_prose_are_spelled_as_their_owners_do(ant):
    make.make_extension(ant, name="SQLAnt")
    make.make_extension(ant, name="Secure")
    page = CrawledPage(
        "/p/",
        200,
        text="Ant, ant and SQLAnt, sqlant. A secure way: ant-environ, ant.org, x/ant, postgresql.",
    )
    assert problems(content_checks.misspelt_names, [page]) == [
        "“ant” is spelled Ant",
        "“postgresql” is spelled PostgreSQL",
        "“sqlant” is spelled SQLAnt",
    ]


def test_facts_that_are_missing_or_stale_are_counted(ant, mapper):
    make.make_feature(name="Admin", slug="admin")
    make.make_fact(ant, mapper, **{**CHECKED, "checked_on": date(2020, 1, 1)})
    assert problems(content_checks.facts_not_checked) == ["1: admin"]
    assert [one.where for one in content_checks.stale_facts(())] == ["Ant, Mapper"]


def test_command_counts_and_fails_on_what_must_not_be(ant, mapper):
    make.make_fact(ant, mapper, source_url="", checked_on=None)
    output = StringIO()
    with pytest.raises(CommandError, match=r"Findings that must not be: \d+\."):
        call_command("check_content", stdout=output)
    assert "    1  Facts without a source, must be 0\n" in output.getvalue()
    assert "         Ant, Mapper: has no source\n" in output.getvalue()


def test_command_passes_a_site_that_has_its_pages_but_no_content_yet():
    for slug in ("about", "method", "corrections", "funding", "accessibility"):
        make.make_page(slug=slug)
    output = StringIO()
    call_command("check_content", stdout=output)
    assert "    0  Dead links within the site, must be 0\n" in output.getvalue()
