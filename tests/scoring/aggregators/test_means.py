"""Weighted means, worked out by hand, against scipy, and in their order."""

import numpy as np
import pytest
from hypothesis import given
from pydantic import ValidationError
from scipy import stats

from sz_assess.numeric import FloatArray
from sz_assess.scoring.domain import DomainError
from tests.scoring.aggregators.combining import NAN, combined, tables


def test_arithmetic() -> None:
    assert combined("arithmetic", [[90, 70, 60], [60, 80, 80]], [0.5, 0.3, 0.2]) == pytest.approx([78, 70])


def test_geometric() -> None:
    assert combined("geometric", [[4, 9]], [0.5, 0.5]) == pytest.approx([6])
    assert combined("geometric", [[16, 1]], [0.25, 0.75]) == pytest.approx([2])


def test_harmonic() -> None:
    # 1 / (.25/30 + .75/60) = 1 / (1/120 + 1/80) = 240/5
    assert combined("harmonic", [[40, 60]], [0.5, 0.5]) == pytest.approx([48])
    assert combined("harmonic", [[30, 60]], [0.25, 0.75]) == pytest.approx([48])


@pytest.mark.parametrize(
    ("power", "scores", "expected"),
    [
        (2, [30, 40], 1250**0.5),
        (0.5, [100, 0], 25),  # (5 + 0) squared
        (-2, [1, 2], 0.625**-0.5),
        (1, [30, 40], 35),
        (-1, [40, 60], 48),
        (100, [100, 50], 99.30925),  # 100 times the hundredth root of a half
        (-100, [100, 50], 50.34778),  # 50 over it
    ],
)
def test_power(power: float, scores: list[float], expected: float) -> None:
    assert combined({"method": "power", "power": power}, [scores], [0.5, 0.5]) == pytest.approx([expected], rel=1e-6)


@pytest.mark.parametrize("size", [1e-300, 1e-9, 1.0, 1e200])
def test_a_power_does_not_leave_the_range_of_numbers(size: float) -> None:
    for power in (-100, -2, 2, 100):
        found = combined({"method": "power", "power": power}, [[2 * size, 2 * size]], [0.3, 0.7])
        assert found == pytest.approx([2 * size], rel=1e-12)


def test_a_power_of_nothing_is_refused() -> None:
    with pytest.raises(ValidationError, match="geometric"):
        combined({"method": "power", "power": 0}, [[1, 2]], [0.5, 0.5])


@pytest.mark.parametrize("method", ["geometric", "harmonic"])
def test_a_zero_makes_the_whole_zero(method: str) -> None:
    assert combined(method, [[0, 100], [100, 0]], [0.01, 0.99]) == [0, 0]


@pytest.mark.parametrize("method", ["arithmetic", "geometric", "harmonic", "minimum", "maximum"])
def test_what_weighs_nothing_has_no_say(method: str) -> None:
    scores = [[0, 64, 64], [NAN, 64, 64], [-5, 64, 64], [900, 64, 64]]
    assert combined(method, scores, [0, 0.5, 0.5]) == pytest.approx([64] * 4)


@pytest.mark.parametrize("method", ["arithmetic", "geometric", "harmonic", "minimum", "maximum", "mazziotta_pareto"])
def test_a_unit_none_of_whose_parts_count_has_no_score(method: str) -> None:
    found = combined(method, [[NAN, NAN], [50, 50]], [[NAN, NAN], [0.5, 0.5]])
    assert np.isnan(found[0])
    assert found[1] == pytest.approx(50)


@pytest.mark.parametrize("entries", ["geometric", "harmonic", {"method": "power", "power": 2}])
def test_a_score_below_0_is_refused_and_its_place_is_told(entries: str) -> None:
    with pytest.raises(DomainError) as caught:
        combined(entries, [[50, 60], [50, -0.001]], [0.5, 0.5])
    assert caught.value.where.tolist() == [[False, False], [False, True]]


@pytest.mark.parametrize("method", ["geometric", "harmonic"])
def test_a_zero_that_arithmetic_left_a_little_below_is_a_zero(method: str) -> None:
    almost = 100 * (1 - 0.9 - 0.1)
    assert almost < 0
    assert combined(method, [[almost, 50]], [0.5, 0.5]) == [0]


@given(tables(least=1))
def test_as_scipy_has_them(table: tuple[FloatArray, FloatArray]) -> None:
    scores, weights = table
    expected = {
        "arithmetic": np.average(scores, axis=1, weights=weights),
        "geometric": stats.gmean(scores, axis=1, weights=weights),
        "harmonic": stats.hmean(scores, axis=1, weights=weights),
    }
    for method, means in expected.items():
        assert combined(method, scores, weights) == pytest.approx(means.tolist(), rel=1e-12)
    for power in (-7.5, -0.3, 0.3, 2.0, 9.0):
        means = stats.pmean(scores, power, axis=1, weights=weights)
        assert combined({"method": "power", "power": power}, scores, weights) == pytest.approx(means.tolist(), rel=1e-9)


@given(tables())
def test_what_is_weak_pulls_harder_from_mean_to_mean(table: tuple[FloatArray, FloatArray]) -> None:
    scores, weights = table
    chain = ["minimum", "harmonic", "geometric", "arithmetic", "maximum"]
    found = np.array([combined(method, scores, weights) for method in chain])
    assert np.all(np.diff(found, axis=0) >= -1e-9)
