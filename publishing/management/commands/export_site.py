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
                task = bar.add_task("Asking", total=None)
                report = write_copy(
                    path,
                    progress=lambda done, known, address: bar.update(
                        task, completed=done, total=known, description=address[:60]
                    ),
                )
        except Refused as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"Cannot write to {path}: {error.strerror}.") from error
        self.stdout.write(
            f"{report.written} files written to {path}, {report.unchanged} unchanged, "
            f"{report.removed} removed; {report.redirects} addresses lead elsewhere."
        )
        broken = [*report.faults, *broken_links(path)]
        for finding in broken:
            self.stdout.write(self.style.ERROR(f"  {finding}"))
        if broken:
            raise CommandError(f"Findings that must not be: {len(broken)}.")
        self.stdout.write("Every link in the copy leads somewhere.")
