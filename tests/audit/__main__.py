"""Measure the public pages against what was asked for; see README.md."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

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
from tests.audit.scriptless import measure_scriptless
from tests.audit.shapes import measure_shapes
from tests.audit.speed import measure_first_view, measure_shifts
from tests.audit.sticky import measure_sticky_names
from tests.audit.weight import measure_weight
from tests.browser.chromium import ARGUMENTS, MISSING, find_chromium

# What is timed comes first, while nothing else has warmed the machine.
PARTS = {
    "uncached": measure_cost,
    "paint": measure_first_view,
    "lighthouse": measure_lighthouse,
    "shifts": measure_shifts,
    "axe": measure_axe,
    "sideways": measure_sideways_scroll,
    "keyboard": measure_keyboard,
    "scriptless": measure_scriptless,
    "shapes": measure_shapes,
    "motion": measure_motion,
    "sticky": measure_sticky_names,
    "weight": measure_weight,
    "addresses": measure_addresses,
    "facts": measure_facts,
    "paper": measure_paper,
    "markup": measure_markup,
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
        site.serve(Path(folder), options.port or site.free_port()) as url,
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


def main() -> int:
    options = read_options()
    with prepared(options) as audit:
        print(f"{len(audit.pages)} pages, {len(audit.samples)} kinds", file=sys.stderr)
        results = []
        for name in options.only or PARTS:
            print(f"measuring {name} …", file=sys.stderr)
            results += PARTS[name](audit)
        version = audit.browser.version
    results.sort(key=lambda result: result.criterion)
    report.show(results)
    if options.json:
        report.write(results, options.json, chromium=version, runs=options.runs)
    return report.exit_status(results)


if __name__ == "__main__":
    sys.exit(main())
