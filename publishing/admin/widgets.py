"""Widgets that every form of the desk may use."""

from django import forms


class TextWidget(forms.Textarea):
    """A plain textarea in a fixed-width face, tall enough to write in."""

    def __init__(self, attrs=None):
        super().__init__({"class": "vLargeTextField desk-text", "rows": 12, **(attrs or {})})
