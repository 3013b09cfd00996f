"""One unit's task book as a document: title, addressee, numbered sections with paragraphs and tables. What it says is
settled here, once for the word processor and for the page."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sz_assess.decisions.money import written
from sz_assess.decisions.tasks import Tasks, TaskShares, UnitTask
from sz_assess.i18n import Translator
from sz_assess.method.assessment import Unit
from sz_assess.method.ledger import LedgerColumn
from sz_assess.method.model import Assessment
from sz_assess.reports import shown
from sz_assess.text import msg, number, plural


@dataclass(frozen=True)
class Grid:
    """A table; ``numbers`` are the columns that stand to the right."""

    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Section:
    """A numbered section: paragraphs, then tables."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Grid, ...] = ()


@dataclass(frozen=True)
class Document:
    """``remarks`` stand above all: a proposal, figures that are not real. ``title``, ``addressee`` and the rest follow
    the order of an official document (GB/T 9704)."""

    title: str
    addressee: str
    opening: str
    sections: tuple[Section, ...]
    signature: str
    remarks: tuple[str, ...]


def task_document(assessment: Assessment, found: Tasks, row: int, say: Translator) -> Document:
    """The task book of the unit at ``row`` of the assessed units."""
    return _Writer(assessment, found, row, say).document()


@dataclass(frozen=True)
class _Writer:
    assessment: Assessment
    found: Tasks
    row: int
    say: Translator

    @property
    def unit(self) -> Unit:
        return self.assessment.assessed[self.row]

    @property
    def own(self) -> list[tuple[TaskShares, UnitTask]]:
        return [(task, share) for task in self.found.tasks if (share := task.of_unit(self.row)) is not None]

    def name(self, named: Any) -> str:
        return str(named.of(self.say.language))

    def document(self) -> Document:
        book, about = self.found.book, self.assessment.about
        if book is None:
            raise ValueError("a method without a task book")
        period, leader = str(about.period), self.assessment.weights.decisions.task_book.leaders.get(self.unit.code)
        opening = msg("By {document} ({number}, {clause}), the tasks of {period} are set as follows.",
                      document=self.assessment.method.about.document.title,
                      number=self.assessment.method.about.document.number, clause=book.source.clause,
                      period=period)  # fmt: skip
        remarks = [msg("A proposal: no document has settled it.")] if book.proposal else []
        parts = [self.targets(), self.months(), self.measures(), self.projects(), self.duties(leader)]
        return Document(
            title=msg("{name} {period}: {unit}", name=book.name, period=period, unit=self.unit).to(self.say),
            addressee=msg("{unit}:", unit=self.unit).to(self.say),
            opening=opening.to(self.say),
            sections=tuple(
                Section(msg("{n}. {heading}", n=_ordinal(n, self.say), heading=part.heading).to(self.say),
                        part.paragraphs, part.tables)
                for n, part in enumerate((part for part in parts if part is not None), start=1)
            ),
            signature="" if about.issuer is None else self.name(about.issuer),
            remarks=(
                *(words.to(self.say) for words in remarks),
                *(() if about.synthetic is None else (self.name(about.synthetic),)),
            ),
        )  # fmt: skip

    def measure(self, task: TaskShares) -> str:
        return next(
            self.name(each.name) for each in self.assessment.method.about.measures if each.code == task.task.unit
        )

    def targets(self) -> Section:
        heading = (msg("Target"), msg("Unit of measure"), msg("City"), msg("This unit"), msg("How it was derived"),
                   msg("Target of the assessment"))  # fmt: skip
        rows = tuple(
            (
                self.name(task.task.name),
                self.measure(task),
                written(task.city, None),
                written(share.target, task.task.decimals),
                derived(share, self.say),
                shown.NOTHING if math.isnan(share.own) else number(share.own, 2),
            )
            for task, share in self.own
        )
        nothing = (msg("No target of the task book applies to this unit.").to(self.say),) if not rows else ()
        grid = Grid(tuple(words.to(self.say) for words in heading), rows, (2, 3, 5))
        return Section(msg("Targets of the year").to(self.say), nothing, (grid,) if rows else ())

    def months(self) -> Section | None:
        own = self.own
        if not own:
            return None
        heading = (msg("Target").to(self.say), *(msg("month {n}", n=n).to(self.say) for n in range(1, 13)))
        rows = tuple(
            (
                self.name(task.task.name),
                *(written(_trimmed(due), None) for due in share.path),
            )
            for task, share in own
        )
        words = msg("By the end of each month, cumulated since the year's beginning; rates hold in every month.")
        return Section(
            msg("Monthly path").to(self.say), (words.to(self.say),), (Grid(heading, rows, tuple(range(1, 13))),)
        )

    def measures(self) -> Section | None:
        rows = [
            (self.name(task.task.name), self.name(measure.what),
             self.name(measure.by) if measure.by else self.department(task))
            for task, _ in self.own
            for measure in task.task.measures
        ]  # fmt: skip
        if not rows:
            return None
        heading = (msg("Target"), msg("What is to be done"), msg("By whom"))
        grid = Grid(tuple(words.to(self.say) for words in heading), tuple(rows))
        return Section(msg("Measures").to(self.say), (), (grid,))

    def department(self, task: TaskShares) -> str:
        departments = self.assessment.method.about.departments
        return next(self.name(each.name) for each in departments if each.code == task.task.department)

    def projects(self) -> Section | None:
        if self.found.book is None or self.found.book.key_projects is None:
            return None
        heading = tuple(self.name(column.name) for column in self.found.columns)
        rows = tuple(
            tuple(_cell(cell, column, self.say) for cell, column in zip(project.cells, self.found.columns, strict=True))
            for project in self.found.projects_of(self.row)
        )
        words = plural(
            "{n} project in the ledger for the period.", "{n} projects in the ledger for the period.", n=len(rows)
        )
        numbers = tuple(n for n, column in enumerate(self.found.columns) if column.type in {"number", "integer"})
        tables = (Grid(heading, rows, numbers),) if rows else ()
        return Section(msg("Key projects").to(self.say), (words.to(self.say),), tables)

    def duties(self, leader: object) -> Section | None:
        if not self.own:
            return None
        heading = (msg("Target"), msg("Delivered by"), msg("Department in charge"), msg("By when"))
        rows = tuple(
            (self.name(task.task.name), self.answers(self.unit, leader),
             self.answers(self.department(task), task.figures.person), self.deadline(task))
            for task, _ in self.own
        )  # fmt: skip
        grid = Grid(tuple(words.to(self.say) for words in heading), rows)
        return Section(msg("Who delivers what, by when").to(self.say), (), (grid,))

    def answers(self, who: object, person: object) -> str:
        name = who if isinstance(who, str) else self.name(who)
        return name if person is None else msg("{who} ({person})", who=name, person=person).to(self.say)

    def deadline(self, task: TaskShares) -> str:
        return self.found.deadline.isoformat() if task.figures.deadline is None else self.name(task.figures.deadline)


def derived(share: UnitTask, say: Translator) -> str:
    """The arithmetic of a unit's target in one line."""
    return msg("{label}: {expression}", label=share.label, expression=share.expression).to(say)


def _trimmed(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount


def _cell(cell: Any, column: LedgerColumn, say: Translator) -> str:
    if cell is None:
        return shown.NOTHING
    if isinstance(cell, bool):
        return (msg("yes") if cell else msg("no")).to(say)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return written(cell)
    if column.type == "choice":
        return next((str(each.name.of(say.language)) for each in column.choices if each.code == cell), str(cell))
    return str(cell)


_CHINESE = "一二三四五六七八九十"


def _ordinal(n: int, say: Translator) -> str:
    return _CHINESE[n - 1] if say.language == "zh" else str(n)
