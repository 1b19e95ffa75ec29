"""Whether the HTML is valid."""

import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.audit import tools
from tests.audit.audit import Audit
from tests.audit.results import Result, judged, unmeasured

# vnu looks at style sheets too, by rules older than nesting and light-dark().
CSS = "CSS: "


def measure_markup(audit: Audit) -> Iterator[Result]:
    pages = [page for page in audit.pages if page.html]
    where = f"{len(pages)} pages"
    try:
        command = tools.vnu()
    except tools.Missing as missing:
        yield unmeasured(16, "Errors of HTML", where, "0", str(missing))
        return
    folder = audit.folder / "html"
    folder.mkdir()
    names = {}
    for number, page in enumerate(pages):
        file = folder / f"{number}.html"
        file.write_text(page.html)
        names[file.name] = page.path
    done = subprocess.run(  # noqa: S603
        [*command, "--format", "json", "--stdout", "--exit-zero-always", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        messages = json.loads(done.stdout)["messages"]
    except ValueError:
        yield unmeasured(16, "Errors of HTML", where, "0", done.stderr.strip()[:300])
        return
    html = [one for one in messages if not one["message"].startswith(CSS)]
    errors = [one for one in html if one["type"] != "info"]
    warnings = [one for one in html if one.get("subType") == "warning"]
    yield counted("Errors of HTML", where, errors, names)
    yield counted("Warnings about HTML", where, warnings, names, must=False)


def counted(what: str, where: str, messages: list[dict], names, *, must: bool = True) -> Result:
    return judged(
        16,
        what,
        where,
        str(len(messages)),
        "0",
        met=not messages,
        must=must,
        reasons=in_words(messages, names),
    )


def in_words(messages: list[dict], names: dict[str, str]) -> list[str]:
    """Name each fault once, with how often it was found and one page that has it."""
    times = Counter(one["message"] for one in messages)
    examples = {one["message"]: one for one in reversed(messages)}
    return [
        f"{count} × {message} First on {names[Path(examples[message]['url']).name]}: "
        f"{examples[message].get('extract', '').strip()[:120]}"
        for message, count in times.most_common()
    ]
