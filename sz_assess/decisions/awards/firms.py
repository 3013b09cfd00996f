"""Awards of firms for honours: a row for each firm and honour of the period, looked up in the years before."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sz_assess.assess.values import Figures
from sz_assess.decisions.awards.eligible import lost
from sz_assess.decisions.awards.ledger_rows import LedgerRow, ledger_rows
from sz_assess.decisions.awards.model import Award, Line, State
from sz_assess.decisions.money import NONE, written
from sz_assess.method.decisions.firm_award import FirmAward
from sz_assess.result import Result
from sz_assess.text import Text, msg


def rows(result: Result, figures: Figures, award: FirmAward) -> Iterator[Award]:
    """A row for each row of the ledger that is of the period. Problems are gathered in ``figures``."""
    period = figures.period
    position = {unit.code: n for n, unit in enumerate(result.units)}
    found = [
        row
        for row in ledger_rows(result, award.ledger, (award.firm, award.honour), figures.problems)
        if row.cells[1] in award.amounts and row.end <= period.end
    ]
    won: dict[tuple[str, str], LedgerRow] = {}
    fresh: list[LedgerRow] = []
    notes: dict[int, tuple[State, Text]] = {}
    for row in found:
        key = str(row.cells[0]), str(row.cells[1])
        if award.once and key in won:
            first = won[key]
            note = msg("won before: {place}, {day}", place=first.place, day=first.start.isoformat())
            notes[id(row)] = "repeated", note
        elif row.start >= period.start:
            fresh.append(row)
        won.setdefault(key, row)
    if award.highest_only:
        notes |= _lower(award, fresh)
    for row in found:
        if row.start >= period.start and row.unit in position:
            yield _award(result, award, position[row.unit], row, notes.get(id(row)))


def _lower(award: FirmAward, fresh: list[LedgerRow]) -> dict[int, tuple[State, Text]]:
    """Those of a firm's honours that give way to one that pays more, or to an earlier one that pays as much."""
    best: dict[str, LedgerRow] = {}
    for row in fresh:
        firm = str(row.cells[0])
        if firm not in best or award.amounts[row.cells[1]] > award.amounts[best[firm].cells[1]]:
            best[firm] = row
    out: dict[int, tuple[State, Text]] = {}
    for row in fresh:
        other = best[str(row.cells[0])]
        if other is not row:
            out[id(row)] = "lower", msg("only the highest honour counts: {place}", place=other.place)
    return out


def _award(result: Result, award: FirmAward, unit: int, row: LedgerRow, note: tuple[State, Text] | None) -> Award:
    amount: Decimal = award.amounts[row.cells[1]]
    state, words = note or lost(result, award.code, unit) or ("paid", None)
    honour = result.panel.ledgers.books[award.ledger].ledger.column(award.honour)
    name = next(choice.name for choice in honour.choices if choice.code == row.cells[1])
    return Award(
        rule=award,
        unit=unit,
        to=award.to,
        counted=None,
        each=None,
        earned=amount,
        amount=amount if state == "paid" else NONE,
        state=state,
        lines=(Line(msg("{honour}", honour=name), written(amount), None),),
        note=words,
        item=str(row.cells[0]),
        honour=str(row.cells[1]),
        place=row.place,
    )
