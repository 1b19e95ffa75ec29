"""What the documents of this app look like."""

from comparisons import fact_changes, verdicts
from comparisons.models import (
    Comparison,
    ComparisonEntry,
    DecisionCriterion,
    DecisionOption,
    DecisionQuestion,
    Drawback,
    Extension,
    Fact,
    FactChange,
    Feature,
    FeatureGroup,
    Framework,
    FrozenComparison,
    Pick,
    Release,
    Snippet,
)
from comparisons.models.fact_change import SAID
from publishing.contents import PUBLISHED_KEYS
from publishing.documents import (
    Children,
    Document,
    Named,
    Record,
    Reference,
    TextFile,
    register,
)

SOURCE_KEYS = (
    "source_title",
    "source_url",
    "checked_on",
    "checked_against",
    Reference("checked_by", by="name"),
)
FACT = Record(
    Fact,
    "feature",
    (
        "level",
        "value",
        "note",
        Reference("extension", by="name", within="framework"),
        "since",
        *SOURCE_KEYS,
    ),
    order=("feature__group__position", "feature__group__name", "feature__position"),
)
RELEASE = Record(
    Release,
    "version",
    ("version", "released_on", "supported_until", "notes_url"),
    order=("-released_on", "-version"),
)
DRAWBACK = Record(
    Drawback,
    "title",
    ("title", "severity", "explanation", "remedy", Reference("feature"), *SOURCE_KEYS),
)
EXTENSION = Record(
    Extension,
    "name",
    (
        "name",
        "package",
        "official",
        "summary",
        Reference("adds"),
        "url",
        "released_on",
        "checked_on",
    ),
)
SNIPPET = Record(
    Snippet,
    "task",
    (
        "task",
        "filename",
        "code",
        "install",
        "start",
        "transcript",
        "run_on",
        "run_against",
        "passed",
    ),
    order=("task",),
)
FRAMEWORK = Record(
    Framework,
    "slug",
    (
        "name",
        *PUBLISHED_KEYS,
        "language",
        "kind",
        "tagline",
        "summary",
        "pattern",
        "created_for",
        "used_by",
        "website",
        "documentation",
        "repository",
        Reference("logo"),
        Children("facts", FACT, "framework", keyed=Reference("feature")),
        Children("releases", RELEASE, "framework"),
        Children("drawbacks", DRAWBACK, "framework", position="position"),
        Children("extensions", EXTENSION, "framework", position="position"),
        Children("snippets", SNIPPET, "framework"),
    ),
)
FEATURE = Record(Feature, "slug", ("slug", "name", "meaning", "kind", "explanation"))
FEATURE_GROUP = Record(
    FeatureGroup,
    "slug",
    ("slug", "name", Children("features", FEATURE, "group", position="position")),
    order=("position",),
)
FACT_CHANGE = Record(
    FactChange,
    "key",
    (
        "key",
        Reference("framework"),
        Reference("feature"),
        "at",
        "is_correction",
        "reason",
        Reference("checked_by", by="name"),
        *(f"{side}_{name}" for name in SAID for side in ("old", "new")),
    ),
    order=("at", "pk"),
    finish=fact_changes.settle,
)
COMPARISON = Record(
    Comparison,
    "slug",
    (
        "title",
        *PUBLISHED_KEYS,
        "lead",
        "summary",
        Named("frameworks", ComparisonEntry, "comparison", Reference("framework"), "choose_if"),
        Reference("author", by="name"),
        Reference("reviewer", by="name"),
        "either",
        "body",
        Children(
            "picks",
            Record(Pick, "job", ("job", "lean", Reference("framework"))),
            "comparison",
            position="position",
        ),
    ),
    finish=verdicts.conclude,
)
# Three files beside it hold what was frozen. Its name is made of the address and the day.
FROZEN_COMPARISON = Record(
    FrozenComparison,
    "key",
    (
        "slug",
        "title",
        Reference("comparison"),
        "frozen_on",
        "frozen_at",
        "note",
        TextFile("page", "frozen/{}.html"),
        "page_digest",
        TextFile("data_json", "frozen/{}.json"),
        "data_json_digest",
        TextFile("data_csv", "frozen/{}.csv"),
        "data_csv_digest",
        "withdrawn_at",
        "withdrawn_because",
    ),
    order=("frozen_on", "slug"),
)

CRITERION = Record(
    DecisionCriterion,
    "feature",
    ("strength", "at_least", "at_most", "weight", "reason"),
    order=("feature__group__position", "feature__group__name", "feature__position"),
)
OPTION = Record(
    DecisionOption,
    "slug",
    (
        "slug",
        "label",
        "explanation",
        Children("criteria", CRITERION, "option", keyed=Reference("feature")),
    ),
)
QUESTION = Record(
    DecisionQuestion,
    "slug",
    ("slug", "text", "explanation", Children("options", OPTION, "question", position="position")),
    order=("position",),
)


def register_documents() -> None:
    register(
        Document(FEATURE_GROUP, "features.toml", table="groups", position="position"),
        Document(FRAMEWORK, "frameworks/{}.toml"),
        # After the facts: what an import itself wrote down of them gives way.
        Document(FACT_CHANGE, "changes.toml", table="changes"),
        Document(COMPARISON, "comparisons/{}.md", body="body"),
        Document(FROZEN_COMPARISON, "frozen/{}.toml"),
        Document(QUESTION, "questions.toml", table="questions", position="position"),
    )
