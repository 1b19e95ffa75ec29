import re

import django.core.validators
from django.db import migrations, models


def write_transcripts(apps, schema_editor):
    """Write the one request of each snippet, and its answer, as a transcript."""
    for snippet in apps.get_model("comparisons", "Snippet").objects.exclude(request=""):
        answer = ["", *snippet.answer.splitlines()] if snippet.answer else []
        lines = [f"> {snippet.request}", "", f"< {snippet.status}"]
        lines += [f"< {line}".rstrip() for line in answer]
        snippet.transcript = "\n".join(lines)
        snippet.save(update_fields=["transcript"])


class Migration(migrations.Migration):
    dependencies = [("comparisons", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="snippet",
            name="install",
            field=models.CharField(
                blank=True,
                help_text="The framework's package first, such as: starlette uvicorn.",
                max_length=200,
                validators=[
                    django.core.validators.RegexValidator(
                        re.compile(
                            "\\A([A-Za-z0-9][\\w.-]*)(\\[[\\w,-]+\\])?"
                            "( ([A-Za-z0-9][\\w.-]*)(\\[[\\w,-]+\\])?)*\\Z"
                        ),
                        "Name packages, parted by spaces.",
                    )
                ],
                verbose_name="what to install",
            ),
        ),
        migrations.AddField(
            model_name="snippet",
            name="transcript",
            field=models.TextField(
                blank=True,
                help_text="What is sent, in lines that begin with >, and what it answers, in "
                "lines that begin with <: “> GET /” and then “< 200”, an empty “<”, and "
                "“< Hello, World!”.",
            ),
        ),
        migrations.AlterField(
            model_name="snippet",
            name="passed",
            field=models.BooleanField(
                default=False, help_text="The last run gave these very answers."
            ),
        ),
        migrations.AlterField(
            model_name="snippet",
            name="task",
            field=models.CharField(
                choices=[
                    ("hello-world", "Hello, World!"),
                    ("json", "A JSON answer, and a 404"),
                    ("validation", "Input that is checked and refused"),
                ],
                max_length=20,
            ),
        ),
        migrations.RunPython(write_transcripts, migrations.RunPython.noop),
        migrations.RemoveField(model_name="snippet", name="request"),
        migrations.RemoveField(model_name="snippet", name="status"),
        migrations.RemoveField(model_name="snippet", name="answer"),
    ]
