import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0008_draft_restores'),
    ]

    operations = [
        migrations.AddField(
            model_name='presence',
            name='since',
            field=models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
    ]
