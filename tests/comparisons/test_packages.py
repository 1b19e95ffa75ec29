import zipfile
from email.message import Message
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from comparisons.packages import (
    Difference,
    Measurement,
    PackageProblem,
    differences,
    licence,
    measurement,
    python_needed,
    same_name,
    size_text,
)
from tests.factories import make_fact, make_feature, make_framework

MEASURED = Measurement(
    latest_version="3.1.3",
    python_needed="3.9 or later",
    required_packages="6",
    download_size="103 kB",
    installed_size="1.2 MB",
    lines_of_python="4,321",
    licence="BSD-3-Clause",
)

CODE = """\
# A comment.
import os


def name():
    # Another one.
    return os.name  # and one beside code
"""


def make_wheel(folder, name, version="1.0", **headers):
    lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    lines += [f"{header.replace('_', '-')}: {value}" for header, value in headers.items()]
    wheel = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(f"{name}/vendored-1.dist-info/METADATA", "Name: other\nVersion: 9\n")
        archive.writestr(f"{name}-{version}.dist-info/METADATA", "\n".join(lines) + "\n\nAbout.")
        archive.writestr(f"{name}-{version}.dist-info/WHEEL", "Wheel-Version: 1.0\n")
        archive.writestr(f"{name}/data", b"\0" * 102_000)
        archive.writestr(f"{name}/code.py", CODE)
        archive.writestr(f"{name}-{version}.data/scripts/code.py", CODE)
    return wheel


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (400, "0 kB"),
        (103_424, "103 kB"),
        (999_499, "999 kB"),
        (999_500, "1.0 MB"),
        (8_375_010, "8.4 MB"),
        (12_000_000, "12.0 MB"),
    ],
)
def test_size_is_written_as_on_the_method_page(size, text):
    assert size_text(size) == text


@pytest.mark.parametrize(
    ("specifier", "text"),
    [
        (">=3.9", "3.9 or later"),
        (">= 3.12", "3.12 or later"),
        (">=3.8,<4.0", "3.8 or later"),
        ("!=3.0.*,!=3.1.*,>=2.7", "2.7 or later"),
        ("~=3.10", "3.10 or later"),
        ("", "None declared"),
    ],
)
def test_oldest_python_is_named(specifier, text):
    assert python_needed(specifier) == text


@pytest.mark.parametrize(
    ("headers", "text"),
    [
        ({"License-Expression": "MIT", "License": "The MIT License"}, "MIT"),
        ({"License": "Apache-2.0"}, "Apache-2.0"),
        ({"License": "BSD 3-Clause\n\n  Redistribution and use"}, "BSD 3-Clause"),
        ({}, "Not stated"),
    ],
)
def test_licence_comes_from_the_expression_first(headers, text):
    metadata = Message()
    for name, value in headers.items():
        metadata[name] = value
    assert licence(metadata) == text


def test_names_are_compared_as_installers_do():
    assert same_name("Flask_SQLAlchemy", "flask-sqlalchemy")
    assert not same_name("flask", "flask-sqlalchemy")


def test_wheel_is_measured_among_what_it_requires(tmp_path):
    wheel = make_wheel(
        tmp_path, "Flask", "3.1.3", Requires_Python=">=3.9", License_Expression="BSD-3-Clause"
    )
    others = [make_wheel(tmp_path, name) for name in ("blinker", "click")]
    measured = measurement("flask", [*others, wheel])
    assert measured.latest_version == "3.1.3"
    assert measured.python_needed == "3.9 or later"
    assert measured.required_packages == "2"
    assert measured.download_size == "103 kB"
    assert measured.installed_size == "307 kB"
    assert measured.lines_of_python == "3"
    assert measured.licence == "BSD-3-Clause"


def test_package_that_the_installer_did_not_bring_is_refused(tmp_path):
    with pytest.raises(PackageProblem, match="brought no wheel of flask"):
        measurement("flask", [make_wheel(tmp_path, "click")])


@pytest.mark.django_db
def test_command_measures_what_the_installer_brings_and_compares(tmp_path, monkeypatch):
    make_wheel(tmp_path, "plate", "2.0", Requires_Dist="fork", License="MIT")
    make_wheel(tmp_path, "plate", "2.1rc1")
    make_wheel(tmp_path, "fork")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    framework = make_framework(slug="plate")
    for feature, value in {"latest-version": "1.9", "required-packages": "1"}.items():
        make_fact(framework, make_feature(slug=feature, kind="value"), value=value)
    output = StringIO()
    with pytest.raises(CommandError, match=r"Facts that differ from what was measured: 6\."):
        call_command("measure_packages", "plate", "--compare", stdout=output)
    assert "plate: latest-version is 2.0, the fact says 1.9" in output.getvalue()
    assert "plate: licence is MIT, the fact says nothing" in output.getvalue()
    assert "required-packages is" not in output.getvalue()


def test_differences_name_changed_and_missing_facts():
    stored = {**MEASURED.by_feature(), "latest-version": "3.1.2", "first-release": "2010"}
    del stored["licence"]
    assert differences(stored, MEASURED) == [
        Difference("latest-version", "3.1.2", "3.1.3"),
        Difference("licence", None, "BSD-3-Clause"),
    ]
    assert differences(MEASURED.by_feature(), MEASURED) == []
