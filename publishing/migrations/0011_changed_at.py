from django.db import migrations, models
from django.db.models import F


def date_changes(apps, schema_editor):
    """Take the last save of what was saved more than once: nobody kept which of them changed it."""
    for name in ('Page',):
        rows = apps.get_model('publishing', name).objects.filter(version__gt=1)
        rows.update(changed_at=F('updated_at'))


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0010_search_index'),
    ]

    operations = [
        migrations.AddField(
            model_name='page',
            name='changed_at',
            field=models.DateTimeField(editable=False, help_text='When it last came to say something else. Empty: never since it was written.', null=True),
        ),
        migrations.RunPython(date_changes, migrations.RunPython.noop),
    ]
