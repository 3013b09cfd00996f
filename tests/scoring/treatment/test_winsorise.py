"""Winsorising: by hand, and what it never does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sz_assess.numeric import FloatArray
from sz_assess.scoring.treatment import ShapeTest
from sz_assess.scoring.treatment.winsorise import Winsorise
from tests.scoring.treatment.strategies import STRICT, TEST, columns, keeps_order

STEADY = [1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10]


def winsorise(values: list[float] | FloatArray, n: int = 3, test: ShapeTest = TEST) -> FloatArray:
    return Winsorise(method="winsorise", at_most=n).take(np.array(values, dtype=float), test).values


def test_the_highest_takes_the_next_ones_value() -> None:
    assert winsorise([*STEADY, 100]).tolist() == [*STEADY, 10]


def test_the_lowest_takes_the_next_ones_value() -> None:
    assert winsorise([-100, *STEADY]).tolist() == [1, *STEADY]


def test_one_after_the_other_until_it_passes() -> None:
    # 1000 comes in to 100, which does not help; both come in to 10.
    taken = Winsorise(method="winsorise", at_most=3).take(np.array([*STEADY * 3, 100, 1000]), TEST)
    assert taken.values.tolist() == [*STEADY * 3, 10, 10]
    assert taken.moved.tolist() == [False] * 30 + [True, True]
    assert taken.parameters == {"high": 10.0}


def test_it_stops_at_the_limit() -> None:
    assert winsorise([*STEADY, *STEADY, 100, 1000, 10_000], 1).tolist() == [*STEADY, *STEADY, 100, 1000, 1000]


def test_it_stops_as_soon_as_the_indicator_passes() -> None:
    values = [*STEADY, *STEADY, 16, 100]
    assert winsorise(values, 5).tolist() == [*STEADY, *STEADY, 16, 16]


def test_level_units_move_together_or_not_at_all() -> None:
    values = [*STEADY, *STEADY, 100, 100]
    assert winsorise(values, 1).tolist() == values
    assert winsorise(values, 2).tolist() == [*STEADY, *STEADY, 10, 10]


def test_it_never_makes_all_level() -> None:
    values = [3.0, 3, 3, 3, 3, 9]
    taken = Winsorise(method="winsorise", at_most=2).take(np.array(values), TEST)
    assert taken.values.tolist() == values
    assert not taken.moved.any()
    assert "no value brought in" in str(Winsorise(method="winsorise", at_most=2).done(taken))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([*STEADY, 100], "the highest value brought down to 10"),
        ([-100, *STEADY], "the lowest value brought up to 1"),
    ],
)
def test_it_says_what_it_did(values: list[float], words: str) -> None:
    step = Winsorise(method="winsorise", at_most=3)
    assert str(step.done(step.take(np.array(values), TEST))) == words


def test_both_sides() -> None:
    values = np.array([-900.0, *STEADY, *STEADY, 1000])
    step = Winsorise(method="winsorise", at_most=4)
    taken = step.take(values, STRICT)
    assert taken.values[[0, -1]].tolist() == [1, 10]
    assert str(step.done(taken)) == "values of 2 units brought in to 1 and 10"


@given(columns(), st.integers(1, 6), st.sampled_from([TEST, STRICT]))
def test_order_and_limit_hold(values: FloatArray, n: int, test: ShapeTest) -> None:
    if np.ptp(values) == 0:
        return
    taken = Winsorise(method="winsorise", at_most=n).take(values, test)
    assert keeps_order(values, taken.values)
    assert np.count_nonzero(taken.moved) <= n
    assert np.array_equal(taken.values[~taken.moved], values[~taken.moved])
    assert np.all(taken.values[taken.moved] != values[taken.moved])
    assert np.ptp(taken.values) > 0
    assert set(taken.values.tolist()) <= set(values.tolist())


@given(columns(), st.integers(1, 6))
def test_mirrored_values_are_treated_alike(values: FloatArray, n: int) -> None:
    if np.ptp(values) > 0:
        assert np.array_equal(winsorise(-values, n), -winsorise(values, n))
