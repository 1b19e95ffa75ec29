"""What the pages have in common that an editor chooses from, alone or inside a dialog."""

from django import forms
from django.core.exceptions import BadRequest

LONGEST_QUERY = 100


class QueryForm(forms.Form):
    """The text of a search: short, and nothing that a database cannot hold."""

    q = forms.CharField(required=False, max_length=LONGEST_QUERY)

    @classmethod
    def query_of(cls, request) -> str:
        """Return what is searched for; BadRequest for what nobody types."""
        form = cls(request.GET)
        if not form.is_valid():
            raise BadRequest("This search cannot be answered.")
        return form.cleaned_data["q"]
