"""Standardised scores against scipy, and where a deviation says nothing."""

from typing import Any, Literal

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import zscore

from sz_assess.scoring.domain import DomainError
from tests.scoring.applying import Scored, scores

NAN = float("nan")


def entries(deviation: str = "sample", **more: Any) -> dict[str, Any]:
    return {"rule": "z_score", "deviation": deviation, "when_equal": 50, **more}


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=20),
    st.sampled_from(["sample", "population"]),
    st.sampled_from(["positive", "negative"]),
)
def test_the_same_as_scipy(values: list[float], deviation: str, direction: Literal["positive", "negative"]) -> None:
    column = np.array(values)
    assume(np.ptp(column) > 1e-3)
    z = zscore(column, ddof=1 if deviation == "sample" else 0)
    expected = 50 + 10 * z if direction == "positive" else 50 - 10 * z
    found = scores(entries(deviation, centre=50, spread=10), values, direction)
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-6)


def test_worked_by_hand() -> None:
    # 2, 4, 4, 4, 5, 5, 7, 9: mean 5, squares of distances 32; 32 / 8 = 2 squared, 32 / 7 for the sample.
    values = [2.0, 4, 4, 4, 5, 5, 7, 9]
    assert scores(entries("population"), values) == [-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2]
    assert scores(entries("population", centre=50, spread=10), values, "negative")[0] == 65
    assert scores(entries(), values)[-1] == pytest.approx(4 / (32 / 7) ** 0.5)
    # A missing value is not part of the mean.
    assert scores(entries("population"), [*values, NAN])[:8] == scores(entries("population"), values)


def test_level_units_get_the_stated_score() -> None:
    assert scores(entries(), [3, 3, 3, NAN]) == pytest.approx([50, 50, 50, NAN], nan_ok=True)
    # A billion yuan each, computed in two ways: level, not one sigma apart.
    assert scores(entries(), [1.1e9 / 3 * 3, 1.1e9, 0.1 * 1.1e10]) == [50, 50, 50]
    assert scores(entries("population", over="group"), [3, 4, 5], groups=[0, 1, 1]) == [50, -1, 1]


def test_a_sample_of_one_has_no_deviation() -> None:
    with pytest.raises(DomainError, match="single unit") as refused:
        scores(entries(over="group"), [3, 4, 5, NAN], groups=[0, 1, 1, 2])
    assert refused.value.where[:, 0].tolist() == [True, False, False, False]


def test_its_arithmetic() -> None:
    scored = Scored(entries("population", centre=50, spread=10), [2.0, 4, 4, 4, 5, 5, 7, 9], "negative")
    (line,) = scored.lines(0)
    assert (line.expression, line.result) == ("50 − 10 × (2 − 5) ÷ 2", 65)
    (line,) = Scored(entries(), [3, 3]).lines(0)
    assert (str(line.label), line.result) == ("all units are equal", 50)
