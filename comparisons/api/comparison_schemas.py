"""What the API says of comparisons: the same matrix as their pages and files."""

from datetime import date, datetime

from pydantic import Field

from comparisons.api.schemas import LEVEL, PAGE
from comparisons.models import FeatureKind, Level
from publishing.api import Item, Listing, Person, Ref, Source, Thing, told

PAIR = [{"slug": "flask", "name": "Flask"}, {"slug": "django", "name": "Django"}]


COMPARED = [
    {
        **one,
        "version": version,
        "choose_if": [reason],
        "url": f"{PAGE}/frameworks/{one['slug']}/",
    }
    for one, version, reason in zip(
        PAIR, ("3.1", "6.0"), ("You want to pick each part.", "You want it to fit."), strict=True
    )
]
ANSWERS = [
    {
        "framework": framework,
        "level": level,
        "value": None,
        "note": None,
        "extension": extension,
        "since": None,
        "source": {"title": f"{framework} docs", "url": f"https://{framework}.example/docs/"},
        "checked_on": "2026-11-20",
        "checked_against": version,
        "checked_by": "The Evenhand editors",
        "stale": False,
        "stale_reason": None,
        "alone": False,
    }
    for framework, level, extension, version in (
        ("flask", "third-party", "Flask-SQLAlchemy", "3.1"),
        ("django", "built-in", None, "6.0"),
    )
]


class ComparisonItem(Item):
    """A comparison that editors wrote a verdict for."""

    slug: str = told("Its name in addresses: its frameworks in their order.", "flask-vs-django")
    title: str = told("Its title.", "Flask vs Django")
    lead: str | None = told("Its first sentences, which hold the answer.", "Flask for little.")
    summary: str | None = told("The answer in one line.", "Small core, or all in one.")
    frameworks: list[Ref] = told("What it compares, in its order.", PAIR)
    author: Person | None = told("Who wrote it.", None)
    reviewer: Person | None = told("Who read it before it was published.", None)
    published_at: datetime | None = told(
        "When readers could see it first.", "2026-11-20T09:00:00Z"
    )
    url: str = told("Its page on this site.", f"{PAGE}/compare/flask-vs-django/")


class ComparisonList(Listing[ComparisonItem]):
    """A part of the comparisons, the newest first."""


class ComparedFramework(Thing):
    """A framework in a comparison, and when to choose it."""

    slug: str = told("Its name in addresses.", "flask")
    name: str = told("Its name.", "Flask")
    version: str | None = told("Its newest release line.", "3.1")
    choose_if: list[str] = told("When to choose it.", ["You want to pick each part yourself."])
    url: str = told("Its page on this site.", f"{PAGE}/frameworks/flask/")


class PickItem(Thing):
    """What the editors would take for a job."""

    job: str = told("What somebody is building.", "A small API")
    lean: int | None = Field(
        description="Of two: −2 strongly the first, 0 even, 2 strongly the second.",
        examples=[-1],
        ge=-2,
        le=2,
    )
    framework: str | None = told("Of three or more: the one to take, by its slug.", None)


class Counts(Thing):
    """What the facts of a comparison come to."""

    differing: int = told("Features whose known answers differ; values are not counted.", 1)
    comparable: int = told("Features that at least two of the frameworks have an answer to.", 1)
    total: int = told("Features that ask for a level.", 1)
    checked: int = told("Facts with a source and a date, values among them.", 2)
    facts: int = told("Facts that the comparison asks for: its cells.", 2)


class AnswerItem(Thing):
    """A cell: what one framework answers to one feature."""

    framework: str = told("The slug of the framework.", "flask")
    level: Level | None = told(f"{LEVEL} Null where the answer is a value.", "third-party")
    value: str | None = told("The answer in words, if the feature asks for a value.", None)
    note: str | None = told("What the level cannot say, in Markdown.", "Usually SQLAlchemy.")
    extension: str | None = told("The extension that provides it.", "Flask-SQLAlchemy")
    since: str | None = told("The version that brought it.", None)
    source: Source | None = told("Where it stands written; null if not checked yet.", None)
    checked_on: date | None = told("The day somebody read the source.", "2026-11-20")
    checked_against: str | None = told("The release line that it was checked against.", "3.1")
    checked_by: str | None = told("Who read the source.", "The Evenhand editors")
    stale: bool = told("Checked too long ago, or before a newer release line.", False)
    stale_reason: str | None = told("Why it is stale, as pages say it.", None)
    alone: bool = told("Among three or more, nobody else answers so.", False)


class ComparedFeature(Thing):
    """A row: a feature with the answers of all frameworks, in their order."""

    slug: str = told("Its name in addresses.", "orm")
    name: str = told("Its name.", "Object-relational mapper")
    meaning: str = told("What it is.", "Reading and writing tables as objects.")
    kind: FeatureKind = told("Whether its answers are levels, or values in words.", "level")
    comparable: bool = told("At least two answers are known.", True)
    differs: bool = told("Two of the known answers differ.", True)
    answers: list[AnswerItem] = told("One for each framework, in their order.", ANSWERS)
    url: str = told("Its page on this site.", f"{PAGE}/features/orm/")


class ComparedGroup(Thing):
    """The features below one heading."""

    slug: str = told("Its name in addresses.", "data")
    name: str = told("The heading.", "Data")
    differing: int = told("Features of it that differ; values are not counted.", 1)
    comparable: int = told("Features of it that can be compared.", 1)
    features: list[ComparedFeature] = Field(description="In the order of the fact table.")


class ComparisonDetail(Item):
    """Two to five frameworks side by side: the facts, and what editors wrote if they did."""

    slug: str = told("Its name in addresses: its frameworks in their order.", "flask-vs-django")
    title: str = told("Its title.", "Flask vs Django")
    lead: str | None = told("Its first sentences, which hold the answer.", "Flask for little.")
    summary: str | None = told("The answer in one line.", "Small core, or all in one.")
    frameworks: list[ComparedFramework] = told("What it compares, in its order.", COMPARED)
    either_html: str | None = told("When the choice hardly matters.", None)
    picks: list[PickItem] = Field(description="What the editors would take for a job.")
    body_html: str | None = told("What the table cannot say.", "<p>Both work.</p>")
    author: Person | None = told("Who wrote it.", None)
    reviewer: Person | None = told("Who read it before it was published.", None)
    published_at: datetime | None = told(
        "When readers could see it first; null where the facts stand alone.",
        "2026-11-20T09:00:00Z",
    )
    counts: Counts = Field(description="What the facts come to.")
    groups: list[ComparedGroup] = Field(description="The facts, below the headings of the table.")
    url: str = told("Its page on this site.", f"{PAGE}/compare/flask-vs-django/")
