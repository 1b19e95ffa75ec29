"""The buttons at the foot of a form: each promises an outcome, and its value holds it to that."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localtime

from publishing import decisions, workflow
from publishing.models import Publishable, Step
from publishing.workflow import Standing, moment_in_words

# Names of the buttons that save: Django's own, and one for a save that a step follows.
SAVING = ("_save", "_continue", "_addanother")
STEP = "_step"


@dataclass(frozen=True)
class Button:
    """A submit button: what it promises, and which dates it rests on.

    `later` is its label with “{}” for a date to come, for the script that follows the fields.
    """

    name: str
    value: str
    label: str
    is_main: bool
    now: str = ""
    later: str = ""


def local(moment: datetime | None) -> str:
    return localtime(moment).strftime("%Y-%m-%dT%H:%M") if moment else ""


def promise(step: Step, start: datetime | None, end: datetime | None, at: datetime) -> str:
    """Return the value of a button: the step, and the dates that its label tells of."""
    return f"{step}@{local(start) if start and start > at else 'now'}@{local(end)}"


def is_kept(value: str, obj: Publishable, at: datetime) -> bool:
    """Tell whether the dates of an object are those that the button's label told of."""
    _step, _sign, dates = value.partition("@")
    start, sign, end = dates.partition("@")
    if not sign:
        return True
    begins = obj.published_at is None or obj.published_at <= at
    return end == local(obj.unpublish_at) and (
        start == local(obj.published_at) or (start == "now" and begins)
    )


def buttons(
    standing: Standing, start: datetime | None, end: datetime | None, at: datetime
) -> Iterator[Button]:
    """Yield the buttons of a form, the main one last."""
    offered = workflow.steps(standing)
    soon = at + timedelta(days=1)
    for step in offered:
        texts = {
            "label": workflow.label(step, standing, published_at=start, unpublish_at=end, at=at),
            "now": workflow.label(step, standing, at=at),
            "later": workflow.label(step, standing, published_at=soon, at=at).replace(
                moment_in_words(soon), "{}"
            ),
        }
        dated = texts["now"] != texts["later"]
        yield Button(
            name="_save" if step == Step.SAVE else STEP,
            value=promise(step, start, end, at) if dated else step.value,
            is_main=step == offered[-1],
            **(texts if dated else {"label": texts["label"]}),
        )


def step_of(data: Mapping[str, Any]) -> Step:
    """Return the step that a submission asks for; anything unknown is a mere save."""
    name = data.get(STEP, "").partition("@")[0]
    return Step(name) if name in decisions.STEPS else Step.SAVE
