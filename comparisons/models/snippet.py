import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from comparisons import transcripts
from comparisons.models.framework import Framework
from publishing.models import LinesField

# A package as people install it, with extras if need be: "fastapi[standard]".
PACKAGE = re.compile(r"([A-Za-z0-9][\w.-]*)(\[[\w,-]+\])?")
PACKAGES = re.compile(rf"\A{PACKAGE.pattern}( {PACKAGE.pattern})*\Z")


class Task(models.TextChoices):
    """The same small job, done in every framework."""

    HELLO_WORLD = "hello-world", "Hello, World!"
    JSON = "json", "A JSON answer, and a 404"
    VALIDATION = "validation", "Input that is checked and refused"


class Snippet(models.Model):
    """A complete program for a task, with the requests and the answers that prove it."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="snippets")
    task = models.CharField(max_length=20, choices=Task)
    filename = models.CharField(max_length=60)
    code = LinesField(help_text="The whole file, as it was run.")
    install = models.CharField(
        "what to install",
        max_length=200,
        blank=True,
        validators=[RegexValidator(PACKAGES, "Name packages, parted by spaces.")],
        help_text="The framework's package first, such as: starlette uvicorn.",
    )
    start = models.CharField(
        "how to start it", max_length=200, blank=True, help_text="The command a reader types."
    )
    transcript = LinesField(
        blank=True,
        help_text="What is sent, in lines that begin with >, and what it answers, in lines that "
        "begin with <: “> GET /” and then “< 200”, an empty “<”, and “< Hello, World!”.",
    )
    run_on = models.DateField("last run", null=True, blank=True)
    run_against = models.CharField("run against version", max_length=20, blank=True)
    passed = models.BooleanField(default=False, help_text="The last run gave these very answers.")

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
        try:
            exchanges = transcripts.parse(self.transcript)
        except transcripts.TranscriptProblem as problem:
            raise ValidationError({"transcript": str(problem)}) from problem
        if self.passed and not exchanges:
            raise ValidationError({"transcript": "State what proves that it passed."})
