"""Who has too little data, counted by hand."""

import math

import numpy as np

from sz_assess.scoring.treatment import screen

NAN = math.nan
VALUES = np.array(
    [
        [1.0, 2, 3, 4, 5],
        [0, 0, 3, NAN, 5],
        [NAN, NAN, NAN, 4, 0],
        [NAN, NAN, NAN, NAN, NAN],
        [1, 2, 3, NAN, NAN],
    ]
)
DUE = np.ones(VALUES.shape, dtype=bool)
DUE[4, 3:] = False  # the last two do not apply to the fifth unit


def test_counts_and_shares() -> None:
    found = screen(VALUES, DUE, None, None)
    assert found.due.tolist() == [5, 5, 5, 5, 3]
    assert found.missing.tolist() == [0, 1, 3, 5, 0]
    assert found.zeros.tolist() == [0, 2, 1, 0, 0]
    assert found.available.tolist() == [1, 0.8, 0.4, 0, 1]
    assert found.non_zero[:3].tolist() == [1, 0.5, 0.5]
    assert np.isnan(found.non_zero[3])
    assert not found.low.any()


def test_lines() -> None:
    found = screen(VALUES, DUE, 0.8, 0.6)
    assert found.low_data.tolist() == [False, False, True, True, False]
    assert found.low_non_zero.tolist() == [False, True, True, False, False]
    assert found.low.tolist() == [False, True, True, True, False]


def test_on_the_line_is_enough() -> None:
    # Seven of ten, against 0.7 as written and as binary arithmetic has it.
    values = np.array([[1.0] * 7 + [NAN] * 3])
    due = np.ones(values.shape, dtype=bool)
    assert not screen(values, due, 0.7, None).low.any()
    assert not screen(values, due, 0.1 * 7, None).low.any()
    assert screen(values, due, 0.71, None).low.all()


def test_a_unit_that_nothing_applies_to_is_below_no_line() -> None:
    found = screen(VALUES, np.zeros(VALUES.shape, dtype=bool), 0.9, 0.9)
    assert not found.low.any()
    assert np.isnan(found.available).all()


def test_what_does_not_apply_is_not_counted() -> None:
    values = VALUES.copy()
    values[4, 3:] = 0.0
    assert screen(values, DUE, None, None).zeros[4] == 0
