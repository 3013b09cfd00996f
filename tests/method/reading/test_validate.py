"""Refusals in words: one problem a mistake, at the nearest place, without the checker's own terms."""

from __future__ import annotations

import pytest

from sz_assess.errors import InputError, Problem
from sz_assess.method.indicator import Dimension
from sz_assess.method.reading.validate import validated
from sz_assess.method.reading.wording import shown
from sz_assess.method.reading.yaml_reader import parse_yaml
from sz_assess.method.weights import Weights

INDICATOR = """\
dimension: growth
name: 增长
indicators:
  - code: i
    name: 指标
    unit: percent
    direction: positive
    source: {clause: 一}
    formula: output
    scoring: {rule: band, low: 1, high: 2, reach: 3}
    missing: refuse
"""


LAST = "missing: refuse\n"


def problems(old: str, new: str) -> list[Problem]:
    assert old in INDICATOR
    with pytest.raises(InputError) as caught:
        validated(Dimension, parse_yaml(INDICATOR.replace(old, new, 1), "a.yaml"))
    return list(caught.value.problems)


def test_the_base_of_these_tests_is_sound() -> None:
    assert validated(Dimension, parse_yaml(INDICATOR, "a.yaml")).indicators[0].code == "i"


@pytest.mark.parametrize(
    ("old", "new", "key", "expected"),
    [
        # Several kinds of value: the nearest speaks.
        ("reach: 3", "reach: a(", "indicators[0].scoring.reach", "arithmetic"),
        ("reach: 3", "reach: [1, a(]", "indicators[0].scoring.reach[1]", "arithmetic"),
        ("reach: 3", "reach: [1]", "indicators[0].scoring.reach[1]", "parts"),
        ("missing: refuse", "missing: {points: x}", "indicators[0].missing.points", "a number"),
        ("missing: refuse", "missing: {impute: linear}", "indicators[0].missing", "years"),
        # Pairs and short forms: the part that is wrong.
        ("reach: 3", "reach: 3, within: [0, a(]", "indicators[0].scoring.within[1]", "arithmetic"),
        ("name: 指标", 'name: ""', "indicators[0].name", "a text that is not empty"),
        (LAST, LAST + "    targets: {2018: {value: x(}}", "indicators[0].targets.2018.value", "arithmetic"),
        (LAST, LAST + "    not_applicable: {group: 5}", "indicators[0].not_applicable", "a text"),
        # Kinds of value are never read into each other.
        ("unit: percent", "unit: 5", "indicators[0].unit", "a text"),
        (LAST, LAST + "    round: {decimals: 1.5}", "indicators[0].round.decimals", "whole number"),
        (LAST, LAST + "    round: {decimals: true}", "indicators[0].round.decimals", "whole number"),
        (LAST, LAST + "    round: {decimals: 11}", "indicators[0].round.decimals", "10 or less"),
    ],
)  # fmt: skip
def test_one_problem_at_the_nearest_place(old: str, new: str, key: str, expected: str) -> None:
    (problem,) = problems(old, new)
    assert problem.key == key
    assert expected in f"{problem.expected} {problem.found}"


def test_a_misspelt_key_is_one_problem_not_two() -> None:
    (problem,) = problems("formula: output", "fromula: output")
    assert str(problem.mend) == "did you mean formula?"
    assert {problem.key for problem in problems("formula: output", "colour: output")} == {
        "indicators[0].colour",
        "indicators[0].formula",
    }


def test_a_missing_key_is_told_at_its_mapping() -> None:
    (problem,) = problems("    unit: percent\n", "")
    assert (problem.line, problem.column, problem.key) == (4, 5, "indicators[0].unit")


def test_a_wrong_part_of_a_list_does_not_make_the_list_too_short() -> None:
    text = "{rule: curve, points: [[0, 0], [1]], beyond: hold}"
    (problem,) = problems("{rule: band, low: 1, high: 2, reach: 3}", text)
    assert problem.key == "indicators[0].scoring.points[1]"


def test_all_refusals_of_a_file_are_told() -> None:
    text = INDICATOR.replace("positive", "up").replace("percent", "5").replace("refuse", "refus")
    with pytest.raises(InputError) as caught:
        validated(Dimension, parse_yaml(text, "a.yaml"))
    assert [problem.line for problem in caught.value.problems] == [6, 7, 11]


WEIGHTS = """\
method: m
name: n
decided: {by: a, basis: b}
total: 100
weights: {a: {weight: 40, x: 40}, b: 60}
not_applicable: proportionally
ranking: {on: unrounded}
aggregate: arithmetic
"""


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("x: 40", "x: -40", "weights.a.x"),
        ("x: 40", "x: {weight: no}", "weights.a.x.weight"),
        ("weight: 40", "weight: null", "weights.a.weight"),
        ("b: 60", "b: [60]", "weights.b"),
        ("aggregate: arithmetic", "aggregate: {method: power}", "aggregate.power"),
        ("aggregate: arithmetic", "aggregate: {method: power, power: x}", "aggregate.power"),
        ("aggregate: arithmetic", "aggregate: {method: arithmetic, at: {a: {method: power}}}", "aggregate.at.a.power"),
    ],
)
def test_the_tree_of_weights_and_the_aggregation_tell_their_places(old: str, new: str, key: str) -> None:
    assert old in WEIGHTS
    with pytest.raises(InputError) as caught:
        validated(Weights, parse_yaml(WEIGHTS.replace(old, new, 1), "a.yaml"))
    assert [problem.key for problem in caught.value.problems] == [key]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "nothing"), (True, "true"), (5, "5"), ("a", '"a"'), ((1, (2, None)), "[1, [2, null]]"),
        ((), "an empty list"),
        ({}, "an empty mapping"), ({"a": 1, "b": 2}, "a mapping with a, b"), ("x" * 100, '"' + "x" * 58 + "…"),
    ],
)  # fmt: skip
def test_a_value_is_shown_as_the_file_has_it(value: object, words: str) -> None:
    assert str(shown(value)) == words
