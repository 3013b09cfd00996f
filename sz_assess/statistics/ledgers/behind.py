"""The rows that a counted figure was counted from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sz_assess.expression.to_sql import amount, condition, literal, quote
from sz_assess.method.checks.ledgers import sql_columns
from sz_assess.method.ledger import LedgerColumn
from sz_assess.method.statistic import Statistic
from sz_assess.periods import Period
from sz_assess.statistics.ledgers.book import LedgerBook
from sz_assess.statistics.ledgers.count import matched

BLOCK = 10_000
"""Rows that are taken from the database at a time."""


@dataclass(frozen=True)
class Row:
    """A row behind a figure. ``cells`` are in the order of the ledger's columns.

    ``part``: of a share, whether the row is in the part or only in the whole; of a sum and the like, the amount; None
    of a count, and where it is not known.
    """

    period: Period
    place: str
    cells: tuple[Any, ...]
    part: Any
    known: bool
    """False for a row of which it can't be said whether it counts."""


def columns_of(book: LedgerBook) -> tuple[LedgerColumn, ...]:
    """The ledger's columns, as :attr:`Row.cells` has them."""
    return book.ledger.columns


def rows_behind(book: LedgerBook, statistic: Statistic, unit: str | None, periods: Sequence[Period]) -> Iterator[Row]:
    """The rows that a unit's figures of some periods were counted from, by period and place; all units' for None.

    Rows that keep a figure from being known come with ``known`` false.
    """
    for _, row in _found(book, statistic, unit, periods, by_unit=False):
        yield row


def rows_by_unit(book: LedgerBook, statistic: Statistic, periods: Sequence[Period]) -> Iterator[tuple[str, list[Row]]]:
    """The same for all units, one after the other: the code of each that has rows, and its rows."""
    found = _found(book, statistic, None, periods, by_unit=True)
    for unit, rows in groupby(found, key=lambda each: each[0]):
        yield unit, [row for _, row in rows]


def _found(
    book: LedgerBook, statistic: Statistic, unit: str | None, periods: Sequence[Period], *, by_unit: bool
) -> Iterator[tuple[str, Row]]:
    """Rows with the codes of their units, a block at a time."""
    counted = statistic.counted
    if counted is None or not periods:
        return
    columns = sql_columns(book.ledger)
    where = "true" if counted.where is None else condition(counted.where, columns).text
    name, content = counted.measure
    part = "NULL" if name == "count" else (condition if name == "share" else amount)(content, columns).text
    rows, period, names = matched(book, statistic, list(periods))
    order = {at: n for n, at in enumerate(names)}
    wanted = [at for at, each in names.items() if each in periods]
    cells = ", ".join(quote(column.code) for column in book.ledger.columns)
    of_unit = ""
    if unit is not None:
        texts = [literal(text) for text, code in book.units.items() if code == unit] + [literal(unit)]
        of_unit = f" AND {quote(book.ledger.unit)} IN ({', '.join(texts)})"
    if not wanted:
        return
    at = {each: literal(each) if isinstance(each, str) else str(each) for each in wanted}
    by_period = f"CASE {period} {' '.join(f'WHEN {text} THEN {order[each]}' for each, text in at.items())} END"
    spelt = " ".join(f"WHEN {literal(text)} THEN {literal(code)}" for text, code in book.units.items())
    of = quote(book.ledger.unit)
    code = f"CASE {of} {spelt} ELSE {of} END" if spelt else of
    first = f"{code}, " if by_unit else ""
    found = book.connection.execute(
        f"SELECT {code}, {period}, {quote('#table')}, {quote('#place')}, ({where}) IS NOT NULL, {part}, {cells}"
        f" FROM {rows} WHERE coalesce({where}, true) AND {period} IN ({', '.join(at.values())}){of_unit}"
        f" ORDER BY {first}{by_period}, {quote('#table')}, {quote('#place')}"
    )
    while block := found.fetchmany(BLOCK):
        for owner, key, table, place, known, amount_or_part, *own in block:
            yield owner, Row(names[key], book.place(table, place), tuple(own), amount_or_part, bool(known))
