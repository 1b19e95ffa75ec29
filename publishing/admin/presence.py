"""Who else has this form open."""

from publishing.admin.panels import Panel


class PresencePanel(Panel):
    """Who else has this form open."""
