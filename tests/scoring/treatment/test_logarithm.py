"""Logarithms against outliers, by hand."""

import math

import numpy as np
import pytest
from hypothesis import assume, given

from sz_assess.numeric import FloatArray
from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.treatment.logarithm import Logarithm, ShiftedLogarithm
from tests.scoring.treatment.strategies import TEST, columns, keeps_order, positive

PLAIN = Logarithm(method="log")
SHIFTED = ShiftedLogarithm(method="log_shift", margin=0.01)


def test_plain() -> None:
    found = PLAIN.take(np.array([1.0, math.e, math.e**3]), TEST)
    assert found.values == pytest.approx([0, 1, 3])


def test_zero_has_none() -> None:
    with pytest.raises(DomainError, match="no logarithm") as caught:
        PLAIN.take(np.array([0.0, 1, -1, 5]), TEST)
    assert caught.value.where.tolist() == [[True], [False], [True], [False]]


def test_shifted() -> None:
    # From -3 to 97: the lowest is 1 from zero (0.01 x 100), the highest 101.
    found = SHIFTED.take(np.array([-3.0, 97, 6]), TEST)
    assert found.values == pytest.approx([0, math.log(101), math.log(10)])
    assert found.parameters == {"min": -3.0, "max": 97.0}


def test_shifted_in_writing() -> None:
    taken = SHIFTED.take(np.array([-3.0, 97, 6]), TEST)
    assert SHIFTED.written(6.0, taken.parameters) == "ln(6 − (−3) + 0.01 × (97 − (−3)))"
    assert "from −3 to 97" in str(SHIFTED.done(taken))


@given(columns())
def test_shifted_keeps_the_order(values: FloatArray) -> None:
    assume(np.ptp(values) > 0)
    after = SHIFTED.take(values, TEST).values
    assert keeps_order(values, after)
    assert len(np.unique(after)) == len(np.unique(values))


@given(positive())
def test_plain_keeps_the_order(values: FloatArray) -> None:
    assert keeps_order(values, PLAIN.take(values, TEST).values)


@given(columns())
def test_shifted_does_not_know_the_unit(values: FloatArray) -> None:
    assume(np.ptp(values) > 0)
    once, again = (SHIFTED.take(each, TEST).values for each in (values, values * 1000 + 7))
    assert again - once == pytest.approx(math.log(1000), abs=1e-6)
