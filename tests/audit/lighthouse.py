"""What Lighthouse says."""

import json
import os
import subprocess
from collections.abc import Iterator
from statistics import median

from tests.audit import tools
from tests.audit.audit import Audit
from tests.audit.pages import ARTICLE
from tests.audit.results import Result, judged, unmeasured
from tests.browser.chromium import find_chromium
from tests.browser.test_pages import PAIR, THREE

TIMED = ("/", PAIR, THREE, ARTICLE)
LEAST_PERFORMANCE = {"mobile": 95, "desktop": 100}
CATEGORIES = ("accessibility", "best-practices", "seo")
MOST_SECONDS = 300
FLAGS = "--headless=new --no-sandbox --disable-gpu"


def measure_lighthouse(audit: Audit) -> Iterator[Result]:
    try:
        command = tools.lighthouse()
    except tools.Missing as missing:
        yield unmeasured(3, "Lighthouse", "every kind of page", "100", str(missing))
        return
    yield from measure_categories(audit, command)
    yield from measure_performance(audit, command)


def measure_categories(audit: Audit, command: list[str]) -> Iterator[Result]:
    """Judge every kind of page that search engines may keep, once on each screen."""
    paths = [path for path in audit.samples if not audit.page(path).noindex]
    for screen in LEAST_PERFORMANCE:
        reports = {path: run(audit, command, path, screen, CATEGORIES) for path in paths}
        for category in CATEGORIES:
            scores = {path: score(report, category) for path, report in reports.items()}
            reasons = [
                f"{path} {scores[path]}: {', '.join(lost(report, category))}"
                for path, report in reports.items()
                if scores[path] < 100
            ]
            worst = min(scores.values())
            yield judged(
                3,
                f"Lighthouse {screen}, {category}",
                f"{len(paths)} pages",
                f"lowest {worst}",
                "100",
                met=worst == 100,
                reasons=reasons,
            )


def measure_performance(audit: Audit, command: list[str]) -> Iterator[Result]:
    for screen, least in LEAST_PERFORMANCE.items():
        for path in TIMED:
            reports = [
                run(audit, command, path, screen, ["performance"]) for _ in range(audit.runs)
            ]
            scores = sorted(score(report, "performance") for report in reports)
            middle = median(scores)
            yield judged(
                3,
                f"Lighthouse {screen}, performance",
                path,
                f"{middle:g}, median of {len(scores)} from {scores[0]} to {scores[-1]}",
                f"at least {least}",
                met=middle >= least,
                reasons=lost(reports[-1], "performance") if middle < least else [],
            )


def run(audit: Audit, command: list[str], path: str, screen: str, categories) -> dict:
    output = audit.folder / "lighthouse.json"
    output.unlink(missing_ok=True)
    done = subprocess.run(  # noqa: S603
        [
            *command,
            f"{audit.url}{path}",
            "--quiet",
            "--output=json",
            f"--output-path={output}",
            f"--only-categories={','.join(categories)}",
            f"--chrome-flags={FLAGS}",
            *(["--preset=desktop"] if screen == "desktop" else []),
        ],
        env={**os.environ, "CHROME_PATH": find_chromium() or ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=MOST_SECONDS,
    )
    if not output.exists():
        raise RuntimeError(f"Lighthouse wrote nothing about {path}: {done.stderr[-500:]}")
    return json.loads(output.read_text())


def score(report: dict, category: str) -> int:
    """Return what Lighthouse gives, 0 where it could not finish."""
    return round((report["categories"][category]["score"] or 0) * 100)


def lost(report: dict, category: str) -> list[str]:
    """Name the audits that cost points."""
    weights = {one["id"]: one["weight"] for one in report["categories"][category]["auditRefs"]}
    return [
        f"{name} {audit.get('displayValue', '')}".strip()
        for name, audit in report["audits"].items()
        if weights.get(name)
        and (audit["score"] is None or audit["score"] < 0.9)
        # An audit that does not apply has no score and costs nothing.
        and audit["scoreDisplayMode"] not in ("notApplicable", "manual", "informative")
    ]
