import pytest
from django.conf import settings as site
from django.core.management import CommandError, call_command

from articles.models import Article, Topic
from comparisons.models import (
    Comparison,
    DecisionQuestion,
    Fact,
    Feature,
    FeatureGroup,
    Framework,
)
from publishing.folders import Outcome, export_folder, import_folder
from publishing.models import Author, Image, Notice, Page
from tests.publication import files_of

# An import checks and saves row by row, on purpose.
pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]


def test_export_gives_a_folder_back_byte_for_byte(folder, tmp_path):
    assert import_folder(folder).problems == []
    files = export_folder(tmp_path / "out")
    assert files_of(tmp_path / "out") == files_of(folder)
    assert files == len(files_of(folder))


def test_export_imported_into_an_empty_database_exports_the_same(folder, tmp_path):
    import_folder(folder)
    Framework.objects.filter(slug="ant").update(summary='A\n\n+++\n\\ "quoted"\ttab 日本')
    Comparison.objects.update(either="A\n+++\nB", body="    code\n\n+++\n\nend")
    export_folder(tmp_path / "first")
    for model in (
        Article,
        Topic,
        DecisionQuestion,
        Comparison,
        Fact,
        Framework,
        Feature,
        FeatureGroup,
    ):
        model.objects.all().delete()
    for model in (Page, Notice, Author, Image):
        model.objects.all().delete()
    report = import_folder(tmp_path / "first")
    assert (report.problems, report.counts) == ([], {Outcome.ADDED: 13})
    export_folder(tmp_path / "second")
    assert files_of(tmp_path / "second") == files_of(tmp_path / "first")


def test_sample_site_comes_back_byte_for_byte(tmp_path):
    assert import_folder(site.CONTENT_ROOT).problems == []
    again = import_folder(site.CONTENT_ROOT)
    assert set(again.counts) == {Outcome.UNCHANGED}
    export_folder(tmp_path / "out")
    assert files_of(tmp_path / "out") == files_of(site.CONTENT_ROOT)


def test_export_tells_its_progress_by_path(folder, tmp_path):
    import_folder(folder)
    told = []
    export_folder(tmp_path / "out", progress=told.append)
    assert set(told) == set(files_of(folder))


def test_command_counts_its_files(folder, tmp_path, capsys):
    import_folder(folder)
    call_command("export_content", tmp_path / "out", verbosity=0)
    assert capsys.readouterr().out == f"13 files written to {tmp_path / 'out'}.\n"


def test_command_says_where_it_cannot_write(folder, tmp_path):
    import_folder(folder)
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(CommandError, match="Cannot write to"):
        call_command("export_content", tmp_path / "taken", verbosity=0)
