"""What an API for reading is made of, whatever it tells of: parameters, pages, answers, refusals.

The apps declare their operations with it, and `config.api` mounts them.
"""

from publishing.api.answers import answer, answer_list, html, lead_on, person
from publishing.api.operations import strictly
from publishing.api.paging import Slice, read_slice
from publishing.api.parameters import Flag, ListParameters, Parameters, Slug, slug_in_path
from publishing.api.schemas import Item, Listing, Person, Ref, Source, Thing, told

__all__ = [
    "Flag",
    "Item",
    "ListParameters",
    "Listing",
    "Parameters",
    "Person",
    "Ref",
    "Slice",
    "Slug",
    "Source",
    "Thing",
    "answer",
    "answer_list",
    "html",
    "lead_on",
    "person",
    "read_slice",
    "slug_in_path",
    "strictly",
    "told",
]
