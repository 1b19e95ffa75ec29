"""The report: a table to read, and a file for other programs."""

import json
import os
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tests.audit.results import Outcome, Result

WIDTH = 150
MOST_REASONS = 6
MARKS = {Outcome.MET: "green", Outcome.MISSED: "bold red", Outcome.UNMEASURED: "yellow"}


def show(results: list[Result]) -> None:
    """Write the table, and below it why something is missed."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=WIDTH)
    table = Table(box=box.SIMPLE_HEAD, title="What the reader's site was asked for, and gives")
    for heading in ("No.", "What", "Where", "Measured", "Goal", ""):
        table.add_column(heading, overflow="fold")
    for result in results:
        colour = MARKS[result.outcome]
        outcome = result.outcome if result.must else f"{result.outcome}, no must"
        words = (result.what, result.where, result.measured, result.goal)
        table.add_row(
            str(result.criterion), *map(escape, words), f"[{colour}]{escape(outcome)}[/]"
        )
    console.print(table)
    for result in results:
        if result.reasons:
            console.print(
                f"[bold]{result.criterion} {escape(result.what)}[/] {escape(result.where)}"
            )
            for reason in result.reasons[:MOST_REASONS]:
                console.print(f"  {escape(reason)}", soft_wrap=True)
            if (more := len(result.reasons) - MOST_REASONS) > 0:
                console.print(f"  and {more} more")
    console.print(summary(results))


def summary(results: list[Result]) -> str:
    counts = {outcome: sum(result.outcome == outcome for result in results) for outcome in Outcome}
    return ", ".join(f"{count} {outcome}" for outcome, count in counts.items())


def exit_status(results: list[Result]) -> int:
    """Return 1 if a must is missed, 2 if one is only not measured, 0 if all are met."""
    outcomes = {result.outcome for result in results if result.must}
    if Outcome.MISSED in outcomes:
        return 1
    return 2 if Outcome.UNMEASURED in outcomes else 0


def write(results: list[Result], file: Path, *, chromium: str, runs: int) -> None:
    report = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "chromium": chromium,
        "runs": runs,
        # Times are worth as much as the machine was quiet.
        "load_average": os.getloadavg(),
        "processors": os.cpu_count(),
        "results": [asdict(result) for result in results],
    }
    file.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n")
