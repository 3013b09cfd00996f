"""The task book against the rest of the method, and its figures in the weights file against it."""

from __future__ import annotations

from collections.abc import Iterator

from sz_assess.errors import Problem
from sz_assess.method.checks.codes import unknown
from sz_assess.method.decisions.decision import DecisionsFile
from sz_assess.method.decisions.task import AsGiven, Task, TaskBook, TaskFigures
from sz_assess.method.reading.sources import Files, MethodFiles, Read
from sz_assess.method.reading.yaml_values import KeyPath, keys
from sz_assess.method.weights import Weights
from sz_assess.text import msg

KEY: KeyPath = keys("decisions.task_book")
BOOK: KeyPath = ("task_book",)


def check_tasks(files: Files) -> Iterator[Problem]:
    """Tasks name what exists; figures are of tasks and units that exist, and there is a city figure to share out."""
    if files.method is None or (decisions := files.method.decisions) is None:
        return
    book = decisions.content.task_book
    if book is not None:
        yield from _tasks(files.method, decisions, book)
        yield from _projects(files.method, decisions, book)
    if files.weights is None:
        return
    figures, known = files.weights.content.decisions.task_book, {task.code: task for task in book.tasks} if book else {}
    for code, of in figures.tasks.items():
        if code not in known:
            found = msg("figures of the task {code}", code=code)
            kind = msg("a task of decisions.yaml")
            yield unknown(files.weights, (*KEY, "tasks", code), found, kind, code, known)
            continue
        yield from _figures(files, files.weights, (*KEY, "tasks", code), known[code], of)
    for unit in figures.leaders:
        if files.units is not None and unit not in files.units.codes:
            kind = msg("a unit of units.csv")
            path = (*KEY, "leaders", unit)
            yield unknown(files.weights, path, msg("{code}", code=unit), kind, unit, files.units.codes)
    for n, task in enumerate(book.tasks if book else ()):
        if isinstance(task.sharing, AsGiven) and not figures.tasks.get(task.code, TaskFigures()).units:
            found = msg("the task {code} with method: given", code=task.code)
            expected = msg("each unit's target under decisions: of the weights file")
            yield decisions.problem((*BOOK, "tasks", n, "sharing"), found, expected)


def _tasks(method: MethodFiles, decisions: Read[DecisionsFile], book: TaskBook) -> Iterator[Problem]:
    departments = None if method.about is None else [each.code for each in method.about.content.departments]
    measures = None if method.about is None else [each.code for each in method.about.content.measures]
    cities = None if method.city_targets is None else [each.code for each in method.city_targets.content.city_targets]
    indicators = [indicator.code for _, indicator in method.indicators()] if method.all_dimensions else None
    seen: set[str] = set()
    for n, task in enumerate(book.tasks):
        path = (*BOOK, "tasks", n)
        if task.code in seen:
            found = msg("the task {code} a second time", code=task.code)
            yield decisions.problem((*path, "code"), found, msg("a code that no other task has"))
        seen.add(task.code)
        for key, code, among, kind in (
            ("department", task.department, departments, msg("one of the departments of method.yaml")),
            ("unit", task.unit, measures, msg("one of the measures of method.yaml")),
            ("city", task.city, cities, msg("a target of city_targets.yaml")),
            ("indicator", task.indicator, indicators, msg("an indicator of the method")),
        ):
            if code is not None and among is not None and code not in among:
                yield unknown(decisions, (*path, key), msg("{code}", code=code), kind, code, among)


def _projects(method: MethodFiles, decisions: Read[DecisionsFile], book: TaskBook) -> Iterator[Problem]:
    if (asked := book.key_projects) is None or method.statistics is None or method.ledgers is None:
        return
    counted = {each.code: each.counted for each in method.statistics.content.statistics if each.counted is not None}
    path = (*BOOK, "key_projects")
    if (source := counted.get(asked.statistic)) is None:
        kind = msg("a statistic counted from a ledger")
        found = msg("{code}", code=asked.statistic)
        yield unknown(decisions, (*path, "statistic"), found, kind, asked.statistic, counted)
        return
    for ledger in method.ledgers.content.ledgers:
        columns = [column.code for column in ledger.columns]
        for n, code in enumerate(asked.columns if ledger.code == source.ledger else ()):
            if code not in columns:
                kind = msg("a column of the ledger {name}", name=ledger.name)
                yield unknown(decisions, (*path, "columns", n), msg("{code}", code=code), kind, code, columns)


def _figures(
    files: Files, weights: Read[Weights], path: KeyPath, task: Task, figures: TaskFigures
) -> Iterator[Problem]:
    given = isinstance(task.sharing, AsGiven)
    if figures.units and not given:
        found = msg("targets of units for the task {code}, which shares the city's out", code=task.code)
        yield weights.problem((*path, "units"), found, msg("no units:, or method: given"), at_key=True)
    for unit in figures.units:
        if files.units is not None and unit not in files.units.codes:
            kind = msg("a unit of units.csv")
            yield unknown(weights, (*path, "units", unit), msg("{code}", code=unit), kind, unit, files.units.codes)
    if figures.months and task.path != "cumulative":
        found = msg("months of a target that holds in every month")
        yield weights.problem((*path, "months"), found, msg("no months:, or path: cumulative"), at_key=True)
