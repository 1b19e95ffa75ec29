"""Measurements of published packages, taken in an empty environment; see the method page."""

import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path
from tempfile import TemporaryDirectory

LOWEST_PYTHON = re.compile(r"(?:>=|~=|==)\s*(\d+(?:\.\d+)*)")


class PackageProblem(Exception):
    """The installer could not do what was asked of it; the text is its own last line."""


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """What was measured on one package, in the words that a value fact uses."""

    latest_version: str
    python_needed: str
    required_packages: str
    download_size: str
    installed_size: str
    lines_of_python: str
    licence: str

    def by_feature(self) -> dict[str, str]:
        """Return the values by the address of the feature that they answer."""
        return {name.replace("_", "-"): value for name, value in vars(self).items()}


@dataclass(frozen=True)
class Difference:
    """A stored value that is not what was measured; None where no fact is stored."""

    feature: str
    stored: str | None
    measured: str


def measure(package: str) -> Measurement:
    """Download a package with all that it requires into a temporary folder, and measure it.

    Takes some seconds and needs the network. Nothing is installed into this environment.
    """
    with TemporaryDirectory(prefix="evenhand-") as folder:
        environment = make_environment(Path(folder) / "venv")
        downloads = Path(folder) / "downloads"
        # What it requires may be published as source only; the package itself may not be.
        only = f"--only-binary={package}"
        run_pip(environment, "wheel", "--prefer-binary", only, "-w", str(downloads), package)
        return measurement(package, sorted(downloads.iterdir()))


def measurement(package: str, wheels: list[Path]) -> Measurement:
    """Measure a package, given the wheels of it and of all that it requires."""
    for wheel in wheels:
        if same_name(wheel.name.partition("-")[0], package):
            metadata = wheel_metadata(wheel)
            return Measurement(
                latest_version=metadata["Version"],
                python_needed=python_needed(metadata.get("Requires-Python", "")),
                required_packages=str(len(wheels) - 1),
                download_size=size_text(wheel.stat().st_size),
                installed_size=size_text(sum(unpacked_size(one) for one in wheels)),
                lines_of_python=f"{lines_of_python(wheel):,}",
                licence=licence(metadata),
            )
    raise PackageProblem(f"The installer brought no wheel of {package}.")


def same_name(one: str, other: str) -> bool:
    """Compare package names as installers do: case and the kind of separator do not matter."""
    return re.sub(r"[-_.]+", "-", one).lower() == re.sub(r"[-_.]+", "-", other).lower()


def wheel_metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if name.count("/") == 1 and name.endswith(".dist-info/METADATA"):
                return HeaderParser().parsestr(archive.read(name).decode())
    raise PackageProblem(f"{wheel.name} holds no metadata.")


def unpacked_size(wheel: Path) -> int:
    """Return the bytes of all files in a wheel, which are those that installing it writes."""
    with zipfile.ZipFile(wheel) as archive:
        return sum(entry.file_size for entry in archive.infolist())


def lines_of_python(wheel: Path) -> int:
    """Count the lines of a wheel's modules that are neither blank nor only a comment."""
    with zipfile.ZipFile(wheel) as archive:
        texts = [archive.read(name) for name in archive.namelist() if is_module(name)]
    lines = (line.strip() for text in texts for line in text.splitlines())
    return sum(bool(line) and not line.startswith(b"#") for line in lines)


def is_module(name: str) -> bool:
    """Tell modules from the scripts of a wheel, which may be a module's second copy."""
    return name.endswith(".py") and ".data/scripts/" not in name


def size_text(size: int) -> str:
    """Write a number of bytes as whole kB below a megabyte, above it as MB with one decimal."""
    if size < 999_500:
        return f"{round(size / 1000)} kB"
    return f"{size / 1_000_000:.1f} MB"


def python_needed(requires_python: str) -> str:
    """Name the oldest Python that a version specifier accepts."""
    lowest = LOWEST_PYTHON.search(requires_python)
    return f"{lowest[1]} or later" if lowest else "None declared"


def licence(metadata: Message) -> str:
    """Return the SPDX expression, else the first line of the older free text."""
    stated = metadata.get("License-Expression") or metadata.get("License") or ""
    return stated.strip().partition("\n")[0] or "Not stated"


def differences(stored: Mapping[str, str], measured: Measurement) -> list[Difference]:
    """List where stored values, by feature, are not the measured ones."""
    return [
        Difference(feature, stored.get(feature), value)
        for feature, value in measured.by_feature().items()
        if stored.get(feature) != value
    ]


def make_environment(folder: Path) -> Path:
    """Make an empty virtual environment and return the folder of its programs."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)  # noqa: S603
    return folder / "bin"


def run_pip(environment: Path, *arguments: str) -> str:
    """Run the installer of an environment, as this machine configures it."""
    done = subprocess.run(  # noqa: S603
        [environment / "python", "-m", "pip", "--no-input", "--quiet", *arguments],
        capture_output=True,
        text=True,
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines()
        raise PackageProblem(lines[-1] if lines else "The installer failed without a word.")
    return done.stdout
