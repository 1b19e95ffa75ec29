"""Which right each page of the desk asks for, and who holds it: trust.md 5, as a table.

A right is held on an object by whose it is: one's own draft, somebody else's, or what is live.
"""

from django.contrib.auth.models import Group, User

from articles.models import Article, Topic
from comparisons.models import (
    Comparison,
    DecisionOption,
    DecisionQuestion,
    Fact,
    FactChange,
    Feature,
    FeatureGroup,
    Framework,
    FrozenComparison,
)
from publishing.models import Author, Draft, FormerSlug, Image, Notice, Page, Revision

ROLES = ("anonymous", "clerk", "writer", "reviewer", "publisher", "superuser")
DECIDERS = ("reviewer", "publisher")
WHOSE = ("own", "other", "live")

PUBLICATIONS = (Article, Comparison, Framework, Page)
PARTS = (Fact,)
REFERENCES = (
    Author,
    DecisionOption,
    DecisionQuestion,
    Feature,
    FeatureGroup,
    Notice,
    Topic,
)
MATERIALS = (Image,)
LOGS = (FactChange,)
RECORDS = (FormerSlug, FrozenComparison, Revision)
PEOPLE = (Group, User)
VERSIONED = (*PUBLICATIONS, *PARTS, *REFERENCES, *MATERIALS, *LOGS)
MODELS = (*VERSIONED, *RECORDS, Draft, *PEOPLE)

ALL = "see write change delete"
# Of publications and their parts: whose it is → role → the rights on it. Who sees a live object
# and may not change it writes a proposal.
ON_PUBLICATIONS = {
    "own": {"writer": ALL, "reviewer": ALL, "publisher": ALL},
    "other": {"writer": "", "reviewer": "see write change", "publisher": ALL},
    "live": {
        "writer": "see write propose",
        "reviewer": "see write propose",
        "publisher": ALL,
    },
}
# A part is taken out of a text by whoever may change the text.
ON_PARTS = {**ON_PUBLICATIONS, "other": {**ON_PUBLICATIONS["other"], "reviewer": ALL}}
ON_REFERENCES = {"writer": "see", "reviewer": "see", "publisher": ALL}
ON_RECORDS = {"writer": "", "reviewer": "see", "publisher": "see"}
ON_DRAFTS = {
    "own": {"writer": "see delete", "reviewer": "see delete", "publisher": "see delete"},
    "other": {"writer": "", "reviewer": "see", "publisher": "see delete"},
}
# Without an object: who opens the list, and who makes a new one.
ON_MODELS = {
    PUBLICATIONS: {"writer": "list add", "reviewer": "list add", "publisher": "list add"},
    PARTS: {"writer": "list add", "reviewer": "list add", "publisher": "list add"},
    REFERENCES: {"writer": "list", "reviewer": "list", "publisher": "list add"},
    MATERIALS: {"writer": "list add", "reviewer": "list add", "publisher": "list add"},
    LOGS: {"writer": "list", "reviewer": "list", "publisher": "list"},
    RECORDS: {"writer": "", "reviewer": "list", "publisher": "list"},
    (Draft,): {"writer": "list", "reviewer": "list", "publisher": "list"},
    PEOPLE: {},
}
# What a superuser does as little as anybody: history, changes and drafts are no forms.
NOBODYS = {
    **dict.fromkeys(RECORDS, "add write change delete"),
    **dict.fromkeys(LOGS, "add"),
    Draft: "add write change",
}


def rights(role, model, whose):
    """Return the rights of a role on an object of a model, and on the model itself."""
    if role == "anonymous":
        return set()
    if role == "superuser":
        held = {"desk", "list", "add", "decide", "publish", *ALL.split()}
        return held - {*NOBODYS.get(model, "").split()}
    on_model = next(held for models, held in ON_MODELS.items() if model in models)
    held = {*f"desk {on_model.get(role, '')} {on_object(model, whose).get(role, '')}".split()}
    # Who publishes, freezes what is published, and withdraws it.
    held |= {"publish"} if role == "publisher" else set()
    # Who approves and sends back does so with the drafts of whatever they may write in.
    return held | ({"decide"} if role in DECIDERS and "write" in held else set())


def on_object(model, whose):
    if model in PUBLICATIONS:
        return ON_PUBLICATIONS[whose]
    if model in PARTS:
        return ON_PARTS[whose]
    if model in RECORDS:
        return ON_RECORDS
    if model is Draft:
        return ON_DRAFTS.get(whose, {})
    return {} if model in PEOPLE else ON_REFERENCES


# The pages of each model: route → the right that reading it asks for, and writing to it. None is
# a method that is not answered; "never" is a page that this model has not.
PLAIN = {
    "": ("list", "list"),
    "add/": ("add", "add"),
    "<path:object_id>/": ("desk", "desk"),
    "<path:object_id>/change/": ("see", "change"),
    "<path:object_id>/delete/": ("delete", "delete"),
    "<path:object_id>/history/": ("see", "see"),
}
PANELS = {
    "<path:object_id>/history/log/": ("see", "see"),
    "<path:object_id>/history/compare/": ("see", None),
    "<path:object_id>/history/<int:number>/name/": (None, "change"),
    "<path:object_id>/history/<int:number>/restore/": ("change", "change"),
    "<path:object_id>/presence/": (None, "change"),
    "add/drafts/autosave/": (None, "add"),
    "add/drafts/keep/": (None, "add"),
    "add/drafts/take/": (None, "add"),
    "add/drafts/<int:draft_id>/publish/": (None, "never"),
    "add/drafts/<int:draft_id>/discard/": (None, "add"),
    "<path:object_id>/drafts/autosave/": (None, "write"),
    "<path:object_id>/drafts/keep/": (None, "write"),
    "<path:object_id>/drafts/propose/": (None, "propose"),
    "<path:object_id>/drafts/take/": (None, "write"),
    "<path:object_id>/drafts/<int:draft_id>/publish/": (None, "change"),
    "<path:object_id>/drafts/<int:draft_id>/withdraw/": (None, "write"),
    "<path:object_id>/drafts/<int:draft_id>/approve/": (None, "decide"),
    "<path:object_id>/drafts/<int:draft_id>/send-back/": (None, "decide"),
    "<path:object_id>/drafts/<int:draft_id>/discard/": (None, "write"),
}
PREVIEW = {
    "add/preview/": (None, "add"),
    "<path:object_id>/preview/": (None, "write"),
    "add/links/": (None, "add"),
    "<path:object_id>/links/": (None, "write"),
    "add/links/<int:link_id>/revoke/": (None, "add"),
    "<path:object_id>/links/<int:link_id>/revoke/": (None, "write"),
}
# A part's revisions are those of its whole: a fact's of its framework.
NO_REVISIONS = {
    "<path:object_id>/history/compare/": ("never", None),
    "<path:object_id>/history/<int:number>/name/": (None, "never"),
    "<path:object_id>/history/<int:number>/restore/": ("never", "never"),
}
OWN_PAGES = {
    Comparison: {"<path:object_id>/freeze/": ("publish", "publish")},
    FrozenComparison: {"<path:object_id>/withdraw/": ("publish", "publish")},
    Fact: {
        **NO_REVISIONS,
        "matrix/": ("list", None),
        "matrix/save/": (None, "add"),
        "export/": ("list", "list"),
        "import/": ("add", "add"),
    },
    DecisionOption: NO_REVISIONS,
    DecisionQuestion: {"try/": ("list", "list")},
    Feature: {**NO_REVISIONS, "fence/": ("list", "list")},
    Image: {"choose/": ("list", "list"), "upload/": ("add", "add")},
    Page: {"links/": ("list", "list"), "markdown/": ("desk", "desk")},
    User: {"<id>/password/": ("change", "change")},
}


def pages_of(model):
    """Return route → (right to read, right to write) of every page of a model."""
    pages = dict(PLAIN)
    if model in VERSIONED:
        pages |= PANELS
    if model in PUBLICATIONS:
        pages |= PREVIEW
    return pages | OWN_PAGES.get(model, {})


# The pages of the desk itself, each with a test of its own or of all in this column.
SITE_PAGES = {
    "": "signed in",
    "login/": "open",
    "logout/": "signed in",
    "password_change/": "signed in",
    "password_change/done/": "signed in",
    "jsi18n/": "signed in",
    "autocomplete/": "by object",
    "r/<path:content_type_id>/<path:object_id>/": "by object",
    r"^(?P<app_label>auth|publishing|comparisons|articles)/$": "by app",
    r"(?P<url>.*)$": "nothing",
}
# Which parts of the desk a role finds in its list.
APPS = {
    "clerk": set(),
    "writer": {"publishing", "comparisons", "articles"},
    "reviewer": {"publishing", "comparisons", "articles"},
    "publisher": {"publishing", "comparisons", "articles"},
    "superuser": {"publishing", "comparisons", "articles", "auth"},
}
