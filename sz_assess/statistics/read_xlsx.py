"""Workbooks (.xlsx): every sheet is a table, unless its name begins with 说明 or readme.

Texts, numbers and dates come from calamine. What it gives as blank although the sheet holds something there (errors,
formulas whose result was never stored) comes from :mod:`sz_assess.statistics.sheet_scan`.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cached_property
from typing import Any
from xml.etree import ElementTree

import numpy as np
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from sz_assess.errors import Refused
from sz_assess.statistics.sheet_scan import Flaw, Scan, scan_sheet
from sz_assess.statistics.table import NO_RESULT, Figures, Kind, Names, Reading, Table, as_heading, as_text
from sz_assess.statistics.workbook_guard import BROKEN, chunks, open_workbook
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
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            _take_sheets(reading, book, scans)
    except Refused as refused:
        return reading.refuse(refused.found, refused.expected, refused.mend)
    except CalamineError:
        return reading.refuse(BROKEN.found, BROKEN.expected, BROKEN.mend)
    return reading


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
    for element in _xml(archive, "xl/workbook.xml").iter():
        if _local(element.tag) != "sheet":
            continue
        part = next((targets.get(value, "") for key, value in element.items() if _local(key) == "id"), "")
        if part not in archive.namelist():
            raise BROKEN
        name = element.get("name", "")
        try:
            out[name] = scan_sheet(archive, part)
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


def _take_sheets(reading: Reading, book: CalamineWorkbook, scans: Mapping[str, Scan]) -> None:
    for about in book.sheets_metadata:
        if is_remark(about.name) or about.typ != SheetTypeEnum.WorkSheet:
            continue
        if about.name not in scans:
            raise BROKEN
        table = _table(reading.file, book.get_sheet_by_name(about.name), scans[about.name].flaws)
        if table is None:
            continue
        if about.visible != SheetVisibleEnum.Visible:
            expected = msg("sheets that can be seen")
            mend = msg("show the sheet, delete it, or let its name begin with {name}", name=REMARKS[0])
            reading.problems.append(table.problem(0, None, msg("a hidden sheet with content"), expected, mend))
            continue
        reading.tables.append(table)


def _table(file: str, sheet: CalamineSheet, flaws: Mapping[tuple[int, int], Flaw]) -> Table | None:
    """The sheet from its first row that is neither blank nor a comment; None where there is no such row."""
    rows: list[list[Any]] = [*sheet.to_python(skip_empty_area=False)]
    width = max([len(rows[0]) if rows else 0, *(column for _, column in flaws)])
    height = max([len(rows), *(row for row, _ in flaws)])
    if rows and len(rows[0]) < width:
        rows = [row + [""] * (width - len(row)) for row in rows]
    rows += [[""] * width for _ in range(height - len(rows))]
    flawed_rows = {row for row, _ in flaws}
    top = next((at for at, row in enumerate(rows) if at + 1 in flawed_rows or _is_heading(row)), None)
    if top is None:
        return None
    by_column: list[dict[int, Flaw]] = [{} for _ in range(width)]
    for (row, column), flaw in flaws.items():
        by_column[column - 1][row - top - 2] = flaw
    columns = [
        XlsxColumn([row[column] for row in rows[top + 1 :]], {row: flaw for row, flaw in own.items() if row >= 0})
        for column, own in enumerate(by_column)
    ]
    heading = (_flawed(own[-1]) if -1 in own else as_heading(rows[top][n]) for n, own in enumerate(by_column))
    lines = np.arange(len(rows) - top - 1, dtype=np.intp) + top + 2
    return Table(file, sheet.name, tuple(heading), top + 1, lines, tuple(columns))


def _is_heading(row: Sequence[object]) -> bool:
    """Not blank, not a comment."""
    first = next((text for cell in row if (text := as_text(cell))), "")
    return bool(first) and not first.startswith("#")


_KINDS: dict[type, Kind] = {
    str: Kind.TEXT,
    float: Kind.NUMBER,
    int: Kind.NUMBER,
    bool: Kind.TRUTH,
}


@dataclass(frozen=True)
class XlsxColumn:
    """A column of cells as the reader gives them; ``flaws`` by row."""

    cells: Sequence[object]
    own: Mapping[int, Flaw]

    @cached_property
    def _figures(self) -> Figures:
        size = len(self.cells)
        kind = np.fromiter((_KINDS.get(each, Kind.DATE) for each in map(type, self.cells)), np.uint8, size)
        cells = np.empty(size, dtype=object)
        cells[:] = self.cells
        kind[[row for row in np.flatnonzero(kind == Kind.TEXT).tolist() if not cells[row].strip()]] = Kind.BLANK
        for row, flaw in self.own.items():
            kind[row] = flaw[0]
        number = np.full(size, np.nan)
        numbers = kind == Kind.NUMBER
        number[numbers] = cells[numbers].astype(float)
        kind[numbers & ~np.isfinite(number)] = Kind.NOT_FINITE
        return Figures(kind, np.where(kind == Kind.NUMBER, number, np.nan))

    def figures(self) -> Figures:
        return self._figures

    def names(self) -> Names:
        seen: dict[tuple[type, object], int] = {}
        codes = [seen.setdefault((type(cell), cell), len(seen)) for cell in self.cells]
        texts = [_written(cell) for _, cell in seen]
        for row, flaw in self.own.items():
            codes[row] = len(texts)
            texts.append(_flawed(flaw))
        return Names(np.array(codes, dtype=np.intp), tuple(texts))

    def shown(self, row: int) -> str:
        return _flawed(self.own[row]) if row in self.own else _written(self.cells[row])


def _written(cell: object) -> str:
    """A cell's text; of dates and times, as people write them."""
    return str(cell) if isinstance(cell, date | time | timedelta) else as_text(cell)


def _flawed(flaw: Flaw) -> str:
    return NO_RESULT if flaw[0] == Kind.NO_RESULT else flaw[1] or "#"
