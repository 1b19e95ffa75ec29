
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0007_review_of_drafts'),
    ]

    operations = [
        migrations.AddField(
            model_name='draft',
            name='restores',
            field=models.PositiveIntegerField(blank=True, help_text='The revision whose text it began with.', null=True),
        ),
    ]
