"""Measure the public pages against what was asked for; see README.md."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import SubprocessError
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Error, sync_playwright

from tests.audit import report, site, tools
from tests.audit.access import measure_axe, measure_motion, measure_sideways_scroll
from tests.audit.addresses import measure_addresses
from tests.audit.audit import Audit
from tests.audit.cost import measure_cost
from tests.audit.facts import measure_facts
from tests.audit.keyboard import measure_keyboard
from tests.audit.lighthouse import measure_lighthouse
from tests.audit.markup import measure_markup
from tests.audit.pages import crawl, one_of_each_kind
from tests.audit.paper import measure_paper
from tests.audit.results import Result, unmeasured
from tests.audit.scriptless import measure_scriptless
from tests.audit.shapes import measure_shapes
from tests.audit.speed import measure_first_view, measure_shifts
from tests.audit.sticky import measure_sticky_names
from tests.audit.weight import measure_weight
from tests.browser.chromium import ARGUMENTS, MISSING, find_chromium

# With the number of the criterion. What is timed comes first, on a server that has done little.
PARTS = {
    "cost": (14, measure_cost),
    "paint": (1, measure_first_view),
    "lighthouse": (3, measure_lighthouse),
    "shifts": (2, measure_shifts),
    "axe": (4, measure_axe),
    "sideways": (5, measure_sideways_scroll),
    "keyboard": (6, measure_keyboard),
    "scriptless": (7, measure_scriptless),
    "shapes": (8, measure_shapes),
    "motion": (9, measure_motion),
    "sticky": (10, measure_sticky_names),
    "weight": (11, measure_weight),
    "addresses": (12, measure_addresses),
    "facts": (13, measure_facts),
    "paper": (15, measure_paper),
    "markup": (16, measure_markup),
}


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.audit", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=PARTS, metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--runs", type=int, default=5, help="runs that a median is taken of")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results there too")
    parser.add_argument("--port", type=int, default=0, help="by default one that is free")
    parser.add_argument(
        "--screenshots", type=Path, default=tools.FOLDER / "screenshots", metavar="FOLDER"
    )
    return parser.parse_args()


@contextmanager
def chromium() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        sys.exit(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def prepared(options: argparse.Namespace) -> Iterator[Audit]:
    with (
        TemporaryDirectory(prefix="evenhand-audit-") as folder,
        site.serve(Path(folder), site.free_port(options.port)) as url,
        chromium() as browser,
    ):
        context = browser.new_context(base_url=url)
        pages = crawl(context, url)
        context.close()
        yield Audit(
            url,
            Path(folder),
            browser,
            pages,
            one_of_each_kind(pages),
            options.runs,
            options.screenshots,
        )


def measure(audit: Audit, part: str) -> Iterator[Result]:
    """Measure a part; one that breaks off spoils no other, and does not count as met."""
    criterion, measure_part = PARTS[part]
    print(f"Measuring {part} …", file=sys.stderr)
    try:
        yield from measure_part(audit)
    except (Error, OSError, RuntimeError, SubprocessError) as failed:
        yield unmeasured(criterion, part, "", "", f"broke off: {str(failed)[:500]}")


def main() -> int:
    options = read_options()
    with prepared(options) as audit:
        print(f"{len(audit.pages)} pages, {len(audit.samples)} kinds.", file=sys.stderr)
        results = [result for part in options.only or PARTS for result in measure(audit, part)]
        version = audit.browser.version
    results.sort(key=lambda result: result.criterion)
    report.show(results)
    if options.json:
        report.write(results, options.json, chromium=version, runs=options.runs)
    return report.exit_status(results)


if __name__ == "__main__":
    sys.exit(main())
