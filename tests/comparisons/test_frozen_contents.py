"""Frozen comparisons in a folder of documents: a file for each, with its three texts beside it."""

from pathlib import Path

import pytest

from comparisons import freezing
from comparisons.models import Comparison, FrozenComparison
from comparisons.models.frozen import digest_of
from publishing.folders import Outcome, export_folder, import_folder
from tests.publication import edit, files_of, make_folder, problems_of, put

# An import checks and saves row by row, on purpose.
pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]


@pytest.fixture
def frozen(tmp_path):
    """Freeze the comparison of the small valid folder."""
    assert import_folder(make_folder(tmp_path / "made")).problems == []
    return freezing.freeze(Comparison.objects.get(), note="Cited “so”.\tYes")


@pytest.fixture
def folder(frozen, tmp_path):
    export_folder(tmp_path / "out")
    return tmp_path / "out"


def document(frozen):
    return f"frozen/{frozen.key}.toml"


def bytes_of(client, frozen):
    return [client.get(frozen.url_of(name)).content for name in ("page", "json", "csv")]


def test_export_writes_the_bytes_that_readers_get(client, frozen, folder):
    files = files_of(folder)

    assert [files[f"frozen/{frozen.key}.{end}"] for end in ("html", "json", "csv")] == bytes_of(
        client, frozen
    )
    assert b"\r\n" in files[f"frozen/{frozen.key}.csv"]


@pytest.mark.parametrize("withdrawn", [False, True])
def test_frozen_comparison_comes_back_byte_for_byte(client, frozen, tmp_path, withdrawn):
    before = bytes_of(client, frozen)
    if withdrawn:
        freezing.withdraw(frozen, because="A court asked us to.")
        before = bytes_of(client, frozen)
    export_folder(tmp_path / "first")
    FrozenComparison.objects.all().delete()

    report = import_folder(tmp_path / "first")

    assert (report.problems, report.counts[Outcome.ADDED]) == ([], 1)
    assert bytes_of(client, FrozenComparison.objects.get()) == before
    export_folder(tmp_path / "second")
    assert files_of(tmp_path / "second") == files_of(tmp_path / "first")
    assert set(import_folder(tmp_path / "second").counts) == {Outcome.UNCHANGED}


def test_frozen_comparison_outlives_the_comparison_in_a_folder(client, frozen, tmp_path):
    before = bytes_of(client, frozen)
    Comparison.objects.get().delete()
    export_folder(tmp_path / "out")
    FrozenComparison.objects.all().delete()

    assert import_folder(tmp_path / "out").problems == []

    assert bytes_of(client, FrozenComparison.objects.get()) == before


@pytest.mark.parametrize("end", ["html", "json", "csv"])
def test_import_refuses_another_text(frozen, folder, end):
    path = f"frozen/{frozen.key}.{end}"
    put(folder, path, (folder / path).read_bytes() + b"\n")

    [problem] = problems_of(folder)

    assert problem.startswith(document(frozen))
    assert "This is not what was frozen: its digest is another one." in problem


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('title = "Ant or Bee"', 'title = "Bee or Ant"', "title: What was frozen stays as it was"),
        ("note = ", 'note = "Other"  # ', "note: What was frozen stays as it was"),
        ('slug = "ant-vs-bee"', 'slug = "ant-vs-cat"', "belongs under the name ant-vs-cat-as-of-"),
    ],
)
def test_import_refuses_to_change_what_was_frozen(frozen, folder, old, new, said):
    edit(folder, document(frozen), old, new)

    [problem] = problems_of(folder)

    assert said in problem
    assert FrozenComparison.objects.get().title == "Ant or Bee"


def test_import_brings_back_nothing_that_was_withdrawn(frozen, folder):
    freezing.withdraw(frozen, because="A court asked us to.")

    problems = problems_of(folder)

    assert any("withdrawn_at: What was frozen stays as it was" in one for one in problems)
    assert FrozenComparison.objects.get().is_withdrawn


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (Path.unlink, "There is no file"),
        (lambda path: path.write_bytes(b"\xff"), "This file is not UTF-8."),
        (lambda path: path.write_bytes(b"\x00"), "holds the character NUL"),
    ],
)
def test_import_says_what_is_wrong_with_a_file(frozen, folder, spoil, said):
    FrozenComparison.objects.all().delete()
    spoil(folder / f"frozen/{frozen.key}.csv")

    [problem] = problems_of(folder)

    assert problem.startswith(f"{document(frozen)}: data_csv: ")
    assert said in problem
    assert not FrozenComparison.objects.exists()


@pytest.mark.parametrize("text", ["{", "[]", '{"frameworks": [1], "groups": []}', "null", "1"])
def test_import_refuses_json_that_is_no_comparison(frozen, folder, text):
    FrozenComparison.objects.all().delete()
    put(folder, f"frozen/{frozen.key}.json", text)
    edit(folder, document(frozen), frozen.data_json_digest, digest_of(text))

    [problem] = problems_of(folder)

    assert problem == f"{document(frozen)}: data_json: This is not the JSON of a comparison."
