"""Single rows of a ledger for whoever draws samples of them or looks after open problems."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sz_assess.expression import Expression
from sz_assess.expression.to_sql import condition, literal, quote
from sz_assess.method.checks.ledgers import sql_columns
from sz_assess.periods import Period
from sz_assess.statistics.ledgers.book import LedgerBook

Found = tuple[str, int, tuple[Any, ...]]
"""Where a row stands, the first condition that it meets (the number of conditions where it meets none), its cells."""


def rows_of(
    book: LedgerBook, unit: str, period: Period | None, columns: Sequence[str], layers: Sequence[Expression] = ()
) -> list[Found]:
    """A unit's rows, by place: of a period (what happened in it; what holds at its end), or all of them for None.

    A condition on a blank cell is not met. Cells are of ``columns``.
    """
    names = sql_columns(book.ledger)
    texts = [literal(text) for text, code in book.units.items() if code == unit] + [literal(unit)]
    met = "".join(f" WHEN {condition(layer, names).text} THEN {n}" for n, layer in enumerate(layers))
    layer = f"CASE{met} ELSE {len(layers)} END" if layers else "0"
    cells = "".join(f", {quote(column)}" for column in columns)
    held = "" if period is None else f" AND {book.belonging(period, period.start)}"
    query = (
        f"SELECT {quote('#table')}, {quote('#place')}, {layer}{cells} FROM ({book.all_rows()})"
        f" WHERE {quote(book.ledger.unit)} IN ({', '.join(texts)}){held}"
        f" ORDER BY {quote('#table')}, {quote('#place')}"
    )
    rows = book.connection.execute(query).fetchall()
    return [(book.place(table, place), int(layer), tuple(own)) for table, place, layer, *own in rows]
