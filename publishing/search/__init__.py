"""Search over everything published: one small table, and whichever full text the database has.

Apps say with `register` what can be found; this package knows none of them. Who changes content
without `revisions.record` must `refresh` what was changed.
"""

from publishing.search.excerpts import Marker
from publishing.search.index import rebuild, refresh
from publishing.search.matching import MOST_OF_A_KIND, Hits, find
from publishing.search.names import Name, corrected, mentioned, names, straight
from publishing.search.searchables import (
    ALWAYS,
    Said,
    Searchable,
    register,
    registered,
    window,
)
from publishing.search.words import wanted

__all__ = [
    "ALWAYS",
    "MOST_OF_A_KIND",
    "Hits",
    "Marker",
    "Name",
    "Said",
    "Searchable",
    "corrected",
    "find",
    "mentioned",
    "names",
    "rebuild",
    "refresh",
    "register",
    "registered",
    "straight",
    "wanted",
    "window",
]
