"""What the groups of the desk may do with what this app has. See `publishing.roles`."""

from django.db import migrations

from publishing import roles
from publishing.roles import Kind

KINDS = {
    "comparison": Kind.PUBLICATION,
    "comparisonentry": Kind.PART,
    "drawback": Kind.PART,
    "extension": Kind.PART,
    "fact": Kind.PART,
    "feature": Kind.REFERENCE,
    "featuregroup": Kind.REFERENCE,
    "framework": Kind.PUBLICATION,
    "pick": Kind.PART,
    "release": Kind.PART,
    "snippet": Kind.PART,
}


def grant(apps, schema_editor):
    roles.grant(apps, "comparisons", KINDS)


class Migration(migrations.Migration):
    dependencies = [
        ("comparisons", "0003_note_markdown"),
        ("publishing", "0003_groups"),
    ]

    # Backwards, the groups themselves go, one migration earlier.
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
