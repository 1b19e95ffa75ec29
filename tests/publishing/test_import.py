import pytest
from django.core.management import CommandError, call_command

from articles.models import Article
from comparisons.models import Comparison, Drawback, Fact, Feature, Framework, Pick
from publishing.folders import Outcome, import_folder
from publishing.models import Author, Image, Page, Revision
from publishing.revisions import revisions_of
from tests.publication import (
    ARTICLE,
    COMPARISON,
    FEATURES,
    LICENCE,
    PAGE,
    edit,
    files_of,
    framework_document,
    problems_of,
    put,
    written,
)

# An import checks and saves row by row, on purpose: each row passes the rules that the desk has.
pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]
ANT = "frameworks/ant.toml"
PAIR = "comparisons/ant-vs-bee.md"
ABOUT = "pages/about.md"


def settled(folder):
    """Import the folder and return it: what a test changes then is the only difference."""
    assert problems_of(folder) == []
    return folder


def outcomes(report):
    return {path: outcome for path, _name, outcome in report.items if outcome != "unchanged"}


def test_import_adds_what_the_folder_says(folder):
    report = import_folder(folder)
    assert report.problems == []
    assert report.counts == {Outcome.ADDED: 13}
    fact = Fact.objects.get(framework__slug="ant", feature__slug="mapper")
    assert (fact.level, fact.extension.name, fact.checked_by.name) == (
        "third-party",
        "Ant-Mapper",
        "Ann",
    )
    assert Comparison.objects.get().slug == "ant-vs-bee"
    assert list(Article.objects.get().topics.values_list("slug", flat=True)) == ["orm"]
    assert Image.objects.get().file.size > 0


def test_second_import_changes_nothing(folder):
    settled(folder)
    before = {model: list(model.objects.values()) for model in (Framework, Fact, Page, Revision)}
    assert import_folder(folder).counts == {Outcome.UNCHANGED: 13}
    assert before == {model: list(model.objects.values()) for model in before}


def test_dry_run_reports_the_same_and_writes_nothing(folder):
    trial = import_folder(folder, dry_run=True)
    assert written() == ({}, [])
    assert import_folder(folder).items == trial.items


def test_dry_run_over_rows_leaves_them_as_they_are(folder):
    edit(settled(folder), ANT, 'value = "MIT"', 'value = "BSD"')
    before = written()
    assert outcomes(import_folder(folder, dry_run=True)) == {ANT: "changed"}
    assert written() == before
    assert not Fact.objects.filter(value="BSD").exists()


def test_changed_fact_raises_its_own_version_and_records_one_revision(folder):
    edit(settled(folder), ANT, 'value = "MIT"', 'value = "BSD"')
    revisions = Revision.objects.count()
    assert outcomes(import_folder(folder)) == {ANT: "changed"}
    assert list(Fact.objects.exclude(version=1).values_list("value", "version")) == [("BSD", 2)]
    assert not Framework.objects.exclude(version=1).exists()
    assert Revision.objects.count() == revisions + 1
    assert revisions_of(Framework.objects.get(slug="ant")).count() == 2


def test_changed_topics_raise_the_version_of_their_article(folder):
    edit(settled(folder), "articles/queries.md", '[\n    "orm",\n]', "[]")
    assert outcomes(import_folder(folder)) == {"articles/queries.md": "changed"}
    article = Article.objects.get()
    assert (article.topics.count(), article.version) == (0, 2)


def test_byline_that_is_emptied_is_a_change(folder):
    edit(settled(folder), "articles/queries.md", '[\n    "Ann",\n]', "[]")
    assert outcomes(import_folder(folder)) == {"articles/queries.md": "changed"}
    assert "authors" not in revisions_of(Article.objects.get()).first().document


def test_object_that_the_folder_leaves_out_is_kept(folder):
    (settled(folder) / ABOUT).unlink()
    edit(folder, "authors.toml", 'slug = "ann"\nname = "Ann"', 'slug = "bob"\nname = "Bob"')
    assert outcomes(import_folder(folder)) == {"authors.toml": "added"}
    assert Page.objects.filter(slug="about").exists()
    assert Author.objects.count() == 2


def test_drawback_that_its_document_leaves_out_is_deleted(folder):
    text = framework_document("Ant")
    start, end = text.index("[[drawbacks]]"), text.index("[[extensions]]")
    put(settled(folder), ANT, text[:start] + text[end:])
    assert outcomes(import_folder(folder)) == {ANT: "changed"}
    assert not Drawback.objects.filter(framework__slug="ant").exists()


def test_fact_and_its_extension_can_be_left_out_together(folder):
    text = framework_document("Ant")
    start, end = text.index("[facts.mapper]"), text.index("[facts.licence]")
    text = text[:start] + text[end:]
    start, end = text.index("[[extensions]]"), text.index("[[snippets]]")
    put(settled(folder), ANT, text[:start] + text[end:])
    assert problems_of(folder) == []
    assert not Framework.objects.get(slug="ant").extensions.exists()


def test_feature_and_its_facts_can_be_left_out_together(folder):
    settled(folder)
    put(folder, "features.toml", FEATURES.replace(LICENCE, ""))
    for name in ("ant", "bee", "cat"):
        edit(folder, f"frameworks/{name}.toml", '[facts.licence]\nvalue = "MIT"\n', "")
    assert problems_of(folder) == []
    assert not Feature.objects.filter(slug="licence").exists()


def test_feature_that_facts_rest_on_cannot_be_left_out(folder):
    settled(folder)
    put(folder, "features.toml", FEATURES.replace(LICENCE, ""))
    (folder / ABOUT).write_text(PAGE.replace("Who", "What"))
    before = written()
    (problem,) = problems_of(folder)
    assert problem.startswith(
        "features.toml: groups.data.features: “Licence” is missing here, but others rest on it: "
        "Ant: Licence"
    )
    assert written() == before
    assert Page.objects.get().body == "Who we are."


def test_feature_moved_to_another_group_keeps_its_facts(folder):
    settled(folder)
    facts = set(Fact.objects.values_list("pk", "version"))
    put(folder, "features.toml", FEATURES.replace(LICENCE, "") + "\n" + LICENCE)
    assert problems_of(folder) == []
    assert Feature.objects.get(slug="licence").group.slug == "pages"
    assert set(Fact.objects.values_list("pk", "version")) == facts


def test_order_of_children_follows_the_document(folder):
    settled(folder)
    first, second = COMPARISON.index("[[picks]]"), COMPARISON.rindex("[[picks]]")
    end = COMPARISON.index("+++\n\n")
    turned = COMPARISON[second:end] + "\n" + COMPARISON[first:second]
    put(folder, PAIR, COMPARISON[:first] + turned + COMPARISON[end:])
    assert outcomes(import_folder(folder)) == {PAIR: "changed"}
    assert [pick.job for pick in Pick.objects.order_by("position")] == [
        "A large site",
        "A small site",
    ]


def test_line_breaks_of_windows_change_nothing(folder):
    for path, text in (("articles/queries.md", ARTICLE), ("features.toml", FEATURES)):
        put(settled(folder), path, text.replace("\n", "\r\n"))
    assert outcomes(import_folder(folder)) == {}


def test_progress_is_told_done_total_and_path(folder):
    told = []
    import_folder(folder, progress=lambda *step: told.append(step))
    assert [done for done, _total, _path in told] == list(range(1, 14))
    assert {total for _done, total, _path in told} == {13}
    assert {path for _done, _total, path in told} == set(files_of(folder)) - {"images/cover.webp"}


def test_command_prints_every_problem_and_fails(folder):
    edit(folder, ABOUT, "title", "titel")
    with pytest.raises(CommandError) as failure:
        call_command("import_content", folder, verbosity=0)
    assert f"{ABOUT}: titel: unknown key." in str(failure.value)
    assert "2 problems, nothing was written." in str(failure.value)
    assert failure.value.returncode != 0


def test_command_refuses_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="There is no folder"):
        call_command("import_content", tmp_path / "absent")


def test_command_counts_what_it_did(folder, capsys):
    call_command("import_content", folder, dry_run=True, verbosity=0)
    call_command("import_content", folder, verbosity=0)
    assert capsys.readouterr().out.splitlines() == [
        "13 added, 0 changed, 0 unchanged; dry run, nothing was written.",
        "13 added, 0 changed, 0 unchanged.",
    ]
