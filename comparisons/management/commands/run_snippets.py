from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import Progress

from comparisons.models import Framework, Snippet
from comparisons.snippet_runner import record_runs, run_framework


class Command(BaseCommand):
    help = (
        "Run every snippet against the version that it names, in an empty environment, and "
        "compare the answer. Writes nothing unless --record is given."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "frameworks", nargs="*", metavar="FRAMEWORK", help="addresses such as flask; else all"
        )
        parser.add_argument(
            "--record", action="store_true", help="keep day, version and outcome of each run"
        )

    def handle(self, *, frameworks, record, **options):
        failed = 0
        chosen = self.chosen(frameworks)
        total = Snippet.objects.filter(framework__in=chosen).count()
        with Progress(console=Console(stderr=True)) as progress:
            task = progress.add_task("Running snippets", total=total)
            for framework in chosen:
                runs = []
                for run in run_framework(framework, framework.snippets.all()):
                    runs.append(run)
                    progress.advance(task)
                    self.report(run)
                failed += sum(not run.passed for run in runs)
                if record and runs:
                    record_runs(framework, runs)
        if failed:
            raise CommandError(f"Snippets that did not pass: {failed} of {total}.")

    def chosen(self, slugs):
        frameworks = Framework.objects.all()
        if not slugs:
            return frameworks
        if unknown := set(slugs) - set(frameworks.values_list("slug", flat=True)):
            raise CommandError(f"No framework has this address: {', '.join(sorted(unknown))}.")
        return frameworks.filter(slug__in=slugs)

    def report(self, run):
        if run.passed:
            self.stdout.write(self.style.SUCCESS(f"passed  {run.snippet} {run.version}"))
        else:
            self.stdout.write(
                self.style.ERROR(f"failed  {run.snippet} {run.version}: {run.problem}")
            )
