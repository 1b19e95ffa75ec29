"""What the groups of the desk may do with frozen comparisons. See `publishing.roles`."""

from django.db import migrations

from publishing import roles
from publishing.roles import Kind

KINDS = {"frozencomparison": Kind.RECORD}


def grant(apps, schema_editor):
    roles.grant(apps, "comparisons", KINDS)


class Migration(migrations.Migration):
    dependencies = [("comparisons", "0011_frozen_comparisons")]

    # Backwards, the permissions go with the model.
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
