"""Rows of a ledger with the unit, the time and the place of each, in the order of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sz_assess.errors import Problem
from sz_assess.expression.to_sql import quote
from sz_assess.method.ledger import ByColumn, ByDate
from sz_assess.result import Result
from sz_assess.statistics.ledgers.book import LedgerBook
from sz_assess.text import msg


@dataclass(frozen=True)
class LedgerRow:
    """``unit`` is a code. ``start`` and ``end`` are the days that the row is about, one day for what is dated."""

    unit: str
    start: date
    end: date
    cells: tuple[Any, ...]
    place: str


def ledger_rows(result: Result, ledger: str, columns: Sequence[str], problems: list[Problem]) -> list[LedgerRow]:
    """All rows of a ledger with the cells of some columns. A ledger that was not delivered is noted."""
    book = result.panel.ledgers.books.get(ledger)
    if book is None:
        problems.append(
            Problem(
                f"ledgers/{ledger}.csv",
                msg("no such file"),
                msg("the ledger {name}, as csv, xlsx or parquet", name=ledger),
                msg("deliver it, or name its files in assessment.yaml under ledgers"),
            )
        )
        return []
    return sorted(_read(book, columns), key=lambda row: (row.start, row.end))


def _read(book: LedgerBook, columns: Sequence[str]) -> list[LedgerRow]:
    period = book.ledger.period
    at = period.column if isinstance(period, ByColumn) else period.date if isinstance(period, ByDate) else period.start
    wanted = ", ".join(quote(code) for code in (book.ledger.unit, at, *columns))
    query = (
        f"SELECT {quote('#table')}, {quote('#place')}, {wanted} FROM ({book.all_rows()})"
        f" ORDER BY {quote('#table')}, {quote('#place')}"
    )
    names = book.period_names() if isinstance(period, ByColumn) else {}
    out: list[LedgerRow] = []
    for table, line, unit, when, *cells in book.connection.execute(query).fetchall():
        start, end = (names[when].start, names[when].end) if isinstance(period, ByColumn) else (when, when)
        out.append(LedgerRow(book.unit_of(unit), start, end, tuple(cells), book.place(table, line)))
    return out
