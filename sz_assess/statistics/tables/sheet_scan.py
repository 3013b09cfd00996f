"""What the workbook reader does not tell, taken from a sheet's XML: how far its cells reach, and which of them hold an
error or a formula whose result was never stored (the reader gives both as blank cells).

The XML is not parsed but searched for the marks of cells, so that a sheet of a million cells costs a fraction of its
reading.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray

from sz_assess.errors import Refused
from sz_assess.statistics.tables.limits import MAX_CELLS, MAX_COLUMNS
from sz_assess.statistics.tables.table import Kind
from sz_assess.statistics.tables.workbook_guard import chunks
from sz_assess.text import msg

Flaw = tuple[Kind, str]

_REFERENCE = re.compile(rb"""\br=["']([A-Z]+)([0-9]+)["']""")
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\b[^>]*>([^<]*)</)?"
)
_ERROR = re.compile(rb"""<(?:\w+:)?c\b([^>]*\bt=["']e["'][^>]*)>""")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]*)")
_NO_NUMBER = re.compile(rb"""\bt=["'](?:s|str|inlineStr|b|d|e)["']""")
_TEXT_RESULT = re.compile(rb"""\bt=["']str["']""")


@dataclass
class Scan:
    """``rows`` and ``columns``: the last that are in use. ``flaws`` by row and column, both from 1."""

    rows: int = 0
    columns: int = 0
    flaws: dict[tuple[int, int], Flaw] = field(default_factory=dict)
    results: set[tuple[int, int]] = field(default_factory=set)
    """Cells with formulas whose results are stored, where they were asked for."""


def scan_sheet(
    archive: zipfile.ZipFile, part: str, percent: Collection[int] = (), *, with_results: bool = False
) -> Scan:
    """Look through a sheet. ``percent`` are the cell styles that show a number as a percentage. Raises Refused where
    it reaches too far or is damaged."""
    scan = Scan()
    percent_cell = _percent_cell(percent)
    for piece in _whole_rows(chunks(archive, part)):
        rows, columns = _extent(piece)
        scan.rows, scan.columns = max(scan.rows, rows), max(scan.columns, columns)
        if scan.columns > MAX_COLUMNS:
            found = msg("cells beyond the column {n}", n=MAX_COLUMNS)
            raise Refused(found, msg("at most {n} columns", n=MAX_COLUMNS), _TRIM)
        if scan.rows * scan.columns > MAX_CELLS:
            found = msg("{rows} rows of {columns} columns", rows=scan.rows, columns=scan.columns)
            raise Refused(found, msg("at most {n} cells", n=MAX_CELLS), _TRIM)
        if percent_cell is not None:
            scan.flaws.update(_percentages(piece, percent_cell))
        scan.flaws.update(_flaws(piece))
        if with_results:
            scan.results.update(_results(piece))
    return scan


_TRIM = msg("delete stray cells far below or right of the table, or deliver csv or parquet")


def _whole_rows(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Cut between rows, so that no cell is split."""
    rest = b""
    for piece in pieces:
        rest += piece
        cut = rest.rfind(b"row>") + 4
        if cut > 4:
            yield rest[:cut]
            rest = rest[cut:]
    yield rest


def _extent(xml: bytes) -> tuple[int, int]:
    """The largest row and column that a row or cell is said to stand in."""
    signs = np.frombuffer(xml + b" " * 16, dtype=np.uint8)
    at = np.flatnonzero(signs[:-16] == ord("r"))
    at = at[(at > 0) & (signs[at + 1] == ord("=")) & (signs[at - 1] <= ord(" "))] + 3
    if not at.size:
        return 0, 0
    column = np.zeros(at.size, dtype=np.int64)
    for _ in range(4):
        letter = _between(signs[at], "A", "Z")
        column = np.where(letter, column * 26 + signs[at] - ord("A") + 1, column)
        at = at + letter
    row = np.zeros(at.size, dtype=np.int64)
    digit = np.ones(at.size, dtype=bool)
    for step in range(8):
        digit &= _between(signs[at + step], "0", "9")
        row = np.where(digit, row * 10 + signs[at + step] - ord("0"), row)
    return int(row.max()), int(column.max())


def _between(signs: NDArray[np.uint8], first: str, last: str) -> NDArray[np.bool_]:
    return (signs >= ord(first)) & (signs <= ord(last))


def _flaws(xml: bytes) -> Iterator[tuple[tuple[int, int], Flaw]]:
    # One letter is looked for first: that is quick, and rows of plain numbers have neither.
    if b"f" in xml and (b"<f" in xml or b":f" in xml):
        for cell in _FORMULA.finditer(xml):
            # A formula may well result in an empty text; then the cell says that its result is a text.
            if not (cell[2] or _TEXT_RESULT.search(cell[1])):
                yield _reference(cell[1]), (Kind.NO_RESULT, "")
    if b"e" in xml and (b't="e"' in xml or b"t='e'" in xml):
        for cell in _ERROR.finditer(xml):
            value = _VALUE.search(xml, cell.end(), xml.find(b"c>", cell.end()))
            yield _reference(cell[1]), (Kind.ERROR, value[1].decode("utf-8", "replace") if value else "")


def _percent_cell(styles: Collection[int]) -> re.Pattern[bytes] | None:
    """What finds cells of these styles."""
    if not styles:
        return None
    numbers = b"|".join(str(style).encode() for style in sorted(styles))
    return re.compile(rb"""<(?:\w+:)?c\b([^>]*\bs=["'](?:""" + numbers + rb""")["'][^>]*)(?<!/)>""")


def _percentages(xml: bytes, cells: re.Pattern[bytes]) -> Iterator[tuple[tuple[int, int], Flaw]]:
    """Numbers that are shown as percentages; texts in such cells are texts."""
    for cell in cells.finditer(xml):
        value = _VALUE.search(xml, cell.end(), xml.find(b"c>", cell.end()))
        if value is not None and value[1] and not _NO_NUMBER.search(cell[1]):
            yield _reference(cell[1]), (Kind.PERCENT, value[1].decode("utf-8", "replace"))


def _results(xml: bytes) -> Iterator[tuple[int, int]]:
    for cell in _FORMULA.finditer(xml):
        if cell[2]:
            yield _reference(cell[1])


def percent_styles(styles: ElementTree.Element) -> frozenset[int]:
    """Which cell styles of a workbook show a number as a percentage."""
    custom = {each.get("numFmtId"): each.get("formatCode", "") for each in styles.iter() if _is(each, "numFmt")}
    formats = next((each for each in styles.iter() if _is(each, "cellXfs")), ())
    return frozenset(
        n
        for n, each in enumerate(formats)
        if each.get("numFmtId") in _PERCENT_IDS or "%" in _QUOTED.sub("", custom.get(each.get("numFmtId"), ""))
    )


_PERCENT_IDS = {"9", "10"}
"""Formats that every workbook has: 0% and 0.00%."""
_QUOTED = re.compile(r'"[^"]*"|\\.')


def _is(element: ElementTree.Element, name: str) -> bool:
    return element.tag.rpartition("}")[2] == name


def _reference(attributes: bytes) -> tuple[int, int]:
    """Row and column of a cell; a writer that leaves them out can't be followed to the cell."""
    found = _REFERENCE.search(attributes)
    if found is None:
        raise Refused(
            msg("a cell with an error or a formula without result, which does not say where it stands"),
            msg("cells with figures"),
            msg("open the workbook in Excel or WPS, and save it again"),
        )
    column = 0
    for letter in found[1].decode():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column
