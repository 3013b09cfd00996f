"""Tables of the ledger's rows behind awards that are read row by row, one an award, beside the page of the awards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sz_assess.decisions.awards.ledger_rows import LedgerRow, ledger_rows
from sz_assess.method.decisions.firm_award import FirmAward, ReturnAward
from sz_assess.reports.book import Book
from sz_assess.reports.ladder_words import AWARD_STATES
from sz_assess.reports.ledger_rows import cell_words
from sz_assess.reports.tables import Cell, write_table
from sz_assess.text import msg


def award_file(rule: FirmAward | ReturnAward) -> str:
    """The path of an award's table below the report's folder."""
    return f"awards/{rule.code}.csv"


def write_award_rows(book: Book, folder: Path) -> Iterator[Path]:
    """Write a table for each award that is read from a ledger: all rows up to the period's end that can count for it,
    those of earlier years as well, because it is there that an honour is looked up."""
    method = book.result.assessment.method
    rules: tuple[FirmAward | ReturnAward, ...] = (*method.firm_awards, *method.returns)
    for rule in rules:
        path = folder / award_file(rule)
        path.parent.mkdir(parents=True, exist_ok=True)
        columns = book.result.panel.ledgers.books[rule.ledger].ledger.columns
        further = [msg("Row in the file"), msg("State"), msg("Amount in yuan")]
        heading = [*(book.name(column.name) for column in columns), *map(book.say, further)]
        yield write_table(path, heading, _rows(book, rule))


def _rows(book: Book, rule: FirmAward | ReturnAward) -> Iterator[list[Cell]]:
    columns = book.result.panel.ledgers.books[rule.ledger].ledger.columns
    made = {row.place: row for row in book.decisions.awards.of_rule(rule.code)}
    for row in ledger_rows(book.result, rule.ledger, [column.code for column in columns], []):
        if row.end > book.result.assessment.about.period.end or not _counts(rule, row, [c.code for c in columns]):
            continue
        award = made.get(row.place)
        outcome: list[Cell] = [None, None] if award is None else [book.say(AWARD_STATES[award.state]), award.amount]
        yield [*(cell_words(book, cell, column) for cell, column in zip(row.cells, columns, strict=True)),
               row.place, *outcome]  # fmt: skip


def _counts(rule: FirmAward | ReturnAward, row: LedgerRow, codes: list[str]) -> bool:
    return isinstance(rule, ReturnAward) or row.cells[codes.index(rule.honour)] in rule.amounts
