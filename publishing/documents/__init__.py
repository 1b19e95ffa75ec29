"""Documents: the one text form of everything editors write, readable, diffable and complete.

Apps say what their documents look like with `register`; this package knows none of them.
`text_of` writes an object, `Reader` brings rows to what a document says.
"""

from publishing.documents.names import Names, RestsOnBroken
from publishing.documents.pictures import Pictures
from publishing.documents.problems import Problem, allowed
from publishing.documents.reading import Reader
from publishing.documents.schema import (
    Children,
    Document,
    File,
    Named,
    Record,
    Reference,
    TextFile,
    register,
    registered,
    root_model,
    root_of,
)
from publishing.documents.text import Unreadable, read, write
from publishing.documents.writing import extract, file_name, picture_path, text_of, text_path

__all__ = [
    "Children",
    "Document",
    "File",
    "Named",
    "Names",
    "Pictures",
    "Problem",
    "Reader",
    "Record",
    "Reference",
    "RestsOnBroken",
    "TextFile",
    "Unreadable",
    "allowed",
    "extract",
    "file_name",
    "picture_path",
    "read",
    "register",
    "registered",
    "root_model",
    "root_of",
    "text_of",
    "text_path",
    "write",
]
