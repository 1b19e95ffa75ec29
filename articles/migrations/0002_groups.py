"""What the groups of the desk may do with what this app has. See `publishing.roles`."""

from django.db import migrations

from publishing import roles
from publishing.roles import Kind

KINDS = {
    "article": Kind.PUBLICATION,
    "articleauthor": Kind.PART,
    "topic": Kind.REFERENCE,
}


def grant(apps, schema_editor):
    roles.grant(apps, "articles", KINDS)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_initial"),
        ("publishing", "0003_groups"),
    ]

    # Backwards, the groups themselves go, one migration earlier.
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
