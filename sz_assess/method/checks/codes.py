"""Codes: each stands for one thing, and whoever uses one uses one that exists."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sz_assess.errors import Problem, Words
from sz_assess.expression import suggest
from sz_assess.method.common import Selection
from sz_assess.method.indicator import Dimension
from sz_assess.method.reading.sources import Files, MethodFiles, Read
from sz_assess.method.reading.yaml_values import KeyPath
from sz_assess.method.weight_tree import ROOT
from sz_assess.method.weights import OWN
from sz_assess.scoring.rules.base import OverGroup, Rule
from sz_assess.scoring.rules.position import Position
from sz_assess.scoring.rules.sum import Sum
from sz_assess.text import Text, msg

Entry = tuple[Read[Any], KeyPath, str]
"""A file, the place of a code in it, and the code."""


def unknown(file: Read[Any], path: KeyPath, found: Words, kind: Text, code: str, known: Collection[str]) -> Problem:
    """A code that stands for nothing, with the nearest that does."""
    names = sorted(known)
    few = msg("{kind}: {names}", kind=kind, names=names) if 0 < len(names) <= 12 else kind
    return file.problem(path, found, few, suggest(code, names))


def check_codes(files: Files) -> Iterator[Problem]:
    """No code twice among things that could be taken for each other; no code that means something else already."""
    if files.method is None:
        return
    for space in _spaces(files.method):
        first: dict[str, Problem] = {}
        for file, path, code in space:
            here = file.problem(path, msg("the code {code} a second time", code=code), msg("a code of its own"))
            if code in first:
                yield file.problem(
                    path,
                    msg("the code {code} a second time; {place} has it", code=code, place=first[code].place),
                    msg("a code that nothing else has"),
                )
            first.setdefault(code, here)
    for node in files.method.nodes():
        if isinstance(node.spec, Dimension) and not node.children:
            found = msg("the dimension {code} without parts", code=node.code)
            yield node.file.problem(node.code_path, found, msg("indicators: or dimensions: with at least one entry"))
        if node.code in {OWN, ROOT}:
            expected = msg("another code; {code} has a meaning of its own", code=node.code)
            yield node.file.problem(node.code_path, msg("the code {code}", code=node.code), expected)


def _spaces(method: MethodFiles) -> Iterator[list[Entry]]:
    """Lists of codes, each list without repeats."""
    scored: list[Entry] = [(node.file, node.code_path, node.code) for node in method.nodes()]
    if (adjustments := method.adjustments) is not None:
        scored += _codes(adjustments, "adjustments", adjustments.content.adjustments)
        scored += _codes(adjustments, "vetoes", adjustments.content.vetoes)
    yield scored
    if (statistics := method.statistics) is not None:
        yield _codes(statistics, "statistics", statistics.content.statistics)
    if (ledgers := method.ledgers) is not None:
        yield _codes(ledgers, "ledgers", ledgers.content.ledgers)
    if (decisions := method.decisions) is not None:
        yield [
            *_codes(decisions, "awards", decisions.content.awards),
            *_codes(decisions, "ladders", decisions.content.ladders),
            *_codes(decisions, "firm_awards", decisions.content.firm_awards),
            *_codes(decisions, "returns", decisions.content.returns),
            *_codes(decisions, "lists", decisions.content.lists),
        ]
        yield _codes(decisions, "funds", decisions.content.funds)
        yield _codes(decisions, "responsibility", decisions.content.responsibility)
        yield _codes(decisions, "uses", decisions.content.uses)
    if (city := method.city_targets) is not None:
        yield _codes(city, "city_targets", city.content.city_targets)
    if (about := method.about) is not None:
        yield _codes(about, "measures", about.content.measures)
        yield _codes(about, "departments", about.content.departments)
        yield _codes(about, "groups", about.content.groups)


def _codes(file: Read[Any], key: str, entries: Iterable[Any]) -> list[Entry]:
    return [(file, (key, n, "code"), entry.code) for n, entry in enumerate(entries)]


def check_lists(files: Files) -> Iterator[Problem]:
    """Units of measure and departments are those that method.yaml lists; so are the groups of populations."""
    method = files.method
    if method is None or (about := method.about) is None:
        return
    measures = [measure.code for measure in about.content.measures]
    departments = [department.code for department in about.content.departments]
    for file, path, measure in _measured(method):
        if measure not in measures:
            found = msg("the unit of measure {code}", code=measure)
            yield unknown(file, path, found, msg("one of the measures of method.yaml"), measure, measures)
    if (statistics := method.statistics) is not None:
        for n, statistic in enumerate(statistics.content.statistics):
            if statistic.department not in departments:
                found = msg("the department {code}", code=statistic.department)
                kind = msg("one of the departments of method.yaml")
                path = ("statistics", n, "department")
                yield unknown(statistics, path, found, kind, statistic.department, departments)
    if about.content.code != method.folder:
        found = msg("the code {code} in the folder {folder}", code=about.content.code, folder=method.folder)
        yield about.problem(("code",), found, msg("the name of the folder"))


def _measured(method: MethodFiles) -> Iterator[Entry]:
    for node, indicator in method.indicators():
        yield node.file, (*node.path, "unit"), indicator.unit
    lists: list[tuple[Read[Any] | None, str]] = [
        (method.statistics, "statistics"),
        (method.adjustments, "adjustments"),
        (method.city_targets, "city_targets"),
    ]
    for file, key in lists:
        if file is not None:
            for n, entry in enumerate(getattr(file.content, key)):
                yield file, (key, n, "unit"), entry.unit


def check_selections(files: Files) -> Iterator[Problem]:
    """Groups and units that something does not apply to exist; so do the groups that figures are set for."""
    method = files.method
    if method is None or (groups := method.groups()) is None:
        return
    units = None if files.units is None else files.units.codes
    for file, path, selection in (*_selections(method), *_decided(files, method)):
        for n, group in enumerate(selection.groups):
            if group not in groups:
                at = (*path, "groups", n) if (*path, "groups") in file.source.values else (*path, "group")
                yield unknown(file, at, msg("the group {code}", code=group), _GROUP, group, groups)
        for n, unit in enumerate(selection.units):
            if units is not None and unit not in units:
                found = msg("the unit {code}", code=unit)
                yield unknown(file, (*path, "units", n), found, msg("a unit of units.csv"), unit, units)
    for file, path, group in _named_groups(files, method):
        if group not in groups:
            yield unknown(file, path, msg("the group {code}", code=group), _GROUP, group, groups)


_GROUP = msg("one of the method's groups")


def _selections(method: MethodFiles) -> Iterator[tuple[Read[Any], KeyPath, Selection]]:
    for node, indicator in method.indicators():
        if indicator.not_applicable is not None:
            yield node.file, (*node.path, "not_applicable"), indicator.not_applicable
    lists: list[tuple[Read[Any] | None, KeyPath]] = [
        (method.statistics, ("statistics",)),
        (method.decisions, ("funds",)),
        (method.decisions, ("task_book", "tasks")),
        (method.decisions, ("responsibility",)),
        (method.adjustments, ("adjustments",)),
    ]
    for file, path in lists:
        if file is not None:
            for n, entry in enumerate(_entries(file.content, path)):
                if entry.not_applicable is not None:
                    yield file, (*path, n, "not_applicable"), entry.not_applicable


def _entries(content: Any, path: KeyPath) -> tuple[Any, ...]:
    """A list of a file's content; empty where what holds it is left out."""
    for step in path:
        if content is None:
            return ()
        content = getattr(content, str(step))
    return tuple(content)


def _decided(files: Files, method: MethodFiles) -> Iterator[tuple[Read[Any], KeyPath, Selection]]:
    """Selections of who can be on a list, or is left out of ranks and grades."""
    if method.decisions is not None:
        for n, each in enumerate(method.decisions.content.lists):
            if each.among is not None:
                yield method.decisions, ("lists", n, "among"), each.among
    if files.weights is not None:
        weights = files.weights.content
        if weights.ranking.not_ranked is not None:
            yield files.weights, ("ranking", "not_ranked"), weights.ranking.not_ranked
        if weights.grades is not None and weights.grades.not_graded is not None:
            yield files.weights, ("grades", "not_graded"), weights.grades.not_graded


def _named_groups(files: Files, method: MethodFiles) -> Iterator[Entry]:
    """Groups that populations and the weights file name."""
    if method.about is not None and not isinstance(method.about.content.over, str):
        yield method.about, ("over", "group"), method.about.content.over.group
    for node in method.nodes():
        if node.spec.scoring is not None:
            yield from _groups_of_rule(node.file, (*node.path, "scoring"), node.spec.scoring)
    if method.adjustments is not None:
        for n, adjustment in enumerate(method.adjustments.content.adjustments):
            if adjustment.scoring is not None:
                yield from _groups_of_rule(method.adjustments, ("adjustments", n, "scoring"), adjustment.scoring)
    if files.weights is not None:
        weights = files.weights.content
        for group in weights.groups:
            yield files.weights, ("groups", group), group
        for group in weights.coefficients:
            yield files.weights, ("coefficients", group), group
        for n, grade in enumerate(() if weights.grades is None else weights.grades.grades):
            for group in grade.count if isinstance(grade.count, dict) else ():
                yield files.weights, ("grades", "grades", n, "count", group), group
    if method.decisions is not None:
        for n, each in enumerate(method.decisions.content.lists):
            for group in each.take if isinstance(each.take, dict) else ():
                yield method.decisions, ("lists", n, "take", group), group


def _groups_of_rule(file: Read[Any], path: KeyPath, rule: Rule) -> Iterator[Entry]:
    """Groups that a rule and the rules within it name: as population, and by a table of points each."""
    if isinstance(rule.over, OverGroup):
        yield file, (*path, "over", "group"), rule.over.group
    if isinstance(rule, Position):
        for n, table in enumerate(rule.tables or ()):
            yield file, (*path, "tables", n, "group"), table.group
    if isinstance(rule, Sum):
        for n, part in enumerate(rule.parts):
            yield from _groups_of_rule(file, (*path, "parts", n), part)
