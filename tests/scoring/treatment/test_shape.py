"""The test for outliers: what passes, what can fail at all, and how it reads."""

import numpy as np
import pytest

from sz_assess.scoring.treatment import ShapeTest
from sz_assess.scoring.treatment.moments import most


def shape(**values: object) -> ShapeTest:
    return ShapeTest.model_validate(
        {"moments": "type_2", "skewness_below": 2, "kurtosis_below": 3.5, "pass_when": "either", **values}
    )


# One of ten apart: skewness sqrt(10) = 3.162, kurtosis 10 (type 2).
APART = np.array([0.0] * 9 + [1.0])


@pytest.mark.parametrize(
    ("skewness", "kurtosis", "either", "both"),
    [(3.2, 10.1, True, True), (3.2, 9.9, True, False), (3.1, 10.1, True, False), (3.1, 9.9, False, False)],
)
def test_either_or_both(skewness: float, kurtosis: float, either: bool, both: bool) -> None:
    stated = {"skewness_below": skewness, "kurtosis_below": kurtosis}
    assert shape(**stated, pass_when="either").measure(APART).passes is either
    assert shape(**stated, pass_when="both").measure(APART).passes is both


def test_the_sign_of_the_skew_does_not_matter() -> None:
    assert shape().measure(-APART).skewness == pytest.approx(-(10**0.5))
    assert not shape().measure(-APART).passes


def test_a_value_on_the_threshold_does_not_pass() -> None:
    # Four values, one apart: skewness exactly 2, kurtosis exactly 4.
    four = np.array([0.0, 0, 0, 3])
    assert not shape(kurtosis_below=4).measure(four).passes


def test_equal_values_pass() -> None:
    found = shape(pass_when="both").measure(np.full(9, 4.2))
    assert found.passes
    assert np.isnan(found.skewness)


@pytest.mark.parametrize("n", range(4, 40))
@pytest.mark.parametrize("pass_when", ["either", "both"])
def test_can_fail_is_what_one_value_apart_does(n: int, pass_when: str) -> None:
    test = shape(skewness_below=4, kurtosis_below=9, pass_when=pass_when)
    apart = np.zeros(n)
    apart[0] = 1.0
    assert test.can_fail(n) is not test.measure(apart).passes
    assert most(16, "type_2")[0] == pytest.approx(4)


def test_the_thresholds_are_read_out() -> None:
    words = str(shape().words())
    assert "between −2 and 2 or" in words
    assert "below 3.5" in words
    assert "and its excess" in str(shape(pass_when="both").words())
