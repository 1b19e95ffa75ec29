import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand

from publishing import search
from publishing.models import Revision, SearchEntry


class Command(BaseCommand):
    help = (
        "Make a new database usable: load content/ if nothing was ever saved, make the search "
        "index if there is none, and one superuser if there is no user. Changes nothing the "
        "second time."
    )

    def handle(self, **options):
        if not Revision.objects.exists():
            self.stdout.write("Loading the sample site from content/ …")
            call_command("import_content", settings.CONTENT_ROOT, verbosity=0, stdout=self.stdout)
        if not SearchEntry.objects.exists():
            search.rebuild()
        if not get_user_model().objects.exists():
            self.make_editor()

    def make_editor(self):
        password = secrets.token_urlsafe(12)
        get_user_model().objects.create_superuser("editor", password=password)
        self.stdout.write(
            f"Sign in at /admin/ as editor with the password {password}\n"
            "It is shown only this once. To set another: manage.py changepassword editor"
        )
