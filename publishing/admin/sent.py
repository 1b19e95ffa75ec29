"""Values of form fields: as an editor reads them, and as a browser would send them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils.formats import localize
from django.utils.timezone import localtime


def in_words(field: Any, value: Any) -> str:
    """Return a field's value as an editor would read it, whether stored, cleaned or as sent."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if value is None or value == "":
        return ""
    if isinstance(value, list | tuple | QuerySet):
        return "\n".join(str(one) for one in value)
    if isinstance(value, datetime):
        return str(localize(localtime(value)))
    if isinstance(value, Model):
        return str(value)
    if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
        return str(field.queryset.filter(pk=value).first() or "")
    if isinstance(field, forms.ChoiceField):
        words: Any = field.choices
        return str(dict(words).get(value, value))
    return str(localize(value))


def bare(widget: Any) -> Any:
    """Return the widget itself without the links that the admin puts around it."""
    return getattr(widget, "widget", widget)


def sent_names(widget: Any, name: str) -> list[str]:
    """Return the names under which a widget sends what is typed into it."""
    widget = bare(widget)
    if isinstance(widget, forms.MultiWidget):
        suffixes: list[str] = vars(widget)["widgets_names"]
        return [f"{name}{suffix}" for suffix in suffixes]
    return [name]


def as_sent(field: forms.Field, name: str, value: Any) -> dict[str, list[str]]:
    """Return what a browser would send of a field that holds this value; nothing for a file."""
    widget = bare(field.widget)
    if isinstance(field, forms.FileField):
        return {}
    shown = widget.get_context(name, field.prepare_value(value), {})["widget"]
    return dict(part for one in shown.get("subwidgets", [shown]) for part in sent(one))


def sent(shown: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Yield name and values of one widget as it is drawn."""
    value = shown.get("value")
    if shown.get("type") == "checkbox":
        if shown["attrs"].get("checked"):
            yield shown["name"], [value or "on"]
    elif isinstance(value, list):
        yield shown["name"], [str(one) for one in value]
    else:
        yield shown["name"], ["" if value is None else str(value)]
