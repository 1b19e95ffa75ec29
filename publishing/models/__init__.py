from publishing.models.author import Author
from publishing.models.fields import LinesField
from publishing.models.image import Image
from publishing.models.notice import Notice
from publishing.models.page import Page
from publishing.models.publishable import Publishable, PublishableQuerySet, State, Status
from publishing.models.revision import FormerSlug, Revision
from publishing.models.versioned import Versioned

__all__ = [
    "Author",
    "FormerSlug",
    "Image",
    "LinesField",
    "Notice",
    "Page",
    "Publishable",
    "PublishableQuerySet",
    "Revision",
    "State",
    "Status",
    "Versioned",
]
