"""Ledger files as tables that the database can scan: which column is which, and what its cells are."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from sz_assess.errors import Problem, Words
from sz_assess.expression import suggest
from sz_assess.expression.to_sql import literal, quote
from sz_assess.method.ledger import Ledger, named
from sz_assess.numeric import IntArray
from sz_assess.statistics.layout import HEADINGS
from sz_assess.statistics.ledgers.cells import converted
from sz_assess.statistics.ledgers.database import is_plain
from sz_assess.statistics.tables.letters import column_letters
from sz_assess.statistics.tables.limits import MAX_COLUMNS, MAX_LISTED
from sz_assess.statistics.tables.table import Table, as_heading, quoted
from sz_assess.text import Text, msg

_REMARKS = {word for role in ("note", "source") for word in HEADINGS[role]}
_PARQUET = msg("a parquet file")

ROW = "#row"
"""The column of a scanned table with each row's place in its file: its line, or in parquet its number from 1."""


@dataclass
class LedgerTable:
    """One table of a ledger: a csv or parquet file, or a sheet.

    ``columns`` gives, by the code of a ledger's column, its position in the file (from 0) and the name that the
    database scans it by. ``content`` is an Arrow table with :data:`ROW`, or the path of a parquet file, whose
    ``types`` are those of its columns.
    """

    file: str
    sheet: str | None
    heading_row: int
    heading: tuple[str, ...]
    columns: dict[str, tuple[int, str]]
    content: pa.Table | Path
    types: dict[str, pa.DataType]
    size: int
    problems: list[Problem] = field(default_factory=list)
    bare: set[str] = field(default_factory=set)
    """Columns of texts without blanks around them and without blank cells but nulls: they are read as they stand."""

    @property
    def scan(self) -> str:
        """The SQL of the table's rows, for a parquet file; an Arrow table is registered under a name instead."""
        path = literal(str(Path(str(self.content)).resolve()))
        return f"read_parquet({path}, file_row_number = true)"

    @property
    def row(self) -> str:
        """The SQL of a row's place in the file."""
        return "(file_row_number + 1)" if isinstance(self.content, Path) else quote(ROW)

    def place(self, row: int, code: str | None = None) -> str:
        """Where a row, or one of its cells, stands, as messages name places."""
        if code is None:
            return f"{self.file}:{row}" if self.sheet is None else f"{self.file}:{self.sheet}!{row}"
        return self.problem(row, code, "", "").place

    def problem(self, row: int, code: str | None, found: Words, expected: Words, mend: Words = "") -> Problem:
        """A problem in a row, and there in the cell of a column."""
        cell: str | None = None
        at = None if code is None else self.columns[code][0]
        if at is not None:
            letters = column_letters(at + 1)
            in_text = letters if self.heading_row else self.heading[at]
            cell = in_text if self.sheet is None else f"{letters}{row or ''}"
        number = None if at is None else at + 1
        return Problem(self.file, found, expected, mend, code or "", row or None, number, self.sheet, cell)


def from_table(table: Table, ledger: Ledger) -> LedgerTable | list[Problem]:
    """A table of a csv file or workbook, with its cells taken as what the ledger's columns hold; or what is wrong with
    its heading. Cells that can't be taken are among the table's problems."""
    columns, problems = _recognised(table.file, table.sheet, table.heading_row, table.heading, ledger)
    for at, heading in enumerate(table.heading):
        if not heading and not table.columns[at].names().blank.all():
            found = msg("a column of cells without a heading")
            expected = msg("a heading above every column")
            problems.append(table.problem(table.heading_row, at, found, expected, msg("give it a heading")))
    if problems:
        return problems
    kept = _not_blank(table, [at for at, _ in columns.values()])
    rows = table.rows[kept]
    typed = table.sheet is not None
    out = LedgerTable(table.file, table.sheet, table.heading_row, table.heading, columns, pa.table({}), {}, len(rows))
    arrays = {ROW: pa.array(rows.astype(np.int64))}
    for column in ledger.columns:
        if column.code not in columns:
            continue
        array, refused = converted(table.columns[columns[column.code][0]], column, typed)
        arrays[column.code] = array.take(pa.array(kept)) if len(kept) < len(table.rows) else array
        for refusal in refused[:MAX_LISTED]:
            out.problems.append(out.problem(int(table.rows[refusal.row]), column.code, *refusal.said))
        if len(refused) > MAX_LISTED:
            found = msg("{n} more cells with the same mistake", n=len(refused) - MAX_LISTED)
            out.problems.append(out.problem(0, column.code, found, refused[0].said[1]))
    out.columns = {code: (at, code) for code, (at, _) in columns.items()}
    out.content = pa.table(arrays)
    out.bare = set(columns)
    out.types = {name: array.type for name, array in arrays.items()}
    return out


def from_parquet(path: Path, file: str, ledger: Ledger) -> LedgerTable | list[Problem]:
    """A parquet file, of which no more than its description is read here."""
    if not is_plain(path):
        found = msg("a name with one of the signs {signs}", signs="* ? [ ] { }")
        return [Problem(file, found, msg("a plain name"), msg("rename the file or its folder"))]
    try:
        with pq.ParquetFile(path) as source:
            schema, rows = source.schema_arrow, source.metadata.num_rows
    except (pa.ArrowException, OSError):
        found = msg("a file that can't be read as parquet")
        return [Problem(file, found, _PARQUET, msg("write the file again"))]
    if len(schema.names) > MAX_COLUMNS:
        return [Problem(file, msg("{n} columns", n=len(schema.names)), msg("at most {n} columns", n=MAX_COLUMNS))]
    heading = tuple(map(as_heading, schema.names))
    columns, problems = _recognised(file, None, 0, heading, ledger)
    types = {name: _plain(kind) for name, kind in zip(schema.names, schema.types, strict=True)}
    columns = {code: (at, schema.names[at]) for code, (at, _) in columns.items()}
    out = LedgerTable(file, None, 0, heading, columns, path, types, rows)
    for code, (_, name) in columns.items():
        spec = ledger.column(code)
        fits, expected = _FITS[spec.type]
        if not any(test(types[name]) for test in fits):
            problems.append(out.problem(0, code, msg("a column of the type {type}", type=str(types[name])), expected))
    return problems or out


def _plain(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


_TEXT = (pa.types.is_string, pa.types.is_large_string)
_WHOLE = (pa.types.is_integer,)
_NUMBER = (pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal)
_FITS = {
    "text": ((*_TEXT, *_WHOLE), msg("texts (or whole numbers, for codes)")),
    "choice": (_TEXT, msg("texts")),
    "integer": (_NUMBER, msg("numbers")),
    "number": (_NUMBER, msg("numbers")),
    "date": ((pa.types.is_date, pa.types.is_timestamp), msg("dates, in a column of the type date")),
    "boolean": ((pa.types.is_boolean,), msg("true or false, in a column of the type bool")),
    "period": ((*_TEXT, *_WHOLE), msg("periods as texts (2018M06) or whole numbers (2018, 201806)")),
}  # fmt: skip


def _recognised(
    file: str, sheet: str | None, heading_row: int, heading: tuple[str, ...], ledger: Ledger
) -> tuple[dict[str, tuple[int, str]], list[Problem]]:
    """The position of each of the ledger's columns, and what is wrong with the heading."""
    problems: list[Problem] = []

    def refuse(at: int | None, found: Text, expected: Text, mend: Words = "") -> None:
        cell = None if at is None else column_letters(at + 1)
        if cell is not None and sheet is not None:
            cell = f"{cell}{heading_row}"
        number = None if at is None else at + 1
        problems.append(
            Problem(file, found, expected, mend, line=heading_row or None, column=number, sheet=sheet, cell=cell)
        )

    meaning = {name: column for column in ledger.columns for name in named(column)}
    columns: dict[str, tuple[int, str]] = {}
    strange: list[tuple[int, str]] = []
    for at, text in enumerate(heading):
        column = meaning.get(text) or meaning.get(_bare(text))
        if column is None:
            if text and text.lower() not in _REMARKS:
                strange.append((at, text))
        elif column.code in columns:
            found = msg("the heading {heading} a second time", heading=quoted(text))
            refuse(at, found, msg("one column for each"), msg("delete or rename one of the two"))
        else:
            columns[column.code] = (at, text)
    absent = [column for column in ledger.columns if column.code not in columns and not column.optional]
    free = [name for column in ledger.columns if column.code not in columns for name in named(column)]
    for at, text in strange:
        near = suggest(text, free)
        mend = near or msg("delete the column, call it 备注 (note), or declare it in ledgers.yaml")
        expected = msg("the headings of the ledger: {names}", names=[column.name for column in ledger.columns])
        refuse(at, msg("the heading {heading}", heading=quoted(text)), expected, mend)
    for column in absent:
        expected = msg("a column {name}", name=column.name)
        mend = msg("add it; its heading may also be one of {names}", names=list(dict.fromkeys(named(column))))
        refuse(None, msg("no column {name}", name=column.name), expected, mend)
    return columns, problems


def _bare(heading: str) -> str:
    """A heading without the unit of measure in brackets after it."""
    for opening, closing in (("（", "）"), ("(", ")")):
        if heading.endswith(closing) and opening in heading:
            return heading[: heading.rindex(opening)].strip()
    return heading


def _not_blank(table: Table, columns: list[int]) -> IntArray:
    """Rows with anything in them."""
    blank = np.ones(len(table.rows), dtype=bool)
    for at in columns:
        blank &= table.columns[at].names().blank
    return np.flatnonzero(~blank)
