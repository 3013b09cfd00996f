"""What a case brings beside statistics: rows of ledgers and of inspection items, read as a run reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sz_assess.cases.spec import Cell, MethodCase
from sz_assess.cases.tables import placed, ragged, table_of
from sz_assess.errors import Problem
from sz_assess.expression import suggest
from sz_assess.method.decisions.inspection import Problems
from sz_assess.method.ledger import ByColumn, ByDate, Ledger, named
from sz_assess.method.model import Assessment, Method
from sz_assess.method.reading.yaml_reader import YamlFile
from sz_assess.method.reading.yaml_values import KeyPath
from sz_assess.periods import Period
from sz_assess.statistics.inspections.ledger import ItemsLedger, read_items
from sz_assess.statistics.ledgers.book import LedgerBook
from sz_assess.statistics.ledgers.database import Database
from sz_assess.statistics.ledgers.load import Ledgers, take
from sz_assess.statistics.ledgers.tables import from_table
from sz_assess.statistics.tables.table import Table
from sz_assess.text import msg


@dataclass(frozen=True)
class Brought:
    """The ledgers of a case with what was counted from them, and its inspection items."""

    ledgers: Ledgers = field(default_factory=Ledgers)
    items: ItemsLedger = field(default_factory=ItemsLedger)


def brought(
    case: MethodCase, assessment: Assessment, source: YamlFile, position: int, problems: list[Problem]
) -> Brought:
    """What the case at ``position`` of its file brings. What is wrong is noted at the line of the row."""
    ledgers = _ledgers(case, assessment, source, position, problems)
    path: KeyPath = ("cases", position, "items")
    noted = list(ragged(case.items, source, path)) if case.items else []
    items = ItemsLedger()
    if case.items and not noted:
        raw: list[Problem] = []
        items = read_items(table_of(case.items, source.file, "items"), assessment.method.inspection, raw)
        noted += (placed(each, source, path) for each in raw)
    problems += noted
    return Brought(ledgers, items)


def _ledgers(
    case: MethodCase, assessment: Assessment, source: YamlFile, position: int, problems: list[Problem]
) -> Ledgers:
    out = Ledgers(statistics={each.code: each for each in assessment.method.statistics if each.counted is not None})
    known = {ledger.code: ledger for ledger in assessment.method.ledgers}
    database = Database(())
    for code, rows in case.ledgers.items():
        path: KeyPath = ("cases", position, "ledgers", code)
        if code not in known:
            expected = msg("one of {names}", names=list(known)) if known else msg("nothing: the method has none")
            found = msg("{code} is not known", code=code)
            problems.append(source.problem(path, found, expected, suggest(code, list(known)), at_key=True))
            continue
        noted = list(ragged(rows, source, path))
        if not noted:
            raw: list[Problem] = []
            table = table_of(rows, source.file, code)
            ledger = _small(known[code], assessment.method)
            covers = _covered(ledger, table.heading, rows[1:], assessment.about.period)
            _take(out, table, ledger, covers, database, assessment, raw)
            noted += (placed(each, source, path) for each in raw)
        problems += noted
    return out


def _small(ledger: Ledger, method: Method) -> Ledger:
    """The ledger without columns that nothing needs to have: a case may leave out all but those that say which row it
    is, and those that decisions read. What is left out is not known."""
    needed = {*ledger.key, ledger.unit}
    rule = ledger.period
    match rule:
        case ByColumn():
            needed.add(rule.column)
        case ByDate():
            needed.add(rule.date)
        case _:
            needed |= {rule.start, rule.until}
    for award in method.firm_awards:
        needed |= {award.firm, award.honour} if award.ledger == ledger.code else set()
    for project in method.returns:
        needed |= {project.project, project.accepted, project.gain} if project.ledger == ledger.code else set()
    if method.inspection is not None:
        needed |= {column for _, code, column, _ in method.inspection.columns() if code == ledger.code}
        for sample in method.inspection.samples:
            where = [stratum.where for stratum in sample.strata if stratum.where is not None]
            needed |= {name for each in where for name in each.names} if sample.ledger == ledger.code else set()
    columns = (
        column if column.code in needed else column.model_copy(update={"optional": True}) for column in ledger.columns
    )
    return ledger.model_copy(update={"columns": tuple(columns)})


def _take(
    out: Ledgers, table: Table, ledger: Ledger, covers: tuple[Period, Period], database: Database,
    assessment: Assessment, problems: list[Problem],
) -> None:  # fmt: skip
    found = from_table(table, ledger)
    if isinstance(found, list):
        problems += found
        return
    problems += found.problems
    if not found.problems:
        take(out, LedgerBook(ledger, [found], [(table.file, "")], covers, database), assessment, problems)


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
