"""The same task in every column: one of them at a time, which the address names.

All of them at once made the page a tenth longer; profiles show each framework's in full.
"""

from collections.abc import Sequence
from typing import Any

from comparisons import faces
from comparisons.matrix import Column
from comparisons.models import Task
from comparisons.stack_form import address
from comparisons.supplements import Items

PARAMETER = "task"


def shared_tasks(columns: Sequence[Column], items: Items) -> list[Task]:
    """Return the tasks that every column has a proven snippet for, in their order."""
    done = [{item["task"] for item in items["snippet"][column.pk]} for column in columns]
    return [task for task in Task if all(task in tasks for tasks in done)]


def read_task(tasks: Sequence[Task], asked: str | None) -> Task | None:
    """Return the task that is asked for, else the first; None if there is none."""
    return next((task for task in tasks if task == asked), tasks[0] if tasks else None)


def task_state(tasks: Sequence[Task], shown: Task | None) -> list[tuple[str, str]]:
    """Return what the address says of the task: names and values, none for the first."""
    return [] if shown is None or shown == tasks[0] else [(PARAMETER, shown.value)]


def code(
    columns: Sequence[Column],
    items: Items,
    asked: str | None,
    state: Sequence[tuple[str, str]],
    keys: Sequence[str],
) -> dict[str, Any] | None:
    """Return the snippets of the task that is shown, and links to the tasks, None without any.

    `state` and `keys` are the rest of the view state, as for the form of the stacks.
    """
    tasks = shared_tasks(columns, items)
    shown = read_task(tasks, asked)
    if shown is None:
        return None
    return {
        "label": shown.label,
        "snippets": [faces.snippet(column, items, shown) for column in columns],
        "tasks": [
            {
                "label": task.label,
                "url": address([*state, *task_state(tasks, task)], keys, anchor="the-code"),
                "is_shown": task == shown,
            }
            for task in tasks
        ],
        "state": task_state(tasks, shown),
    }
