"""The awards: what each unit, firm and department gets, award by award, with the arithmetic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sz_assess.decisions import Decisions
from sz_assess.decisions.awards import Award, Rule, State
from sz_assess.decisions.money import NONE, total, written
from sz_assess.i18n import Language, Translator, translator
from sz_assess.method.common import Name
from sz_assess.method.decisions.decision import Award as CountedAward
from sz_assess.method.decisions.firm_award import FirmAward, ReturnAward
from sz_assess.reports import shown
from sz_assess.reports.arithmetic import Clause, clause
from sz_assess.reports.award_rows import award_file
from sz_assess.reports.book import Book, Link
from sz_assess.reports.decision_page import DecisionPage, Table
from sz_assess.reports.ladder_words import AWARD_STATES, award_words
from sz_assess.reports.ledger_rows import rows_files
from sz_assess.result import Result
from sz_assess.text import Text, msg

AWARDS = (
    "award",
    "name",
    "unit",
    "item",
    "to",
    "state",
    "counted",
    "each",
    "earned",
    "amount",
    "derivation",
    "note",
    "place",
)
SCHEDULE = ("award", "unit", "project", "accepted", "year", "amount", "state")
BY_UNIT = ("unit", "name", "amount")

YEARS: dict[str, Text] = {"past": msg("year before"), "now": msg("this year"), "to_come": msg("to come")}


@dataclass(frozen=True)
class Row:
    """One unit's part of an award to one payee."""

    unit: Link
    item: str
    place: str
    to: str
    counted: str
    each: str
    derivation: str
    amount: str
    state: State
    state_words: str
    note: str
    rows: tuple[Link, ...]
    """Tables of the ledger's rows that were counted, by statistic."""


@dataclass(frozen=True)
class Project:
    """What is returned to a project over its years: year, amount, state in words."""

    unit: Link
    name: str
    accepted: str
    years: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Chapter:
    """One award: its rule, and all that it brings."""

    anchor: str
    name: str
    once: bool
    formula: str
    clause: Clause
    rows: tuple[Row, ...]
    idle: int
    """Rows left out of the page because they bring nothing."""
    amount: str
    projects: tuple[Project, ...]
    table: str
    """The table of the ledger's rows; empty where it is not read row by row."""


@dataclass(frozen=True)
class AwardsView:
    """The page. Amounts are in yuan."""

    total: str
    payees: tuple[tuple[str, str], ...]
    units: tuple[tuple[Link, tuple[str, ...], str], ...]
    columns: tuple[tuple[str, str], ...]
    """Anchor and name of each award that pays anything."""
    sums: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    unknown: int


def awards_view(book: Book) -> AwardsView:
    """All that the awards page shows."""
    found = book.decisions.awards
    rows: dict[str, list[Award]] = {rule.code: [] for rule in found.rules}
    cells: dict[tuple[int, str], Decimal] = {}
    for row in found.rows:
        rows[row.rule.code].append(row)
        key = row.unit, row.rule.code
        cells[key] = cells.get(key, NONE) + row.amount
    paying = [rule for rule in found.rules if any(row.amount for row in rows[rule.code])]
    by_unit = found.by_unit(len(book.result.units))
    return AwardsView(
        total=written(found.total),
        payees=_payees(book, found.by_payee()),
        units=tuple(
            (
                book.units[unit],
                tuple(_sum(cells.get((unit, rule.code), NONE)) for rule in paying),
                written(by_unit[unit]),
            )
            for unit in book.order
        ),
        columns=tuple((f"a-{rule.code}", book.name(rule.name)) for rule in paying),
        sums=tuple(written(total(row.amount for row in rows[rule.code])) for rule in paying),
        chapters=tuple(_chapter(book, rule, rows[rule.code]) for rule in found.rules),
        unknown=sum(row.state == "unknown" for row in found.rows),
    )


def _payees(book: Book, sums: Mapping[Name, Decimal]) -> tuple[tuple[str, str], ...]:
    """Sums by payee; those whose names read the same in the page's language are one."""
    named: dict[str, Decimal] = {}
    for to, amount in sums.items():
        named[book.name(to)] = named.get(book.name(to), NONE) + amount
    return tuple((name, written(amount)) for name, amount in named.items())


def _sum(amount: Decimal) -> str:
    return written(amount) if amount else shown.NOTHING


def _chapter(book: Book, rule: Rule, rows: Sequence[Award]) -> Chapter:
    position = {unit: n for n, unit in enumerate(book.order)}
    listed = sorted((row for row in rows if row.state != "nothing"), key=lambda row: position[row.unit])
    return Chapter(
        anchor=f"a-{rule.code}",
        name=book.name(rule.name),
        once=isinstance(rule, FirmAward) and rule.once,
        formula=book.explainer.formula(rule.count).words if isinstance(rule, CountedAward) else award_words(book, rule),
        clause=clause(book, rule.source),
        rows=tuple(_row(book, row, n == 0 or row.unit != listed[n - 1].unit) for n, row in enumerate(listed)),
        idle=len(rows) - len(listed),
        amount=written(total(row.amount for row in rows)),
        projects=_projects(book, rule),
        table=award_file(rule) if isinstance(rule, FirmAward | ReturnAward) else "",
    )


def _projects(book: Book, rule: Rule) -> tuple[Project, ...]:
    """The schedules of an award that returns revenue."""
    years: dict[tuple[int, str, str], list[tuple[str, str, str]]] = {}
    for each in book.decisions.awards.schedule:
        if each.rule.code == rule.code:
            amount = shown.NOTHING if each.amount is None else written(each.amount)
            key = each.unit, each.project, each.accepted.isoformat()
            years.setdefault(key, []).append((str(each.year), amount, book.say(YEARS[each.state])))
    return tuple(Project(book.units[unit], name, day, tuple(own)) for (unit, name, day), own in years.items())


def _row(book: Book, row: Award, first: bool) -> Row:
    """``first``: of the unit; what was counted is linked once."""
    return Row(
        unit=book.units[row.unit],
        to=book.name(row.to),
        item=row.item,
        place=row.place,
        counted=shown.NOTHING if row.counted is None else written(row.counted),
        each=shown.NOTHING if row.each is None else written(row.each),
        derivation=shown.listed(derivation(row, book.language), book.language),
        amount=written(row.amount),
        state=row.state,
        state_words=book.say(AWARD_STATES[row.state]),
        note="" if row.note is None else book.say(row.note),
        rows=_counted(book, row) if first else (),
    )


def _counted(book: Book, row: Award) -> tuple[Link, ...]:
    """The tables of rows behind what was counted; none for statistics that are reported."""
    if not isinstance(row.rule, CountedAward):
        return ()
    found = [rows_files(book).get((row.unit, name)) for name in row.rule.count.names]
    return tuple(Link(book.name(file.statistic.name), file.href) for file in found if file is not None)


def derivation(row: Award, say: Translator) -> Iterator[str]:
    """The arithmetic of one row, a step each; of a count the numbers alone say enough."""
    for line in row.lines:
        text = line.expression if line.amount is None else f"{line.expression} = {written(line.amount)}"
        yield text if row.counted is not None else msg("{label}: {text}", label=line.label, text=text).to(say)


def awards_tables(result: Result, decisions: Decisions, language: Language) -> Iterator[Table]:
    """awards.csv with every row, awards_by_unit.csv with the sums; amounts in yuan."""
    found, say = decisions.awards, translator(language)
    yield Table(
        "awards",
        AWARDS,
        (
            (
                row.rule.code,
                row.rule.name.of(language),
                result.units[row.unit].code,
                row.item or None,
                row.to.of(language),
                row.state,
                row.counted,
                row.each,
                row.earned,
                row.amount,
                shown.listed(derivation(row, say), say),
                None if row.note is None else row.note.to(say),
                row.place or None,
            )
            for row in found.rows
        ),
    )
    sums = found.by_unit(len(result.units))
    yield Table(
        "awards_by_unit",
        BY_UNIT,
        ((unit.code, unit.of(language), amount) for unit, amount in zip(result.units, sums, strict=True)),
    )
    if found.schedule:
        yield Table(
            "returns_schedule",
            SCHEDULE,
            (
                (
                    each.rule.code,
                    result.units[each.unit].code,
                    each.project,
                    each.accepted.isoformat(),
                    each.year,
                    each.amount,
                    each.state,
                )
                for each in found.schedule
            ),
        )


PAGE = DecisionPage(
    path="awards.html",
    template="awards.html.j2",
    name=msg("Awards"),
    used=lambda decisions: bool(decisions.awards.rules),
    view=awards_view,
    tables=awards_tables,
)
