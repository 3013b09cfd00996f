"""The rows that a counted figure was counted from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from sz_assess.expression.to_sql import amount, condition, literal, quote
from sz_assess.method.checks.ledgers import sql_columns
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


@dataclass(frozen=True)
class UnitRows:
    """A unit's rows behind several statistics of a ledger, each row once: period, place, cells, and for each
    statistic whether it counts (None where that is not known) and its part."""

    unit: str
    rows: Sequence[tuple[Period, str, tuple[Any, ...], tuple[Any, ...]]]
    asked: Mapping[str, tuple[int, frozenset[Period]]]
    """By the statistic's code, which of them it is, and the periods that are asked for."""

    def behind(self, statistic: str) -> Iterator[Row]:
        """The rows of one of the statistics, by period and place."""
        n, periods = self.asked[statistic]
        for period, place, cells, held in self.rows:
            if held[2 * n] is not False and period in periods:
                yield Row(period, place, cells, held[2 * n + 1], held[2 * n] is not None)


def rows_behind(book: LedgerBook, statistic: Statistic, unit: str | None, periods: Sequence[Period]) -> Iterator[Row]:
    """The rows that a unit's figures of some periods were counted from, by period and place; all units' for None.

    Rows that keep a figure from being known come with ``known`` false.
    """
    for _, period, place, cells, (counts, part) in _found(book, {statistic: periods}, unit, by_unit=False):
        yield Row(period, place, cells, part, counts is not None)


def rows_by_unit(book: LedgerBook, asked: Mapping[Statistic, Sequence[Period]]) -> Iterator[UnitRows]:
    """The rows behind several statistics of a ledger, unit by unit; units without any row are left out. Statistics that
    count from January on and those that do not come one after the other."""
    groups: dict[bool, dict[Statistic, Sequence[Period]]] = {}
    for statistic, periods in asked.items():
        if periods:
            groups.setdefault(statistic.cumulative, {})[statistic] = periods
    for group in groups.values():
        which = {each.code: (n, frozenset(periods)) for n, (each, periods) in enumerate(group.items())}
        for unit, rows in groupby(_found(book, group, None, by_unit=True), key=itemgetter(0)):
            yield UnitRows(unit, [row[1:] for row in rows], which)


def _found(
    book: LedgerBook, asked: Mapping[Statistic, Sequence[Period]], unit: str | None, *, by_unit: bool
) -> Iterator[tuple[str, Period, str, tuple[Any, ...], tuple[Any, ...]]]:
    """Rows that count for any of some statistics, or may, with the codes of their units, a block at a time. All
    statistics count alike, from January on or not."""
    periods = sorted({period for own in asked.values() for period in own})
    if not periods:
        return
    held: list[str] = []
    for statistic in asked:
        held += _held(book, statistic)
    rows, period, names = matched(book, next(iter(asked)), periods)
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
    counts = " OR ".join(f"coalesce({each}, true)" for each in held[::2])
    found = book.connection.execute(
        f"SELECT {code}, {period}, {quote('#table')}, {quote('#place')}, {', '.join(held)}, {cells}"
        f" FROM {rows} WHERE ({counts}) AND {period} IN ({', '.join(at.values())}){of_unit}"
        f" ORDER BY {first}{by_period}, {quote('#table')}, {quote('#place')}"
    )
    end = 4 + len(held)
    while block := found.fetchmany(BLOCK):
        for row in block:
            yield row[0], names[row[1]], book.place(row[2], row[3]), row[end:], row[4:end]


def _held(book: LedgerBook, statistic: Statistic) -> tuple[str, str]:
    """The SQL of whether a row counts for a statistic, and of its part."""
    counted = statistic.counted
    if counted is None:
        raise ValueError(f"{statistic.code} is not counted")
    columns = sql_columns(book.ledger)
    where = "true" if counted.where is None else condition(counted.where, columns).text
    name, content = counted.measure
    part = "NULL" if name == "count" else (condition if name == "share" else amount)(content, columns).text
    return f"({where})", part
