"""Formulas over statistics name statistics that exist."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sz_assess.errors import Problem
from sz_assess.expression import Expression
from sz_assess.method.checks.codes import unknown
from sz_assess.method.indicator import Indicator, Series
from sz_assess.method.reading.sources import Files, MethodFiles, Placed, Read
from sz_assess.method.reading.yaml_reader import YamlFile
from sz_assess.method.reading.yaml_values import KeyPath
from sz_assess.method.statistic import Statistic
from sz_assess.periods import Period
from sz_assess.text import msg


def check_formulas(files: Files) -> Iterator[Problem]:
    """Every name in a formula over statistics is a statistic."""
    method = files.method
    if method is None or method.statistics is None:
        return
    specs = {statistic.code: statistic for statistic in method.statistics.content.statistics}
    known = set(specs)
    kind = msg("a statistic of statistics.yaml")
    for file, path, formula in _formulas(method):
        for name in formula.names:
            if name not in known:
                found = msg("{name} in the formula {formula}", name=name, formula=formula.text)
                yield unknown(file, path, found, kind, name, known)
        yield from _check_running(file, path, formula, specs)
        yield from _check_totals(file, path, formula)
    for n, statistic in enumerate(method.statistics.content.statistics):
        if statistic.comparable_growth is not None:
            yield from _check_growth(method.statistics, n, statistic, specs)
        if not isinstance(statistic.total, str) and statistic.total.weighted_by not in known - {statistic.code}:
            by = statistic.total.weighted_by
            found = msg("the mean weighted by {code}", code=by)
            another = msg("another statistic of statistics.yaml")
            path = ("statistics", n, "total", "weighted_by")
            yield unknown(method.statistics, path, found, another, by, known - {statistic.code})


def _check_growth(file: Read[Any], n: int, statistic: Statistic, specs: Mapping[str, Statistic]) -> Iterator[Problem]:
    """What reports the growth of a statistic is another statistic of the same units, and a rate: it does not add up."""
    path, code = ("statistics", n, "comparable_growth"), statistic.comparable_growth or ""
    others = specs.keys() - {statistic.code}
    found = msg("the growth of {statistic} reported by {code}", statistic=statistic.code, code=code)
    if code not in others:
        yield unknown(file, path, found, msg("another statistic of statistics.yaml"), code, others)
        return
    if specs[code].total == "sum":
        expected = msg("a rate: total: none, or {{weighted_by: ...}}")
        yield file.problem(path, found, expected, msg("state total for {code}", code=code))
    if specs[code].level != statistic.level:
        yield file.problem(path, found, msg("both of one level: unit, or city"))


def _check_running(
    file: Read[Any], path: KeyPath, formula: Expression, specs: Mapping[str, Statistic]
) -> Iterator[Problem]:
    """``single`` is of figures that run from January, ``to_date`` of figures of single periods; both must add up."""
    for function, name in _within(formula.tree, ("single", "to_date")):
        spec = specs.get(name)
        if spec is None:
            continue
        running = function == "single"
        if not spec.adds_up:
            found = msg("{function}() of {name}, which does not add up over time", function=function, name=name)
            expected = msg("a statistic with total: sum that is no stock")
        elif spec.cumulative != running:
            found = (
                msg("single() of {name}, which is of single periods already (cumulative: false)", name=name)
                if running
                else msg("to_date() of {name}, which runs from January already (cumulative: true)", name=name)
            )
            expected = msg("{name} without the function", name=name)
        else:
            continue
        yield file.problem(path, msg("{what} in {formula}", what=found, formula=formula.text), expected)


def _check_totals(file: Read[Any], path: KeyPath, formula: Expression) -> Iterator[Problem]:
    """What no unit reports can't be added up over the units: ``total(1)`` is not their number."""
    for node in ast.walk(formula.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "total":
            named = [part for part in ast.walk(node.args[0]) if isinstance(part, ast.Name)]
            called = [part.func for part in ast.walk(node.args[0]) if isinstance(part, ast.Call)]
            if len(named) == len(called):
                found = msg("{what} in {formula}", what=ast.unparse(node), formula=formula.text)
                yield file.problem(path, found, msg("a total of something that names a statistic"))


def _within(tree: ast.AST, functions: Collection[str], around: str = "") -> Iterator[tuple[str, str]]:
    """Names within calls of some functions, each with the innermost of these."""
    if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name):
        around = tree.func.id if tree.func.id in functions else around
        for argument in tree.args:
            yield from _within(argument, functions, around)
        return
    if isinstance(tree, ast.Name) and around:
        yield around, tree.id
    for below in ast.iter_child_nodes(tree):
        yield from _within(below, functions, around)


def _formulas(method: MethodFiles) -> Iterator[tuple[Read[Any], KeyPath, Expression]]:
    for node, indicator in method.indicators():
        yield node.file, (*node.path, "formula"), indicator.formula
        for name, figure in indicator.figures.items():
            yield node.file, (*node.path, "figures", name), figure
        for path, series in node_series(node, indicator):
            yield from ((node.file, at, formula) for at, formula in _dated(node.file.source, path, series))
    if (adjustments := method.adjustments) is not None:
        for n, adjustment in enumerate(adjustments.content.adjustments):
            yield adjustments, ("adjustments", n, "formula"), adjustment.formula
        for n, veto in enumerate(adjustments.content.vetoes):
            if veto.when is not None:
                yield adjustments, ("vetoes", n, "when"), veto.when
    if (decisions := method.decisions) is not None:
        for n, award in enumerate(decisions.content.awards):
            yield decisions, ("awards", n, "count"), award.count
        for n, ladder in enumerate(decisions.content.ladders):
            yield from ((decisions, ("ladders", n, *path), formula) for path, formula in ladder.formulas())
        for n, fund in enumerate(decisions.content.funds):
            yield from ((decisions, ("funds", n, *path), formula) for path, formula in fund.formulas())
        book = decisions.content.task_book
        for n, task in enumerate(book.tasks if book else ()):
            yield from ((decisions, ("task_book", "tasks", n, *path), formula) for path, formula in task.formulas())
        for n, duty in enumerate(decisions.content.responsibility):
            if duty.of == "units":
                yield from ((decisions, ("responsibility", n, *path), formula) for path, formula in duty.formulas())
    if (plausible := method.plausibility) is not None:
        for n, related in enumerate(plausible.content.related):
            yield plausible, ("related", n, "figure", "formula"), related.figure.formula
            for m, member in enumerate(related.moves_with):
                yield plausible, ("related", n, "moves_with", m, "formula"), member.formula
    if (city := method.city_targets) is not None:
        for n, target in enumerate(city.content.city_targets):
            yield city, ("city_targets", n, "formula"), target.formula
            for key, series in (("targets", target.targets), ("stretch", target.stretch)):
                yield from (
                    (city, at, formula) for at, formula in _dated(city.source, ("city_targets", n, key), series)
                )


def node_series(node: Placed, indicator: Indicator) -> Iterator[tuple[KeyPath, Series]]:
    """An indicator's figures by year, with their places."""
    yield (*node.path, "targets"), indicator.targets
    for name, series in indicator.references.items():
        yield (*node.path, "references", name), series


def _dated(source: YamlFile, path: KeyPath, series: Series) -> Iterator[tuple[KeyPath, Expression]]:
    for period, dated in series.items():
        if isinstance(dated.value, Expression):
            yield (*path, period_key(source, path, period), "value"), dated.value


def period_key(source: YamlFile, path: KeyPath, period: Period) -> str | int:
    """The key that a period is written with."""
    node = source.data
    for step in path:
        node = node[step]
    return next((key for key in node if Period.parse(key) == period), str(period))
