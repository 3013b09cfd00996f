"""Random indicators and tests for outliers."""

import numpy as np
from hypothesis import strategies as st

from sz_assess.numeric import FloatArray
from sz_assess.scoring.treatment import ShapeTest

TEST = ShapeTest(moments="type_2", skewness_below=2, kurtosis_below=3.5, pass_when="either")
STRICT = ShapeTest(moments="type_2", skewness_below=0.5, kurtosis_below=0.5, pass_when="both")


def _column(values: list[int]) -> FloatArray:
    return np.array(values, dtype=float) / 8.0


def columns(least: int = 6, most: int = 25) -> st.SearchStrategy[FloatArray]:
    """Values with a few far out on either side, ties among them."""
    ordinary = st.lists(st.integers(-40, 40), min_size=least, max_size=most)
    far = st.lists(st.integers(-9000, 9000), max_size=3)
    return st.builds(lambda a, b: _column(a + b), ordinary, far)


def positive(least: int = 6, most: int = 25) -> st.SearchStrategy[FloatArray]:
    """Values above 0."""
    ordinary = st.lists(st.integers(1, 60), min_size=least, max_size=most)
    far = st.lists(st.integers(1, 9000), max_size=3)
    return st.builds(lambda a, b: _column(a + b), ordinary, far)


def keeps_order(before: FloatArray, after: FloatArray) -> bool:
    """Whether no pair has changed places; a pair may become level."""
    order = np.argsort(before, kind="stable")
    level = np.diff(before[order]) == 0
    steps = np.diff(after[order])
    return bool(np.all(steps >= 0) and np.all(steps[level] == 0))
