from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from rich.progress import Progress

from publishing.folders import export_folder


class Command(BaseCommand):
    help = "Write everything that editors wrote into a folder of documents."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, help="the folder; made if it is missing")

    def handle(self, *, path, verbosity, **options):
        try:
            with Progress(transient=True, disable=verbosity == 0) as bar:
                task = bar.add_task("Writing", total=None)
                files = export_folder(
                    path, progress=lambda name: bar.update(task, advance=1, description=name)
                )
        except OSError as error:
            raise CommandError(f"Cannot write to {path}: {error.strerror}.") from error
        self.stdout.write(f"{files} files written to {path}.")
