"""Skewness and kurtosis: against scipy, against hand calculation, and their bounds."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from sz_assess.numeric import FloatArray
from sz_assess.scoring.treatment.moments import MomentType, moments, most
from tests.scoring.treatment.strategies import columns


@given(columns())
def test_type_2_is_the_unbiased_one_of_scipy(values: FloatArray) -> None:
    assume(np.ptp(values) > 0)
    found = moments(values, "type_2")
    assert found[0] == pytest.approx(float(stats.skew(values, bias=False)), rel=1e-9, abs=1e-9)
    assert found[1] == pytest.approx(float(stats.kurtosis(values, bias=False)), rel=1e-9, abs=1e-9)


@given(columns())
def test_type_1_is_the_biased_one_of_scipy(values: FloatArray) -> None:
    assume(np.ptp(values) > 0)
    found = moments(values, "type_1")
    assert found[0] == pytest.approx(float(stats.skew(values)), rel=1e-9, abs=1e-9)
    assert found[1] == pytest.approx(float(stats.kurtosis(values)), rel=1e-9, abs=1e-9)


def test_type_3_by_hand() -> None:
    # 0 0 0 0 5: mean 1, sum of squares 20, of cubes 60, of fourth powers 260; sample variance 5.
    skewness, kurtosis = moments(np.array([0.0, 0, 0, 0, 5]), "type_3")
    assert skewness == pytest.approx((60 / 5) / 5**1.5)
    assert kurtosis == pytest.approx((260 / 5) / 5**2 - 3)


@given(columns(), st.sampled_from([1e-150, 1e-3, 7.0, 1e150]), st.randoms(use_true_random=False))
def test_neither_the_unit_nor_the_order_matters(values: FloatArray, unit: float, chance: object) -> None:
    assume(np.ptp(values) > 0)
    shuffled = values.copy()
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert moments(shuffled, "type_2") == moments(values, "type_2")
    assert moments(values * unit, "type_2") == pytest.approx(moments(values, "type_2"), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("value", [0.0, 0.1, -3e9])
def test_equal_values_have_no_shape(value: float) -> None:
    assert all(math.isnan(moment) for moment in moments(np.full(7, value), "type_2"))


def test_what_noise_leaves_between_equal_values_has_no_shape() -> None:
    assert math.isnan(moments(np.array([0.3, 0.1 + 0.2, 0.3, 0.3, 0.3]), "type_1")[0])


def test_three_values_are_too_few() -> None:
    with pytest.raises(ValueError, match="3 values"):
        moments(np.array([1.0, 2, 3]), "type_2")


@pytest.mark.parametrize("kind", ["type_1", "type_2", "type_3"])
@pytest.mark.parametrize("n", [4, 5, 8, 51])
def test_one_value_apart_is_the_most_that_there_is(kind: MomentType, n: int) -> None:
    apart = np.zeros(n)
    apart[-1] = 1.0
    assert moments(apart, kind) == pytest.approx(most(n, kind))


@given(columns(least=4, most=8), st.sampled_from(["type_1", "type_2", "type_3"]))
def test_nothing_is_beyond_the_most(values: FloatArray, kind: MomentType) -> None:
    assume(np.ptp(values) > 0)
    skewness, kurtosis = moments(values, kind)
    highest = most(values.size, kind)
    assert abs(skewness) <= highest[0] * (1 + 1e-9)
    assert kurtosis <= highest[1] + 1e-9
