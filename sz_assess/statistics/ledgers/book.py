"""One ledger, ready to be counted: its tables in a database that holds nothing but ledgers, all rows checked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from sz_assess.errors import Problem, Refused
from sz_assess.expression.to_sql import literal, quote
from sz_assess.method.ledger import ByColumn, ByDate, Ledger, LedgerDelivery
from sz_assess.periods import Period
from sz_assess.statistics.ledgers.database import Database
from sz_assess.statistics.ledgers.tables import LedgerTable, from_parquet, from_table
from sz_assess.statistics.ledgers.views import select
from sz_assess.statistics.sources import Source, read_bytes
from sz_assess.text import msg

ROWS = "rows of the ledger"
"""What the database calls all rows of all tables."""


@dataclass
class LedgerBook:
    """A ledger's tables. ``files`` are names with their SHA-256.

    ``units`` gives the code of each text that names a unit in the rows, and ``periods`` the period of each text of the
    column that says it; both are filled in when the rows are checked.
    """

    ledger: Ledger
    tables: list[LedgerTable]
    files: list[tuple[str, str]]
    covers: tuple[Period, Period] | None
    database: Database
    units: dict[str, str] = field(default_factory=dict)
    periods: dict[str, Period] = field(default_factory=dict)

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The database, with the tables that were read from other files than parquet."""
        connection = self.database.cursor()
        for n, table in enumerate(self.tables):
            if not isinstance(table.content, Path):
                connection.register(f"table {n}", table.content)
        return connection

    def __getstate__(self) -> dict[str, Any]:
        """Without the way to the database, which another process opens for itself."""
        return {name: part for name, part in self.__dict__.items() if name != "connection"}

    def scan(self, n: int) -> str:
        """The SQL of the rows of one table as the file has them."""
        return self.tables[n].scan if isinstance(self.tables[n].content, Path) else quote(f"table {n}")

    def all_rows(self) -> str:
        """The SQL of all rows with the ledger's own columns."""
        spellings = self._spellings()
        parts = [select(table, self.scan(n), n, self.ledger, spellings) for n, table in enumerate(self.tables)]
        return " UNION ALL ".join(parts)

    def _spellings(self) -> dict[str, Mapping[str, str]]:
        """Units and periods that are written in more than one way; where they are not, nothing need be put in the place
        of what stands there."""
        out: dict[str, Mapping[str, str]] = {}
        if len(set(self.units.values())) < len(self.units):
            out[self.ledger.unit] = self.units
        if isinstance(self.ledger.period, ByColumn) and len(set(self.periods.values())) < len(self.periods):
            out[self.ledger.period.column] = {text: str(period) for text, period in self.periods.items()}
        return out

    def unit_of(self, text: str) -> str:
        """The code of a unit, from what :meth:`all_rows` gives for it."""
        return self.units.get(text, text)

    def period_names(self) -> dict[str, Period]:
        """The periods that rows are about, by what :meth:`all_rows` gives for them."""
        several = len(set(self.periods.values())) < len(self.periods)
        return {str(period) if several else text: period for text, period in self.periods.items()}

    def belonging(self, period: Period, since: date) -> str:
        """The SQL of a row's belonging to a period: about it, dated from ``since`` to its end, or in force then."""
        rule = self.ledger.period
        if isinstance(rule, ByColumn):
            texts = [literal(text) for text, each in self.period_names().items() if each == period]
            return f"{quote(rule.column)} IN ({', '.join(texts) or 'NULL'})"
        first, last = (f"DATE {literal(day.isoformat())}" for day in (since, period.end))
        if isinstance(rule, ByDate):
            return f"{quote(rule.date)} BETWEEN {first} AND {last}"
        start, until = quote(rule.start), quote(rule.until)
        return f"({start} <= {last} AND ({until} IS NULL OR {until} >= {last}))"

    def place(self, table: int, row: int, code: str | None = None) -> str:
        """Where a row, or a cell of it, stands."""
        return self.tables[table].place(row, code)


def database_of(sources: Iterable[Source]) -> Database:
    """A database that may read those of the files that it is to read itself."""
    return Database(source.path for source in sources if _is_parquet(source))


def open_book(
    ledger: Ledger,
    sources: Sequence[Source],
    delivery: LedgerDelivery,
    database: Database,
    problems: list[Problem],
) -> LedgerBook | None:
    """Read a ledger's files. None where one of them can't be used; what is wrong is noted."""
    before = len(problems)
    tables: list[LedgerTable] = []
    files: list[tuple[str, str]] = []
    for source in sources:
        try:
            files.append((source.name, _take(source, ledger, tables, problems)))
        except Refused as refused:
            problems.append(Problem(source.name, refused.found, refused.expected, refused.mend))
    for table in tables:
        problems += table.problems
        if (table.size == 0) != delivery.no_rows:
            problems.append(_wrong_size(table, ledger))
    if len(problems) > before or not tables:
        return None
    return LedgerBook(ledger, tables, files, delivery.covers, database)


def _wrong_size(table: LedgerTable, ledger: Ledger) -> Problem:
    """Rows where none are said to be, or none where nothing is said: a table that nobody has filled in looks alike."""
    if table.size:
        found = msg("{n} rows", n=table.size)
        expected = msg("no rows: assessment.yaml says no_rows: true of this ledger")
        return table.problem(table.heading_row, None, found, expected, msg("take no_rows away, or the rows"))
    expected = msg("at least one row below the heading")
    mend = msg("deliver the rows, or take the file out of the folder")
    if not isinstance(ledger.period, ByColumn):
        example = f"ledgers: {{{ledger.code}: {{covers: [..., ...], no_rows: true}}}}"
        mend = msg("deliver the rows; if there was nothing to enter, write into assessment.yaml {example}",
                   example=example)  # fmt: skip
    return table.problem(table.heading_row, None, msg("a ledger without rows"), expected, mend)


def _is_parquet(source: Source) -> bool:
    return source.path.suffix.lower() == ".parquet"


def _take(source: Source, ledger: Ledger, tables: list[LedgerTable], problems: list[Problem]) -> str:
    """Note a file's tables, or what is wrong with them; gives its SHA-256."""
    if _is_parquet(source):
        with source.path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        _note(from_parquet(source.path, source.name, ledger), tables, problems)
        return digest
    data = read_bytes(source)
    reading = source.reader(source.name, data)
    problems += reading.problems
    for each in reading.tables:
        _note(from_table(each, ledger), tables, problems)
    if not reading.tables and not reading.problems:
        problems.append(Problem(source.name, msg("a ledger without rows"), msg("at least one row below the heading")))
    return hashlib.sha256(data).hexdigest()


def _note(found: LedgerTable | list[Problem], tables: list[LedgerTable], problems: list[Problem]) -> None:
    if isinstance(found, list):
        problems += found
    else:
        tables.append(found)
