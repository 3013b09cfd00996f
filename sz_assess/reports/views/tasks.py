"""The task book of all units: the city's targets, how they were shared out, and what is due month by month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sz_assess.decisions import Decisions
from sz_assess.decisions.money import total, written
from sz_assess.decisions.tasks import TaskShares
from sz_assess.i18n import Language, translator
from sz_assess.method.decisions.task import MONTHS, ByPoints, TheSame
from sz_assess.reports.arithmetic import Clause, clause
from sz_assess.reports.book import Book, Link
from sz_assess.reports.decision_page import DecisionPage, Table
from sz_assess.reports.tables import Cell
from sz_assess.reports.task_document import Section, derived, task_document
from sz_assess.result import Result
from sz_assess.text import msg, number

TASKS = ("task", "name", "measure", "unit", "city", "target", "indicator_target", "department", "person", "deadline",
         "derivation")  # fmt: skip
PATH = ("task", "unit", "month", "due")


@dataclass(frozen=True)
class Row:
    """One unit's share of a target."""

    unit: Link
    target: str
    derivation: str
    own: str
    due: tuple[str, ...]


@dataclass(frozen=True)
class Chapter:
    """One target. ``sum`` is empty for rates; ``reached`` their weighted mean, where it is known."""

    anchor: str
    name: str
    measure: str
    city: str
    department: str
    clause: Clause
    rows: tuple[Row, ...]
    sum: str
    reached: str


@dataclass(frozen=True)
class UnitBook:
    """What one unit has to deliver, in the sections of its task book."""

    anchor: str
    unit: Link
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class TasksView:
    """The page."""

    name: str
    proposal: bool
    clause: Clause
    note: str
    months: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    books: tuple[UnitBook, ...]


def tasks_view(book: Book) -> TasksView:
    """All that the page shows."""
    found = book.decisions.tasks
    if found.book is None:
        raise ValueError("a method without a task book")
    assessment = book.result.assessment
    return TasksView(
        name=book.name(found.book.name),
        proposal=found.book.proposal,
        clause=clause(book, found.book.source),
        note="" if found.book.note is None else book.name(found.book.note),
        months=tuple(book.say(msg("month {n}", n=n)) for n in range(1, MONTHS + 1)),
        chapters=tuple(_chapter(book, task) for task in found.tasks),
        books=tuple(
            UnitBook(f"u-{row}", book.units[row], task_document(assessment, found, row, book.language).sections[2:])
            for row in book.order
        ),
    )


def _chapter(book: Book, task: TaskShares) -> Chapter:
    spec = task.task
    rate = isinstance(spec.sharing, ByPoints | TheSame)
    departments = {each.code: each.name for each in book.result.assessment.method.about.departments}
    return Chapter(
        anchor=f"t-{spec.code}",
        name=book.name(spec.name),
        measure=book.measures.get(spec.unit, spec.unit),
        city=written(task.city),
        department=book.name(departments[spec.department]),
        clause=clause(book, spec.source),
        rows=tuple(
            Row(
                unit=book.units[share.unit],
                target=written(share.target, spec.decimals),
                derivation=derived(share, book.language),
                own=number(share.own, 2),
                due=tuple(written(due, spec.decimals if spec.path == "cumulative" else None) for due in share.path),
            )
            for share in task.units
        ),
        sum="" if rate else written(total(share.target for share in task.units), spec.decimals),
        reached="" if task.reached is None else number(task.reached, 4),
    )


def task_tables(result: Result, decisions: Decisions, language: Language) -> Iterator[Table]:
    """tasks.csv with each unit's targets, tasks_path.csv with its months, key_projects.csv with its projects."""
    say, found = translator(language), decisions.tasks
    departments = {each.code: each.name for each in result.assessment.method.about.departments}
    yield Table(
        "tasks",
        TASKS,
        (
            (
                task.task.code,
                task.task.name.of(language),
                task.task.unit,
                result.units[share.unit].code,
                task.city,
                share.target,
                share.own,
                departments[task.task.department].of(language),
                None if task.figures.person is None else task.figures.person.of(language),
                found.deadline.isoformat() if task.figures.deadline is None else task.figures.deadline.of(language),
                derived(share, say),
            )
            for task in found.tasks
            for share in task.units
        ),
    )
    yield Table(
        "tasks_path",
        PATH,
        (
            (task.task.code, result.units[share.unit].code, month, due)
            for task in found.tasks
            for share in task.units
            for month, due in enumerate(share.path, start=1)
        ),
    )
    if found.columns:
        yield Table(
            "key_projects",
            ("unit", *(column.code for column in found.columns), "row"),
            (
                (result.units[project.unit].code, *map(_cell, project.cells), project.place)
                for project in found.projects
            ),
        )


def _cell(cell: Any) -> Cell:
    """A cell of a ledger for programs: yes or no, days as 2018-05-01, choices by their codes."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return cell if cell is None or isinstance(cell, str | int | float | Decimal) else str(cell)


PAGE = DecisionPage(
    path="tasks.html",
    template="tasks.html.j2",
    name=msg("Task book"),
    used=lambda decisions: decisions.tasks.book is not None,
    view=tasks_view,
    tables=task_tables,
)
