"""Rows of ledgers that a case brings: small tables, read, checked and counted as files of ledgers are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from sz_assess.cases.spec import Cell, MethodCase, Rows
from sz_assess.errors import Problem
from sz_assess.expression import suggest
from sz_assess.method.decisions.inspection import Problems
from sz_assess.method.ledger import ByColumn, ByDate, Ledger, named
from sz_assess.method.model import Assessment, Method
from sz_assess.method.reading.yaml_reader import YamlFile
from sz_assess.method.reading.yaml_values import KeyPath
from sz_assess.periods import Period
from sz_assess.statistics.ledgers.book import LedgerBook
from sz_assess.statistics.ledgers.load import Ledgers, take
from sz_assess.statistics.ledgers.tables import from_table
from sz_assess.statistics.tables.table import Table, as_heading
from sz_assess.statistics.tables.xlsx_column import XlsxColumn
from sz_assess.text import msg

_FIRST = 2
"""The number of the first row below the headings."""


def ledgers_of(
    case: MethodCase, assessment: Assessment, source: YamlFile, position: int, problems: list[Problem]
) -> Ledgers:
    """The ledgers of the case at ``position`` of its file. What is wrong is noted at the line of the row."""
    out = Ledgers(statistics={each.code: each for each in assessment.method.statistics if each.counted is not None})
    known = {ledger.code: ledger for ledger in assessment.method.ledgers}
    for code, rows in case.ledgers.items():
        path: KeyPath = ("cases", position, "ledgers", code)
        if code not in known:
            expected = msg("one of {names}", names=list(known)) if known else msg("nothing: the method has none")
            found = msg("{code} is not known", code=code)
            problems.append(source.problem(path, found, expected, suggest(code, list(known)), at_key=True))
            continue
        ragged = list(_ragged(rows, source, path))
        problems += ragged
        if not ragged:
            noted: list[Problem] = []
            _take(out, known[code], rows, assessment, source.file, noted)
            problems += (_placed(each, source, path) for each in noted)
    return out


def lacking(case: MethodCase, method: Method, source: YamlFile, position: int) -> Iterator[Problem]:
    """Decisions that are expected though the case brings no rows, or no day, that they are made of."""
    expect, head = case.expect, ("cases", position, "expect")
    paid = [(each.code, each.ledger) for each in method.firm_awards]
    paid += [(each.code, each.ledger) for each in method.returns]
    wanted = [((*head, key, code), ledger) for code, ledger in paid for key in _PAID if code in getattr(expect, key)]
    rules = () if method.inspection is None else method.inspection.rules
    for rule in rules:
        if isinstance(rule.finds, Problems) and rule.code in expect.inspection:
            path = (*head, "inspection", rule.code)
            wanted.append((path, rule.finds.ledger))
            if case.inspection is None:
                found = msg("no day as of which problems are looked at")
                example = "inspection: {notice: 2019-01-10, reference: 2019-01-31}"
                yield source.problem(path, found, msg("write {example}", example=example), at_key=True)
    for path, ledger in wanted:
        if ledger not in case.ledgers:
            found = msg("no rows of the ledger {name}", name=ledger)
            expected = msg("write {example}", example=f"ledgers: {{{ledger}: [[...], [...]]}}")
            yield source.problem(path, found, expected, at_key=True)


_PAID = ("awards", "by_firm", "schedule")
"""What a case may expect of an award that is paid by rows."""


def _ragged(rows: Rows, source: YamlFile, path: KeyPath) -> Iterator[Problem]:
    """Rows that have more or fewer cells than there are headings."""
    wide = len(rows[0])
    for n, row in enumerate(rows):
        if len(row) != wide:
            found = msg("a row of {n} cells", n=len(row))
            yield source.problem((*path, n), found, msg("{n} cells, one below each heading", n=wide),
                                 msg("write null for a blank cell"))  # fmt: skip


def _take(out: Ledgers, ledger: Ledger, rows: Rows, assessment: Assessment, file: str, problems: list[Problem]) -> None:
    body = rows[1:]
    columns = zip(*body, strict=True)
    table = Table(
        file=file,
        sheet=ledger.code,
        heading=tuple(map(as_heading, rows[0])),
        heading_row=1,
        rows=np.arange(_FIRST, _FIRST + len(body), dtype=np.intp),
        columns=tuple(XlsxColumn(["" if cell is None else cell for cell in column], {}) for column in columns),
    )
    found = from_table(table, ledger)
    if isinstance(found, list):
        problems += found
        return
    problems += found.problems
    if not found.problems:
        covers = _covered(ledger, table.heading, body, assessment.about.period)
        take(out, LedgerBook(ledger, [found], [(file, "")], covers), assessment, problems)


def _covered(
    ledger: Ledger, heading: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...], period: Period
) -> tuple[Period, Period]:
    """The years of the rows and of the case: what happened in these is all that happened."""
    rule = ledger.period
    own = rule.column if isinstance(rule, ByColumn) else rule.date if isinstance(rule, ByDate) else rule.start
    at = [n for n, name in enumerate(heading) if name in named(ledger.column(own))]
    years = {int(text) for row in rows for n in at if (text := str(row[n])[:4]).isdigit() and _is_year(int(text))}
    return Period(min({*years, period.year})), Period(max({*years, period.year}))


def _is_year(number: int) -> bool:
    try:
        return Period(number).year == number
    except ValueError:
        return False


def _placed(problem: Problem, source: YamlFile, path: KeyPath) -> Problem:
    """A problem of a row and column at its place in the case's file."""
    if problem.sheet is None:
        return source.problem(path, problem.found, problem.expected, problem.mend, at_key=True)
    at = path
    if problem.line:
        at = (*at, problem.line - 1)
        if problem.column:
            at = (*at, problem.column - 1)
    line, column = source.value_place(at)
    return replace(problem, line=line, column=column, sheet=None, cell=None, key=source.problem(at, "", "").key)
