"""What of this app can be found."""

from comparisons.models import Comparison, Fact, Feature, FeatureGroup, Framework, Level
from publishing.markdown import unmarked, unmarked_line
from publishing.search import ALWAYS, Said, Searchable, register, window


def say_framework(framework: Framework) -> Said | None:
    """Tell also of what people add to it, and of what it makes hard."""
    shown = window(framework)
    if shown is None:
        return None
    extensions = [
        text
        for extension in framework.extensions.all()
        for text in (extension.name, extension.package, unmarked_line(extension.summary))
    ]
    drawbacks = [
        text
        for drawback in framework.drawbacks.all()
        for text in (drawback.title, unmarked(drawback.explanation), unmarked(drawback.remedy))
    ]
    return Said(
        framework.name,
        framework.get_absolute_url(),
        shown,
        lead=framework.tagline,
        text=sentences(
            unmarked(framework.summary),
            framework.pattern,
            framework.created_for,
            unmarked(framework.used_by),
            *drawbacks,
            *extensions,
            framework.get_kind_display(),
            framework.language,
        ),
    )


def say_feature(feature: Feature) -> Said:
    return Said(
        feature.name,
        feature.get_absolute_url(),
        ALWAYS,
        lead=feature.meaning,
        text=sentences(unmarked(feature.explanation), feature.group.name),
    )


def say_fact(fact: Fact) -> Said | None:
    """Tell of a checked fact; what nobody has checked says nothing yet."""
    shown = window(fact.framework)
    if shown is None or not fact.is_checked or fact.level == Level.UNKNOWN:
        return None
    return Said(
        str(fact),
        fact.get_absolute_url(),
        shown,
        lead=" ".join(filter(None, [fact.value, unmarked_line(fact.note)])),
        text=sentences(
            fact.extension.name if fact.extension else "",
            fact.get_level_display() if fact.level else "",
            fact.feature.meaning,
        ),
    )


def say_comparison(comparison: Comparison) -> Said | None:
    """Tell of a comparison for as long as readers see it and all that it compares."""
    entries = sorted(comparison.entries.all(), key=lambda entry: entry.position)
    shown = window(comparison, *(entry.framework for entry in entries))
    if shown is None:
        return None
    return Said(
        comparison.title,
        comparison.get_absolute_url(),
        shown,
        lead=sentences(comparison.lead, comparison.summary),
        text=sentences(
            *(reason for entry in entries for reason in entry.choose_if),
            unmarked(comparison.either),
            unmarked(comparison.body),
            *(pick.job for pick in comparison.picks.all()),
        ),
    )


def sentences(*texts: str) -> str:
    """Join texts so that each can be told from the next, as titles and names have no full stop."""
    return " ".join(text if text[-1] in ".!?:" else f"{text}." for text in texts if text)


SEARCHABLES = (
    Searchable(
        kind="facts",
        label="Facts",
        mark="f",
        model=Fact,
        rows=lambda: Fact.objects.select_related("framework", "feature", "extension"),
        say=say_fact,
        whole="framework",
        rests_on={FeatureGroup: "feature__group"},
    ),
    Searchable(
        kind="comparisons",
        label="Comparisons",
        mark="c",
        model=Comparison,
        rows=lambda: Comparison.objects.prefetch_related("entries__framework", "picks"),
        say=say_comparison,
        rests_on={Framework: "frameworks"},
        newest_first=True,
    ),
    Searchable(
        kind="frameworks",
        label="Frameworks",
        mark="w",
        model=Framework,
        rows=lambda: Framework.objects.prefetch_related("extensions", "drawbacks"),
        say=say_framework,
        straight=True,
    ),
    Searchable(
        kind="features",
        label="Features",
        mark="q",
        model=Feature,
        rows=lambda: Feature.objects.select_related("group"),
        say=say_feature,
        whole="group",
        straight=True,
    ),
)


def register_searchables() -> None:
    register(*SEARCHABLES)
