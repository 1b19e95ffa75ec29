"""Submissions that nobody sent just now: kept ones, and ones that are only looked at."""

from copy import copy

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict


def replayed(request, data, *, path=None, **marks):
    """Return the request as if it had sent `data`, marked for the panels of the form.

    The original was checked for forgery if it writes; headers and session are shared with it.
    """
    again = copy(request)
    again.method = "POST"
    again.POST = data
    again.GET = QueryDict()
    again._files = MultiValueDict()
    again.csrf_processing_done = True
    if path is not None:
        again.path = again.path_info = path
    for name, mark in marks.items():
        setattr(again, f"desk_{name}", mark)
    return again


def marked(request, name):
    return getattr(request, f"desk_{name}", None)


class Held:
    """A form that is bound and checked, and never saved: what is valid comes back as well."""

    def is_valid(self):
        super().is_valid()
        return False


def held(form):
    """Return the form class with its submissions held back."""
    return type(form)(form.__name__, (Held, form), {})
