"""What the groups of the desk may do with changes of facts. See `publishing.roles`."""

from django.db import migrations

from publishing import roles
from publishing.roles import Kind

KINDS = {"factchange": Kind.LOG}


def grant(apps, schema_editor):
    roles.grant(apps, "comparisons", KINDS)


class Migration(migrations.Migration):
    dependencies = [("comparisons", "0008_fact_changes")]

    # Backwards, the permissions go with the model.
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
