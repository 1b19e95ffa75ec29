from django.core.management.base import BaseCommand, CommandError

from publishing.content_checks import checks
from publishing.crawl import crawl


class Command(BaseCommand):
    help = (
        "Check what is published: sources, dates, links, verdicts, names. Counts every kind of "
        "finding, and fails if there is one of a kind that must not be. Writes nothing."
    )

    def handle(self, **options):
        pages = list(crawl())
        self.stdout.write(f"{len(pages):5}  pages read")
        broken = 0
        for check in checks:
            findings = list(check.find(pages))
            broken += len(findings) if check.required else 0
            style = self.style.ERROR if findings and check.required else self.style.SUCCESS
            goal = ", must be 0" if check.required else ""
            self.stdout.write(style(f"{len(findings):5}  {check.name}{goal}"))
            for finding in findings:
                self.stdout.write(f"         {finding}")
        if broken:
            raise CommandError(f"Findings that must not be: {broken}.")
