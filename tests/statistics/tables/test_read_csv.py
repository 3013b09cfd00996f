import csv
import io
import math
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sz_assess.statistics.tables import read_csv as module
from sz_assess.statistics.tables.limits import MAX_COLUMNS
from sz_assess.statistics.tables.read_csv import read_csv
from sz_assess.statistics.tables.table import Kind, Table


def table_of(text: str) -> Table:
    reading = read_csv("a.csv", text.encode())
    assert not reading.problems
    (table,) = reading.tables
    return table


def cells_of(table: Table) -> list[list[str]]:
    columns = [[column.shown(row) for row in range(len(table.rows))] for column in table.columns]
    return [list(row) for row in zip(*columns, strict=True)]


def test_lines_are_counted_below_comments_and_blank_lines() -> None:
    table = table_of('# synthetic, made up\n"# quoted by a spreadsheet",,\n\n,,\nunit,value\nx,1\ny,2\n\n\n')
    assert table.heading == ("unit", "value")
    assert table.heading_row == 5
    assert table.rows.tolist() == [6, 7]
    assert cells_of(table) == [["x", "1"], ["y", "2"]]


def test_a_comment_below_the_heading_is_no_comment() -> None:
    assert cells_of(table_of("unit\n# x\n")) == [["# x"]]


def test_breaks_within_cells_do_not_shift_lines() -> None:
    table = table_of('unit,"va\nlue",note\nx,1,"two\nlines"\n\ny,2,"a ""quoted"" word, and a comma"\n')
    assert table.heading == ("unit", "value", "note")
    assert table.rows.tolist() == [3, 6]
    assert cells_of(table)[1] == ["y", "2", 'a "quoted" word, and a comma']


def test_blank_cells_beyond_the_heading_are_dropped_and_blank_rows_passed_over() -> None:
    table = table_of("unit,value\nx,1,,\n  \ny,2\n")
    assert table.rows.tolist() == [2, 4]
    assert cells_of(table) == [["x", "1"], ["y", "2"]]


@pytest.mark.parametrize("quote", ["", '"'])
def test_rows_that_do_not_fit_are_named_by_line_and_the_others_kept(quote: str) -> None:
    text = f"unit,value\n{quote}x{quote},1\ny,1,234\nz\nw,4\n"
    reading = read_csv("a.csv", text.encode())
    assert [(problem.place, str(problem.found)) for problem in reading.problems] == [
        ("a.csv:3", "3 cells"),
        ("a.csv:4", "1 cell"),
    ]
    assert reading.tables[0].rows.tolist() == [2, 5]


def test_an_open_quotation_mark_is_refused_where_it_opens() -> None:
    reading = read_csv("a.csv", b'# c\nunit,value\nx,1\ny,"2\nz,3\n')
    assert [problem.place for problem in reading.problems] == ["a.csv:4"]


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n"])
def test_an_empty_file_is_refused(text: str) -> None:
    (problem,) = read_csv("a.csv", text.encode()).problems
    assert str(problem.found) == "an empty file"


def test_too_many_columns_are_refused() -> None:
    (problem,) = read_csv("a.csv", ("x," * MAX_COLUMNS + "x\n").encode()).problems
    assert str(MAX_COLUMNS + 1) in str(problem.found)


def test_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_CELLS", 5)
    assert not read_csv("a.csv", b"a,b\n1,2\n3,4\n").problems
    assert read_csv("a.csv", b"a,b\n1,2\n3,4\n5,6\n").problems


@pytest.mark.parametrize(
    ("cell", "number"),
    [("1", 1), ("-2.50", -2.5), ("+3", 3), (".5", 0.5), ("4.", 4), ("1.5e3", 1500), (" 7 ", 7), ("007", 7), ("-0", 0)],
)
@pytest.mark.parametrize("beside", ["8", " 8", "word"])
def test_plain_numbers_are_numbers_whatever_stands_beside_them(cell: str, number: float, beside: str) -> None:
    figures = table_of(f"a\n{cell}\n{beside}\n").columns[0].figures()
    assert figures.kind[0] == Kind.NUMBER
    assert figures.number[0] == number


@pytest.mark.parametrize(
    "cell",
    ["1 234", "12.5%", "１２", "nan", "NaN", "inf", "-Infinity", "1e999", "0x1f", "1_000", "1e", "--1", "１.5",
     "1\u3000", "—", "TRUE", "1/2", "."],
)  # fmt: skip
@pytest.mark.parametrize("beside", ["8", " 8", "word"])
def test_anything_else_is_a_text(cell: str, beside: str) -> None:
    figures = table_of(f"a\n{cell}\n{beside}\n").columns[0].figures()
    assert figures.kind[0] == Kind.TEXT
    assert math.isnan(figures.number[0])


@pytest.mark.parametrize("blank", ["", " ", "\t"])
def test_blank_cells_are_blank(blank: str) -> None:
    assert table_of(f"a,b\n1,{blank}\n2,x\n").columns[1].figures().kind.tolist() == [Kind.BLANK, Kind.TEXT]
    assert table_of(f"a,b\n1,{blank}\n2,3\n").columns[1].figures().kind.tolist() == [Kind.BLANK, Kind.NUMBER]


CELLS = st.text(st.sampled_from('ab1 .",\n\r#；曾'), max_size=4)


@given(st.integers(2, 4).flatmap(lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), min_size=1, max_size=5)))
def test_what_a_csv_writer_wrote_comes_back_cell_by_cell(rows: list[list[str]]) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([["head"] * len(rows[0]), *rows])
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    read = cells_of(table_of(stream.getvalue()))
    # Line ends within cells become those of the system, blanks around a cell do not count.
    expected = [[cell.replace("\r\n", "\n").replace("\r", "\n").strip() for cell in row] for row in kept]
    assert [row for row in read if any(row)] == expected


@given(
    st.lists(st.lists(st.text(st.sampled_from("ab1 .#曾"), max_size=3), min_size=3, max_size=3), min_size=1, max_size=6)
)
def test_quotes_change_the_way_of_reading_and_nothing_else(rows: list[list[str]]) -> None:
    def written(quoting: Literal[0, 1]) -> Table:
        stream = io.StringIO(newline="")
        csv.writer(stream, quoting=quoting, lineterminator="\n").writerows([["x", "y", "z"], *rows])
        return table_of(stream.getvalue())

    plain, quoted = written(csv.QUOTE_MINIMAL), written(csv.QUOTE_ALL)
    last = next((n for n in range(len(rows), 0, -1) if any(rows[n - 1])), 0)
    assert cells_of(plain)[:last] == cells_of(quoted)[:last]
    assert plain.rows.tolist()[:last] == quoted.rows.tolist()[:last]
    for a, b in zip(plain.columns, quoted.columns, strict=True):
        assert a.figures().kind[:last].tolist() == b.figures().kind[:last].tolist()
