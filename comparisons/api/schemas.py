"""What the API says of frameworks and of what belongs to them."""

from datetime import date

from comparisons.models import FeatureKind, FrameworkKind, Level, Severity
from publishing.api import Item, Listing, Ref, Source, told

PAGE = "https://evenhand.example"
FLASK = Ref(slug="flask", name="Flask").model_dump()
MAPPER = Ref(slug="orm", name="Object-relational mapper").model_dump()
LEVEL = "How far it is supported; “unknown” is not checked yet and never means no."


class FrameworkItem(Item):
    """A framework, as the list of frameworks has it."""

    slug: str = told("Its name in addresses.", "flask")
    name: str = told("Its name.", "Flask")
    language: str = told("The language that it is written for.", "Python")
    kind: FrameworkKind = told("What sort of framework it is.", "micro")
    tagline: str | None = told("One sentence on it.", "A small core that you add to.")
    version: str | None = told("Its newest release line.", "3.1")
    website: str | None = told("Its own site.", "https://palletsprojects.com/projects/flask/")
    documentation: str | None = told("Its manual.", "https://flask.palletsprojects.com/")
    repository: str | None = told("Where its source is kept.", "https://github.com/pallets/flask")
    url: str = told("Its page on this site.", f"{PAGE}/frameworks/flask/")


class FrameworkDetail(FrameworkItem):
    """A framework with all that its profile says in prose."""

    pattern: str | None = told("Its architectural pattern, in its own words.", "WSGI application")
    created_for: str | None = told("What it was made for, in its own words.", "Small web sites.")
    summary_html: str | None = told("What it is and what it leaves to you.", "<p>It is small.</p>")
    used_by_html: str | None = told("Who says publicly that they use it.", None)


class FeatureItem(Item):
    """A question that is asked of every framework."""

    slug: str = told("Its name in addresses.", "orm")
    name: str = told("Its name.", "Object-relational mapper")
    meaning: str = told("What it is.", "Reading and writing tables as objects.")
    kind: FeatureKind = told("Whether its answers are levels, or values in words.", "level")
    group: Ref = told("The heading that it stands below.", {"slug": "data", "name": "Data"})
    url: str = told("Its page on this site.", f"{PAGE}/features/orm/")


class FeatureDetail(FeatureItem):
    """A question, with the rule for its answers."""

    explanation_html: str | None = told(
        "What counts as built in, partly, add-on, third-party.", "<p>Queries and migrations.</p>"
    )


class FactItem(Item):
    """One answer: a framework and a feature, with the source that was read."""

    framework: Ref = told("The framework that was asked.", FLASK)
    feature: Ref = told("The feature that it was asked for.", MAPPER)
    level: Level | None = told(f"{LEVEL} Null where the answer is a value.", "third-party")
    value: str | None = told("The answer in words, if the feature asks for a value.", None)
    note: str | None = told("What the level cannot say, in Markdown.", "Usually SQLAlchemy.")
    extension: str | None = told("The extension that provides it.", "Flask-SQLAlchemy")
    since: str | None = told("The version that brought it.", None)
    source: Source | None = told(
        "Where it stands written; null for what was not checked yet.",
        {"title": "Flask docs", "url": "https://flask.palletsprojects.com/en/stable/"},
    )
    checked_on: date | None = told("The day somebody read the source.", "2026-11-20")
    checked_against: str | None = told("The release line that it was checked against.", "3.1")
    checked_by: str | None = told("Who read the source.", "The Evenhand editors")
    stale: bool = told("Checked too long ago, or before a newer release line.", False)
    stale_reason: str | None = told("Why it is stale, as pages say it.", None)
    url: str = told("Where it stands on this site.", f"{PAGE}/frameworks/flask/#orm")


class DrawbackItem(Item):
    """What a framework makes hard, and what people do about it."""

    framework: Ref = told("The framework.", FLASK)
    title: str = told("What it is, in short.", "No mapper in the box")
    severity: Severity = told("How much it weighs.", "moderate")
    explanation_html: str | None = told("What it means.", "<p>You choose one yourself.</p>")
    remedy_html: str | None = told("What people do about it.", "<p>They add SQLAlchemy.</p>")
    feature: Ref | None = told("The feature whose fact it rests on.", MAPPER)
    source: Source | None = told("Where it stands written.", None)
    checked_on: date | None = told("The day somebody read the source.", None)
    checked_against: str | None = told("The release line that it was checked against.", None)
    checked_by: str | None = told("Who read the source.", None)
    stale: bool = told("Checked too long ago, or before a newer release line.", False)
    stale_reason: str | None = told("Why it is stale, as pages say it.", None)


class ExtensionItem(Item):
    """A package that people add to a framework."""

    framework: Ref = told("The framework that it is added to.", FLASK)
    name: str = told("Its name.", "Flask-SQLAlchemy")
    package: str | None = told("The name to install it by.", "Flask-SQLAlchemy")
    official: bool = told("Kept by the same project or organisation.", False)
    summary: str | None = told("What it adds, in Markdown.", "SQLAlchemy with less to set up.")
    adds: list[Ref] = told("The features that it adds.", [MAPPER])
    documentation: str | None = told("Its manual.", "https://flask-sqlalchemy.readthedocs.io/")
    released_on: date | None = told("The day of its newest release.", "2023-09-11")
    checked_on: date | None = told("The day somebody looked.", "2026-11-20")


class ReleaseItem(Item):
    """A release line of a framework."""

    framework: Ref = told("The framework.", FLASK)
    version: str = told("The release line, without the last number.", "3.1")
    released_on: date = told("The day of its first release.", "2024-11-13")
    supported_until: date | None = told("Its end, where the project publishes one.", None)
    notes: str | None = told(
        "What is new in it.", "https://flask.palletsprojects.com/en/stable/changes/"
    )


class FrameworkList(Listing[FrameworkItem]):
    """A part of the frameworks, by their names in addresses."""


class FeatureList(Listing[FeatureItem]):
    """A part of the features, in the order of the fact tables."""


class FactList(Listing[FactItem]):
    """A part of the facts, the first that was entered first."""


class DrawbackList(Listing[DrawbackItem]):
    """A part of the drawbacks, the first that was entered first."""


class ExtensionList(Listing[ExtensionItem]):
    """A part of the extensions, the first that was entered first."""


class ReleaseList(Listing[ReleaseItem]):
    """A part of the release lines, the newest first."""
