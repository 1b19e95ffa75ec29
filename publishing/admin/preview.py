"""The page as it would be published, beside the form."""

from publishing.admin.panels import Panel


class PreviewPanel(Panel):
    """The page as it would be published, beside the form."""
