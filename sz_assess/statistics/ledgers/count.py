"""Figures counted from a ledger: one pass over its rows for all statistics that share a way of belonging to periods.

Sums are of decimals: the same rows give the same figure, in whatever order they stand. A condition on a blank cell is
not known (see :mod:`~sz_assess.expression.to_sql`), and a figure that such a row would have a part in is not known
either: it is left missing, and said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sz_assess.expression.to_sql import PERIOD_YEAR, Sql, amount, condition, literal, quote
from sz_assess.method.checks.ledgers import sql_columns
from sz_assess.method.ledger import ROWS, ByColumn, ByDate, FromLedger, Ledger
from sz_assess.method.statistic import Statistic
from sz_assess.periods import Period
from sz_assess.statistics.ledgers.book import LedgerBook
from sz_assess.statistics.schema import KINDS_OF_PERIOD

_WHOLE = "''"
"""The unit of all rows together."""


@dataclass(frozen=True)
class Measured:
    """The SQL of one statistic over a group of rows: a figure as numerator and denominator (1 but for shares and
    means), and how many rows keep it from being known."""

    statistic: Statistic
    where: str
    above: str
    below: str
    unknown: str


def counts_without_rows(statistic: Statistic) -> bool:
    """Whether no rows at all make 0, rather than no figure."""
    return statistic.counted is not None and statistic.counted.measure[0] in {"count", "sum"}


@dataclass
class Counts:
    """What was counted, by statistic, unit and period. ``unknown``: how many rows kept a figure from being known."""

    figures: dict[tuple[str, str, Period], float] = field(default_factory=dict)
    unknown: dict[tuple[str, str, Period], int] = field(default_factory=dict)


def count(
    book: LedgerBook, statistics: Iterable[Statistic], units: Sequence[str], city: str | None, kind: str
) -> Counts:
    """Count all of a ledger's statistics. ``units`` are the codes of units that have rows of their own; ``kind`` is
    that of the periods to count for, where rows do not say it."""
    out = Counts()
    for asked, group in _alike(book, statistics, kind):
        whole = group[0].level == "city"
        measured = [measure(statistic, book.ledger) for statistic in group]
        found = _grouped(book, measured, group[0], asked, whole)
        for unit in ([city] if city else []) if whole else units:
            for period in asked:
                row = found.get(("" if whole else unit, period))
                _take(out, measured, unit, period, row)
    return out


def _alike(
    book: LedgerBook, statistics: Iterable[Statistic], kind: str
) -> Iterator[tuple[list[Period], list[Statistic]]]:
    """Statistics that can be counted in one pass, as the same rows count for the same periods, with these periods."""
    groups: dict[Any, tuple[list[Period], list[Statistic]]] = {}
    for statistic in statistics:
        asked = list(asked_periods(book, statistic, kind))
        spans = tuple((_since(period, statistic, book.ledger), period) for period in asked)
        groups.setdefault((statistic.level, spans), (asked, []))[1].append(statistic)
    yield from (group for group in groups.values() if group[0])


def asked_periods(book: LedgerBook, statistic: Statistic, kind: str) -> Iterator[Period]:
    """The periods that a statistic is counted for: those that rows are about, or those of a kind (such as years, where
    a year is assessed) that the ledger covers."""
    kinds = KINDS_OF_PERIOD[statistic.frequency]
    if isinstance(book.ledger.period, ByColumn):
        yield from sorted({period for period in book.periods.values() if period.kind in kinds})
    elif book.covers is not None:
        first, last = book.covers
        for year in range(first.year, last.year + 1) if kind in kinds else ():
            yield from (
                period
                for period in Period(year).within(kind)
                if first.start <= _since(period, statistic, book.ledger) and period.end <= last.end
            )


def _since(period: Period, statistic: Statistic, ledger: Ledger) -> Any:
    """The first day whose rows count for a period."""
    if not isinstance(ledger.period, ByDate):
        return period.end
    return Period(period.year).start if statistic.cumulative else period.start


def measure(statistic: Statistic, ledger: Ledger) -> Measured:
    """The SQL of a statistic that is counted from a ledger."""
    counted = statistic.counted
    if counted is None:
        raise ValueError(f"{statistic.code} is not counted")
    columns = sql_columns(ledger)
    where = "true" if counted.where is None else condition(counted.where, columns).text
    name, content = counted.measure
    if name == "count":
        return _count(statistic, where, counted, ledger)
    held = f" FILTER (WHERE {where})"
    if name == "share":
        part = condition(content, columns).text
        above, below, needed = f"count(*) FILTER (WHERE {where} AND {part})", f"count(*){held}", part
    else:
        sql = amount(content, columns)
        needed = sql.text
        exact, plain = _exact(sql), f"CAST({sql.text} AS DOUBLE)"
        below = {"mean": f"count({needed}){held}", "median": "2"}.get(name, "1")
        above = {
            "sum": f"sum({exact}){held}",
            "mean": f"sum({exact}){held}",
            # The lower middle one and the upper, which is the lower of the negatives; they differ where n is even.
            "median": f"quantile_disc({exact}, 0.5){held} - quantile_disc(-({exact}), 0.5){held}",
            "min": f"min({plain}){held}",
            "max": f"max({plain}){held}",
        }[name]
        if sql.kind == "double":
            needed = exact
    unknown = f"count(*) FILTER (WHERE ({where}) IS NULL OR ({where} AND ({needed}) IS NULL))"
    unknown = unknown if _may_be_unknown(ledger, where, needed) else "0"
    return Measured(statistic, where, above, below, unknown)


def _count(statistic: Statistic, where: str, counted: FromLedger, ledger: Ledger) -> Measured:
    content = counted.count
    unknown = f"count(*) FILTER (WHERE ({where}) IS NULL)" if _may_be_unknown(ledger, where) else "0"
    rows = Measured(statistic, where, f"count(*) FILTER (WHERE {where})", "1", unknown)
    if content is None or content == ROWS or _is_key(content, ledger):
        return rows
    column = quote(content)
    unknown = f"count(*) FILTER (WHERE ({where}) IS NULL OR ({where} AND {column} IS NULL))"
    unknown = unknown if _may_be_unknown(ledger, where, column) else "0"
    return Measured(statistic, where, f"count(DISTINCT {column}) FILTER (WHERE {where})", "1", unknown)


def _may_be_unknown(ledger: Ledger, *sql: str) -> bool:
    """Whether any of these can be NULL: by a cell that may be blank (others were checked not to be), or by a quotient,
    a power or a conversion that has no value. Asking the rows costs a pass of its own."""
    blank = [quote(column.code) for column in ledger.columns if column.optional]
    return any(part in text for text in sql for part in (*blank, "nullif(", "CASE ", "TRY_CAST("))


def _is_key(column: str, ledger: Ledger) -> bool:
    """Whether no two rows of one period have the same cell in it, because of the key."""
    others = {ledger.period.column} if isinstance(ledger.period, ByColumn) else set()
    return set(ledger.key) - others == {column}


def _exact(sql: Sql) -> str:
    """What is summed: a decimal as it is; of a product or quotient eight decimals."""
    return sql.text if sql.kind == "decimal" else f"TRY_CAST({sql.text} AS DECIMAL(30, 8))"


def _grouped(
    book: LedgerBook, measured: list[Measured], like: Statistic, asked: list[Period], whole: bool
) -> dict[tuple[str, Period], tuple[Any, ...]]:
    """By unit and period, three numbers for each statistic."""
    columns = ", ".join(f"{each.above}, {each.below}, {each.unknown}" for each in measured)
    unit = _WHOLE if whole else quote(book.ledger.unit)
    rows, period, names = matched(book, like, asked)
    query = f"SELECT {unit}, {period}, {columns} FROM {rows} GROUP BY 1, 2"
    out: dict[tuple[str, Period], tuple[Any, ...]] = {}
    for name, at, *numbers in book.connection.execute(query).fetchall():
        out["" if whole else book.unit_of(name), names[at]] = tuple(numbers)
    return out


def matched(book: LedgerBook, like: Statistic, asked: Sequence[Period]) -> tuple[str, str, dict[Any, Period]]:
    """The SQL of rows, each beside every period that it counts for; the SQL of that period; and what its values mean.

    ``period.year`` is a column of it.
    """
    year, rows = quote(PERIOD_YEAR), f"({book.all_rows()})"
    if isinstance(book.ledger.period, ByColumn):
        column = quote(book.ledger.period.column)
        names = {text: period for text, period in book.period_names().items() if period in set(asked)}
        texts = ", ".join(map(literal, names)) or "NULL"
        only = "" if len(names) == len(book.period_names()) else f" WHERE {column} IN ({texts})"
        rows = f"(SELECT *, CAST(left({column}, 4) AS DECIMAL(18, 0)) AS {year} FROM {rows}{only})"
        return rows, column, dict(names)
    values = ", ".join(
        f"({n}, DATE {literal(_since(period, like, book.ledger).isoformat())},"
        f" DATE {literal(period.end.isoformat())}, CAST({period.year} AS DECIMAL(18, 0)))"
        for n, period in enumerate(asked)
    )
    spans = f'(VALUES {values}) AS spans("#period", "#first", "#last", {year})'
    if isinstance(book.ledger.period, ByDate):
        date = quote(book.ledger.period.date)
        holds = f'{date} BETWEEN "#first" AND "#last"'
    else:
        start, until = quote(book.ledger.period.start), quote(book.ledger.period.until)
        holds = f'{start} <= "#last" AND ({until} IS NULL OR {until} >= "#last")'
    return f"(SELECT * FROM {rows} AS r JOIN {spans} ON {holds})", quote("#period"), dict(enumerate(asked))


def _take(out: Counts, measured: list[Measured], unit: str, period: Period, row: tuple[Any, ...] | None) -> None:
    for n, each in enumerate(measured):
        key = each.statistic.code, unit, period
        above, below, unknown = (None, 0, 0) if row is None else row[3 * n : 3 * n + 3]
        if unknown:
            out.unknown[key] = int(unknown)
        elif counts_without_rows(each.statistic):
            out.figures[key] = float(above or 0)
        elif above is not None and below:
            out.figures[key] = _quotient(each, above, below)


def _quotient(each: Measured, above: Any, below: int) -> float:
    share = each.statistic.counted is not None and each.statistic.counted.measure[0] == "share"
    return float(100 * above) / below if share else float(above / below) if below != 1 else float(above)
