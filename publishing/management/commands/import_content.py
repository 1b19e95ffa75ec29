from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from rich.progress import Progress

from publishing.folders import Outcome, import_folder


class Command(BaseCommand):
    help = "Bring the database to what a folder of documents says: all of it, or nothing."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, help="the folder, such as content")
        parser.add_argument(
            "--dry-run", action="store_true", help="check and report, write nothing"
        )

    def handle(self, *, path, dry_run, verbosity, **options):
        if not path.is_dir():
            raise CommandError(f"There is no folder {path}.")
        with Progress(transient=True, disable=verbosity == 0) as bar:
            task = bar.add_task("Reading", total=None)

            def progress(done, total, name):
                bar.update(task, completed=done, total=total, description=name)

            report = import_folder(path, dry_run=dry_run, progress=progress)
        if report.problems:
            lines = [str(problem) for problem in report.problems]
            count = f"{len(lines)} problem{'s' if len(lines) > 1 else ''}, nothing was written."
            raise CommandError("\n".join([*lines, count]))
        self.report(report, dry_run, verbosity)

    def report(self, report, dry_run, verbosity):
        for path, name, outcome in report.items:
            if verbosity > 1 or (verbosity and outcome != Outcome.UNCHANGED):
                self.stdout.write(f"{outcome:9}  {path}  {name}")
        counts = ", ".join(f"{report.counts[outcome]} {outcome}" for outcome in Outcome)
        self.stdout.write(f"{counts}{'; dry run, nothing was written' if dry_run else ''}.")
