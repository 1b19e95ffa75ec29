"""Where an object stands between its writer and its readers."""

from publishing.admin.panels import Panel


class ReviewPanel(Panel):
    """Where an object stands between its writer and its readers."""
