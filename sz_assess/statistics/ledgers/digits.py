"""How often each digit stands in a ledger's column of amounts, counted by the database."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from sz_assess.expression.to_sql import quote
from sz_assess.periods import Period
from sz_assess.statistics.ledgers.book import LedgerBook


@dataclass
class Digits:
    """Of one unit's amounts other than 0: how many rows have each first digit, each second one (of those that have
    two), and each digit at a decimal place (of those with three digits up to there); the smallest and largest size."""

    first: Counter[int] = field(default_factory=Counter)
    second: Counter[int] = field(default_factory=Counter)
    last: Counter[int] = field(default_factory=Counter)
    smallest: float = float("inf")
    largest: float = 0.0

    def add(self, other: Digits) -> None:
        """Take another's rows in."""
        self.first.update(other.first)
        self.second.update(other.second)
        self.last.update(other.last)
        self.smallest, self.largest = min(self.smallest, other.smallest), max(self.largest, other.largest)


def count_digits(book: LedgerBook, column: str, decimals: int, period: Period) -> dict[str, Digits]:
    """By unit, of the rows that belong to a period: of it, dated from the beginning of its year to its end, or in force
    at its end. ``decimals`` is the decimal place of the last digit."""
    size = f"abs({quote(column)})"
    digits = f"ltrim(replace(CAST({size} AS VARCHAR), '.', ''), '0')"
    whole = f"floor({size} * {10**decimals})"
    unit = quote(book.ledger.unit)
    rows = (
        f"(SELECT {unit} AS u, {size} AS s, substr({digits}, 1, 1) AS d1, substr({digits}, 2, 1) AS d2,"
        f" CASE WHEN {whole} >= 100 THEN CAST({whole} AS HUGEINT) % 10 END AS d3"
        f" FROM ({book.all_rows()}) WHERE {quote(column)} <> 0 AND {book.belonging(period, Period(period.year).start)})"
    )
    query = f"SELECT u, d1, d2, d3, count(*), min(s), max(s) FROM {rows} GROUP BY 1, 2, 3, 4"
    out: dict[str, Digits] = {}
    for name, first, second, last, n, low, high in book.connection.execute(query).fetchall():
        own = out.setdefault(book.unit_of(name), Digits())
        own.first[int(first)] += n
        if second:
            own.second[int(second)] += n
        if last is not None:
            own.last[int(last)] += n
        own.smallest, own.largest = min(own.smallest, float(low)), max(own.largest, float(high))
    return out
