"""A sheet's column taken as figures and as names, cell by cell."""

import datetime
import math

from sz_assess.statistics.tables.table import NO_RESULT, Kind
from sz_assess.statistics.tables.xlsx_column import XlsxColumn

DAY = datetime.date(2018, 3, 5)
CELLS = ["东县", 7.0, 2018.0, "", "  ", True, DAY, 1e400, "", 0.5]
FLAWS = {8: (Kind.NO_RESULT, ""), 9: (Kind.PERCENT, "0.5")}


def test_as_figures() -> None:
    figures = XlsxColumn(CELLS, FLAWS).figures()
    assert figures.kind.tolist() == [
        Kind.TEXT, Kind.NUMBER, Kind.NUMBER, Kind.BLANK, Kind.BLANK, Kind.TRUTH, Kind.DATE, Kind.NOT_FINITE,
        Kind.NO_RESULT, Kind.PERCENT,
    ]  # fmt: skip
    assert [number for number in figures.number.tolist() if not math.isnan(number)] == [7, 2018]


def test_numbers_alone() -> None:
    figures = XlsxColumn([1, 2.5, math.inf], {}).figures()
    assert figures.kind.tolist() == [Kind.NUMBER, Kind.NUMBER, Kind.NOT_FINITE]
    assert figures.number.tolist()[:2] == [1, 2.5]


def test_as_names() -> None:
    names = XlsxColumn(CELLS, FLAWS).names()
    assert [names.texts[code] for code in names.codes] == [
        "东县", "7", "2018", "", "", "TRUE", "2018-03-05", "inf", NO_RESULT, "0.5",
    ]  # fmt: skip
    assert names.blank.tolist() == [False, False, False, True, True, *[False] * 5]


def test_a_truth_value_is_not_the_number_1() -> None:
    names = XlsxColumn([1, True, 1.0], {}).names()
    assert [names.texts[code] for code in names.codes] == ["1", "TRUE", "1"]
