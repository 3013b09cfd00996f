"""Workbooks (.xlsx): every sheet is a table, unless its name begins with 说明 or readme.

Texts, numbers and dates come from calamine. What it gives as blank although the sheet holds something there (errors,
formulas whose result was never stored) comes from :mod:`sz_assess.statistics.tables.sheet_scan`.
"""

from __future__ import annotations

import gc
import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from xml.etree import ElementTree

import numpy as np
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from sz_assess.errors import Refused
from sz_assess.statistics.forms.mark import SHEET, FormMark, read_mark
from sz_assess.statistics.forms.read import Sheet, marks_of, take_form
from sz_assess.statistics.tables.sheet_scan import Flaw, Scan, percent_styles, scan_sheet
from sz_assess.statistics.tables.table import Reading, Table, as_heading, as_text
from sz_assess.statistics.tables.workbook_guard import BROKEN, chunks, open_workbook
from sz_assess.statistics.tables.xlsx_column import XlsxColumn, flawed
from sz_assess.text import msg

REMARKS = ("说明", "readme")
"""How the names of sheets, and of files, begin that hold no figures."""


def read_xlsx(file: str, data: bytes) -> Reading:
    """Read a workbook whose content is ``data``."""
    reading = Reading(file)
    try:
        with open_workbook(data) as archive:
            scans = _scans(archive)
            _verify_the_rest(archive)
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book, _uncollected():
            _take_sheets(reading, book, scans)
    except Refused as refused:
        return reading.refuse(refused.found, refused.expected, refused.mend)
    except CalamineError:
        return reading.refuse(BROKEN.found, BROKEN.expected, BROKEN.mend)
    return reading


_STYLES = "xl/styles.xml"


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold the collector of circles back: a sheet is a million objects without any, which it would go through again
    and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def is_remark(name: str) -> bool:
    """Whether a sheet or file of this name holds words about the figures, and no figures."""
    return name.lower().startswith(REMARKS)


def _scans(archive: zipfile.ZipFile) -> dict[str, Scan]:
    """What a search of each worksheet found, by the sheet's name."""
    targets = {
        element.get("Id", ""): posixpath.normpath(posixpath.join("/xl", element.get("Target", "")))[1:]
        for element in _xml(archive, "xl/_rels/workbook.xml.rels").iter()
        if _local(element.tag) == "Relationship"
    }
    out: dict[str, Scan] = {}
    percent = percent_styles(_xml(archive, _STYLES)) if _STYLES in archive.namelist() else frozenset[int]()
    is_form = any(each.get("name") == SHEET for each in _xml(archive, "xl/workbook.xml").iter())
    for element in _xml(archive, "xl/workbook.xml").iter():
        if _local(element.tag) != "sheet":
            continue
        part = next((targets.get(value, "") for key, value in element.items() if _local(key) == "id"), "")
        if part not in archive.namelist():
            raise BROKEN
        name = element.get("name", "")
        try:
            out[name] = scan_sheet(archive, part, percent, with_results=is_form)
        except Refused as refused:
            found = msg("{found}, in the sheet {sheet}", found=refused.found, sheet=name)
            raise Refused(found, refused.expected, refused.mend) from None
    return out


def _xml(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    """A small part, parsed. Document types are refused: entities have no place in a workbook."""
    if part not in archive.namelist():
        raise BROKEN
    text = b"".join(chunks(archive, part))
    if b"<!DOCTYPE" in text:
        raise BROKEN
    try:
        return ElementTree.fromstring(text)
    except ElementTree.ParseError:
        raise BROKEN from None


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _verify_the_rest(archive: zipfile.ZipFile) -> None:
    """Unpack every other part once, so that a directory that lies about sizes is found before the reader trusts it."""
    for name in archive.namelist():
        if not name.startswith("xl/worksheets/"):
            for _ in chunks(archive, name):
                pass


_FRESH = msg("copy the figures into a fresh form: sz-assess forms writes one")


def _take_sheets(reading: Reading, book: CalamineWorkbook, scans: Mapping[str, Scan]) -> None:
    mark = _form_mark(book)
    forms = 0
    for about in book.sheets_metadata:
        if mark is not None and about.name in {SHEET, *mark.sheets}:
            continue
        if is_remark(about.name) or about.typ != SheetTypeEnum.WorkSheet:
            continue
        if about.name not in scans:
            raise BROKEN
        rows = _grid(book.get_sheet_by_name(about.name), scans[about.name].flaws)
        scan = scans[about.name]
        sheet = Sheet(about.name, rows, scan.flaws, scan.results)
        if mark is not None and take_form(reading, mark, sheet):
            forms += 1
            continue
        if mark is None and marks_of(sheet) is not None:
            # The cover and the definitions are no tables either.
            reading.tables.clear()
            reading.problems.clear()
            found = msg("a form without the hidden sheet {name}, which says what its rows are", name=SHEET)
            reading.refuse(found, msg("the form as it was sent"), _FRESH)
            return
        table = _table(reading.file, about.name, rows, scans[about.name].flaws)
        if table is None:
            continue
        if about.visible != SheetVisibleEnum.Visible:
            expected = msg("sheets that can be seen")
            mend = msg("show the sheet, delete it, or let its name begin with {name}", name=REMARKS[0])
            reading.problems.append(table.problem(0, None, msg("a hidden sheet with content"), expected, mend))
            continue
        reading.tables.append(table)
    if mark is not None and not forms:
        found = msg("a form without the hidden row that marks its columns")
        reading.refuse(found, msg("the form as it was sent"), _FRESH)


def _form_mark(book: CalamineWorkbook) -> FormMark | None:
    """What a form says of itself; None for any other workbook."""
    if SHEET not in book.sheet_names:
        return None
    return read_mark(book.get_sheet_by_name(SHEET).to_python(skip_empty_area=False))


def _grid(sheet: CalamineSheet, flaws: Mapping[tuple[int, int], Flaw]) -> list[list[Any]]:
    """All cells of a sheet, as far as any are in use."""
    rows: list[list[Any]] = [*sheet.to_python(skip_empty_area=False)]
    width = max([len(rows[0]) if rows else 0, *(column for _, column in flaws)])
    height = max([len(rows), *(row for row, _ in flaws)])
    if rows and len(rows[0]) < width:
        rows = [row + [""] * (width - len(row)) for row in rows]
    rows += [[""] * width for _ in range(height - len(rows))]
    return rows


def _table(file: str, sheet: str, rows: Sequence[Sequence[Any]], flaws: Mapping[tuple[int, int], Flaw]) -> Table | None:
    """The sheet from its first row that is neither blank nor a comment; None where there is no such row."""
    width = len(rows[0]) if rows else 0
    flawed_rows = {row for row, _ in flaws}
    top = next((at for at, row in enumerate(rows) if at + 1 in flawed_rows or _is_heading(row)), None)
    if top is None:
        return None
    by_column: list[dict[int, Flaw]] = [{} for _ in range(width)]
    for (row, column), flaw in flaws.items():
        by_column[column - 1][row - top - 2] = flaw
    body: list[Sequence[Any]] = [*zip(*rows[top + 1 :], strict=True)] or [()] * width
    columns = [
        XlsxColumn(cells, {row: flaw for row, flaw in own.items() if row >= 0})
        for cells, own in zip(body, by_column, strict=True)
    ]
    heading = (flawed(own[-1]) if -1 in own else as_heading(rows[top][n]) for n, own in enumerate(by_column))
    lines = np.arange(len(rows) - top - 1, dtype=np.intp) + top + 2
    return Table(file, sheet, tuple(heading), top + 1, lines, tuple(columns))


def _is_heading(row: Sequence[object]) -> bool:
    """Not blank, not a comment."""
    first = next((text for cell in row if (text := as_text(cell))), "")
    return bool(first) and not first.startswith("#")
