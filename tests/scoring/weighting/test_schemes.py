"""Schemes of the weights file: what they give, and what they refuse."""

from typing import Any

import numpy as np
import pytest
from pydantic import TypeAdapter, ValidationError

from sz_assess.errors import Refused
from sz_assess.numeric import FloatArray
from sz_assess.scoring.weighting.scheme import Scheme
from sz_assess.scoring.weighting.schemes import AnyScheme, goes_by_scores

ABC = ("a", "b", "c")
AHP = {"method": "ahp", "solve": "column_mean", "random_index": "saaty"}
CONSISTENT = {"a": {"b": 2, "c": 4}, "b": {"c": 2}}
SCORES = np.array([[40.0, 20.0, 50.0], [50.0, 50.0, 55.0], [60.0, 80.0, 45.0]])


def scheme(content: dict[str, Any] | str) -> Scheme:
    found: Scheme = TypeAdapter(AnyScheme).validate_python(content)
    return found


def shares(content: dict[str, Any] | str, scores: FloatArray | None = None) -> list[float]:
    return [float(share) for share in scheme(content).derive(ABC, scores).shares]


def test_consistent_judgements() -> None:
    assert shares({**AHP, "judgements": CONSISTENT}) == pytest.approx([4 / 7, 2 / 7, 1 / 7])
    written_the_other_way = {"c": {"a": "1/4", "b": "1/2"}, "b": {"a": 0.5}}
    assert shares({**AHP, "judgements": written_the_other_way}) == pytest.approx([4 / 7, 2 / 7, 1 / 7])


def test_contradicting_judgements_are_refused_with_their_ratio() -> None:
    # The matrix of a published tool's documentation: its weights are given there, its ratio of 0.326 is not.
    five = {
        "a": {"b": 3, "c": 2, "d": 2, "e": "1/3"}, "b": {"c": "1/2", "d": 1, "e": "1/5"},
        "c": {"d": 1, "e": "1/2"}, "d": {"e": 5},
    }  # fmt: skip
    with pytest.raises(Refused, match=r"0\.326"):
        scheme({**AHP, "judgements": five}).derive(tuple("abcde"), None)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ({**AHP, "judgements": {"a": {"b": 2, "c": 4}}}, "no judgement of b against c"),
        ({**AHP, "judgements": {**CONSISTENT, "d": {"a": 1}}}, "judgements of d"),
        ({**AHP, "judgements": {**CONSISTENT, "c": {"a": 4}}}, "do not answer each other"),
        ({**AHP, "random_index": {4: 0.9}, "judgements": CONSISTENT}, "3 items"),
        ({"method": "equal", "multipliers": {"x": 2}}, "multipliers of x"),
        ({"method": "equal", "multipliers": {"a": 0, "b": 0, "c": 0}}, "no weights"),
        ({"method": "given", "weights": {"a": 1, "b": 2}}, "weights without c"),
        ({"method": "experts", "experts": [{"name": "甲", "weights": {"a": 1, "b": 2, "c": -1}}]}, "no weights"),
        ({"method": "combined", "how": "linear", "of": {"x": {"method": "equal"}, "y": {"method": "equal"}},
          "shares": {"x": 0.5, "y": 0.6}}, "add up to 1.1"),
        ({"method": "combined", "how": "linear", "of": {"x": {"method": "equal"}, "y": {"method": "equal"}},
          "shares": {"x": 1}}, "shares without y"),
        ({"method": "combined", "how": "product", "of": {"x": {"method": "equal"}, "y": {"method": "equal"}},
          "shares": {"x": 1}}, "shares of a product"),
        ({"method": "combined", "how": "product", "of": {
            "x": {"method": "given", "weights": {"a": 1, "b": 0, "c": 0}},
            "y": {"method": "given", "weights": {"a": 0, "b": 1, "c": 1}}}}, "each part has 0 in one"),
    ],
)  # fmt: skip
def test_what_can_not_be_weights_is_refused(content: dict[str, Any], says: str) -> None:
    with pytest.raises(Refused, match=says):
        shares(content)


def test_experts_count_by_their_voices() -> None:
    answers = [{"name": "甲", "voices": 3, "weights": {"a": 2, "b": 1, "c": 1}},
               {"name": "乙", "weights": {"a": 0, "b": 0, "c": 5}}]  # fmt: skip
    # (3 × 0.5 + 0) ÷ 4, (3 × 0.25 + 0) ÷ 4, (3 × 0.25 + 1) ÷ 4
    assert shares({"method": "experts", "experts": answers}) == pytest.approx([0.375, 0.1875, 0.4375])


@pytest.mark.parametrize("method", ["critic", "variation", "deviation"])
def test_weights_from_scores_do_not_depend_on_the_order_of_units(method: str) -> None:
    assert goes_by_scores(scheme(method))
    assert shares(method, SCORES) == pytest.approx(shares(method, SCORES[::-1]))


def test_equal_scores_everywhere_are_refused() -> None:
    same = np.full((3, 3), 70.0)
    for content in ("critic", "variation", "deviation", {"method": "entropy", "normalise": "min_max"}):
        with pytest.raises(Refused):
            shares(content, same)


def test_a_part_on_which_all_are_equal_weighs_nothing_by_entropy() -> None:
    scores = SCORES.copy()
    scores[:, 2] = 70
    assert shares({"method": "entropy", "normalise": "none"}, scores)[2] == 0


def test_a_mixture_lies_between_its_parts() -> None:
    content = {"method": "combined", "how": "linear", "shares": {"x": 0.25, "y": 0.75},
               "of": {"x": {"method": "equal"}, "y": {"method": "deviation"}}}  # fmt: skip
    assert goes_by_scores(scheme(content))
    # Deviations 10, 30, 5: shares 10/45, 30/45, 5/45.
    assert shares(content, SCORES) == pytest.approx([1 / 12 + 1 / 6, 1 / 12 + 1 / 2, 1 / 12 + 1 / 12])


@pytest.mark.parametrize("table", [{}, {3: 0.0}, {3: -0.58}])
def test_a_random_index_is_above_0(table: dict[int, float]) -> None:
    with pytest.raises(ValidationError):
        scheme({**AHP, "random_index": table, "judgements": CONSISTENT})


NOISE = [80.0, 80.00000000000001, 80.0]
"""Scores that differ by the last digit of float64."""


def test_noise_tells_no_units_apart() -> None:
    scores = SCORES.copy()
    scores[:, 0] = NOISE
    with pytest.raises(Refused, match="equal values: a;"):
        shares("critic", scores)
    entropy: dict[str, Any] = {"method": "entropy", "normalise": "min_max", "shift": 0.01}
    for content in ("variation", "deviation", entropy):
        assert shares(content, scores)[0] == 0
    scores[:, 1:] = 70
    for content in ("variation", "deviation", entropy):
        with pytest.raises(Refused, match="do not tell units apart"):
            shares(content, scores)


def test_parts_that_run_alike_have_no_conflict() -> None:
    # The second and third are the first times 1.1 and 0.7, and 3 more: the correlation is 1 but for noise.
    first = np.array([10.1, 20.3, 40.7, 55.9])
    with pytest.raises(Refused, match="do not tell units apart"):
        shares("critic", np.column_stack([first, first * 1.1, first * 0.7 + 3]))


def test_variation_about_a_mean_of_nothing_is_refused() -> None:
    # Standardised scores: their mean is 0, in binary 1.9e-17.
    scores = np.column_stack([[0.1, 0.2, -0.3], [10, 20, 35], [5, 6, 7]])
    assert 0 < abs(scores[:, 0].mean()) < 1e-15
    with pytest.raises(Refused, match="mean 0: a;"):
        shares("variation", scores)


def test_a_score_that_is_wanting_is_named() -> None:
    scores = SCORES.copy()
    scores[1, 2] = np.nan
    for content in ("critic", "variation", "deviation", {"method": "entropy", "normalise": "min_max"}):
        with pytest.raises(Refused, match="a unit without a score: c;"):
            shares(content, scores)
