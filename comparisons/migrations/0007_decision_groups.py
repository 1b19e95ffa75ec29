"""The rights of the groups of the desk for the decision helper. See `publishing.roles`."""

from django.db import migrations

from publishing import roles
from publishing.roles import Kind

KINDS = {
    "decisioncriterion": Kind.REFERENCE,
    "decisionoption": Kind.REFERENCE,
    "decisionquestion": Kind.REFERENCE,
}


def grant(apps, schema_editor):
    roles.grant(apps, "comparisons", KINDS)


class Migration(migrations.Migration):
    dependencies = [
        ("comparisons", "0006_decision_helper"),
        ("publishing", "0003_groups"),
    ]

    # Backwards, the models go, and their rights with them.
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
