"""The sample site as a server runs it, in a folder of its own that goes away afterwards."""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

HOST = "127.0.0.1"
SECONDS_TO_START = 60
PREPARATIONS = (
    ("migrate", "--noinput"),
    ("import_content", "content"),
    ("collectstatic", "--noinput"),
)


def free_port(wanted: int) -> int:
    """Return a port that nobody listens on, for another site would be measured; 0 is any."""
    with closing(socket.socket()) as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((HOST, wanted))
        except OSError:
            sys.exit(f"Port {wanted} is taken.")
        return one.getsockname()[1]


def production(folder: Path, port: int) -> dict[str, str]:
    """Return an environment in which nothing of the developer's own site is touched."""
    return {
        **os.environ,
        "ENV_FILE": "",
        "DEBUG": "off",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "SITE_URL": f"http://{HOST}:{port}",
        "ALLOWED_HOSTS": HOST,
        "BEHIND_PROXY": "off",
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "CACHE_URL": "",
        "TIME_ZONE": "UTC",
        "STATIC_ROOT": str(folder / "static"),
        "MEDIA_ROOT": str(folder / "media"),
    }


@contextmanager
def serve(folder: Path, port: int) -> Iterator[str]:
    """Serve content/ by gunicorn as `make serve` does; yield the address."""
    environment = production(folder, port)
    for arguments in PREPARATIONS:
        subprocess.run(  # noqa: S603
            [sys.executable, "manage.py", *arguments, "--verbosity", "0"],
            env=environment,
            check=True,
        )
    log = folder / "server.log"
    with log.open("w") as output:
        server = subprocess.Popen(  # noqa: S603
            [
                *(sys.executable, "-m", "gunicorn", "config.wsgi"),
                *("--config", "deploy/gunicorn.conf.py", "--bind", f"{HOST}:{port}"),
            ],
            env=environment,
            stdout=output,
            stderr=output,
        )
        try:
            wait_until_ready(server, port, log)
            yield environment["SITE_URL"]
        finally:
            server.terminate()
            server.wait(timeout=30)


def wait_until_ready(server: subprocess.Popen, port: int, log: Path) -> None:
    patience = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < patience and server.poll() is None:
        if answers(port):
            return
        time.sleep(0.1)
    sys.exit(f"The site does not start:\n{log.read_text()}")


def answers(port: int) -> bool:
    """Tell whether a site is there that can serve readers."""
    with closing(HTTPConnection(HOST, port, timeout=5)) as connection:
        try:
            connection.request("GET", "/health/ready")
            return connection.getresponse().status == 200
        except OSError:
            return False
