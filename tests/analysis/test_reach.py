"""Stated values on both sides of a value, counted by hand."""

import numpy as np
import pytest

from sz_assess.analysis.reach import Reach

TENTHS = Reach(1, np.zeros(3), np.full(3, 10.0))
VALUES = np.array([3.14, 3.1, np.nan])
"""Between two tenths, on one, not known."""


def nth(n: int, up: bool) -> list[float]:
    return [float(value) for value in TENTHS.value(VALUES, np.full(3, n), up)[:2]]


def test_upwards_the_first_is_the_next_tenth_above() -> None:
    assert nth(1, up=True) == [3.2, 3.2]
    assert nth(69, up=True) == [10.0, 10.0]
    assert TENTHS.steps(VALUES, up=True).tolist() == [69, 69, 0]


def test_downwards_the_first_is_the_next_tenth_below() -> None:
    assert nth(1, up=False) == pytest.approx([3.1, 3.0])
    assert nth(32, up=False)[0] == nth(31, up=False)[1] == 0.0
    assert TENTHS.steps(VALUES, up=False).tolist() == [32, 31, 0]


def test_none_is_the_value_itself() -> None:
    assert nth(0, up=True) == nth(0, up=False) == [3.14, 3.1]


def test_which_of_them_is_at_or_beyond_another_value() -> None:
    """5.05 lies between 5.0 and 5.1: from 3.14 upwards 5.1 is the 20th. Downwards to 2.05: 2.0 is the 12th, or 11th."""
    assert TENTHS.number(VALUES, np.full(3, 5.05), up=True).tolist() == [20, 20, 0]
    assert TENTHS.number(VALUES, np.full(3, 2.05), up=False).tolist() == [12, 11, 0]
    assert (TENTHS.number(VALUES, np.full(3, 2.05), up=True)[:2] <= 0).all()
