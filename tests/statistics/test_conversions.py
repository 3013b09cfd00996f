"""Figures of one period from those of others: worked by hand, and never where there is a choice."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sz_assess.formulas import FormulaScope, parse_formula
from sz_assess.method.statistic import Statistic
from sz_assess.numeric import FloatArray
from sz_assess.periods import Period
from sz_assess.statistics.conversions import Converter
from sz_assess.statistics.panel import Panel
from sz_assess.statistics.period_words import figure_words, span_words
from tests.statistics.conftest import STATISTICS, Desk

P = Period.parse
COMMON = {"unit": "100m CNY", "department": "stats", "frequency": "monthly"}
RUNNING = {"code": "output", "name": "产值", "cumulative": True, **COMMON}
SINGLE = {"code": "sales", "name": "销售额", "cumulative": False, **COMMON}
STOCK = {"code": "loans", "name": "贷款余额", "cumulative": False, "stock": True, **COMMON}
ALL: tuple[dict[str, Any], ...] = (*STATISTICS, RUNNING, SINGLE, STOCK)


def load(desk: Desk, statistic: str, **figures: float) -> Panel:
    """A panel of one statistic of the east; the west has a figure of M01 alone, so that units differ."""
    rows = [f"east,{statistic},{period[1:]},{value}" for period, value in figures.items()]
    desk.deliver("a.csv", "\n".join(["unit,statistic,period,value", *rows, f"west,{statistic},2018M01,1"]) + "\n")
    return desk.load(statistics=ALL)


def east(panel: Panel, statistic: str, period: str) -> float:
    return float(panel.series(statistic, P(period))[0])


def words(panel: Panel, statistic: str, period: str) -> str:
    spec = next(Statistic.model_validate(each) for each in ALL if each["code"] == statistic)
    return str(figure_words(panel, spec, "east", P(period)))


def test_the_year_of_a_running_figure_is_its_december(desk: Desk) -> None:
    panel = load(desk, "output", _2018M06=50, _2018M12=110)
    assert east(panel, "output", "2018") == 110
    assert panel.places("output", "east", P("2018")) == ("data/a.csv:3:D",)
    assert words(panel, "output", "2018") == "from January to the end of 2018: the figure of 2018M12"
    assert (east(panel, "output", "2018H1"), east(panel, "output", "2018Q2")) == (50, 50)
    assert (east(panel, "output", "2018Q4"), east(panel, "output", "2018H2")) == (110, 110)
    # What was delivered for another unit says nothing of this one's; a gap stays one.
    assert np.isnan(panel.series("output", P("2018"))[1])


@pytest.mark.parametrize("last", ["2018Q4", "2018H2", "2018"])
def test_december_is_the_year_however_it_was_delivered(last: str, desk: Desk) -> None:
    panel = load(desk, "output", **{f"_{last}": 110})
    assert [east(panel, "output", each) for each in ("2018", "2018H2", "2018Q4", "2018M12")] == [110] * 4


def test_nothing_is_filled_in_between(desk: Desk) -> None:
    panel = load(desk, "output", _2018M05=50, _2018M07=70)
    assert math.isnan(east(panel, "output", "2018M06"))
    assert math.isnan(east(panel, "output", "2018"))
    assert words(panel, "output", "2018M06") == (
        "not delivered; of that year there is 2018M05, 2018M07, and nothing is filled in between"
    )


def test_a_stock_is_that_of_the_last_period(desk: Desk) -> None:
    panel = load(desk, "loans", _2018M11=900, _2018M12=880)
    assert (east(panel, "loans", "2018"), east(panel, "loans", "2018H2")) == (880, 880)
    assert words(panel, "loans", "2018Q4") == "at the end of 2018Q4: the figure of 2018M12"


def test_single_months_add_up_where_all_are_there(desk: Desk) -> None:
    months = {f"_2018M{month:02d}": month for month in range(1, 10)}
    panel = load(desk, "sales", **months)
    assert east(panel, "sales", "2018Q1") == 1 + 2 + 3
    assert east(panel, "sales", "2018H1") == 21
    assert panel.places("sales", "east", P("2018Q1")) == ("data/a.csv:2:D", "data/a.csv:3:D", "data/a.csv:4:D")
    assert words(panel, "sales", "2018Q1") == "the sum of 2018M01 + 2018M02 + 2018M03: 1 + 2 + 3"
    assert math.isnan(east(panel, "sales", "2018"))
    assert words(panel, "sales", "2018") == (
        "not delivered; a sum needs 2018M10, 2018M11, 2018M12 too, and nothing is filled in"
    )


def test_a_missing_month_is_not_a_zero_and_a_whole_is_not_split(desk: Desk) -> None:
    panel = load(desk, "sales", _2018M01=1, _2018M03=3, _2018Q2=15)
    assert math.isnan(east(panel, "sales", "2018Q1"))
    assert words(panel, "sales", "2018Q1") == "not delivered; a sum needs 2018M02 too, and nothing is filled in"
    assert math.isnan(east(panel, "sales", "2018M04"))
    assert words(panel, "sales", "2018M04") == "not delivered; 2018Q2 can't be split into its parts"


def test_a_year_of_a_half_a_quarter_and_three_months(desk: Desk) -> None:
    panel = load(desk, "sales", _2018H1=60, _2018Q3=35, _2018M10=10, _2018M11=11, _2018M12=14)
    assert east(panel, "sales", "2018") == 130
    found = panel.conversion("sales", "east", P("2018"))
    assert found is not None
    assert [str(part) for part in found.parts] == ["2018H1", "2018Q3", "2018M10", "2018M11", "2018M12"]


def test_a_rate_of_single_months_does_not_add_up(desk: Desk) -> None:
    rate = {**SINGLE, "total": "none"}
    desk.deliver(
        "a.csv", "unit,statistic,period,value\neast,sales,2018M01,5\neast,sales,2018M02,6\neast,sales,2018M03,7\n"
    )
    panel = desk.load(statistics=(*STATISTICS, rate))
    assert np.isnan(panel.series("sales", P("2018Q1"))).all()


@pytest.mark.parametrize("statistic", ["output", "loans"])
def test_the_year_and_december_that_differ_name_both_cells(statistic: str, desk: Desk) -> None:
    desk.deliver("a.csv", f"unit,statistic,period,value\neast,{statistic},2018,110\neast,{statistic},2018M12,111.5\n")
    (problem,) = desk.refused(statistics=ALL)
    assert problem.place == "data/a.csv:2:D"
    assert str(problem.found) == "110, where data/a.csv:3:D has 111.5 for 2018M12"


def test_a_sum_may_differ_by_rounding_and_by_no_more(desk: Desk) -> None:
    rows = "unit,statistic,period,value\neast,sales,2018M01,1.3\neast,sales,2018M02,1.3\neast,sales,2018M03,1.3\n"
    desk.deliver("a.csv", f"{rows}east,sales,2018Q1,4.1\n")  # four roundings of half a tenth: up to 0.2
    assert east(desk.load(statistics=ALL), "sales", "2018Q1") == 4.1  # what was delivered counts
    desk.deliver("a.csv", f"{rows}east,sales,2018Q1,4.2\n")
    (problem,) = desk.refused(statistics=ALL)
    assert problem.place == "data/a.csv:5:D"
    assert str(problem.found) == (
        "4.2, where 2018M01, 2018M02, 2018M03 make 3.9 together (data/a.csv:2:D, data/a.csv:3:D, data/a.csv:4:D)"
    )


MONTHS = [Period(2018, "M", month) for month in range(1, 13)]


@given(st.lists(st.integers(-500, 900), min_size=12, max_size=12), st.sampled_from("YHQ"), st.data())
def test_singles_and_running_figures_tell_the_same(months: list[int], kind: str, data: st.DataObject) -> None:
    """The sum of what a running series gives for single periods is the running figure, and the other way round."""
    running = np.cumsum(months)
    period = data.draw(st.sampled_from(Period(2018).within(kind)))
    first, last = period.months

    def of(figures: list[float]) -> "dict[Period, float]":
        return dict(zip(MONTHS, figures, strict=True))

    def converter(accrual: str, figures: dict[Period, float]) -> Converter:
        def reported(at: Period) -> FloatArray:
            return np.array([figures.get(at, math.nan)])

        return Converter(accrual, MONTHS, reported)  # type: ignore[arg-type]

    single = converter("single", of([float(each) for each in months]))
    cumulative = converter("running", of([float(each) for each in running]))

    def value(formula: str, source: Converter, at: Period) -> float:
        scope = FormulaScope(lambda _, period: source.series(period), at)
        return float(np.asarray(parse_formula(formula).evaluate(scope))[0])

    assert value("x", single, period) == value("single(x)", cumulative, period) == sum(months[first - 1 : last])
    assert value("to_date(x)", single, period) == value("x", cumulative, period) == sum(months[:last])


def test_the_own_figure_of_january_is_not_less_that_of_december() -> None:
    """Across the year's end a running figure begins anew: January alone is January's own."""
    figures = {P("2017M12"): 120.0, P("2018M01"): 7.0, P("2018M02"): 5.0}
    scope = FormulaScope(lambda _, at: np.array([figures.get(at, math.nan)]), P("2018M01"))
    assert parse_formula("single(x)").evaluate(scope) == [7]
    # A running figure that falls makes a negative one; that it falls is warned of elsewhere.
    assert parse_formula("single(x)").evaluate(scope.at(P("2018M02"))) == [-2]
    assert np.isnan(parse_formula("single(x)").evaluate(scope.at(P("2018M03")))).all()


def test_the_form_says_what_a_figure_covers() -> None:
    said = [str(span_words(Statistic.model_validate(each))) for each in (RUNNING, SINGLE, STOCK)]
    assert said == [
        "running figure: from January to the end of the period",
        "of the period alone",
        "at the end of the period",
    ]
