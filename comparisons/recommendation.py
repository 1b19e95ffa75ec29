"""What the result of the decision helper says: an order, its reasons, what would change it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from comparisons import decision, pairs, reweighing
from comparisons.decision import Candidate, Criterion, Finding, Ranking, Standing
from comparisons.factbase import load_factbase
from comparisons.matrix import Cell, Column, Row, build_matrix, columns_for
from comparisons.models import (
    DecisionCriterion,
    DecisionOption,
    DecisionQuestion,
    Framework,
)
from comparisons.models.decision import WHOLE_NUMBER
from comparisons.questionnaire import criterion_of
from comparisons.result_words import (
    asked_in_words,
    change_in_words,
    heading_and_lead,
    no_change_in_words,
    place_in_words,
    points_in_words,
    sum_in_words,
)

MOST_SHOWN = 3

type Answers = Mapping[DecisionQuestion, DecisionOption]


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts that the answers ask about: cells by slug of the framework and of the feature."""

    columns: Mapping[str, Column]
    rows: Mapping[str, Row]
    cells: Mapping[str, Mapping[str, Cell]]

    @property
    def frameworks(self) -> dict[str, str]:
        return {slug: column.name for slug, column in self.columns.items()}

    @property
    def features(self) -> dict[str, str]:
        return {slug: row.name for slug, row in self.rows.items()}


def load_facts(frameworks: Sequence[Framework], features: Iterable[str], today: date) -> Facts:
    """Read what is known of the frameworks on some features: one query."""
    base = load_factbase([framework.pk for framework in frameworks], features=features)
    columns = columns_for(frameworks)
    rows = build_matrix(base, columns, today=today).rows
    cells = {
        column.slug: {row.slug: row.cells[number] for row in rows}
        for number, column in enumerate(columns)
    }
    return Facts(
        {column.slug: column for column in columns}, {row.slug: row for row in rows}, cells
    )


def finding(cell: Cell) -> Finding:
    """Return what a cell says as the rule reads it; a value that is no number says nothing."""
    if not cell.is_known:
        return None
    if cell.level:
        return cell.level
    return int(cell.text.replace(",", "")) if re.fullmatch(WHOLE_NUMBER, cell.text) else None


def candidates(facts: Facts) -> list[Candidate]:
    return [
        Candidate(slug, {feature: finding(cell) for feature, cell in cells.items()})
        for slug, cells in facts.cells.items()
    ]


def criteria_of(options: Iterable[DecisionOption]) -> list[DecisionCriterion]:
    return [row for option in options for row in option.criteria.all()]


def recommend(answers: Answers, frameworks: Sequence[Framework], *, today: date) -> dict[str, Any]:
    """Return all that the result page shows of some answers: two queries."""
    asked = criteria_of(answers.values())
    facts = load_facts(frameworks, {row.feature.slug for row in asked}, today)
    ranking = decision.rank(candidates(facts), [criterion_of(row) for row in asked])
    shown = ranking.standings[:MOST_SHOWN] if asked else ()
    by_slug = {framework.slug: framework for framework in frameworks}
    return {
        **heading_and_lead(ranking, facts.frameworks, asked=bool(asked)),
        "results": [result(one, ranking, answers, facts, by_slug[one.name]) for one in shown],
        "sharing": sharing(ranking, facts) if shown else [],
        "changes": changes(ranking, facts) if shown else [],
        "unchecked": unchecked(ranking, facts) if shown else [],
        "ruled_out": [ruled_out(one, answers, facts) for one in ranking.ruled_out],
        "comparisons": comparisons([by_slug[one.name] for one in shown]),
    }


def result(
    standing: Standing, ranking: Ranking, answers: Answers, facts: Facts, framework: Framework
) -> dict[str, Any]:
    """Return the card of a framework: its place, its points and every line behind them."""
    return {
        "name": framework.name,
        "url": framework.get_absolute_url(),
        "tagline": framework.tagline,
        "place": place_in_words(standing, ranking),
        "points": points_in_words(standing, ranking.most),
        "uncertain": standing.low == decision.RULED_OUT,
        "reasons": [
            {
                "question": question.text,
                "answer": option.label,
                "lines": [line(row, standing, facts) for row in option.criteria.all()],
            }
            for question, option in answers.items()
            if option.criteria.all()
        ],
    }


def line(row: DecisionCriterion, standing: Standing, facts: Facts) -> dict[str, Any]:
    """Return one fact with its source, what is asked of it, and what that comes to."""
    criterion, cell = criterion_of(row), facts.cells[standing.name][row.feature.slug]
    known = finding(cell)
    return {
        "feature": row.feature.name,
        "url": f"{facts.columns[standing.name].url}#{row.feature.slug}",
        "cell": cell,
        "reason": row.reason,
        "asked": asked_in_words(criterion),
        "must_open": criterion.must and known is None,
        "sum": sum_in_words(criterion, known),
    }


def sharing(ranking: Ranking, facts: Facts) -> list[dict[str, str]]:
    """Return whom the last place shown has besides those that are shown."""
    shown, seen = ranking.standings[:MOST_SHOWN], 0
    for place in ranking.places:
        seen += len(place.standings)
        if seen >= len(shown):
            return [named(one, facts) for one in ranking.standings[len(shown) : seen]]
    return []


def named(standing: Standing, facts: Facts) -> dict[str, str]:
    column = facts.columns[standing.name]
    return {"name": column.name, "url": column.url}


# What would change it


def changes(ranking: Ranking, facts: Facts) -> list[str]:
    """Return the smallest change of weights for the order shown, and the one for its top."""
    smallest = reweighing.smallest_change(ranking, among=MOST_SHOWN)
    at_top = reweighing.smallest_change(ranking, among=1)
    found = [smallest] if at_top == smallest else [smallest, at_top]
    sentences = [
        change_in_words(change, facts.frameworks, facts.features) for change in found if change
    ]
    if ranking.winner and not at_top:
        sentences.append(no_change_in_words(facts.frameworks[ranking.winner.name]))
    return sentences


def unchecked(ranking: Ranking, facts: Facts) -> list[dict[str, str]]:
    """Return the facts that keep the order of an open place open."""
    features = list(dict.fromkeys(criterion.feature for criterion in ranking.criteria))
    return [
        {
            "framework": facts.columns[standing.name].name,
            "feature": facts.rows[feature].name,
            "url": f"{facts.columns[standing.name].url}#{feature}",
        }
        for standing in ranking.standings
        for feature in features
        if standing.candidate.findings.get(feature) is None
    ]


def ruled_out(standing: Standing, answers: Answers, facts: Facts) -> dict[str, Any]:
    """Return a framework with the musts that it lacks, and the answers that ask for them."""
    lacks = [
        {**line(row, standing, facts), "answer": option.label}
        for option in answers.values()
        for row in option.criteria.all()
        if is_lacking(criterion_of(row), standing)
    ]
    return {**named(standing, facts), "lacks": lacks}


def is_lacking(criterion: Criterion, standing: Standing) -> bool:
    known = standing.candidate.findings.get(criterion.feature)
    return criterion.must and known is not None and not decision.is_met(criterion, known)


def comparisons(shown: Sequence[Framework]) -> list[dict[str, str]]:
    """Return where the first stands beside each of the others, and all beside each other."""
    sets = [[shown[0], other] for other in shown[1:]]
    if len(shown) > 2:
        sets.append(list(shown))
    if not sets:
        return []
    return [
        {"title": " vs ".join(one.name for one in frameworks), "url": url}
        for frameworks, url in zip(sets, pairs.addresses_of(sets), strict=True)
    ]
