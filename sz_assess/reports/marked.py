"""Copies of delivered files with the cells marked that are wrong or odd, so that a department can mend its own file.

The first sheet lists what was found and leads to each cell; its name is one that readers of statistics pass over, so
that a mended copy may be delivered in place of the file. Cells are copied as values; formulas and looks are not.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from sz_assess.errors import Problem, Refused, Words
from sz_assess.i18n import Language, Translator, translator
from sz_assess.statistics.forms.mark import SHEET, columns_of
from sz_assess.statistics.sources import Source, read_bytes
from sz_assess.statistics.tables.encoding import to_utf8
from sz_assess.statistics.tables.letters import column_letters
from sz_assess.statistics.tables.workbook_guard import open_workbook
from sz_assess.text import Text, msg

MOST_MARKS = 5_000
"""Cells marked in one file; the list says how many more there are."""

_CREATED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)
_CELL = re.compile(r"([A-Z]+)([0-9]+)")
_PLAIN = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_CODE = re.compile(r"0[0-9]+|[0-9]{16,}")
"""Digits that are no number: a workbook would drop the zeros before it, or what goes beyond fifteen digits."""
_LARGEST_WHOLE = 10**15
_LOOKED_AT = 200
_LISTS: dict[Language, str] = {"zh": "说明_问题清单", "en": "readme_problems"}


@dataclass(frozen=True)
class Mark:
    """Something found in a file; an error or a warning."""

    problem: Problem
    is_error: bool


@dataclass
class _Sheet:
    """A sheet to copy: ``rows`` by their numbers in the file, from 1."""

    name: str
    rows: dict[int, Sequence[object]]
    hidden: bool = False


def marked_copy(source: Source, marks: Sequence[Mark], language: Language) -> bytes:
    """The workbook: the list, then the file's sheets. Where the file can't be opened safely, the list alone."""
    say = translator(language)
    try:
        sheets = _sheets(source)
    except (Refused, CalamineError, pa.ArrowException, csv.Error, OSError):
        sheets = []
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True,
               "remove_timezone": True}  # fmt: skip
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"created": _CREATED})
        _Copy(book, marks, say, {sheet.name: sheet for sheet in sheets}).write()
    return stream.getvalue()


class _Copy:
    """Writes one workbook."""

    def __init__(self, book: Any, marks: Sequence[Mark], say: Translator, sheets: dict[str, _Sheet]) -> None:
        self.book, self.say, self.sheets = book, say, sheets
        # Errors first, each kind as it was found.
        ordered = sorted(marks, key=lambda mark: not mark.is_error)
        self.marks, self.more = ordered[:MOST_MARKS], max(len(ordered) - MOST_MARKS, 0)
        self.error = book.add_format({"bg_color": "#FFC7CE"})
        self.warning = book.add_format({"bg_color": "#FFEB9C"})
        self.heading = book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "valign": "top"})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.date = book.add_format({"num_format": "yyyy-mm-dd"})

    def said(self, words: Words) -> str:
        return words.to(self.say) if isinstance(words, Text) else words

    def write(self) -> None:
        listed = self.book.add_worksheet(_LISTS[self.say.language])
        written = {name: self.book.add_worksheet(name) for name in self.sheets}
        for name, sheet in self.sheets.items():
            self._copy(written[name], sheet)
        headings = (msg("Cell"), msg("Kind"), msg("Whose figure"), msg("Found"), msg("Expected"), msg("What to do"))
        for n, (heading, width) in enumerate(zip(headings, (18, 10, 36, 44, 44, 60), strict=True)):
            listed.set_column(n, n, width)
            listed.write_string(0, n, self.said(heading), self.heading)
        for row, mark in enumerate(self.marks, start=1):
            self._entry(listed, row, mark)
        if self.more:
            words = msg("… and {n} more", n=self.more)
            listed.write_string(len(self.marks) + 1, 0, self.said(words), self.text)
        listed.freeze_panes(1, 1)
        listed.set_paper(9)
        listed.set_landscape()
        listed.fit_to_pages(1, 0)

    def _entry(self, listed: Any, row: int, mark: Mark) -> None:
        problem, style = mark.problem, self.error if mark.is_error else self.warning
        at = _position(problem)
        name = self._sheet_of(problem)
        if name is not None and at is not None:
            cell = f"{column_letters(at[1])}{at[0]}"
            quoted = name.replace("'", "''")
            listed.write_url(row, 0, f"internal:'{quoted}'!{cell}", style, f"{name}!{cell}")
        else:
            listed.write_string(row, 0, problem.place, style)
        kind = msg("error") if mark.is_error else msg("warning")
        for n, words in enumerate((kind, problem.key, problem.found, problem.expected, problem.mend), start=1):
            listed.write_string(row, n, self.said(words), self.text)

    def _sheet_of(self, problem: Problem) -> str | None:
        if problem.sheet is not None:
            return problem.sheet if problem.sheet in self.sheets else None
        return next(iter(self.sheets), None)

    def _copy(self, sheet: Any, content: _Sheet) -> None:
        marked: dict[tuple[int, int], list[Mark]] = {}
        for mark in self.marks:
            at = _position(mark.problem)
            if at is not None and self._sheet_of(mark.problem) == content.name:
                marked.setdefault(at, []).append(mark)
        for number, row in content.rows.items():
            for n, cell in enumerate(row):
                self._cell(sheet, number - 1, n, cell, self._style(marked.get((number, n + 1), [])))
        for (number, column), own in marked.items():
            if column > len(content.rows.get(number, ())):
                sheet.write_blank(number - 1, column - 1, None, self._style(own))
            self._comment(sheet, number - 1, column - 1, own)
        if content.hidden:
            sheet.very_hidden()
            return
        for number, row in list(content.rows.items())[:_LOOKED_AT]:
            if (columns := columns_of(row)) is not None:
                sheet.set_row(number - 1, None, None, {"hidden": True})
                if "key" in columns:
                    sheet.set_column(columns["key"], columns["key"], None, None, {"hidden": True})
                break

    def _style(self, marks: Sequence[Mark]) -> Any:
        if not marks:
            return None
        return self.error if any(mark.is_error for mark in marks) else self.warning

    def _cell(self, sheet: Any, row: int, column: int, cell: object, style: Any) -> None:
        if isinstance(cell, bool):
            sheet.write_boolean(row, column, cell, style)
        elif isinstance(cell, int | float | Decimal) and not (isinstance(cell, int) and abs(cell) >= _LARGEST_WHOLE):
            sheet.write_number(row, column, float(cell), style)
        elif isinstance(cell, datetime.datetime | datetime.date | datetime.time):
            sheet.write_datetime(row, column, cell, style or self.date)
        elif cell is None or cell == "":
            if style is not None:
                sheet.write_blank(row, column, None, style)
        else:
            sheet.write_string(row, column, str(cell), style)

    def _comment(self, sheet: Any, row: int, column: int, marks: Sequence[Mark]) -> None:
        parts = []
        for mark in marks:
            problem = mark.problem
            parts.append(self.said(msg("Found: {words}", words=problem.found)))
            parts.append(self.said(msg("Expected: {words}", words=problem.expected)))
            if str(problem.mend):
                parts.append(self.said(msg("What to do: {words}", words=problem.mend)))
        options = {"x_scale": 2.5, "y_scale": 1.0 + 0.8 * len(marks), "author": "sz-assess"}
        sheet.write_comment(row, column, "\n".join(parts)[:30_000], options)


def _position(problem: Problem) -> tuple[int, int] | None:
    """Row and column, from 1, of the cell; of a row, its first cell."""
    if problem.sheet is not None:
        found = _CELL.fullmatch(problem.cell or "")
        if found is not None:
            return int(found[2]), _column(found[1])
        return (problem.line, 1) if problem.line else None
    if problem.line is None:
        return None
    if problem.file.lower().endswith(".parquet"):
        return problem.line + 1, 1
    if problem.cell is not None and problem.cell.isascii() and problem.cell.isupper():
        return problem.line, _column(problem.cell)
    return problem.line, problem.column or 1


def _column(letters: str) -> int:
    out = 0
    for letter in letters:
        out = out * 26 + ord(letter) - ord("A") + 1
    return out


def _sheets(source: Source) -> list[_Sheet]:
    data = read_bytes(source)
    match source.path.suffix.lower():
        case ".csv":
            return [_Sheet("data", dict(_csv_rows(to_utf8(data).decode("utf-8"))))]
        case ".parquet":
            table = pq.read_table(pa.BufferReader(data))
            rows = enumerate(zip(*(column.to_pylist() for column in table.columns), strict=True), start=2)
            # A record's number counts from 1 without the heading; the copy has one, as workbooks must.
            return [_Sheet("data", {1: table.column_names, **dict(rows)})]
        case _:
            with open_workbook(data):
                pass
            return _workbook_sheets(data)


def _csv_rows(text: str) -> Iterator[tuple[int, Sequence[object]]]:
    reader = csv.reader(io.StringIO(text, newline=""))
    last = 0
    for record in reader:
        yield last + 1, [_figure_or_text(cell) for cell in record]
        last = reader.line_num


def _figure_or_text(cell: str) -> object:
    return float(cell) if _PLAIN.fullmatch(cell) and not _CODE.fullmatch(cell) else cell


def _workbook_sheets(data: bytes) -> list[_Sheet]:
    """All sheets but the list of an earlier copy, in whose place the new one stands."""
    out = []
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        for about in book.sheets_metadata:
            if about.name.casefold() in _LISTS.values():
                continue
            rows = book.get_sheet_by_name(about.name).to_python(skip_empty_area=False)
            hidden = about.name == SHEET or about.visible != SheetVisibleEnum.Visible
            out.append(_Sheet(about.name, dict(enumerate(rows, start=1)), hidden))
    return out
