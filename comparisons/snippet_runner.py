"""Running snippets: each program is started as its reader would, asked, and judged."""

import itertools
import os
import shlex
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction
from django.utils.timezone import localdate

from comparisons.models import Framework, Snippet
from comparisons.packages import PackageProblem, make_environment, run_pip
from comparisons.transcripts import Exchange, TranscriptProblem, parse
from publishing import revisions
from publishing.saving import save_accepted

# Where development servers listen unless they are told otherwise.
PORTS = (5000, 8000, 8080, 8888)
SECONDS_TO_START = 30
SECONDS_TO_ANSWER = 10
SECONDS_TO_END = 5


class SnippetProblem(Exception):
    """The program could not be asked; the text says why."""


@dataclass(frozen=True)
class Run:
    """The outcome of one run; `problem` is empty if the snippet passed."""

    snippet: Snippet
    version: str
    problem: str = ""

    @property
    def passed(self) -> bool:
        return not self.problem


def run_framework(framework: Framework, snippets: Sequence[Snippet]) -> Iterator[Run]:
    """Run snippets of a framework, those that install the same in one new environment.

    Needs the network, and free ports of the usual development servers.
    """
    needs = itertools.groupby(sorted(snippets, key=what_to_install), key=what_to_install)
    for (packages, version), group in needs:
        same = list(group)
        with TemporaryDirectory(prefix="evenhand-") as folder:
            programs = make_environment(Path(folder) / "venv")
            try:
                installed = install(programs, packages or framework.slug, version)
            except PackageProblem as problem:
                yield from (Run(snippet, version, str(problem)) for snippet in same)
            else:
                for snippet in same:
                    yield Run(snippet, installed, problem_with(snippet, programs))


def what_to_install(snippet: Snippet) -> tuple[str, str]:
    return snippet.install, snippet.run_against


def install(programs: Path, packages: str, version: str) -> str:
    """Install packages, the first at one version if it is named, and return the one that came."""
    first, *others = packages.split()
    pin = f"=={version}" if version else ""
    run_pip(programs, "install", f"{first}{pin}", *others)
    return installed_version(programs, first.partition("[")[0])


def installed_version(programs: Path, package: str) -> str:
    code = "import sys; from importlib.metadata import version; print(version(sys.argv[1]))"
    done = subprocess.run(  # noqa: S603
        [programs / "python", "-c", code, package], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def problem_with(snippet: Snippet, programs: Path, ports: Sequence[int] = PORTS) -> str:
    """Start a snippet, send its requests, and say what is wrong with an answer, or ""."""
    # Whatever listens there already is not the snippet.
    free_ports = [port for port in ports if not listens(port)]
    try:
        exchanges = parse(snippet.transcript)
        with started(snippet, programs) as process:
            port = wait_for_port(process, free_ports)
            for exchange in exchanges:
                if difference := answer_difference(exchange, port):
                    return f"{exchange.request.first_line}: {difference}"
    except (
        TranscriptProblem,
        SnippetProblem,
        OSError,
        HTTPException,
        subprocess.TimeoutExpired,
    ) as error:
        return str(error) or type(error).__name__
    return "" if exchanges else "Its transcript is empty."


def answer_difference(exchange: Exchange, port: int) -> str:
    """Send a request, and say what differs from the answer that it must get, or ""."""
    expected = exchange.answer
    status, headers, body = ask(exchange, port)
    if status != exchange.status:
        return f"It answered {status} instead of {exchange.status}."
    for name, value in expected.headers:
        if headers.get(name) != value:
            return f"It sent {name} {headers.get(name)!r} instead of {value!r}."
    if body.strip() != expected.body:
        return f"It answered {body.strip()[:200]!r} instead of {expected.body!r}."
    return ""


@contextmanager
def started(snippet: Snippet, programs: Path) -> Iterator[subprocess.Popen[str]]:
    """Run the snippet's own command in a folder that holds only its file; end all it started."""
    with TemporaryDirectory(prefix="evenhand-") as folder:
        (Path(folder) / snippet.filename).write_text(snippet.code, encoding="utf-8")
        process = subprocess.Popen(  # noqa: S603
            shlex.split(snippet.start),
            cwd=folder,
            env={
                "PATH": os.pathsep.join([str(programs), os.environ.get("PATH", os.defpath)]),
                "HOME": folder,
                "LANG": "C.UTF-8",
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            # Its output ends when its last child has ended, and only then are its ports free.
            process.communicate(timeout=SECONDS_TO_END)


def wait_for_port(process: subprocess.Popen[str], ports: Sequence[int]) -> int:
    """Return the port that the program opens; refuse one that ends first or takes too long."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if process.poll() is not None:
            output, _ = process.communicate(timeout=SECONDS_TO_END)
            last_words = output.strip().splitlines()[-1:] or ["nothing"]
            raise SnippetProblem(f"It ended before it answered; its last words: {last_words[0]}")
        for port in ports:
            if listens(port):
                return port
        time.sleep(0.05)
    tried = ", ".join(str(port) for port in ports)
    raise SnippetProblem(f"It opened none of the ports {tried} in {SECONDS_TO_START} s.")


def listens(port: int) -> bool:
    try:
        socket.create_connection(("localhost", port), timeout=1).close()
    except OSError:
        return False
    return True


def ask(exchange: Exchange, port: int) -> tuple[int, Message, str]:
    """Send the request of an exchange and return status, headers and body of the answer."""
    connection = HTTPConnection("localhost", port, timeout=SECONDS_TO_ANSWER)
    try:
        connection.request(
            exchange.method,
            exchange.path,
            body=exchange.request.body.encode() or None,
            headers=dict(exchange.request.headers),
        )
        response = connection.getresponse()
        return response.status, response.headers, response.read().decode(errors="replace")
    finally:
        connection.close()


@transaction.atomic
def record_runs(framework: Framework, runs: Sequence[Run]) -> None:
    """Keep the outcomes as an accepted save of the framework, whose document they are part of."""
    for run in runs:
        run.snippet.run_on = localdate()
        run.snippet.run_against = run.version
        run.snippet.passed = run.passed
        run.snippet.save(update_fields=["run_on", "run_against", "passed"])
    save_accepted(framework)
    revisions.record(framework, note="Snippets were run.")
