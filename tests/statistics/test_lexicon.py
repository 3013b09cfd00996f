"""Names and periods as departments write them."""

import pytest

from sz_assess.method.assessment import Unit
from sz_assess.periods import Period
from sz_assess.statistics.lexicon import Periods, read_period, units_of
from tests.statistics.conftest import Desk


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2018", Period(2018)), ("2018年", Period(2018)), ("2018年度", Period(2018)),
        ("2018H1", Period(2018, "H", 1)), ("2018-H2", Period(2018, "H", 2)), ("2018年上半年", Period(2018, "H", 1)),
        ("2018年下半年", Period(2018, "H", 2)), ("2018Q3", Period(2018, "Q", 3)),
        ("2018年第三季度", Period(2018, "Q", 3)), ("2018年3季度", Period(2018, "Q", 3)),
        ("2018M06", Period(2018, "M", 6)), ("2018-06", Period(2018, "M", 6)), ("201806", Period(2018, "M", 6)),
        ("2018年6月", Period(2018, "M", 6)), ("2018年12月", Period(2018, "M", 12)),
    ],
)  # fmt: skip
def test_periods(text: str, period: Period) -> None:
    assert read_period(text) == period


@pytest.mark.parametrize(
    "text",
    ["", "18", "2018年13月", "2018Q5", "2018H3", "2018年0月", "20181", "2018.5", "2018-06-01", "全年"],
)
def test_no_periods(text: str) -> None:
    assert read_period(text) is None


def test_one_period_however_it_is_written_has_one_number() -> None:
    met = Periods()
    assert [met.number(text) for text in ("2018", "2018年", "soon", "2018年度", "soon", "2019")] == [0, 0, 1, 0, 1, 2]
    assert met.met == [Period(2018), None, Period(2019)]


def test_a_name_that_two_units_share_means_neither_and_a_code_means_itself(desk: Desk) -> None:
    units = (Unit("a", "东县", "A", "county"), Unit("b", "东县", "B", "county"), Unit("西县", "北县", "C", "county"),
             Unit("d", "西县", "D", "county"))  # fmt: skip
    lexicon = units_of(desk.assessment(units=units))
    assert [lexicon.number(text) for text in ("a", "b", "北县", "西县", "d")] == [0, 1, 2, 2, 3]
    assert lexicon.number("东县") == 4
    assert lexicon.unknown == ["东县"]
    assert lexicon.shared == {"东县": ("a", "b")}


def test_a_unit_that_is_scored_a_second_time_leaves_its_name_to_the_first(desk: Desk) -> None:
    units = (Unit("a", "东县", "A", "county"), Unit("again", "东县", "A", "strong", "assessed", "", "a"))
    assert units_of(desk.assessment(units=units)).number("东县") == 0


def test_a_name_that_two_units_share_is_told_as_that(desk: Desk) -> None:
    units = (Unit("a", "东县", "A", "county"), Unit("b", "东县", "B", "county"))
    desk.deliver("a.csv", "unit,period,firms\n东县,2018,12\n")
    (problem,) = desk.refused(units=units)
    assert "this one means a, b" in str(problem.expected)
    assert str(problem.mend) == "write the code"
