from django.core.exceptions import ValidationError
from django.db import models

from comparisons.models.framework import Framework
from publishing.models import LinesField


class Task(models.TextChoices):
    """The same small job, done in every framework."""

    HELLO_WORLD = "hello-world", "Hello, World!"
    JSON = "json", "A JSON answer with a parameter"
    VALIDATION = "validation", "A form that refuses bad input"


class Snippet(models.Model):
    """A complete program for a task, with the request and the answer that prove it."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="snippets")
    task = models.CharField(max_length=20, choices=Task)
    filename = models.CharField(max_length=60)
    code = LinesField(help_text="The whole file, as it was run.")
    start = models.CharField(
        "how to start it", max_length=200, blank=True, help_text="The command a reader types."
    )
    request = models.CharField(max_length=200, blank=True, help_text="Such as GET /.")
    status = models.PositiveSmallIntegerField(default=200, help_text="The status that it answers.")
    answer = LinesField(blank=True, help_text="The body that it answers.")
    run_on = models.DateField("last run", null=True, blank=True)
    run_against = models.CharField("run against version", max_length=20, blank=True)
    passed = models.BooleanField(default=False, help_text="The last run gave this very answer.")

    class Meta:
        ordering = ["framework", "task"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "task"],
                name="comparisons_snippet_once",
                violation_error_message="This framework already has a snippet for this task.",
            ),
            models.CheckConstraint(
                condition=models.Q(task__in=Task.values), name="comparisons_snippet_task_known"
            ),
            models.CheckConstraint(
                condition=models.Q(passed=False) | models.Q(run_on__isnull=False),
                name="comparisons_snippet_passed_has_date",
                violation_error_message="A snippet that passed was run on a day: name it.",
            ),
        ]

    def __str__(self):
        return f"{self.get_task_display()} in {self.framework}"

    def clean(self):
        if self.passed and not self.run_against:
            raise ValidationError({"run_against": "Name the version that it was run against."})
