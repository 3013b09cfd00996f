"""What is wrong with a ledger: all of it is said at once, each with its place."""

import io
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest
import xlsxwriter

from sz_assess.errors import Problem
from tests.statistics.ledgers.conftest import LICENCES, PROJECTS, Office, figures

HEADING = "年度,企业代码,企业名称,所在地,主营业务收入,从业人数,有研发机构,类型"
GOOD = "2018,1,甲公司,东县,600.10,120,是,民营"


def csv(*rows: str, heading: str = HEADING) -> str:
    return "\n".join((heading, *rows)) + "\n"


def row(**cells: str) -> str:
    """A good row with some cells changed, by heading."""
    return ",".join({**dict(zip(HEADING.split(","), GOOD.split(","), strict=True)), **cells}.values())


def parquet(columns: dict[str, Any]) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


def workbook(rows: Sequence[Sequence[Any]], **sheets: Sequence[Sequence[Any]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for name, own in {"台账": rows, **sheets}.items():
        sheet = book.add_worksheet(name)
        for n, cells in enumerate(own):
            for column, cell in enumerate(cells):
                if cell is not None:
                    sheet.write(n, column, cell)
    book.close()
    return out.getvalue()


def said(problems: Sequence[Problem]) -> list[tuple[str, str, str]]:
    return [(problem.place, str(problem.found), str(problem.expected)) for problem in problems]


@pytest.mark.parametrize(
    ("cells", "column", "found", "expected"),
    [
        ({"主营业务收入": "-1"}, "E", "-1", "0 or more"),
        ({"主营业务收入": "600.123"}, "E", "600.123", "at most 2 decimals"),
        ({"主营业务收入": "1e30"}, "E", "1e+30", "at most 16 digits"),
        ({"主营业务收入": "六百"}, "E", "六百", "a number"),
        ({"主营业务收入": ""}, "E", "a blank cell", "not blank"),
        ({"从业人数": "12.5"}, "F", "12.5", "a whole number"),
        ({"有研发机构": "大概"}, "G", "大概", "是 or 否"),
        ({"类型": "外资"}, "H", "外资", "one of private, public"),
        ({"所在地": "南县"}, "D", "the unit", "the code or name of a unit"),
        ({"所在地": "全市"}, "D", "全市", "the code or name of a unit"),
        ({"年度": "去年"}, "A", "去年", "a period"),
        ({"企业代码": "9.1421E+17"}, "B", "cut off", "all digits"),
        ({"企业代码": "1"}, "B", "2018, 1, which ledgers/firms.csv:2:B has too", "a row of its own"),
    ],
)
def test_a_cell_that_can_not_be(cells: dict[str, str], column: str, found: str, expected: str, office: Office) -> None:
    office.deliver("firms.csv", csv(GOOD, row(**{"企业代码": "2", **cells})))
    (problem,) = office.refused()
    assert problem.place == f"ledgers/firms.csv:3:{column}"
    assert found in str(problem.found)
    assert expected in str(problem.expected)


def test_all_that_is_wrong_is_said_at_once(office: Office) -> None:
    office.deliver("firms.csv", csv(GOOD, row(企业代码="2", 主营业务收入="-1", 所在地="南县"), row(企业代码="2")))
    places = [problem.place for problem in office.refused()]
    assert places == ["ledgers/firms.csv:3:D", "ledgers/firms.csv:3:E", "ledgers/firms.csv:4:B"]


def test_two_files_with_the_same_key(office: Office) -> None:
    office.deliver("firms_a.csv", csv(GOOD, row(企业代码="2")))
    office.deliver("firms_b.xlsx", workbook([HEADING.split(","), [2018, "2", "乙", "西县", 5, 1, "否", "国有"]]))
    (problem,) = office.refused()
    assert problem.place == "ledgers/firms_b.xlsx:台账!B2"
    assert "ledgers/firms_a.csv:3:B" in str(problem.found)


def test_a_key_in_two_spellings_of_its_year(office: Office) -> None:
    office.deliver("firms_a.csv", csv(GOOD))
    columns = {"年度": ["2018年"], "企业代码": ["1"], "企业名称": ["甲"], "所在地": ["东县"], "主营业务收入": [1.5],
               "从业人数": [3], "有研发机构": [True], "类型": ["private"]}  # fmt: skip
    office.deliver("firms_b.parquet", parquet(columns))
    (problem,) = office.refused()
    assert problem.place == "ledgers/firms_b.parquet:1:企业代码"


def test_a_renamed_column_is_asked_about(office: Office) -> None:
    office.deliver("firms.csv", csv(GOOD, heading=HEADING.replace("主营业务收入", "主营收入")))
    unknown, missing = sorted(office.refused(), key=lambda each: each.column is None)
    assert unknown.place == "ledgers/firms.csv:1:E"
    assert str(unknown.mend) == "did you mean 主营业务收入?"
    assert str(missing.found) == "no column 主营业务收入"


def test_an_optional_column_may_be_left_out(office: Office) -> None:
    heading, good = ([cell for n, cell in enumerate(line.split(",")) if n != 5] for line in (HEADING, GOOD))
    office.deliver("firms.csv", csv(",".join(good), heading=",".join(heading)))
    panel = office.load({"rows": {"ledger": "firms", "count": "rows", "where": "not known(staff)"}})
    assert figures(panel, "rows") == {"east": 1, "west": 0}


def test_names_with_rare_characters_in_gb18030(office: Office) -> None:
    """𠅤 and 㐂 are four bytes each in GB18030, and in no GBK."""
    office.deliver("firms.csv", csv(row(企业名称="𠅤㐂公司")).encode("gb18030"))
    panel = office.load({"rows": {"ledger": "firms", "count": "title"}})
    assert figures(panel, "rows") == {"east": 1, "west": 0}
    (behind,) = panel.ledgers.rows_behind("rows", "east", panel.periods)
    assert behind.cells[2] == "𠅤㐂公司"


@pytest.mark.parametrize(
    "make",
    [
        lambda: ("firms.csv", csv()),
        lambda: ("firms.xlsx", workbook([HEADING.split(",")])),
        lambda: ("firms.parquet", parquet({name: pa.array([], kind) for name, kind in PARQUET.items()})),
    ],
)
def test_a_ledger_of_no_rows(make: Callable[[], tuple[str, str | bytes]], office: Office) -> None:
    name, content = make()
    office.deliver(name, content)
    (problem,) = office.refused()
    assert problem.file == f"ledgers/{name}"
    assert "without rows" in str(problem.found)


PARQUET: dict[str, pa.DataType] = {
    "年度": pa.int32(), "企业代码": pa.string(), "企业名称": pa.string(), "所在地": pa.string(),
    "主营业务收入": pa.float64(), "从业人数": pa.int32(), "有研发机构": pa.bool_(), "类型": pa.string(),
}  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "found", "mend"),
    [
        ("43164", "43164", "2018-03-05"),
        ("2018-02-30", "calendar", ""),
        ("三月五日", "三月五日", ""),
        ("05/03/2018", "05/03/2018", ""),
    ],
)
def test_a_date_that_is_none(cell: str, found: str, mend: str, office: Office) -> None:
    office.deliver("projects.csv", csv(f"p1,东县,{cell},5", heading="项目代码,所在地,开工日期,总投资"))
    counted = {"n": {"ledger": "projects", "count": "rows"}}
    (problem,) = office.refused(counted, ledgers=[PROJECTS], covers={"projects": (2018, 2018)})
    assert problem.place == "ledgers/projects.csv:2:C"
    assert found in str(problem.found)
    assert mend in str(problem.mend)


def test_dates_as_numbers_in_a_workbook_and_in_parquet(office: Office) -> None:
    heading = ["项目代码", "所在地", "开工日期", "总投资"]
    office.deliver("projects.xlsx", workbook([heading, ["p1", "东县", 43164, 5]]))
    columns = {"项目代码": ["p2"], "所在地": ["东县"], "开工日期": [43164], "总投资": [5.0]}
    office.deliver("projects_more.parquet", parquet(columns))
    counted = {"n": {"ledger": "projects", "count": "rows"}}
    first, second = office.refused(counted, ledgers=[PROJECTS], covers={"projects": (2018, 2018)})
    assert first.place == "ledgers/projects.xlsx:台账!C2"
    assert "2018-03-05" in str(first.mend)
    assert (second.file, second.cell) == ("ledgers/projects_more.parquet", "开工日期")
    assert "int64" in str(second.found)


def test_rows_that_no_period_would_count(office: Office) -> None:
    heading = "项目代码,所在地,开工日期,总投资"
    office.deliver("projects.csv", csv("p1,东县,2018-03-05,5", "p2,东县,2019-01-01,5", heading=heading))
    counted = {"n": {"ledger": "projects", "count": "rows"}}
    (undated,) = office.refused(counted, ledgers=[PROJECTS])
    assert "covers" in undated.key
    (late,) = office.refused(counted, ledgers=[PROJECTS], covers={"projects": (2018, 2018)})
    assert late.place == "ledgers/projects.csv:3:C"


def test_what_ends_before_it_begins(office: Office) -> None:
    heading = "证书编号,所在地,发证日期,终止日期"
    office.deliver("licences.csv", csv("1,东县,2018-03-05,2018-03-04", heading=heading))
    counted = {"n": {"ledger": "licences", "count": "rows", "cumulative": False}}
    (problem,) = office.refused(counted, ledgers=[LICENCES], covers={"licences": (2018, 2018)})
    assert problem.place == "ledgers/licences.csv:2:D"


def test_a_file_of_no_ledger_and_a_ledger_without_a_file(office: Office) -> None:
    office.deliver("firm.csv", csv(GOOD))
    (stray,) = office.refused()
    assert (stray.file, str(stray.mend)) == ("ledgers/firm.csv", "did you mean firms?")
    (office.folder / "ledgers" / "firm.csv").unlink()
    (absent,) = office.refused()
    assert absent.file == "ledgers/firms.csv"


def test_a_counted_figure_is_not_delivered_as_well(office: Office) -> None:
    office.deliver("firms.csv", csv(GOOD))
    (office.folder / "data" / "extra.csv").write_text("单位,年份,all\n东县,2018,7\n", encoding="utf-8")
    (problem,) = office.refused()
    assert problem.place == "data/extra.csv:2:C"
    assert "counted from the ledger" in str(problem.expected)


def test_a_unit_without_such_a_figure_has_no_such_rows(office: Office) -> None:
    office.deliver("firms.csv", csv(GOOD))
    counted = {"n": {"ledger": "firms", "count": "rows", "not_applicable": {"units": ("east",)}}}
    (problem,) = office.refused(counted)
    assert "ledgers/firms.csv:2" in str(problem.found)
    assert "does not apply" in str(problem.expected)


@pytest.mark.parametrize("measure", ["sum", "max", "mean"])
def test_a_loss_is_a_figure_too_of_a_unit_that_has_none(office: Office, measure: str) -> None:
    office.deliver("projects.csv", "项目代码,所在地,开工日期,总投资\n1,东县,2018-03-01,-5\n2,西县,2018-03-01,7\n")
    counted = {"n": {"ledger": "projects", measure: "total", "not_applicable": {"units": ("east",)}}}
    (problem,) = office.refused(counted, ledgers=(PROJECTS,), covers={"projects": (2018, 2018)})
    assert "ledgers/projects.csv:2" in str(problem.found)


def test_a_formula_without_a_result_is_no_text(office: Office) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("台账")
    sheet.write_row(0, 0, HEADING.split(","))
    sheet.write_row(1, 0, [2018, "1", "甲", "东县", 5, 1, "是", "民营"])
    sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
    book.close()
    office.deliver("firms.xlsx", out.getvalue())
    (problem,) = office.refused()
    assert problem.place == "ledgers/firms.xlsx:台账!C2"


def test_dates_of_a_workbook_are_dates(office: Office) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("台账")
    sheet.write_row(0, 0, ["项目代码", "所在地", "开工日期", "总投资"])
    sheet.write_row(1, 0, ["p1", "东县"])
    sheet.write_datetime(1, 2, date(2018, 3, 5), book.add_format({"num_format": "yyyy-mm-dd"}))
    sheet.write(1, 3, 5)
    book.close()
    office.deliver("projects.xlsx", out.getvalue())
    counted = {"n": {"ledger": "projects", "count": "rows", "where": "month(begun) == 3 and year(begun) == 2018"}}
    panel = office.load(counted, ledgers=[PROJECTS], covers={"projects": (2018, 2018)})
    assert figures(panel, "n") == {"east": 1, "west": 0}


def test_more_mistakes_than_are_listed_are_counted(office: Office) -> None:
    office.deliver("firms.csv", csv(*(row(企业代码=str(n), 主营业务收入="-1") for n in range(700))))
    problems = office.refused()
    assert len(problems) == 501
    assert "200 more" in str(next(problem for problem in problems if problem.line is None).found)


def test_blanks_around_texts_of_parquet_do_not_count(office: Office) -> None:
    columns = {"年度": ["2018", " 2018 "], "企业代码": ["1", "2 "], "企业名称": ["甲", "乙"],
               "所在地": [" 东县", "东县"], "主营业务收入": [1.5, 2.5], "从业人数": [3, 4], "有研发机构": [True, False],
               "类型": ["private ", "民营"]}  # fmt: skip
    office.deliver("firms.parquet", parquet(columns))
    panel = office.load({"n": {"ledger": "firms", "count": "firm", "where": "sort == private"}})
    assert figures(panel, "n") == {"east": 2, "west": 0}


def test_a_blank_text_of_parquet_is_blank(office: Office) -> None:
    columns = {"年度": ["2018"], "企业代码": ["1"], "企业名称": [" "], "所在地": ["东县"], "主营业务收入": [1.5],
               "从业人数": [3], "有研发机构": [True], "类型": ["private"]}  # fmt: skip
    office.deliver("firms.parquet", parquet(columns))
    (problem,) = office.refused()
    assert (problem.cell, str(problem.found)) == ("企业名称", "a blank cell")
