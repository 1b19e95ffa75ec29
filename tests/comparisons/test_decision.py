"""The rule of the decision helper, against every filling of gaps and every smaller change."""

from dataclasses import replace
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.decision import RULED_OUT, Candidate, Criterion, Order, rank, stand
from comparisons.reach import TooMany, reach
from comparisons.reweighing import aspect_of, reversal, smallest_change

LEVELS = ("built-in", "partial", "official", "third-party", "none", "not-applicable")
ENOUGH = LEVELS[:4]
FEATURES = ("a", "b", "c")

levels = st.sampled_from(LEVELS)
maybe_levels = st.none() | levels


def criteria_of(weights):
    """Make criteria on distinct features, so that a weight belongs to one criterion."""
    return st.tuples(
        *(
            st.builds(
                Criterion,
                feature=st.just(feature),
                must=st.booleans(),
                at_least=st.sampled_from(ENOUGH),
                weight=weights,
            )
            for feature in FEATURES
        )
    )


def candidates_of(findings, most=5):
    """Make candidates with names of their own."""
    one = st.fixed_dictionaries(dict.fromkeys(FEATURES, findings))
    return st.lists(one, min_size=1, max_size=most).map(
        lambda rows: [Candidate(f"n{number}", row) for number, row in enumerate(rows)]
    )


criteria = criteria_of(st.integers(0, 5))
wishes = criteria_of(st.integers(1, 3)).map(
    lambda all_: [replace(one, must=False) for one in all_]
)


def shape(ranking):
    return [[(one.name, one.low, one.high) for one in place.standings] for place in ranking.places]


def fillings(candidate):
    """Yield the candidate with each unknown fact turned into each thing that it could be."""
    unknown = [feature for feature in FEATURES if candidate.findings[feature] is None]
    for values in product(LEVELS, repeat=len(unknown)):
        known = {**candidate.findings, **dict(zip(unknown, values, strict=True))}
        yield Candidate(candidate.name, known)


def by_name(ranking):
    return {one.name: one for one in (*ranking.standings, *ranking.ruled_out)}


@given(candidates_of(maybe_levels), criteria, st.randoms(use_true_random=False))
def test_ranking_does_not_depend_on_the_order_of_the_candidates(candidates, criteria, random):
    shuffled = random.sample(candidates, len(candidates))
    assert rank(shuffled, criteria) == rank(candidates, criteria)


@given(candidates_of(maybe_levels, most=1), criteria)
def test_bounds_are_the_least_and_the_most_that_the_unknown_facts_allow(candidates, criteria):
    standing = stand(candidates[0], criteria)
    sums = [stand(filled, criteria) for filled in fillings(candidates[0])]
    assert all(one.is_exact for one in sums)
    assert (standing.low, standing.high) == (
        min(one.low for one in sums),
        max(one.high for one in sums),
    )


@given(candidates_of(maybe_levels, most=3), criteria)
def test_certain_order_holds_for_every_filling_of_the_unknown_facts(candidates, criteria):
    ranking = rank(candidates, criteria)
    # What fills the gaps of one does not depend on the others.
    sums = {
        one.name: [stand(filled, criteria).low for filled in fillings(one)] for one in candidates
    }
    for above, below in pairwise(ranking.places):
        worst = min(min(sums[one.name]) for one in above.standings)
        assert all(worst > max(sums[one.name]) for one in below.standings)
    assert all(set(sums[one.name]) == {RULED_OUT} for one in ranking.ruled_out)


@given(candidates_of(levels), criteria, st.sampled_from(LEVELS), st.integers(1, 5))
def test_wish_that_all_meet_alike_changes_no_order(candidates, criteria, level, weight):
    wish = Criterion("d", weight=weight)
    same = [Candidate(one.name, {**one.findings, "d": level}) for one in candidates]
    before, after = rank(candidates, criteria), rank(same, [*criteria, wish])
    assert [[one.name for one in place.standings] for place in after.places] == [
        [one.name for one in place.standings] for place in before.places
    ]


@given(candidates_of(maybe_levels), criteria)
def test_ranking_names_everybody_once_and_no_place_could_be_cut(candidates, criteria):
    ranking = rank(candidates, criteria)
    assert sorted(by_name(ranking)) == sorted(one.name for one in candidates)
    assert len(ranking.standings) + len(ranking.ruled_out) == len(candidates)
    for place in ranking.places:
        lows = sorted(place.standings, key=lambda one: one.low)
        for cut in range(1, len(lows)):
            assert max(one.high for one in lows[:cut]) >= lows[cut].low


def test_level_that_is_too_low_rules_out_and_an_unknown_one_does_not():
    must = Criterion("a", must=True, at_least="official", weight=2)
    found = ["official", "third-party", "not-applicable", None]
    ranking = rank([Candidate(str(level), {"a": level}) for level in found], [must])
    assert [one.name for one in ranking.ruled_out] == ["not-applicable", "third-party"]
    assert shape(ranking) == [[("official", 4, 4), ("None", RULED_OUT, 8)]]
    assert ranking.places[0].order == Order.OPEN
    assert ranking.winner is None


def test_number_counts_up_to_its_limit():
    wish = Criterion("size", at_most=10, weight=3)
    ranking = rank([Candidate(str(size), {"size": size}) for size in (9, 10, 11)], [wish])
    assert shape(ranking) == [[("10", 12, 12), ("9", 12, 12)], [("11", 0, 0)]]
    assert ranking.places[0].order == Order.TIE


def test_winner_is_alone_and_certain():
    ranking = rank([Candidate("x", {"a": "built-in"}), Candidate("y", {})], [Criterion("a")])
    assert ranking.winner is None
    wish = Criterion("a", weight=1)
    known = [Candidate("x", {"a": "built-in"}), Candidate("y", {"a": "partial"})]
    assert rank(known, [wish]).winner.name == "x"
    assert rank([known[0], Candidate("y", {})], [wish]).winner is None
    assert rank([Candidate("y", {})], [replace(wish, must=True)]).winner is None
    assert rank([], []).winner is None


# The smallest change


def reweighed(criteria, change):
    """Return the criteria with the weights of a change."""
    after = {one.aspect: one.after for one in change.reweighings}
    return [replace(one, weight=after.get(aspect_of(one), one.weight)) for one in criteria]


def weights_within(criteria, size):
    """Yield the criteria with all other weights that take fewer than so many steps."""
    spans = [range(max(0, one.weight - size), one.weight + size) for one in criteria]
    for weights in product(*spans):
        steps = sum(abs(new - one.weight) for new, one in zip(weights, criteria, strict=True))
        if steps < size:
            yield [replace(one, weight=new) for new, one in zip(weights, criteria, strict=True)]


def comes_before(criteria, behind, ahead):
    return stand(behind.candidate, criteria).high > stand(ahead.candidate, criteria).low


MOST_TRIED = 6


@given(candidates_of(maybe_levels), wishes)
def test_smallest_change_reverses_an_order_and_nothing_smaller_does(candidates, wishes):
    ranking = rank(candidates, wishes)
    change = smallest_change(ranking, among=3)
    if change is not None:
        assert all(one.after >= 0 for one in change.reweighings)
        assert comes_before(reweighed(wishes, change), change.behind, change.ahead)
    ordered = [
        (ahead, behind)
        for number, ahead in enumerate(ranking.standings[:3])
        for behind in ranking.standings[number + 1 :]
        if ahead.low >= behind.high
    ]
    size = min(change.size, MOST_TRIED) if change else MOST_TRIED
    for other in weights_within(wishes, size):
        for ahead, behind in ordered:
            assert not comes_before(other, behind, ahead)


@given(candidates_of(levels), wishes)
def test_smallest_change_of_known_facts_is_seen_in_the_new_ranking(candidates, wishes):
    change = smallest_change(rank(candidates, wishes), among=3)
    if change is not None:
        names = [one.name for one in rank(candidates, reweighed(wishes, change)).standings]
        assert names.index(change.behind.name) < names.index(change.ahead.name)


def test_weights_of_the_same_feature_change_as_one():
    one, other = Criterion("a", weight=2), Criterion("a", weight=1)
    small = Criterion("b", weight=1)
    candidates = [
        Candidate("x", {"a": "built-in", "b": "none"}),
        Candidate("y", {"a": "none", "b": "built-in"}),
    ]
    ranking = rank(candidates, [one, other, small])
    change = smallest_change(ranking, among=2)
    assert [(step.aspect, step.before, step.after) for step in change.reweighings] == [
        (("b", None), 1, 4)
    ]


def test_nothing_changes_what_is_better_in_everything():
    wish = Criterion("a", weight=2)
    candidates = [Candidate("x", {"a": "built-in"}), Candidate("y", {"a": "partial"})]
    ranking = rank(candidates, [wish])
    assert smallest_change(ranking, among=2) is None
    assert reversal(*ranking.standings, [wish]) is None


# Who can come first


@given(
    st.lists(st.lists(criteria, min_size=1, max_size=2), min_size=1, max_size=2),
    candidates_of(maybe_levels, most=3),
)
def test_reach_counts_what_ranking_each_combination_of_answers_gives(questions, candidates):
    wins = dict.fromkeys((one.name for one in candidates), 0)
    for answers in product(*([[], *question] for question in questions)):
        winner = rank(candidates, [one for answer in answers for one in answer]).winner
        if winner:
            wins[winner.name] += 1
    found = reach(questions, candidates)
    assert found.wins == wins
    assert found.never == sorted(name for name, count in wins.items() if not count)


def test_reach_refuses_what_would_take_too_long():
    with pytest.raises(TooMany):
        reach([[[]] * 9] * 9, [])
