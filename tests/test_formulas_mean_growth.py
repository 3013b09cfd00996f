"""Average growth from reported rates: what holds for the level that the rates lead to."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sz_assess.formulas import FormulaScope, Writer, parse_formula
from sz_assess.numeric import FloatArray
from sz_assess.periods import Period
from sz_assess.scoring.domain import DomainError


def reported(rates: dict[int, float]) -> Callable[[str, Period], FloatArray]:
    return lambda _name, period: np.array([rates.get(period.year, np.nan)])


def mean_growth(rates: dict[int, float]) -> float:
    scope = FormulaScope(reported(rates), Period(2020))
    return float(parse_formula("mean_growth(g, since=2018)").evaluate(scope)[0])


def test_up_a_half_and_down_a_third_is_standing_still() -> None:
    assert mean_growth({2018: 50.0, 2019: -100 / 3, 2020: 0.0}) == pytest.approx(0.0, abs=1e-12)


def test_three_years_that_double_and_redouble() -> None:
    # 100, 200, 400, 800: doubling every year; the mean of the rates alone would say the same.
    assert mean_growth({2018: 100.0, 2019: 100.0, 2020: 100.0}) == pytest.approx(100.0)
    # 100, 100, 100, 800: three years at the same rate also need doubling.
    assert mean_growth({2018: 0.0, 2019: 0.0, 2020: 700.0}) == pytest.approx(100.0)


def test_a_year_without_a_figure_leaves_no_mean() -> None:
    assert np.isnan(mean_growth({2018: 8.0, 2020: 8.0}))


def test_a_fall_below_nothing_is_refused() -> None:
    with pytest.raises(DomainError):
        mean_growth({2018: 8.0, 2019: -100.1, 2020: 8.0})


@given(st.lists(st.floats(-90, 300), min_size=3, max_size=3))
def test_held_every_year_it_ends_where_the_rates_end(rates: list[float]) -> None:
    level = 100.0
    for rate in rates:
        level += level * rate / 100
    held = mean_growth(dict(zip((2018, 2019, 2020), rates, strict=True)))
    assert 100.0 * (1 + held / 100) ** 3 == pytest.approx(level, rel=1e-9)


def test_it_is_written_out_with_its_rates() -> None:
    writer = Writer(lambda _name, period: {2018: "8.9", 2019: "(−2)"}[period.year], Period(2019))
    written = writer.write(parse_formula("mean_growth(g, since=2018)").tree)
    assert written == "(((1 + 8.9 ÷ 100) × (1 + (−2) ÷ 100)) ^ (1 ÷ 2) − 1) × 100"
