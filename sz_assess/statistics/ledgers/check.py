"""Rows of a ledger checked: each by itself in one scan of its table, then keys, units and periods over all tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from sz_assess.errors import Problem, Words
from sz_assess.expression import suggest
from sz_assess.expression.to_sql import literal, quote
from sz_assess.method.ledger import ByColumn, ByDate
from sz_assess.method.load import ABOUT
from sz_assess.method.model import Assessment
from sz_assess.statistics.ledgers.book import LedgerBook
from sz_assess.statistics.ledgers.cells import PERIOD
from sz_assess.statistics.ledgers.tables import LedgerTable
from sz_assess.statistics.ledgers.views import RowCheck, checks, trimmed
from sz_assess.statistics.lexicon import Lexicon, one_of_several, read_period, units_of
from sz_assess.statistics.tables.limits import MAX_LISTED
from sz_assess.statistics.tables.table import as_text, quoted
from sz_assess.text import msg

_TABLE, _PLACE = quote("#table"), quote("#place")


def check_rows(book: LedgerBook, assessment: Assessment) -> list[Problem]:
    """Everything that is wrong with a ledger's rows. Fills in the units and periods that they name."""
    out: list[Problem] = []
    for n, table in enumerate(book.tables):
        out += _of_table(book, n, table)
    out += _names(book, assessment)
    if not out:
        out += _dates(book)
    return out + list(_keys(book))


def _of_table(book: LedgerBook, n: int, table: LedgerTable) -> Iterator[Problem]:
    todo = list(checks(table, book.ledger))
    blanks = trimmed(table, book.ledger)
    counts = [f"count(*) FILTER (WHERE {bad})" for bad in (*(check.bad for check in todo), *blanks.values())]
    found = book.connection.execute(f"SELECT {', '.join(counts) or 0} FROM {book.scan(n)}").fetchone() or ()
    for check, count in zip(todo, found[: len(todo)], strict=True):
        if count:
            yield from _listed(book, n, table, check, count)
    table.bare |= {code for code, count in zip(blanks, found[len(todo) :], strict=False) if count == 0}


def _listed(book: LedgerBook, n: int, table: LedgerTable, check: RowCheck, count: int) -> Iterator[Problem]:
    rows = book.connection.execute(
        f"SELECT {table.row} AS place, {check.cell} FROM {book.scan(n)} WHERE {check.bad} ORDER BY place"
        f" LIMIT {MAX_LISTED}"
    ).fetchall()
    for row, cell in rows:
        yield table.problem(row, check.column, _shown(cell), check.expected, check.mend)
    yield from _rest(table, count, check.column, check.expected)


def _rest(table: LedgerTable, count: int, code: str | None, expected: Words) -> Iterator[Problem]:
    if count > MAX_LISTED:
        found = msg("{n} more cells with the same mistake", n=count - MAX_LISTED)
        yield table.problem(0, code, found, expected)


def _shown(cell: object) -> Words:
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return msg("a blank cell")
    if isinstance(cell, float) and not abs(cell) < _PLAIN:
        return repr(cell)
    return quoted(cell) if isinstance(cell, str) else as_text(cell)


_PLAIN = 1e15
"""Numbers from this size on are shown with their exponent."""


def _names(book: LedgerBook, assessment: Assessment) -> Iterator[Problem]:
    """Units and periods are those that the rows name; what means none is told once a table, with its first row."""
    units = units_of(assessment)
    city = {unit.code for unit in assessment.units if unit.role == "city"}
    by_column = book.ledger.period.column if isinstance(book.ledger.period, ByColumn) else None
    unit, period = quote(book.ledger.unit), quote(by_column) if by_column else "NULL"
    grouped = (
        f"SELECT {_TABLE}, {unit}, {period}, min({_PLACE}), count(*) FROM ({book.all_rows()})"
        f" GROUP BY 1, 2, 3 ORDER BY 1, 4"
    )
    strange: dict[tuple[int, str, str], list[int]] = {}
    for table, name, text, first, count in book.connection.execute(grouped).fetchall():
        if name is not None:
            code = _unit(name, units, city)
            if code is None:
                _count(strange, (table, book.ledger.unit, name), first, count)
            else:
                book.units[name] = code
        if by_column and text is not None:
            known = read_period(text)
            if known is None:
                _count(strange, (table, by_column, text), first, count)
            else:
                book.periods[text] = known
    for n, ((table, code, text), (first, count)) in enumerate(strange.items()):
        if n == MAX_LISTED:
            more = msg("{n} more names that mean nothing", n=len(strange) - MAX_LISTED)
            yield book.tables[table].problem(0, None, more, msg("names of units and periods"))
            return
        said = _unit_said(text, units, city) if code == book.ledger.unit else (quoted(text), PERIOD, "")
        found: Words = said[0] if count == 1 else msg("{found}, in {n} rows, first here", found=said[0], n=count)
        yield book.tables[table].problem(first, code, found, said[1], said[2])


def _count(strange: dict[tuple[int, str, str], list[int]], key: tuple[int, str, str], first: int, count: int) -> None:
    """The first row of a text, and how many there are; groups come in the order of their first rows."""
    if key in strange:
        strange[key][1] += count
    else:
        strange[key] = [first, count]


def _unit(text: str, units: Lexicon, city: set[str]) -> str | None:
    number = units.meaning.get(text)
    if number is None or number >= len(units.codes) or units.codes[number] in city:
        return None
    return units.codes[number]


def _unit_said(text: str, units: Lexicon, city: set[str]) -> tuple[Words, Words, Words]:
    found, expected = msg("the unit {text}", text=quoted(text)), msg("the code or name of a unit")
    number = units.meaning.get(text)
    if number is not None and number < len(units.codes) and units.codes[number] in city:
        return found, expected, msg("write the unit within the city that the row belongs to")
    if text in units.shared:
        return found, *one_of_several(units.shared[text])
    mend = suggest(text, units.accepted())
    return found, expected, mend or msg("correct the name, or add the unit to the assessment's list of units")


def _dates(book: LedgerBook) -> Iterator[Problem]:
    """No row lies outside what the ledger covers: it would be lost without a word."""
    if isinstance(book.ledger.period, ByColumn):
        return
    if book.covers is None:
        expected = msg("the first and last period that the ledger is complete for")
        mend = msg("write {example}", example=f"ledgers: {{{book.ledger.code}: {{covers: [...,  ...]}}}}")
        key = f"ledgers.{book.ledger.code}.covers"
        yield Problem(ABOUT, msg("nothing"), expected, mend, key)
        return
    first, last = book.covers[0].start.isoformat(), book.covers[1].end.isoformat()
    if isinstance(book.ledger.period, ByDate):
        column = book.ledger.period.date
        bad = f"{quote(column)} < DATE {literal(first)} OR {quote(column)} > DATE {literal(last)}"
    else:
        column = book.ledger.period.start
        bad = f"{quote(column)} > DATE {literal(last)}"
    rows = book.connection.execute(
        f"SELECT {_TABLE}, {_PLACE}, {quote(column)} FROM ({book.all_rows()}) WHERE {bad} ORDER BY 1, 2"
        f" LIMIT {MAX_LISTED + 1}"
    ).fetchall()
    expected = msg("a date from {first} to {last}: that is what the ledger covers, by assessment.yaml",
                   first=first, last=last)  # fmt: skip
    for table, row, cell in rows[:MAX_LISTED]:
        yield book.tables[table].problem(row, column, str(cell), expected)
    if len(rows) > MAX_LISTED:
        yield book.tables[rows[-1][0]].problem(0, column, msg("more rows with the same mistake"), expected)


def _keys(book: LedgerBook) -> Iterator[Problem]:
    """No key twice. Found by hashes first, which are small; then by the keys themselves."""
    keys = ", ".join(map(quote, book.ledger.key))
    rows = f"({book.all_rows()})"
    hashes = np.sort(book.connection.execute(f"SELECT hash({keys}) AS h FROM {rows}").fetchnumpy()["h"])
    twice = np.unique(hashes[1:][hashes[1:] == hashes[:-1]])
    if not twice.size:
        return
    several = ", ".join(map(str, twice[: MAX_LISTED + 1].tolist()))
    repeated = book.connection.execute(
        f"SELECT {keys}, list({_TABLE} ORDER BY {_TABLE}, {_PLACE}), list({_PLACE} ORDER BY {_TABLE}, {_PLACE})"
        f" FROM {rows} WHERE hash({keys}) IN ({several}) GROUP BY {keys} HAVING count(*) > 1"
    ).fetchall()
    repeated.sort(key=lambda each: (each[-2], each[-1]))
    for *key, tables, places in repeated[:MAX_LISTED]:
        yield from _twice(book, key, list(zip(tables, places, strict=True)))
    if len(twice) > MAX_LISTED:
        expected = msg("every key once")
        yield book.tables[0].problem(
            0, None, msg("{n} more keys with the same mistake", n=len(twice) - MAX_LISTED), expected
        )


def _twice(book: LedgerBook, key: Sequence[object], places: list[tuple[int, int]]) -> Iterator[Problem]:
    column = book.ledger.key[-1]
    first = book.place(*places[0], column)
    shown = ", ".join(as_text(part) for part in key)
    names = [book.ledger.column(code).name for code in book.ledger.key]
    for table, row in places[1:]:
        found = msg("{key}, which {place} has too", key=shown, place=first)
        expected = msg("a row of its own for each {names}", names=names)
        mend = msg("find out which row is right, and delete the other; nothing is overwritten")
        yield book.tables[table].problem(row, column, found, expected, mend)
