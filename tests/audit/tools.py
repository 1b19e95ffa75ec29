"""Programs that only the audit needs: installed on demand, by the machine's own npm."""

import shutil
import subprocess
from pathlib import Path

# Git-ignored, and kept from one audit to the next.
FOLDER = Path(".audit")
VERSIONS = {"lighthouse": "12.8.2", "vnu-jar": "26.9.27"}
LIGHTHOUSE = FOLDER / "node_modules/lighthouse/cli/index.js"
VNU = FOLDER / "node_modules/vnu-jar/build/dist/vnu.jar"


class Missing(Exception):
    """A program is not on this machine, so what it measures is not measured."""


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise Missing(f"{name} is not on this machine")
    return found


def install(package: str, file: Path) -> Path:
    """Return a file of a package, which is fetched the first time."""
    if file.exists():
        return file
    FOLDER.mkdir(exist_ok=True)
    # No lock file: it would name the registry. No scripts: neither package needs any.
    options = ["--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"]
    wanted = [f"{name}@{version}" for name, version in VERSIONS.items()]
    done = subprocess.run(  # noqa: S603
        [program("npm"), "install", "--prefix", str(FOLDER), *options, *wanted],
        capture_output=True,
        text=True,
        check=False,
    )
    if not file.exists():
        said = (done.stderr or done.stdout).strip().splitlines()
        raise Missing(f"npm could not install {package}: {said[0] if said else 'it says nothing'}")
    return file


def lighthouse() -> list[str]:
    return [program("node"), str(install("lighthouse", LIGHTHOUSE))]


def vnu() -> list[str]:
    return [program("java"), "-jar", str(install("vnu-jar", VNU))]
