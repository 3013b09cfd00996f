"""From delivered files to the panel: the same figures in every format and layout, and every mistake at its cell."""

import io
import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sz_assess.method.assessment import Unit
from sz_assess.periods import Period
from sz_assess.statistics.panel import Panel
from tests.statistics.conftest import STATISTICS, UNITS, Desk, a_workbook, fill

Rows = list[list[Any]]
Y17, Y18 = Period(2017), Period(2018)

# Two statistics of three counties in two years; West delivered no firms for 2018.
FIGURES = {
    ("east", 2017): (10.5, 3), ("west", 2017): (20.25, 4), ("421321", 2017): (0.1, 5),
    ("east", 2018): (11.0, 6), ("west", 2018): (-0.0, None), ("421321", 2018): (1e-3, 7),
}  # fmt: skip
CODES = ("investment", "firms")


def by_statistic() -> Rows:
    return [["unit", "period", *CODES], *([unit, year, *pair] for (unit, year), pair in FIGURES.items())]


def by_period() -> Rows:
    units = ("east", "west", "421321")
    return [
        ["单位", "指标", "2017年", 2018],
        *([unit, code, *(FIGURES[unit, year][n] for year in (2017, 2018))]
          for unit, (n, code) in itertools.product(units, enumerate(CODES))),
    ]  # fmt: skip


def long() -> Rows:
    return [
        ["地区", "统计数据", "年份", "数值", "备注"],
        *([unit, code, year, pair[n], "x"] for (unit, year), pair in FIGURES.items() for n, code in enumerate(CODES)),
    ]


def in_chinese() -> Rows:
    names = {"east": "东县", "west": "西县", "421321": "北县"}
    heading = ["考核单位", "年度", "工业投资（亿元）", "规上企业数(家)"]
    return [heading, *([names[unit], f"{year}年", *pair] for (unit, year), pair in FIGURES.items())]


def as_csv(rows: Rows, encoding: str = "utf-8") -> bytes:
    return "".join(",".join("" if cell is None else str(cell) for cell in row) + "\n" for row in rows).encode(encoding)


def as_xlsx(rows: Rows) -> bytes:
    return a_workbook(lambda book: fill(book.add_worksheet("数据"), rows))


def as_parquet(rows: Rows) -> bytes:
    stream = io.BytesIO()
    heading = [str(cell) for cell in rows[0]]
    pd.DataFrame(rows[1:], columns=heading).to_parquet(stream)
    return stream.getvalue()


FORMATS: dict[str, Callable[[Rows], bytes]] = {
    "utf8.csv": as_csv,
    "mark.csv": lambda rows: as_csv(rows, "utf-8-sig"),
    "gb.csv": lambda rows: as_csv(rows, "gb18030"),
    "book.xlsx": as_xlsx,
    "typed.parquet": as_parquet,
}


def figures_of(panel: Panel) -> dict[tuple[str, int], tuple[float | None, float | None]]:
    def one(code: str, unit: str, year: int) -> float | None:
        figure = float(panel.series(code, Period(year))[panel.units.index(unit)])
        return None if np.isnan(figure) else figure

    return {key: (one("investment", *key), one("firms", *key)) for key in FIGURES}


@pytest.mark.parametrize("file", FORMATS)
@pytest.mark.parametrize("rows", [by_statistic, by_period, long, in_chinese], ids=lambda made: made.__name__)
def test_the_same_figures_in_every_format_and_layout(file: str, rows: Callable[[], Rows], desk: Desk) -> None:
    desk.deliver(file, FORMATS[file](rows()))
    panel = desk.load()
    assert panel.periods == (Y17, Y18)
    assert figures_of(panel) == FIGURES
    assert np.count_nonzero(~np.isnan(panel.values)) == 11


def test_places_are_those_of_the_cells(desk: Desk) -> None:
    desk.deliver("a.csv", b"# made up\n" + as_csv(by_statistic()[:3]))
    desk.deliver("b.xlsx", as_xlsx(by_statistic()[:1] + by_statistic()[3:5]))
    desk.deliver("c.parquet", as_parquet([*long()[:1], ["west", "investment", 2018, 5.0, "x"]]))
    panel = desk.load()
    assert panel.place("investment", "west", Y17) == "data/a.csv:4:C"
    assert panel.place("firms", "east", Y18) == "data/b.xlsx:数据!D3"
    assert panel.place("investment", "west", Y18) == "data/c.parquet:1"
    assert panel.place("firms", "west", Y18) is None


def test_sheets_that_are_called_by_a_year_need_no_column_for_it(desk: Desk) -> None:
    def build(book: Any) -> None:
        for year, figure in (("2017", 5), ("2018年", 6)):
            fill(book.add_worksheet(year), [["unit", "firms"], ["east", figure]])
        fill(book.add_worksheet("说明"), [["nothing", "of this", "is read"]])

    desk.deliver("years.xlsx", a_workbook(build))
    panel = desk.load()
    assert [panel.series("firms", year)[0] for year in (Y17, Y18)] == [5, 6]


def test_remarks_and_hidden_files_are_passed_over(desk: Desk) -> None:
    desk.deliver("a.csv", as_csv(by_statistic()))
    for name in ("说明.csv", "README.csv", ".hidden.csv", "~$a.xlsx"):
        desk.deliver(name, "nothing,of,this\n")
    assert figures_of(desk.load()) == FIGURES


@pytest.mark.parametrize(
    ("name", "words"),
    [("a.xls", ".xlsx"), ("a.xlsm", "macros"), ("a.et", ".xlsx"), ("a.pdf", ".pdf"), ("a", "—")],
)
def test_other_kinds_of_files(name: str, words: str, desk: Desk) -> None:
    desk.deliver("ok.csv", as_csv(by_statistic()))
    desk.deliver(name, "x")
    (problem,) = desk.refused()
    assert problem.place == f"data/{name}"
    assert words in f"{problem.found} {problem.mend}"


CELLS: list[tuple[str, Rows, str, list[str]]] = [
    ("a misspelt unit", [["unit", "period", "firms"], ["eats", 2018, 1]], "A2", ["eats", "did you mean east?"]),
    ("a misspelt statistic", [["unit", "period", "frims"], ["east", 2018, 1]], "C1", ["frims", "did you mean firms?"]),
    ("no period", [["unit", "period", "firms"], ["east", "soon", 1]], "B2", ["soon", "2018Q3"]),
    ("half a firm", [["unit", "period", "firms"], ["east", 2018, 1.5]], "C2", ["1.5", "a whole number"]),
    ("too many firms", [["unit", "period", "firms"], ["east", 2018, 5001]], "C2", ["5001", "5000 or less"]),
    ("less than nothing", [["unit", "period", "firms"], ["east", 2018, -1]], "C2", ["−1", "0 or more"]),
    ("a month of a year's figure", [["unit", "period", "firms"], ["east", "2018M03", 1]], "C2", ["2018M03", "years"]),
    ("not its to have", [["unit", "period", "investment"], ["scenic", 2018, 1]], "C2", ["does not apply"]),
    ("the city's alone", [["unit", "period", "rank_in_province"], ["east", 2018, 1]], "C2", ["the city alone"]),
    ("a second heading", [["unit", "period", "firms", "firms"], ["east", 2018, 1, 2]], "D1", ["a second time"]),
    ("twice", [["unit", "period", "firms"], ["east", 2018, 1], ["东县", 2018, 2]], "C3", ["every figure once"]),
    ("a name in a merged cell", [["unit", "period", "firms"], ["east", 2018, 1], [None, 2017, 2]], "A3", ["every row"]),
    ("a dash", [["unit", "period", "firms"], ["east", 2018, "—"]], "C2", ["leave the cell blank"]),
    ("another measure", [["unit", "period", "statistic", "value", "计量单位"], ["east", 2018, "investment", 1, "万元"]],
     "E2", ["万元"]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "cell", "words"), [pytest.param(*each[1:], id=each[0]) for each in CELLS])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_mistake_is_told_at_its_cell(kind: str, rows: Rows, cell: str, words: list[str], desk: Desk) -> None:
    desk.deliver(f"a.{kind}", as_xlsx(rows) if kind == "xlsx" else as_csv(rows))
    (problem,) = desk.refused()
    place = f"data/a.xlsx:数据!{cell}" if kind == "xlsx" else f"data/a.csv:{cell[1:]}:{cell[0]}"
    assert problem.place == place
    told = f"{problem.found} {problem.expected} {problem.mend}"
    for word in words:
        assert word in told


def test_a_figure_given_twice_names_both_places(desk: Desk) -> None:
    desk.deliver("a.csv", "unit,period,firms\neast,2018,1\n")
    desk.deliver("b.csv", "unit,period,firms\n东县,2018年,2\n")
    (problem,) = desk.refused()
    assert problem.place == "data/b.csv:2:C"
    assert "data/a.csv:2:C" in str(problem.found)


def test_all_mistakes_of_all_files_at_once(desk: Desk) -> None:
    for number, (_, rows, _, _) in enumerate(CELLS):
        desk.deliver(f"{number:02}.xlsx", as_xlsx(rows))
    found = desk.refused()
    assert {problem.file for problem in found} == {f"data/{number:02}.xlsx" for number in range(len(CELLS))}


def test_one_bad_cell_among_a_million_is_found_and_named(desk: Desk) -> None:
    """1 000 units, 100 statistics, 10 years, in one table; one figure has a letter for a digit."""
    units = [Unit(f"u{n}", f"单位{n}", f"Unit {n}", "county") for n in range(1000)]
    statistics = [{**STATISTICS[0], "code": f"s{n}", "name": f"数据{n}"} for n in range(100)]
    lines = ["unit,period," + ",".join(f"s{n}" for n in range(100))]
    for year in range(2009, 2019):
        lines += [f"u{n},{year}," + ",".join(str(n + s) for s in range(100)) for n in range(1000)]
    line = lines[7655].split(",")
    line[42] = "6O7"
    lines[7655] = ",".join(line)
    desk.deliver("all.csv", "\n".join(lines) + "\n")
    (problem,) = desk.refused(units=units, statistics=statistics)
    assert (problem.place, problem.key) == ("data/all.csv:7656:AQ", "s40, u654, 2016")
    assert str(problem.found) == 'the text "6O7"'


@pytest.mark.parametrize("form", ["0%", "0.00%", '0.0"约"%', "[Red]0.0%"])
def test_a_cell_that_shows_per_cent_is_another_number_to_people(form: str, desk: Desk) -> None:
    def build(book: Any) -> None:
        sheet = book.add_worksheet("2018")
        fill(sheet, [["unit", "power", "备注"], ["east", None, None], ["west", 7, None]])
        sheet.write_number(1, 1, 0.125, book.add_format({"num_format": form}))
        sheet.write_number(2, 2, 0.5, book.add_format({"num_format": form}))  # a remark is nobody's figure

    desk.deliver("a.xlsx", a_workbook(build))
    (problem,) = desk.refused()
    assert problem.place == "data/a.xlsx:2018!B2"
    assert str(problem.found) == "0.125 in a cell that shows per cent: 12.5%"


def test_a_sign_of_per_cent_in_quotes_shows_what_is_stored(desk: Desk) -> None:
    def build(book: Any) -> None:
        sheet = book.add_worksheet("2018")
        fill(sheet, [["unit", "power"], ["east", None]])
        sheet.write_number(1, 1, 12.5, book.add_format({"num_format": '0.0"%"'}))

    desk.deliver("a.xlsx", a_workbook(build))
    assert desk.load().series("power", Y18)[0] == 12.5


def test_a_figure_of_a_unit_that_is_scored_on_anothers_is_refused(desk: Desk) -> None:
    """It would never be looked at."""
    units = (*UNITS, Unit("again", "东县(二)", "East too", "scenic", figures_of="east"))
    desk.deliver("a.csv", "单位,年份,规上企业数\neast,2018,7\nagain,2018,9\n")
    (problem,) = desk.refused(units=units)
    assert problem.place == "data/a.csv:3:C"
    assert "scored on the figures of east" in str(problem.expected)
    desk.deliver("a.csv", "单位,年份,规上企业数\neast,2018,7\nagain,2018,\n")
    assert desk.load(units=units).series("firms", Period(2018))[0] == 7
