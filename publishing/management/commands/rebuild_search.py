from django.core.management.base import BaseCommand

from publishing import search


class Command(BaseCommand):
    help = (
        "Make the search index anew from the content. Saves and imports keep it in step; this is "
        "for a database that got its content in another way, or from an older release."
    )

    def handle(self, **options):
        self.stdout.write(f"{search.rebuild()} entries can be found.")
