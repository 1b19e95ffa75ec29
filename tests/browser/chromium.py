"""Where the browser is, and how it starts."""

import os
import shutil
from pathlib import Path

DEBIAN = "/usr/bin/chromium"
MISSING = "no Chromium: install it, or name it in the environment variable CHROMIUM"
# Chromium by itself calls its maker; these pages are to be the only thing it asks for.
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium():
    known = os.environ.get("CHROMIUM") or (DEBIAN if Path(DEBIAN).exists() else None)
    return known or shutil.which("chromium")
