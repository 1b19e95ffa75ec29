from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from rich.progress import Progress

from publishing.static_copy import Refused, broken_links, write_copy


class Command(BaseCommand):
    help = (
        "Write a static copy of the whole public site into a folder, then check every link in it. "
        "A second run touches only what changed; files that no run has written are left alone."
    )

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, help="the folder; made if it is missing")

    def handle(self, *, path, verbosity, **options):
        try:
            with Progress(transient=True, disable=verbosity == 0) as bar:
                report = write_copy(path, progress=shown(bar, "Writing"))
                broken = list(broken_links(path, progress=shown(bar, "Checking")))
        except Refused as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"Cannot write to {path}: {error.strerror}.") from error
        self.stdout.write(
            f"{report.written} files written to {path}, {report.unchanged} unchanged, "
            f"{report.removed} removed; {report.redirects} addresses lead elsewhere."
        )
        findings = [*report.faults, *broken]
        for finding in findings:
            self.stdout.write(self.style.ERROR(f"  {finding}"))
        if findings:
            raise CommandError(f"Findings that must not be: {len(findings)}.")
        self.stdout.write("Every link in the copy leads somewhere.")


def shown(bar, title):
    """Return what shows progress as a line of the bar."""
    task = bar.add_task(title, total=None)

    def show(done, known, address):
        bar.update(task, completed=done, total=known, description=f"{title} {address[:50]}")

    return show
