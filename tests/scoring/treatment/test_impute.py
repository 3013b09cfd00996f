"""Values from other units and other years, by hand and against numpy's interpolation."""

import math
from typing import Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sz_assess.numeric import FloatArray
from sz_assess.scoring.treatment.impute import BeyondKnown, Centre, from_units, linear

NAN = math.nan
VALUE = np.array([1.0, 3, NAN, 10, NAN, 40, 13])
GROUP = np.array([0, 0, 0, 1, 1, 1, 1])


@pytest.mark.parametrize(
    ("centre", "grouped", "third", "fifth"),
    [("mean", True, 2, 21), ("median", True, 2, 13), ("mean", False, 13.4, 13.4), ("median", False, 10, 10)],
)
def test_from_other_units(centre: Centre, grouped: bool, third: float, fifth: float) -> None:
    found = from_units(VALUE, np.isnan(VALUE), centre, GROUP if grouped else None)
    assert found.tolist() == [1, 3, third, 10, fifth, 40, 13]


def test_nobody_to_take_it_from() -> None:
    value = np.array([NAN, NAN, 5.0])
    found = from_units(value, np.isnan(value), "mean", np.array([0, 0, 1]))
    assert np.isnan(found).tolist() == [True, True, False]


def test_a_gap_that_is_not_to_be_filled_stays() -> None:
    missing = np.array([False, False, True, False, False, False, False])
    assert np.isnan(from_units(VALUE, missing, "mean", None)).tolist() == [False] * 4 + [True] + [False] * 2


@given(
    st.lists(st.floats(-1e6, 1e6) | st.just(NAN), min_size=1, max_size=12),
    st.sampled_from(["mean", "median"]),
    st.randoms(use_true_random=False),
)
def test_known_values_never_change(values: list[float], centre: Literal["mean", "median"], chance: object) -> None:
    value = np.array(values)
    labels = np.array([chance.randrange(3) for _ in values])  # type: ignore[attr-defined]
    for groups in (labels, None):
        found = from_units(value, np.isnan(value), centre, groups)
        known = ~np.isnan(value)
        assert found[known].tobytes() == value[known].tobytes()
        if known.any() and groups is None:
            assert value[known].min() <= found.min()
            assert found.max() <= value[known].max()


YEARS = np.array([-3, -2, -1, 1, 2])


def at(series: list[float], beyond: BeyondKnown) -> float:
    return float(linear(np.array(series)[:, np.newaxis], YEARS, beyond)[0])


@pytest.mark.parametrize("beyond", ["refuse", "hold", "extend"])
def test_between_the_nearest_known_years(beyond: BeyondKnown) -> None:
    assert at([100, NAN, 10, 30, 500], beyond) == 20
    # Two years before and one after: a third of the way back from 30 to 6.
    assert at([100, 6, NAN, 30, NAN], beyond) == pytest.approx(22)


@pytest.mark.parametrize(
    ("series", "hold", "extend"),
    [
        ([NAN, 6, 10, NAN, NAN], 10, 14),
        ([1, NAN, 9, NAN, NAN], 9, 13),
        ([NAN, NAN, NAN, 30, 50], 30, 10),
        ([NAN, NAN, 8, NAN, NAN], 8, NAN),
        ([NAN, NAN, NAN, NAN, NAN], NAN, NAN),
    ],
)
def test_beyond_the_known_years(series: list[float], hold: float, extend: float) -> None:
    assert at(series, "hold") == pytest.approx(hold, nan_ok=True)
    assert at(series, "extend") == pytest.approx(extend, nan_ok=True)
    assert math.isnan(at(series, "refuse"))


@given(st.lists(st.integers(-1000, 1000) | st.just(NAN), min_size=5, max_size=5))
def test_hold_is_numpys_interpolation(series: list[float]) -> None:
    column: FloatArray = np.array(series, dtype=float)
    known = ~np.isnan(column)
    expected = float(np.interp(0, YEARS[known], column[known])) if known.any() else NAN
    assert at(series, "hold") == pytest.approx(expected, nan_ok=True)


def test_units_are_apart() -> None:
    series = np.array([[NAN, 1.0], [NAN, 1], [4, NAN], [6, NAN], [NAN, NAN]])
    assert linear(series, YEARS, "hold").tolist() == [5, 1]
