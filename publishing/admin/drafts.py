"""Drafts of an object: kept, offered back, published or thrown away."""

from publishing.admin.panels import Panel


class DraftsPanel(Panel):
    """Drafts of an object: kept, offered back, published or thrown away."""
