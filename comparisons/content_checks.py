"""Checks over published facts and comparisons; see `publishing.content_checks`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from django.db.models import F, Q, QuerySet
from django.utils.timezone import localdate

from comparisons import attention
from comparisons.models import (
    Comparison,
    Drawback,
    Extension,
    Fact,
    Feature,
    Framework,
    Level,
    Snippet,
    Task,
)
from publishing.content_checks import ContentCheck, Finding, register
from publishing.crawl import CrawledPage

# A third-party package counts for 18 months after its release; see the method page.
ALIVE_FOR = timedelta(days=548)
ADDED_LEVELS = (Level.OFFICIAL, Level.THIRD_PARTY)
FEWEST_PICKS = 6
# Names that are not rows of ours and are often misspelt.
NAMES = (
    "asyncio",
    "Celery",
    "GitHub",
    "Gunicorn",
    "Hypercorn",
    "JavaScript",
    "MySQL",
    "OpenAPI",
    "PostgreSQL",
    "Python",
    "Redis",
    "SQLite",
    "Starlette",
    "Uvicorn",
    "Werkzeug",
)

type Pages = Sequence[CrawledPage]


def register_checks() -> None:
    register(
        ContentCheck("Facts without a source", facts_without_source),
        ContentCheck("Facts without a date", facts_without_date),
        ContentCheck("Facts that nobody signed", facts_unsigned),
        ContentCheck("Drawbacks without a dated source or a fact", drawbacks_without_ground),
        ContentCheck("Add-ons that are not alive", dead_addons),
        ContentCheck("Facts and extensions that disagree", disagreements),
        ContentCheck("Snippets without a run that passed", snippets_unproven),
        ContentCheck("Comparisons without a whole verdict", comparisons_without_verdict),
        ContentCheck("One-sided claims in prose", one_sided_prose),
        ContentCheck("Names spelled otherwise", misspelt_names),
        ContentCheck("Facts not checked yet", facts_not_checked, required=False),
        ContentCheck("Stale facts", stale_facts, required=False),
        ContentCheck("Tasks without a snippet", missing_snippets, required=False),
    )


def published_facts() -> QuerySet[Fact]:
    facts = Fact.objects.filter(framework__in=Framework.objects.published())
    return facts.select_related("framework", "feature", "extension")


def place(claim: Fact) -> str:
    return f"{claim.framework}, {claim.feature}"


def facts_without_source(pages: Pages) -> Iterator[Finding]:
    for fact in published_facts().filter(source_url="").exclude(level=Level.UNKNOWN):
        yield Finding(place(fact), "has no source")


def facts_without_date(pages: Pages) -> Iterator[Finding]:
    for fact in published_facts().filter(checked_on=None).exclude(level=Level.UNKNOWN):
        yield Finding(place(fact), "has no date")


def facts_unsigned(pages: Pages) -> Iterator[Finding]:
    lacking = Q(checked_by=None) | Q(checked_against="")
    for fact in published_facts().filter(lacking).exclude(level=Level.UNKNOWN):
        yield Finding(place(fact), "does not say who checked it, or against which version")


def drawbacks_without_ground(pages: Pages) -> Iterator[Finding]:
    lacking = Q(source_url="") | Q(checked_on=None)
    drawbacks = Drawback.objects.filter(framework__in=Framework.objects.published())
    for drawback in drawbacks.filter(lacking, feature=None).select_related("framework"):
        yield Finding(str(drawback.framework), f"“{drawback}” has neither source nor fact")


def dead_addons(pages: Pages) -> Iterator[Finding]:
    """Find third-party answers whose package was not released within 18 months before them."""
    for fact in published_facts().filter(level__in=ADDED_LEVELS):
        if not fact.extension:
            yield Finding(place(fact), "does not name the package")
        elif fact.level == Level.THIRD_PARTY and not is_alive(fact.extension, fact):
            yield Finding(place(fact), f"{fact.extension} had no release for 18 months")


def is_alive(extension: Extension, fact: Fact) -> bool:
    looked = fact.checked_on or localdate()
    return extension.released_on is not None and extension.released_on >= looked - ALIVE_FOR


def disagreements(pages: Pages) -> Iterator[Finding]:
    """Find facts whose package does not add the feature, and additions that a fact denies."""
    named = published_facts().exclude(extension=None)
    for fact in named.exclude(extension__adds=F("feature")):
        yield Finding(place(fact), f"names {fact.extension}, which does not add it")
    denied = published_facts().filter(level=Level.NONE, framework__extensions__adds=F("feature"))
    for fact in denied.distinct():
        yield Finding(place(fact), "is not available, but an extension adds it")


def snippets_unproven(pages: Pages) -> Iterator[Finding]:
    snippets = Snippet.objects.filter(framework__in=Framework.objects.published())
    for snippet in snippets.filter(passed=False).select_related("framework"):
        yield Finding(str(snippet), "has not passed")


def comparisons_without_verdict(pages: Pages) -> Iterator[Finding]:
    for comparison in Comparison.objects.published().prefetch_related("entries", "picks"):
        lacking = [part for part, found in verdict_parts(comparison).items() if not found]
        if lacking:
            yield Finding(str(comparison), f"lacks {', '.join(lacking)}")


def verdict_parts(comparison: Comparison) -> dict[str, bool]:
    return {
        "a lead": bool(comparison.lead),
        "“choose if” lines for each side": all(
            entry.choose_if for entry in comparison.entries.all()
        ),
        f"{FEWEST_PICKS} picks": len(comparison.picks.all()) >= FEWEST_PICKS,
        "an either-line": bool(comparison.either),
        "prose": bool(comparison.body),
        "an author": comparison.author_id is not None,
    }


def one_sided_prose(pages: Pages) -> Iterator[Finding]:
    """Find the parts of a comparison's prose that name one of its frameworks but not all."""
    for comparison in Comparison.objects.published().prefetch_related("frameworks"):
        names = [framework.name for framework in comparison.frameworks.all()]
        for heading, text in sections(comparison.body):
            missing = [name for name in names if not mentions(text, name)]
            if missing and len(missing) < len(names):
                yield Finding(f"{comparison}, “{heading}”", f"says nothing of {missing[0]}")


def sections(body: str) -> Iterator[tuple[str, str]]:
    """Part Markdown at its second-level headings; yield each heading with all that it heads."""
    for part in re.split(r"^## ", f"\n{body}", flags=re.MULTILINE):
        heading, _break, text = part.partition("\n")
        yield heading.strip(), f"{heading}\n{text}"


def mentions(text: str, name: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) is not None


def misspelt_names(pages: Pages) -> Iterator[Finding]:
    """Find names of frameworks and packages in prose that are not spelled as they spell it.

    Addresses and compound names, such as django.org and django-environ, are left alone.
    """
    names = {name.lower(): name for name in canonical_names()}
    wanted = re.compile(
        rf"(?<![\w./@-])(?:{'|'.join(map(re.escape, names))})(?![\w/@-]|\.\w)", re.IGNORECASE
    )
    for page in pages:
        wrong = {word for word in wanted.findall(page.text) if word != names[word.lower()]}
        for word in sorted(wrong):
            yield Finding(page.path, f"“{word}” is spelled {names[word.lower()]}")


def canonical_names() -> Iterator[str]:
    """Yield the names that cannot be taken for an ordinary word."""
    yield from NAMES
    yield from Framework.objects.values_list("name", flat=True)
    for name in Extension.objects.values_list("name", flat=True):
        if re.search(r"[-.]|\w[A-Z]", name):
            yield name


def facts_not_checked(pages: Pages) -> Iterator[Finding]:
    features = Feature.objects.all()
    for framework in Framework.objects.published().prefetch_related("facts"):
        checked = {fact.feature_id for fact in framework.facts.all() if fact.is_checked}
        missing = [feature.slug for feature in features if feature.pk not in checked]
        if missing:
            yield Finding(str(framework), f"{len(missing)}: {', '.join(missing)}")


def stale_facts(pages: Pages) -> Iterable[Finding]:
    for fact in attention.stale(published_facts(), today=localdate()):
        yield Finding(place(fact), f"checked on {fact.checked_on} against {fact.checked_against}")


def missing_snippets(pages: Pages) -> Iterator[Finding]:
    for framework in Framework.objects.published().prefetch_related("snippets"):
        found = {snippet.task for snippet in framework.snippets.all()}
        for task in Task:
            if task not in found:
                yield Finding(str(framework), f"“{task.label}”")
