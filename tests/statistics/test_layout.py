"""Which column of a table holds what, told by its heading alone: three layouts by hand, and what is none."""

import pytest

from sz_assess.errors import Problem
from sz_assess.periods import Period
from sz_assess.statistics.layout import Layout, Value, recognise
from sz_assess.statistics.lexicon import Periods, statistics_of
from sz_assess.statistics.tables.read_csv import read_csv
from sz_assess.statistics.tables.table import Table
from tests.statistics.conftest import Desk

INVESTMENT, FIRMS = 0, 1
"""Places among the statistics of the small assessment."""


def table(heading: str, *rows: str) -> Table:
    (found,) = read_csv("a.csv", "\n".join([heading, *rows]).encode()).tables
    return found


def layout(desk: Desk, heading: str, *rows: str) -> tuple[Layout, Periods]:
    periods = Periods()
    found = recognise(table(heading, *rows), statistics_of(desk.assessment()), periods)
    assert isinstance(found, Layout), [str(problem.found) for problem in found]
    return found, periods


def refused(desk: Desk, heading: str, *rows: str) -> list[Problem]:
    found = recognise(table(heading, *rows), statistics_of(desk.assessment()), Periods())
    assert isinstance(found, list)
    return found


def test_one_figure_a_row(desk: Desk) -> None:
    found, _ = layout(desk, "备注,年份,指标,计量单位,单位,数值,来源")
    assert found == Layout(unit=4, statistic=2, period=1, period_of_sheet=None, measure=3, values=(Value(5),))


def test_a_column_for_each_statistic_by_code_name_or_name_with_its_measure(desk: Desk) -> None:
    found, _ = layout(desk, "Year,firms,Unit,工业投资（亿元）,Note")
    assert found.values == (Value(1, statistic=FIRMS), Value(3, statistic=INVESTMENT))
    assert (found.unit, found.period, found.statistic) == (2, 0, None)


def test_a_column_for_each_period(desk: Desk) -> None:
    found, periods = layout(desk, "地区,指标名称,2018年,2018Q3,2018年6月")
    assert [value.column for value in found.values] == [2, 3, 4]
    assert [periods.met[value.period or 0] for value in found.values] == [
        Period(2018), Period(2018, "Q", 3), Period(2018, "M", 6),
    ]  # fmt: skip


def test_a_blank_column_without_a_heading_is_passed_over_and_one_with_cells_is_not(desk: Desk) -> None:
    found, _ = layout(desk, "单位,,年份,firms", "东县,,2018,7")
    assert found.values == (Value(3, statistic=FIRMS),)
    (problem,) = refused(desk, "单位,,年份,firms", "东县,x,2018,7")
    assert (problem.place, str(problem.found)) == ("a.csv:1:B", "a column of cells without a heading")


@pytest.mark.parametrize(
    ("heading", "places", "says"),
    [
        ("年份,firms", ["a.csv:1"], "the headings"),
        ("单位;年份;firms", ["a.csv:1"], "not separated by commas"),
        ("单位,单位,年份,firms", ["a.csv:1:B"], "a second time"),
        ("单位,年份,firms,规上企业数", ["a.csv:1:D"], "a second time"),
        ("单位,指标,2018,2018年", ["a.csv:1:D"], "a second time"),
        ("单位,年份", ["a.csv:1"], "no column of figures"),
        ("单位,firms", ["a.csv:1"], "no column of periods"),
        ("单位,年份,数值", ["a.csv:1"], "no column of statistics"),
        ("单位,指标,年份,2018", ["a.csv:1"], "no column of figures"),
        ("单位,年份,frims", ["a.csv:1:C"], "frims"),
        ("单位,指标,2018,十九年", ["a.csv:1:D"], "十九年"),
        ("单位,指标,年份,数值,合计", ["a.csv:1:E"], "合计"),
        ("单位,年份,firms,计量单位", ["a.csv:1:D"], "a column of units of measure"),
    ],
)
def test_what_is_no_layout_is_told_at_its_column(desk: Desk, heading: str, places: list[str], says: str) -> None:
    found = refused(desk, heading)
    assert [problem.place for problem in found] == places
    assert says in str(found[0].found)


def test_a_misspelt_heading_is_told_with_what_it_may_have_meant(desk: Desk) -> None:
    (problem,) = refused(desk, "单位,年份,frims")
    assert str(problem.mend) == "did you mean firms?"
