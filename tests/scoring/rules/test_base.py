"""What all rules share: frozen, strict about keys, naming what they need, within their bounds."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from sz_assess.scoring.rules import RULES, AnyRule
from tests.scoring.applying import read_rule, scores

EXAMPLES: dict[str, dict[str, Any]] = {
    "curve": {"points": [[0, 0], ["target", 100]], "beyond": "hold"},
    "efficacy": {"when_equal": 60},
    "min_max": {"when_equal": 0},
    "goalposts": {"low": 0, "high": "target"},
    "completion": {"cap": 120},
    "band": {"low": 70, "high": "benchmark.hubei", "reach": 10},
    "margin": {"reference": "mean", "base": 80, "each": 1, "within": [0, 100]},
    "ladder": {"steps": [["< last_year", 0], ["otherwise", 100]]},
    "position": {"top": 100, "step": 3, "ties": "shared"},
    "rank_gain": {"base": 60, "gained": 10, "lost": 5, "when_new": 60},
    "z_score": {"deviation": "sample", "when_equal": 0},
    "sum": {
        "parts": [
            {"rule": "curve", "points": [[0, 0], ["target", 20]], "beyond": "hold"},
            {"rule": "ladder", "steps": [["> mean", 1], ["otherwise", 0]]},
        ]
    },
    "expression": {"formula": "value / stretch"},
}
NEEDS: dict[str, set[str]] = {
    "curve": {"target"},
    "efficacy": {"min", "max"},
    "min_max": {"min", "max"},
    "goalposts": {"target"},
    "completion": {"target"},
    "band": {"benchmark.hubei"},
    "margin": {"mean"},
    "ladder": {"last_year"},
    "position": {"place"},
    "rank_gain": {"last_year", "place_of_both", "last_place_of_both"},
    "z_score": {"mean", "sd"},
    "sum": {"target", "mean"},
    "expression": {"stretch"},
}


def test_every_rule_has_an_example_here() -> None:
    assert set(RULES) == set(EXAMPLES) == set(NEEDS)


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_is_read_strictly_and_frozen(name: str) -> None:
    rule = read_rule({"rule": name, **EXAMPLES[name]})
    assert isinstance(rule, RULES[name])
    assert rule.needs() == NEEDS[name]
    assert hash(rule) == hash(read_rule({"rule": name, **EXAMPLES[name]}))
    with pytest.raises(ValidationError, match="frozen"):
        rule.over = "all"  # type: ignore[misc]  # that is the point
    with pytest.raises(ValidationError, match="Extra inputs"):
        read_rule({"rule": name, **EXAMPLES[name], "cieling": 100})


@pytest.mark.parametrize("name", sorted(RULES))
@pytest.mark.parametrize("direction", ["positive", "negative"])
def test_a_rule_goes_to_a_primitive_that_has_words(name: str, direction: Any) -> None:
    rule = read_rule({"rule": name, **EXAMPLES[name]})
    primitive = rule.long_form(direction)
    assert primitive.long_form(direction) is primitive
    assert primitive.needs() <= rule.needs()
    assert str(primitive.words())
    if primitive is not rule:
        for ask in (rule.words, rule.score, rule.written):
            with pytest.raises(TypeError, match="short form"):
                ask(*(() if ask == rule.words else (None, direction)))


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_written_to_a_file_reads_back(name: str) -> None:
    rule = read_rule({"rule": name, **EXAMPLES[name]})
    adapter: TypeAdapter[Any] = TypeAdapter(AnyRule)
    assert adapter.validate_python(adapter.dump_python(rule, by_alias=True)) == rule


def test_an_unknown_rule_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValidationError, match="completion"):
        read_rule({"rule": "complete"})


def test_bounds_may_be_open_and_may_be_formulas() -> None:
    rule = {"rule": "expression", "formula": "value"}
    assert scores({**rule, "within": [0, None]}, [-5, 500]) == [0, 500]
    assert scores({**rule, "within": [None, "full * 1.5"]}, [-5, 500]) == [-5, 150]
    assert scores({**rule, "within": ["min", "mean"]}, [0, 10]) == [0, 5]
    with pytest.raises(ValidationError, match="two bounds"):
        read_rule({**rule, "within": [0]})
    with pytest.raises(ValidationError, match="small to large"):
        read_rule({**rule, "within": [5, 0]})


def test_points_of_the_weight_instead_of_per_cent() -> None:
    rule = {"rule": "expression", "formula": "full - 2 * value", "scale": "points", "within": [0, "full"]}
    assert scores(rule, [0, 1, 9], full=8.0) == [8, 6, 0]
