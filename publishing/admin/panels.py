"""Panels: parts of a change form that each bring their own context, addresses and media."""

from typing import Any

from django.contrib import admin


class Panel(admin.ModelAdmin):
    """A mixin of the change form; each adds to what the next one returns."""

    def get_desk_context(self, request, obj, context) -> dict[str, Any]:
        """Return what the panels of a form need; `obj` is None for a new object."""
        return {}
