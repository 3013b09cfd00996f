"""Robust distances of differences, worked out by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sz_assess.analysis.plausibility.differences import differences, farthest
from sz_assess.numeric import FloatArray

NAN = float("nan")


def test_by_median_and_mad() -> None:
    """Both have median 3 and MAD 1, so that differences are -1, 0, 0, -1, 1 MADs of theirs: their median is 0 and their
    MAD 1, and one MAD is 0.6745 robust standard deviations."""
    found = differences(np.array([[1, 2], [2, 2], [3, 3], [4, 5], [5, 4]], dtype=float))
    assert found.distance[:, 0] == pytest.approx([-0.6745, 0, 0, -0.6745, 0.6745], abs=5e-5)
    assert found.counts == (5,)


def test_where_most_differences_are_level_by_the_mean_deviation() -> None:
    """Four of five are level, so that the MAD is 0; the fifth is five mean deviations away: 5 / 1.2533."""
    found = differences(np.array([[1, 1], [2, 2], [3, 3], [4, 4], [5, 9]], dtype=float))
    assert found.distance[:, 0] == pytest.approx([0, 0, 0, 0, -3.98942], abs=5e-6)


def test_all_level_is_no_distance() -> None:
    found = differences(np.array([[1, 10], [2, 20], [3, 30], [7, 70]], dtype=float))
    assert found.distance[:, 0].tolist() == [0, 0, 0, 0]


def test_what_never_moves_can_not_be_compared() -> None:
    found = differences(np.array([[1, 2, 1], [2, 2, 3], [3, 2, 2]], dtype=float))
    assert found.still.tolist() == [True, False]
    assert np.isnan(found.distance[:, 0]).all()


def test_what_is_not_known_is_left_out() -> None:
    rows = [[1, 2], [2, 2], [3, 3], [4, 5], [5, 4], [NAN, 100], [100, NAN]]
    found = differences(np.array(rows, dtype=float))
    assert found.counts == (5,)
    assert found.distance[:5, 0] == pytest.approx([-0.6745, 0, 0, -0.6745, 0.6745], abs=5e-5)
    assert np.isnan(found.distance[5:, 0]).all()


def test_the_farthest_of_a_row_goes_by_size() -> None:
    found = farthest(np.array([[1.0, -3.0], [NAN, 2.0], [NAN, NAN]]))
    assert found[:2].tolist() == [3.0, 2.0]
    assert np.isnan(found[2])


ROWS = st.lists(st.tuples(st.integers(-300, 300), st.integers(-300, 300)), min_size=5, max_size=20)


@given(rows=ROWS, scale=st.sampled_from([0.01, 7.0, 1e4]), shift=st.integers(-50, 50))
def test_neither_unit_nor_order_of_rows_matters(rows: list[tuple[int, int]], scale: float, shift: int) -> None:
    values: FloatArray = np.array(rows, dtype=float) / 10
    found = differences(values).distance[:, 0]
    other = np.column_stack([values[:, 0] * scale + shift, values[:, 1]])
    assert differences(other).distance[:, 0] == pytest.approx(found, rel=1e-6, abs=1e-6, nan_ok=True)
    assert differences(values[::-1]).distance[::-1, 0].tolist() == pytest.approx(found.tolist(), rel=1e-12, nan_ok=True)
