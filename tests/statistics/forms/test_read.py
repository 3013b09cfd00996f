"""Forms that came back, with all that people and programs do to them."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter

from sz_assess.periods import Period
from sz_assess.statistics.forms.content import forms_of
from sz_assess.statistics.forms.write import write_form
from sz_assess.statistics.panel import Panel
from tests.statistics.conftest import STATISTICS, Desk, repacked
from tests.statistics.forms.filling import FORM_PART, figures, formula, keys_of, mark_rows, rows_of, text

PERIOD = Period(2018)
MEASURED = [
    {**each, "unit": "rate"} if each["code"] == "power" else each for each in STATISTICS
]  # power is in per cent here


def a_form(desk: Desk, department: str = "stats", language: Any = "zh") -> bytes:
    form = next(each for each in forms_of(about(desk), None, PERIOD) if each.department.code == department)
    return write_form(form, language)


def about(desk: Desk) -> Any:
    """The small assessment, with a measure of per cent."""
    from dataclasses import replace

    assessment = desk.assessment(statistics=MEASURED)
    measures = [*assessment.method.about.model_dump()["measures"], {"code": "rate", "name": {"zh": "%", "en": "%"}}]
    file = type(assessment.method.about).model_validate({**assessment.method.about.model_dump(), "measures": measures})
    return replace(assessment, method=replace(assessment.method, about=file))


def load(desk: Desk) -> Panel:
    from sz_assess.statistics.load import load_panel

    return load_panel(about(desk))


def refused(desk: Desk) -> list[str]:
    from sz_assess.errors import InputError

    with pytest.raises(InputError) as caught:
        load(desk)
    return [f"{each.place}: {each.found} | {each.expected} | {each.mend}" for each in caught.value.problems]


def value(panel: Panel, key: str) -> float:
    statistic, unit = key.split("/")
    return float(panel.series(statistic, PERIOD)[panel.units.index(unit)])


VALUES = {"investment/east": 12.5, "investment/west": 7, "firms/east": 120, "firms/whole": 400, "wages/421321": 3.25}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_form_is_read_with_its_cells(desk: Desk, language: str) -> None:
    form = a_form(desk, language=language)
    desk.deliver("统计局.xlsx", figures(form, VALUES))
    panel = load(desk)
    assert {key: value(panel, key) for key in VALUES} == VALUES
    assert int((panel.origin >= 0).sum()) == len(VALUES)
    sheet = {"zh": "报表", "en": "Form"}[language]
    assert panel.place("firms", "east", PERIOD) == f"data/统计局.xlsx:{sheet}!F{keys_of(form)['firms/east']}"
    assert panel.repairs == ()


def test_a_blank_form_holds_nothing(desk: Desk) -> None:
    desk.deliver("a.xlsx", a_form(desk))
    assert any("no figure in any file" in each for each in refused(desk))


def test_what_is_repaired_is_told(desk: Desk) -> None:
    cells: dict[str, float | str] = {
        "investment/east": text("1,234.5 "),
        "investment/west": text("１２"),
        "investment/421321": formula("1+1.5", 2.5),
        "firms/east": text("120"),
    }
    form = a_form(desk)
    desk.deliver("a.xlsx", figures(form, cells))
    panel = load(desk)
    found = {repair.key.split(", 2018")[0]: (repair.figure, str(repair.found)) for repair in panel.repairs}
    assert found == {
        "investment, east": (1234.5, 'the text "1,234.5 "'),
        "investment, west": (12.0, 'the text "１２"'),
        "investment, 421321": (2.5, "the stored result of a formula"),
        "firms, east": (120.0, 'the text "120"'),
    }
    assert panel.repairs[0].place == f"data/a.xlsx:报表!F{keys_of(form)['investment/east']}"
    assert value(panel, "investment/421321") == 2.5


def with_percent_format(form: bytes, key: str, share: float) -> bytes:
    """Excel's reaction to 12.5% typed into a cell: the share, in a format of per cent."""
    styles = zipfile.ZipFile(io.BytesIO(form)).read("xl/styles.xml").decode()
    count = int(re.search(r'<cellXfs count="(\d+)"', styles)[1])  # type: ignore[index]
    styles = styles.replace("</cellXfs>", '<xf numFmtId="10" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>')
    xml = zipfile.ZipFile(io.BytesIO(form)).read(FORM_PART).decode()
    cell = f"F{keys_of(form)[key]}"
    xml = re.sub(rf'<c r="{cell}" s="\d+"/>', f'<c r="{cell}" s="{count}"><v>{share}</v></c>', xml)
    return repacked(form, {"xl/styles.xml": styles.encode(), FORM_PART: xml.encode()})


def test_a_percentage_where_the_measure_is_per_cent(desk: Desk) -> None:
    form = a_form(desk, "energy")
    form = figures(form, {"power/west": text("12.5%")})
    desk.deliver("a.xlsx", with_percent_format(form, "power/east", 0.07))
    panel = load(desk)
    assert (value(panel, "power/east"), value(panel, "power/west")) == (7.0, 12.5)
    assert [(each.figure, str(each.found)) for each in panel.repairs] == [
        (7.0, "a cell that shows per cent and stores 0.07"),
        (12.5, 'the text "12.5%"'),
    ]


def test_a_percentage_of_another_measure_is_refused(desk: Desk) -> None:
    desk.deliver("a.xlsx", with_percent_format(a_form(desk), "investment/east", 0.07))
    (problem,) = refused(desk)
    assert "0.07 in a cell that shows per cent: 7%" in problem


@pytest.mark.parametrize(
    ("cell", "words"), [("1.234,5", '"1.234,5"'), ("12.5%", '"12.5%"'), ("—", "leave the cell blank")]
)
def test_what_may_mean_something_else_is_refused(desk: Desk, cell: str, words: str) -> None:
    form = a_form(desk)
    desk.deliver("a.xlsx", figures(form, {"investment/east": text(cell), "firms/east": 3}))
    (problem,) = refused(desk)
    assert problem.startswith(f"data/a.xlsx:报表!F{keys_of(form)['investment/east']}:")
    assert words in problem


def rebuilt(form: bytes, change: Callable[[list[list[Any]]], list[list[Any]]]) -> bytes:
    """The form as another program saves it after its user moved things about: cells alone, hidden sheet kept."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for name, rows in (("我的表", change(rows_of(form))), ("_sz_assess", mark_rows(form))):
            sheet = book.add_worksheet(name)
            for n, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell != "":
                        sheet.write(n, column, cell)
        book.worksheets()[1].hide()
    return stream.getvalue()


def inserted(rows: list[list[Any]]) -> list[list[Any]]:
    """Blank rows, remarks, a second heading within the table, a title above."""
    width = len(rows[0])
    words = [["", "请注意", *[""] * (width - 2)], [""] * width, ["", "统计数据", "", "", "", "今年", ""]]
    return [[""] * width, *rows[:6], *words, *rows[6:]]


def reordered(rows: list[list[Any]]) -> list[list[Any]]:
    return [[row[n] for n in (5, 3, 6, 0, 2, 1, 4)] for row in rows]


def widened(rows: list[list[Any]]) -> list[list[Any]]:
    """A column of one's own calculations in the middle."""
    return [[*row[:4], 17.5 if n > 3 else "我的", *row[4:]] for n, row in enumerate(rows)]


def without_names(rows: list[list[Any]]) -> list[list[Any]]:
    """Visible names deleted; the hidden keys tell."""
    return [[row[0], "", "", "", *row[4:]] for row in rows]


def without_keys(rows: list[list[Any]]) -> list[list[Any]]:
    """The hidden column deleted; the visible names tell."""
    return [row[1:] for row in rows]


def without_columns(rows: list[list[Any]]) -> list[list[Any]]:
    """All deleted but the keys and the figures."""
    return [[row[0], row[5]] for row in rows]


def merged(rows: list[list[Any]]) -> list[list[Any]]:
    """Names of statistics merged over their rows: all but the first are blank."""
    return [row if n == 0 or row[1] != rows[n - 1][1] else [row[0], "", "", *row[3:]] for n, row in enumerate(rows)]


@pytest.mark.parametrize(
    "change", [inserted, reordered, widened, without_names, without_keys, without_columns, merged, list, sorted]
)
def test_a_form_is_read_whatever_was_moved(desk: Desk, change: Callable[..., Any]) -> None:
    def moved(rows: list[list[Any]]) -> list[list[Any]]:
        return [*rows[:4], *reversed(rows[4:])] if change is sorted else change(rows)

    desk.deliver("a.xlsx", rebuilt(figures(a_form(desk), VALUES), moved))
    panel = load(desk)
    assert {key: value(panel, key) for key in VALUES} == VALUES
    assert int((panel.origin >= 0).sum()) == len(VALUES)


def test_names_sorted_apart_from_their_keys_are_found(desk: Desk) -> None:
    """Figures would stand in the wrong rows: neither is believed."""

    def apart(rows: list[list[Any]]) -> list[list[Any]]:
        body = rows[4:]
        return [*rows[:4], *([row[0], *other[1:]] for row, other in zip(body, reversed(body), strict=True))]

    desk.deliver("a.xlsx", rebuilt(figures(a_form(desk), VALUES), apart))
    problems = refused(desk)
    assert any("which the form wrote into this row" in each for each in problems)


def test_a_figure_in_a_row_of_ones_own(desk: Desk) -> None:
    def added(rows: list[list[Any]]) -> list[list[Any]]:
        return [*rows, ["", "工业投资", "", "合计", "", 530, ""]]

    desk.deliver("a.xlsx", rebuilt(figures(a_form(desk), VALUES), added))
    (problem,) = refused(desk)
    assert 'the unit "合计"' in problem


def test_a_row_twice(desk: Desk) -> None:
    desk.deliver("a.xlsx", rebuilt(figures(a_form(desk), VALUES), lambda rows: [*rows, rows[4]]))
    (problem,) = refused(desk)
    assert "every figure once" in problem


def test_the_row_of_marks_deleted(desk: Desk) -> None:
    desk.deliver("a.xlsx", rebuilt(figures(a_form(desk), VALUES), lambda rows: [*rows[:2], *rows[3:]]))
    assert any("a form without the hidden row" in each for each in refused(desk))


def test_a_form_of_another_method(desk: Desk) -> None:
    form = a_form(desk)
    strings = zipfile.ZipFile(io.BytesIO(form)).read("xl/sharedStrings.xml").decode()
    assert ">sample<" in strings
    other = repacked(form, {"xl/sharedStrings.xml": strings.replace(">sample<", ">other<").encode()})
    desk.deliver("a.xlsx", figures(other, VALUES))
    (problem,) = refused(desk)
    assert "a form of the method other | a form of the method sample" in problem


def test_two_departments_deliver_the_same_cell(desk: Desk) -> None:
    form = a_form(desk)
    desk.deliver("a.xlsx", figures(form, {"firms/east": 1}))
    desk.deliver("b.csv", "unit,period,firms\neast,2018,2\n")
    (problem,) = refused(desk)
    assert "data/b.csv:2:C: the figure 2, where data/a.xlsx:报表!F" in problem


def test_the_sheet_that_nobody_sees_deleted_is_one_mistake(desk: Desk) -> None:
    """Neither cover nor definitions are taken for tables of figures."""
    book = a_form(desk)
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        sheets = archive.read("xl/workbook.xml")
    assert sheets.count(b'"_sz_assess"') == 1
    desk.deliver("a.xlsx", repacked(book, {"xl/workbook.xml": sheets.replace(b'"_sz_assess"', b'"Sheet9"')}))
    (problem,) = refused(desk)
    assert problem.startswith("data/a.xlsx: a form without the hidden sheet _sz_assess")
    assert "fresh form" in problem


def test_two_statistics_of_one_name_are_told_apart_by_their_rows(desk: Desk) -> None:
    """The form shows the name that both have; what each row is of, its mark says."""
    investment, firms = STATISTICS[:2]
    both = [investment, {**firms, "name": investment["name"]}]
    (form,) = (write_form(each, "zh") for each in forms_of(desk.assessment(statistics=both), None, PERIOD))
    desk.deliver("统计局.xlsx", figures(form, {"investment/east": 12.5, "firms/east": 120}))
    panel = desk.load(statistics=both)
    assert (value(panel, "investment/east"), value(panel, "firms/east")) == (12.5, 120)
