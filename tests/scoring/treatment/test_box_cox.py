"""Box-Cox: the likeliest power against scipy's own search, the transform against its, and the ends of the bounds."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from pydantic import ValidationError
from scipy import stats

from sz_assess.numeric import FloatArray
from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.treatment.box_cox import BoxCox, Likeliest, likeliest, transform
from tests.scoring.treatment.strategies import TEST, keeps_order, positive


def box_cox(power: object) -> BoxCox:
    return BoxCox.model_validate({"method": "box_cox", "lambda": power})


@given(positive())
def test_no_other_power_is_likelier(values: FloatArray) -> None:
    assume(np.ptp(values) > 0)
    power = likeliest(values, -5, 5)
    # Next to 0 scipy's likelihood loses its digits; at 0 it takes the logarithm.
    best = float(stats.boxcox_llf(power if abs(power) > 1e-6 else 0, values))
    others = np.append(np.linspace(-5, 5, 41), [np.clip(power + step, -5, 5) for step in (-0.01, -1e-3, 1e-3, 0.01)])
    for other in others:
        assert stats.boxcox_llf(other, values) <= best + 1e-7 * max(1.0, abs(best))


def test_the_likeliest_power_is_that_of_scipy() -> None:
    values = np.exp(np.random.default_rng(7).normal(2, 0.8, 40)) + 3
    by_scipy, power = stats.boxcox(values)
    assert likeliest(values, -5, 5) == pytest.approx(power, abs=1e-6)
    taken = box_cox({"likeliest_within": [-5, 5]}).take(values, TEST)
    assert taken.values == pytest.approx(by_scipy, rel=1e-5)
    assert taken.parameters["lambda"] == pytest.approx(power, abs=1e-6)


def test_the_power_does_not_know_the_unit() -> None:
    values = np.array([1.0, 2, 2, 3, 5, 8, 40])
    assert likeliest(values * 1e6, -5, 5) == pytest.approx(likeliest(values, -5, 5), abs=1e-9)


def test_bounds_hold() -> None:
    values = np.array([1.0, 2, 2, 3, 5, 8, 40])
    inner = likeliest(values, -5, 5)
    assert -1 < inner < 0.5
    step = box_cox({"likeliest_within": [0.7, 3]})
    taken = step.take(values, TEST)
    assert taken.parameters["lambda"] == 0.7
    assert "the end of what was to be tried" in str(step.done(taken))
    assert likeliest(values, -5, -2) == -2


@pytest.mark.parametrize(
    ("power", "of_four", "written"),
    [
        (1, 3.0, "(4 ^ 1 − 1) ÷ 1"),
        (2, 7.5, "(4 ^ 2 − 1) ÷ 2"),
        (0.5, 2.0, "(4 ^ 0.5 − 1) ÷ 0.5"),
        (-1, 0.75, "(4 ^ (−1) − 1) ÷ (−1)"),
        (0, math.log(4), "ln(4)"),
    ],
)
def test_stated_powers_by_hand(power: float, of_four: float, written: str) -> None:
    step = box_cox(power)
    taken = step.take(np.array([4.0, 1, 9]), TEST)
    assert taken.values[0] == pytest.approx(of_four)
    assert taken.values[1] == 0
    assert step.written(4.0, taken.parameters) == written


def test_near_zero_it_is_the_logarithm() -> None:
    values = np.array([0.001, 1, 7, 1e6])
    assert transform(values, 1e-12) == pytest.approx(np.log(values), rel=1e-9)


def test_zero_and_below_are_refused() -> None:
    with pytest.raises(DomainError, match="no Box-Cox transform"):
        box_cox(0.5).take(np.array([0.0, 1, 2]), TEST)


def test_beyond_all_numbers_is_refused() -> None:
    with pytest.raises(DomainError, match="too large or small for the power 9"):
        box_cox(9).take(np.array([1.0, 2, 1e200]), TEST)


def test_bounds_go_up() -> None:
    with pytest.raises(ValidationError, match="from small to large"):
        Likeliest.model_validate({"likeliest_within": [2, 2]})


@given(positive())
def test_the_order_is_kept(values: FloatArray) -> None:
    assume(np.ptp(values) > 0)
    for power in (-2, 0, 0.3, {"likeliest_within": [-3, 3]}):
        assert keeps_order(values, box_cox(power).take(values, TEST).values)
