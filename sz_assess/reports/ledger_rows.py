"""Tables of the rows behind figures that were counted from ledgers, one a unit and statistic, beside its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sz_assess.analysis.needs import needed
from sz_assess.method.ledger import FromLedger, LedgerColumn
from sz_assess.method.statistic import Statistic
from sz_assess.reports.book import Book
from sz_assess.reports.tables import Cell, ready_cell, text_cell, write_cells
from sz_assess.statistics.ledgers.behind import Row
from sz_assess.statistics.schema import applies
from sz_assess.text import msg


@dataclass(frozen=True)
class RowsFile:
    """A table of rows: whose, of which statistic, and its path below the report's folder."""

    unit: int
    statistic: Statistic
    href: str


def rows_files(book: Book) -> dict[tuple[int, str], RowsFile]:
    """By unit and statistic; none for what is counted over the whole city, or does not apply to the unit."""
    known: dict[tuple[int, str], RowsFile] | None = book.kept.get(("ledger rows", None))
    if known is None:
        known = {
            (n, spec.code): RowsFile(n, spec, f"{page.href.removesuffix('.html')}/{spec.code}.csv")
            for spec in book.result.panel.ledgers.statistics.values()
            if spec.level == "unit" and book.result.panel.ledgers.book_of(spec.code) is not None
            for n, page in enumerate(book.units)
            if applies(spec, book.result.units[n])
        }
        book.kept["ledger rows", None] = known
    return known


def write_rows(book: Book, folder: Path) -> Iterator[Path]:
    """Write all tables of rows, each with the periods that the method's formulas read."""
    ledgers = book.result.panel.ledgers
    reach = needed(book.result.assessment.method, book.result.assessment.about.period)
    lacking = dict(rows_files(book))
    owners: dict[str, list[int]] = {}
    for n, unit in enumerate(book.result.units):
        owners.setdefault(unit.source, []).append(n)
    codes: dict[str, list[str]] = {}
    for code in dict.fromkeys(code for _, code in lacking):
        counted = ledgers.statistics[code].counted
        if counted is not None:
            codes.setdefault(counted.ledger, []).append(code)
    for ledger, own in codes.items():
        for found in ledgers.rows_by_unit(ledger, {code: reach[code] for code in own}):
            words: dict[str, list[str]] = {}
            files = [(n, code) for n in owners.get(found.unit, ()) for code in found.asked]
            for file in (lacking.pop(key) for key in files if key in lacking):
                yield _write(book, file, folder, found.behind(file.statistic.code), words)
    for file in lacking.values():
        yield _write(book, file, folder, (), {})


def _write(book: Book, file: RowsFile, folder: Path, rows: Iterable[Row], words: dict[str, list[str]]) -> Path:
    """Write one table. ``words`` keeps the ready cells of rows that other statistics have too, by their places."""
    path = folder / file.href
    path.parent.mkdir(parents=True, exist_ok=True)
    ledger = book.result.panel.ledgers.book_of(file.statistic.code)
    counted = file.statistic.counted
    if ledger is None or counted is None:
        raise ValueError(f"{file.statistic.code} is not counted")
    columns = ledger.ledger.columns
    names = [book.name(column.name) for column in columns]
    heading = [book.say(msg("Period")), *names, *_further(book, counted), book.say(msg("Row in the file"))]
    return write_cells(path, [*map(text_cell, heading)], (_cells(book, columns, counted, row, words) for row in rows))


def _further(book: Book, counted: FromLedger) -> tuple[str, ...]:
    """The heading of what is made of a row, where it is more than its being there."""
    name, content = counted.measure
    what = () if name == "count" else (content.text,)
    return (*what, book.say(msg("Counted")))


def _cells(
    book: Book, columns: tuple[LedgerColumn, ...], counted: FromLedger, row: Row, words: dict[str, list[str]]
) -> list[str]:
    own = words.get(row.place)
    if own is None:
        cells = zip(row.cells, columns, strict=True)
        own = words[row.place] = [ready_cell(cell_words(book, cell, column)) for cell, column in cells]
    part = () if counted.count is not None else (ready_cell(cell_words(book, row.part, None)),)
    counts = book.say(msg("yes")) if row.known else book.say(msg("not known"))
    return [str(row.period), *own, *part, counts, text_cell(row.place)]


def cell_words(book: Book, cell: Any, column: LedgerColumn | None) -> Cell:
    """A cell as a table for people has it: choices by their names, days as 2018-05-01."""
    if isinstance(cell, bool):
        return book.say(msg("yes")) if cell else book.say(msg("no"))
    if isinstance(cell, date):
        return cell.isoformat()
    if column is not None and column.type == "choice":
        return next((book.name(each.name) for each in column.choices if each.code == cell), str(cell or ""))
    return cell if cell is None or isinstance(cell, str | int | float | Decimal) else str(cell)
