from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import track

from comparisons.models import Fact
from comparisons.packages import PackageProblem, differences, measure


class Command(BaseCommand):
    help = (
        "Measure published packages in an empty environment: latest version, Python needed, "
        "packages required, sizes, lines of Python and licence. Writes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("packages", nargs="+", metavar="NAME")
        parser.add_argument(
            "--compare",
            action="store_true",
            help="compare with the facts of the framework of that name; fail if any differs",
        )

    def handle(self, *, packages, compare, **options):
        measurements = {}
        for package in track(packages, "Measuring", console=Console(stderr=True)):
            try:
                measurements[package] = measure(package)
            except PackageProblem as problem:
                raise CommandError(f"{package}: {problem}") from problem
        for package, measurement in measurements.items():
            self.stdout.write(self.style.MIGRATE_HEADING(package))
            for feature, value in measurement.by_feature().items():
                self.stdout.write(f"  {feature:<18} {value}")
        if compare:
            self.compare(measurements)

    def compare(self, measurements):
        found = 0
        for package, measurement in measurements.items():
            facts = Fact.objects.filter(framework__slug=package.lower())
            stored = dict(facts.values_list("feature__slug", "value"))
            for difference in differences(stored, measurement):
                found += 1
                self.stdout.write(
                    f"{package}: {difference.feature} is {difference.measured}, "
                    f"the fact says {difference.stored or 'nothing'}"
                )
        if found:
            raise CommandError(f"Facts that differ from what was measured: {found}.")
        self.stdout.write(self.style.SUCCESS("All facts say what was measured."))
