"""Write a private .env once, so that a fresh clone starts without questions."""

import argparse
import os
import secrets
from pathlib import Path

ENV_FILE = Path(__file__).resolve().parent.parent / ".env"


def write_env(path: Path) -> bool:
    """Create the file with a random key, for its owner only; leave one that exists alone."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"DEBUG=on\nSECRET_KEY={secrets.token_urlsafe(64)}\n")
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quiet", action="store_true")
    quiet = parser.parse_args().quiet
    if write_env(ENV_FILE) and not quiet:
        print("Wrote .env with a random key, for this machine only.")


if __name__ == "__main__":
    main()
