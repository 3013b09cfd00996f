"""The SQL by which each column of a ledger's table is read, and by which its mistakes are found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa  # type: ignore[import-untyped]

from sz_assess.errors import Words
from sz_assess.expression.to_sql import literal, quote
from sz_assess.method.ledger import ByValidity, Ledger, LedgerColumn
from sz_assess.statistics.ledgers.cells import words_of
from sz_assess.statistics.ledgers.tables import LedgerTable
from sz_assess.text import msg

_ABSENT = {
    "text": "VARCHAR", "choice": "VARCHAR", "period": "VARCHAR", "date": "DATE", "boolean": "BOOLEAN",
    "integer": "DECIMAL(18, 0)",
}  # fmt: skip
"""The type of a column that a file does not have."""


def value(table: LedgerTable, column: LedgerColumn) -> str:
    """The SQL of a column's cells as the ledger's type; blank, and what can't be, is NULL."""
    if column.code not in table.columns:
        return f"CAST(NULL AS {_ABSENT.get(column.type) or _decimal(column)})"
    name = table.columns[column.code][1]
    raw, kind = quote(name), table.types[name]
    match column.type:
        case "integer" | "number":
            if pa.types.is_decimal(kind) and kind.precision <= 18 and kind.scale <= column.decimals:
                return raw
            return f"TRY_CAST({raw} AS {_decimal(column)})"
        case "date":
            return f"CAST({raw} AS DATE)"
        case "boolean":
            return raw
        case "choice":
            return _chosen(_text(table, column, raw, kind), column)
        case _:
            return _text(table, column, raw, kind)


def _text(table: LedgerTable, column: LedgerColumn, raw: str, kind: pa.DataType) -> str:
    if column.code in table.bare:
        return raw
    return f"CAST({raw} AS VARCHAR)" if pa.types.is_integer(kind) else f"nullif(trim({raw}), '')"


def _decimal(column: LedgerColumn) -> str:
    return f"DECIMAL(18, {0 if column.type == 'integer' else column.decimals})"


def _chosen(text: str, column: LedgerColumn) -> str:
    """A word as the code that it stands for. What is none of the words stays as it is, for the checks to find."""
    other: dict[str, list[str]] = {}
    for word, code in words_of(column).items():
        if word != code:
            other.setdefault(code, []).append(literal(word))
    if not other:
        return text
    cases = " ".join(f"WHEN {text} IN ({', '.join(words)}) THEN {literal(code)}" for code, words in other.items())
    return f"(CASE {cases} ELSE {text} END)"


@dataclass(frozen=True)
class RowCheck:
    """A mistake that a row may hold: the SQL that finds it and that shows the cell, and the words for it."""

    column: str
    bad: str
    cell: str
    expected: Words
    mend: Words = ""


def trimmed(table: LedgerTable, ledger: Ledger) -> dict[str, str]:
    """By column of texts, the SQL that finds cells which are not read as they stand."""
    return {
        code: f"{quote(name)} <> trim({quote(name)}) OR {quote(name)} = ''"
        for code, (_, name) in table.columns.items()
        if code not in table.bare
        and ledger.column(code).type in {"text", "choice", "period"}
        and not pa.types.is_integer(table.types[name])
    }


def checks(table: LedgerTable, ledger: Ledger) -> Iterator[RowCheck]:
    """Everything that can be wrong in a row by itself."""
    for column in ledger.columns:
        if column.code in table.columns:
            yield from _of_column(table, column)
    if isinstance(ledger.period, ByValidity) and {ledger.period.start, ledger.period.until} <= table.columns.keys():
        start, until = (value(table, ledger.column(code)) for code in (ledger.period.start, ledger.period.until))
        expected = msg("{until} on or after {start}", until=ledger.column(ledger.period.until).name,
                       start=ledger.column(ledger.period.start).name)  # fmt: skip
        yield RowCheck(ledger.period.until, f"{until} < {start}", until, expected)


def _of_column(table: LedgerTable, column: LedgerColumn) -> Iterator[RowCheck]:
    name = table.columns[column.code][1]
    raw, kind, taken = quote(name), table.types[name], value(table, column)
    if not column.optional:
        missing = f"{taken} IS NULL" if column.type in {"text", "choice", "period"} else f"{raw} IS NULL"
        mend = msg("fill it in; only a column that is optional in ledgers.yaml may have blank cells")
        yield RowCheck(column.code, missing, raw, msg("a cell that is not blank"), mend)
    if column.type == "choice":
        words = ", ".join(literal(choice.code) for choice in column.choices)
        names = [choice.name for choice in column.choices]
        yield RowCheck(column.code, f"{taken} NOT IN ({words})", raw, msg("one of {names}", names=names))
    if column.type in {"integer", "number"}:
        yield from _of_number(column, raw, kind, taken)


def _of_number(column: LedgerColumn, raw: str, kind: pa.DataType, taken: str) -> Iterator[RowCheck]:
    digits = 18 - (0 if column.type == "integer" else column.decimals)
    if raw != taken:
        most = msg("a number of at most {n} digits before the point", n=digits)
        yield RowCheck(column.code, f"{raw} IS NOT NULL AND {taken} IS NULL", raw, most)
        if not pa.types.is_integer(kind):
            exact = (
                msg("a whole number") if column.type == "integer" else msg("at most {n} decimals", n=column.decimals)
            )
            off = f"abs({raw} - CAST({taken} AS DOUBLE)) > greatest(least(1e-9 * abs({raw}), 1e-6), 1e-9)"
            bad = f"{taken} IS NOT NULL AND {off}" if pa.types.is_floating(kind) else f"{taken} <> {raw}"
            mend = msg("round it, or allow more decimals in ledgers.yaml") if column.type == "number" else ""
            yield RowCheck(column.code, bad, raw, exact, mend)
    low, high = column.range
    mend = msg("correct the figure or its unit of measure; what is possible is said in ledgers.yaml")
    if low is not None:
        yield RowCheck(column.code, f"{taken} < {_number(low)}", raw, msg("{bound} or more", bound=low), mend)
    if high is not None:
        yield RowCheck(column.code, f"{taken} > {_number(high)}", raw, msg("{bound} or less", bound=high), mend)


def _number(bound: float) -> str:
    return f"CAST({bound!r} AS DOUBLE)" if "e" in repr(bound) else repr(bound)


def select(
    table: LedgerTable, scan: str, number: int, ledger: Ledger, spellings: Mapping[str, Mapping[str, str]]
) -> str:
    """The SQL of a table's rows with the ledger's own columns, the number of the table and the row's place.

    ``spellings`` gives, by column, one text for each of several that mean the same.
    """
    parts = [f"{number} AS {quote('#table')}", f"{table.row} AS {quote('#place')}"]
    for column in ledger.columns:
        taken = value(table, column)
        if same := spellings.get(column.code):
            cases = " ".join(f"WHEN {literal(text)} THEN {literal(one)}" for text, one in same.items())
            taken = f"(CASE {taken} {cases} END)"
        parts.append(f"{taken} AS {quote(column.code)}")
    return f"SELECT {', '.join(parts)} FROM {scan}"
