"""Which file of a ledger the rows behind a statistic are in, where it has several."""

from __future__ import annotations

from collections.abc import Iterable

from sz_assess.expression.to_sql import PERIOD_YEAR, condition, quote
from sz_assess.method.checks.ledgers import sql_columns
from sz_assess.method.statistic import Statistic
from sz_assess.statistics.ledgers.book import LedgerBook


def files_of(book: LedgerBook, statistics: Iterable[Statistic]) -> dict[str, int]:
    """By statistic, the place in ``book.files`` of the file that all its rows are in; none for what has rows in several
    files, or no rows."""
    names = [name for name, _ in book.files]
    if len(names) < 2:
        return {}
    columns = sql_columns(book.ledger)
    asked = [(each.code, each.counted.where) for each in statistics if each.counted is not None]
    rows = ["true" if where is None else condition(where, columns).text for _, where in asked]
    held = ", ".join(f"bool_or({each})" for each in rows)
    # Rows that count by the year that is counted for belong to no file once and for all.
    year = f"CAST(NULL AS DECIMAL(18, 0)) AS {quote(PERIOD_YEAR)}"
    table = quote("#table")
    query = f"SELECT {table}, {held} FROM (SELECT *, {year} FROM ({book.all_rows()})) GROUP BY 1"
    found: dict[str, set[str]] = {code: set() for code, _ in asked}
    for n, *own in book.connection.execute(query).fetchall():
        for (code, _), holds in zip(asked, own, strict=True):
            if holds:
                found[code].add(book.tables[n].file)
    return {code: names.index(min(files)) for code, files in found.items() if len(files) == 1}
