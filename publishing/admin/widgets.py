"""Widgets that every form of the desk may use."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelectMultiple


class TextWidget(forms.Textarea):
    """A plain textarea in a fixed-width face, tall enough to write in."""

    def __init__(self, attrs=None):
        super().__init__({"class": "vLargeTextField desk-text", "rows": 12, **(attrs or {})})


class ManyChooser(AutocompleteSelectMultiple):
    """The admin's chooser of several, each of which is taken out by itself.

    Its button that empties all stands inside a list and is no item of it, which misleads whoever
    hears the list read out.
    """

    def build_attrs(self, base_attrs, extra_attrs=None):
        return {**super().build_attrs(base_attrs, extra_attrs), "data-allow-clear": "false"}
