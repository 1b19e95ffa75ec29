"""What a page costs the server, and what the tests hold for good."""

import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import combinations
from statistics import median

from tests.audit.audit import Audit
from tests.audit.pages import compared, comparison_of, frameworks
from tests.audit.results import Result, judged

MOST_MILLISECONDS = 200
PROBES = 15
ADDRESSES = "tests/config/test_addresses.py"
# What is asked for, and the tests that measure it: they are run, not believed.
TESTS = {
    (14, "Queries of a comparison, 2 × 30 and 5 × 60", "at most 8"): (
        f"{ADDRESSES}::test_comparison_costs_the_same_queries_whatever_its_size",
        f"{ADDRESSES}::test_comparison_keeps_to_its_budget",
    ),
    (17, "Unsaved preview is what gets published", "byte for byte"): (
        "tests/publishing/test_preview.py::test_preview_is_byte_for_byte_what_gets_published",
    ),
}


def measure_cost(audit: Audit) -> Iterator[Result]:
    for (criterion, what, goal), tests in TESTS.items():
        yield run_tests(criterion, what, goal, tests)
    for columns in (2, 5):
        yield measure_uncached(audit, columns)


def run_tests(criterion: int, what: str, goal: str, tests: tuple[str, ...]) -> Result:
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "pytest", "-n", "0", "-q", "-p", "no:cacheprovider", *tests],
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout.strip().splitlines() or [done.stderr.strip()]
    met = done.returncode == 0
    reasons = [] if met else [line for line in said if line.startswith(("FAILED", "ERROR", "E "))]
    where = ", ".join(test.partition("::")[2] for test in tests)
    return judged(criterion, what, where, said[-1], goal, met=met, reasons=reasons)


def measure_uncached(audit: Audit, columns: int) -> Result:
    """Ask for comparisons that nobody has asked for yet, so that no cache can have them."""
    known = {frozenset(compared(page.path)) for page in audit.pages}
    sets = [one for one in combinations(frameworks(audit.pages), columns) if set(one) not in known]
    paths = [comparison_of(one) for one in sets[:: max(len(sets) // PROBES, 1)]][:PROBES]
    with audit.visitor() as context:
        times = sorted(milliseconds(context.request, path) for path in paths)
    return judged(
        14,
        f"Time of a comparison of {columns} that is in no cache",
        f"{len(times)} addresses, each for the first time",
        f"{median(times):.0f} ms, from {times[0]:.0f} to {times[-1]:.0f}",
        f"under {MOST_MILLISECONDS} ms",
        met=median(times) < MOST_MILLISECONDS,
    )


def milliseconds(request, path: str) -> float:
    start = time.perf_counter()
    request.get(path)
    return 1000 * (time.perf_counter() - start)
