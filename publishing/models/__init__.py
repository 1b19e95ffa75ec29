from publishing.models.author import Author
from publishing.models.draft import Draft, DraftKind, PreviewLink
from publishing.models.fields import LinesField
from publishing.models.image import Image
from publishing.models.notice import Notice
from publishing.models.page import Page
from publishing.models.presence import Presence
from publishing.models.publishable import Publishable, PublishableQuerySet, State, Status, live
from publishing.models.review import Outcome, Review
from publishing.models.revision import FormerSlug, Revision, Step
from publishing.models.search_entry import SearchEntry
from publishing.models.versioned import Versioned

__all__ = [
    "Author",
    "Draft",
    "DraftKind",
    "FormerSlug",
    "Image",
    "LinesField",
    "Notice",
    "Outcome",
    "Page",
    "Presence",
    "PreviewLink",
    "Publishable",
    "PublishableQuerySet",
    "Review",
    "Revision",
    "SearchEntry",
    "State",
    "Status",
    "Step",
    "Versioned",
    "live",
]
