"""Awards that are read from ledgers name ledgers, columns and honours that exist and are of the right type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sz_assess.errors import Problem
from sz_assess.method.checks.codes import unknown
from sz_assess.method.decisions.decision import DecisionsFile
from sz_assess.method.decisions.firm_award import FirmAward, ReturnAward
from sz_assess.method.ledger import ByColumn, ColumnType, Ledger
from sz_assess.method.reading.sources import Files, Read
from sz_assess.method.reading.yaml_values import KeyPath
from sz_assess.text import msg

TEXTS: tuple[ColumnType, ...] = ("text", "integer", "choice")


def check_firm_awards(files: Files) -> Iterator[Problem]:
    """Every award of a firm or project can be read from its ledger."""
    method = files.method
    if method is None or method.decisions is None or method.ledgers is None:
        return
    ledgers = {ledger.code: ledger for ledger in method.ledgers.content.ledgers}
    content = method.decisions.content
    lists: list[tuple[str, Sequence[FirmAward | ReturnAward]]] = [
        ("firm_awards", content.firm_awards),
        ("returns", content.returns),
    ]
    for key, awards in lists:
        for n, award in enumerate(awards):
            path: KeyPath = (key, n)
            if award.ledger not in ledgers:
                found, kind = msg("the ledger {code}", code=award.ledger), msg("a ledger of ledgers.yaml")
                yield unknown(method.decisions, (*path, "ledger"), found, kind, award.ledger, ledgers)
                continue
            yield from _columns(method.decisions, path, award, ledgers[award.ledger])


def _columns(
    decisions: Read[DecisionsFile], path: KeyPath, award: FirmAward | ReturnAward, ledger: Ledger
) -> Iterator[Problem]:
    needs: list[tuple[str, str, tuple[ColumnType, ...]]]
    if isinstance(award, FirmAward):
        needs = [("firm", award.firm, TEXTS), ("honour", award.honour, ("choice",))]
    else:
        needs = [
            ("project", award.project, TEXTS),
            ("accepted", award.accepted, ("date",)),
            ("gain", award.gain, ("integer", "number")),
        ]
    columns = {column.code: column for column in ledger.columns}
    for key, code, types in needs:
        if code not in columns:
            found = msg("the column {code}", code=code)
            yield unknown(decisions, (*path, key), found, msg("a column of the ledger"), code, columns)
        elif columns[code].type not in types:
            found = msg("the column {code} of the type {type}", code=code, type=columns[code].type)
            yield decisions.problem((*path, key), found, msg("a column of the type {types}", types=list(types)))
        elif columns[code].optional and key in {"firm", "honour", "project"}:
            found = msg("the column {code}, which may be blank", code=code)
            yield decisions.problem((*path, key), found, msg("a column that is never blank"))
        elif isinstance(award, FirmAward) and key == "honour":
            known = [choice.code for choice in columns[code].choices]
            for honour in award.amounts:
                if honour not in known:
                    said, kind = msg("the honour {code}", code=honour), msg("a choice of the column {code}", code=code)
                    yield unknown(decisions, (*path, "amounts", honour), said, kind, honour, known)
    if isinstance(award, ReturnAward) and not isinstance(ledger.period, ByColumn):
        found = msg("the ledger {code}, whose rows are dated", code=ledger.code)
        yield decisions.problem((*path, "ledger"), found, msg("a ledger with one row a project and year"))
