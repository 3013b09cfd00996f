"""csv files: commas, double quotes, a heading row below any comment lines that begin with ``#``.

A plain file is cut into columns at once by Arrow. One with quotes, or with a row that does not fit its heading, is read
row by row instead, so that every line number in a message is true.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
import pyarrow.csv  # type: ignore[import-untyped]

from sz_assess.numeric import FloatArray, IntArray
from sz_assess.statistics.tables.encoding import NoText, to_utf8
from sz_assess.statistics.tables.limits import MAX_CELLS, MAX_COLUMNS, MAX_LISTED
from sz_assess.statistics.tables.table import Figures, Kind, Names, Reading, Table, as_heading
from sz_assess.text import msg, plural

_NUMBER = r"^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"
_QUOTES = msg("put a text that holds a comma, a quotation mark or a line break in quotation marks")


def read_csv(file: str, data: bytes) -> Reading:
    """Read a csv file whose content is ``data``."""
    reading = Reading(file)
    try:
        text = to_utf8(data)
    except NoText as error:
        return reading.refuse(error.found, error.expected, error.mend, error.line)
    skipped, start = _preamble(text)
    text = text[start:].rstrip(b"\n")
    if not text:
        return reading.refuse(msg("an empty file"), msg("a heading row and rows of figures"))
    if b'"' in text or not _read_plain(reading, text, skipped):
        _read_exactly(reading, text.decode("utf-8"), skipped)
    return reading


def _preamble(text: bytes) -> tuple[int, int]:
    """Lines and bytes of the comments and blank lines at the top. A spreadsheet may have put quotes around them."""
    lines, start = 0, 0
    while start < len(text):
        end = text.find(b"\n", start)
        end = len(text) if end < 0 else end
        line = text[start:end].strip(b' \t,"')
        if line and not line.startswith(b"#"):
            break
        lines, start = lines + 1, end + 1
    return lines, start


def _read_plain(reading: Reading, text: bytes, skipped: int) -> bool:
    """Whether all rows have the heading's number of cells; if so, the table is taken."""
    first, _, body = text.partition(b"\n")
    heading = first.decode("utf-8").split(",")
    if not _fits(reading, heading, text.count(b"\n")):
        return True
    names = [str(number) for number in range(len(heading))]
    if body:
        try:
            table = pyarrow.csv.read_csv(
                pa.py_buffer(body),
                pyarrow.csv.ReadOptions(column_names=names),
                pyarrow.csv.ParseOptions(quote_char=False, double_quote=False, ignore_empty_lines=False),
                pyarrow.csv.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, check_utf8=False
                ),
            )
        except pa.ArrowInvalid:
            return False
        columns = tuple(CsvColumn(column) for column in table.columns)
        rows = np.arange(table.num_rows, dtype=np.intp) + skipped + 2
    else:
        columns, rows = tuple(CsvColumn(pa.chunked_array([[]], pa.string())) for _ in names), np.array([], np.intp)
    reading.tables.append(Table(reading.file, None, _stripped(heading), skipped + 1, rows, columns))
    return True


def _read_exactly(reading: Reading, text: str, skipped: int) -> None:
    """With quotes and breaks within cells; rows that do not fit are noted and left out."""
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        records = []
    if len(records) == text.count("\n") + 1 and len(set(map(len, records))) == 1:
        heading, records = records[0], records[1:]
        rows = np.arange(len(records), dtype=np.intp) + skipped + 2
    else:
        heading, records, rows = _row_by_row(reading, text, skipped)
    if heading and _fits(reading, heading, len(records)):
        arrays = [pa.array([record[column] for record in records], pa.string()) for column in range(len(heading))]
        columns = tuple(CsvColumn(pa.chunked_array([array])) for array in arrays)
        reading.tables.append(Table(reading.file, None, _stripped(heading), skipped + 1, rows, columns))


def _row_by_row(reading: Reading, text: str, skipped: int) -> tuple[list[str], list[list[str]], IntArray]:
    """Heading, rows of the heading's length, and the line that each starts on."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    heading: list[str] = []
    lines: list[int] = []
    records: list[list[str]] = []
    odd: list[tuple[int, int]] = []
    last = 0
    try:
        for record in reader:
            line, last = skipped + last + 1, reader.line_num
            if not heading:
                heading = record
                continue
            _drop_blank_end(record, len(heading))
            if len(record) == len(heading):
                lines.append(line)
                records.append(record)
            elif any(cell.strip() for cell in record):
                odd.append((line, len(record)))
    except csv.Error:
        reading.refuse(msg("a row that is no csv"), msg("cells with commas between them"), _QUOTES, skipped + last + 1)
    expected = msg("{n} cells, as in the heading", n=len(heading))
    for line, cells in odd[:MAX_LISTED]:
        reading.refuse(plural("{n} cell", "{n} cells", n=cells), expected, _QUOTES, line)
    if len(odd) > MAX_LISTED:
        reading.refuse(
            plural(
                "{n} more row with the same mistake", "{n} more rows with the same mistake", n=len(odd) - MAX_LISTED
            ),
            expected,
        )
    return heading, records, np.array(lines, dtype=np.intp)


def _drop_blank_end(record: list[str], width: int) -> None:
    """Drop blank cells beyond the heading's: spreadsheets write commas there."""
    while len(record) > width and not record[-1].strip():
        record.pop()


def _stripped(heading: list[str]) -> tuple[str, ...]:
    return tuple(map(as_heading, heading))


def _fits(reading: Reading, heading: list[str], rows: int) -> bool:
    if len(heading) > MAX_COLUMNS:
        reading.refuse(msg("{n} columns", n=len(heading)), msg("at most {n} columns", n=MAX_COLUMNS))
        return False
    if len(heading) * rows > MAX_CELLS:
        reading.refuse(plural("{n} cell", "{n} cells", n=len(heading) * rows), msg("at most {n} cells", n=MAX_CELLS))
        return False
    return True


@dataclass(frozen=True)
class CsvColumn:
    """A column of texts. A number is plain: digits, a point, perhaps a sign or an exponent; blanks around it are let
    pass, nothing else is repaired."""

    raw: pa.ChunkedArray

    @cached_property
    def _figures(self) -> Figures:
        blank = pc.equal(self.raw, "")
        try:
            number = pc.cast(pc.if_else(blank, None, self.raw), pa.float64())
        except pa.ArrowInvalid:
            trimmed = pc.utf8_trim(self.raw, " \t")
            blank = pc.equal(trimmed, "")
            plain = pc.match_substring_regex(trimmed, _NUMBER)
            number = pc.cast(pc.if_else(plain, trimmed, None), pa.float64())
        return _judged(_floats(number), np.asarray(blank))

    def figures(self) -> Figures:
        return self._figures

    def names(self) -> Names:
        encoded = self.raw.dictionary_encode().combine_chunks()
        encoded = encoded if isinstance(encoded, pa.DictionaryArray) else encoded.chunk(0)
        texts = tuple(text.strip() for text in encoded.dictionary.to_pylist())
        return Names(encoded.indices.to_numpy().astype(np.intp), texts)

    def shown(self, row: int) -> str:
        return str(self.raw[row].as_py()).strip()


def _floats(number: pa.ChunkedArray) -> FloatArray:
    """NaN where there is none."""
    return np.array(number.to_numpy(), dtype=float)


def _judged(number: FloatArray, blank: IntArray) -> Figures:
    """Arrow also takes the words nan and inf, and makes infinity of what float64 can't hold."""
    kind = np.where(blank, Kind.BLANK, np.where(np.isfinite(number), Kind.NUMBER, Kind.TEXT)).astype(np.uint8)
    return Figures(kind, np.where(kind == Kind.NUMBER, number, np.nan))
