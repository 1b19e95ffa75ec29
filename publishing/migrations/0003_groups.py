"""The groups of the desk, with their rights for what this app has. See `publishing.roles`."""

from django.db import migrations

from publishing import roles
from publishing.roles import Kind

KINDS = {
    "author": Kind.REFERENCE,
    "draft": Kind.RECORD,
    "formerslug": Kind.RECORD,
    "image": Kind.MATERIAL,
    "notice": Kind.REFERENCE,
    "page": Kind.PUBLICATION,
    "previewlink": Kind.RECORD,
    "review": Kind.RECORD,
    "revision": Kind.RECORD,
}


def grant(apps, schema_editor):
    roles.grant(apps, "publishing", KINDS)


def remove(apps, schema_editor):
    roles.remove_groups(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0002_editing"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(grant, remove)]
