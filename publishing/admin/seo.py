"""How the page looks in a list of search results and when it is shared."""

from publishing.admin.panels import Panel


class SearchPanel(Panel):
    """How the page looks in a list of search results and when it is shared."""
