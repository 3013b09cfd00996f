"""Points for what is counted, and the bounds of sums."""

import numpy as np

from sz_assess.scoring.adjust import held, points, summed

NAN = float("nan")


def test_points_for_each_up_to_a_cap() -> None:
    assert points(np.array([0.0, 1, 3, NAN]), 2.0, 4.0).tolist() == [0, 2, 4, 0]
    assert points(np.array([0.0, 1, 3]), 2.0, None).tolist() == [0, 2, 6]
    # Half the base of the unit's own weight as the cap (基本分值的50%).
    assert points(np.array([3.0, 3.0]), np.array([1.0, 2.0]), np.array([2.5, 5.0])).tolist() == [2.5, 5]


def test_bounds_hold_on_either_side_or_not_at_all() -> None:
    total = np.array([-12.0, 0.5, 9.0])
    assert held(total, -10.0, 5.0).tolist() == [-10, 0.5, 5]
    assert held(total, None, 5.0).tolist() == [-12, 0.5, 5]
    assert held(total, 0.0, None).tolist() == [0, 0.5, 9]
    assert held(total, None, None) is total


def test_a_sum_of_nothing_is_nothing() -> None:
    assert summed([], 2).tolist() == [0, 0]
    assert summed([np.array([1.0, -2.0]), np.array([0.5, 0.5])], 2).tolist() == [1.5, -1.5]
