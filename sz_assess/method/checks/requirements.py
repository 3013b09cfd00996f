"""Requirements, wherever they stand: what they name exists, and can be told where they are asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sz_assess.errors import Problem
from sz_assess.method.checks.codes import unknown
from sz_assess.method.reading.sources import Files, MethodFiles, Read
from sz_assess.method.reading.yaml_values import KeyPath
from sz_assess.method.requirement import Requirement
from sz_assess.method.weight_tree import ROOT
from sz_assess.text import Text, msg

_ORDERS = ("place", "group_place", "rise")
"""What a list may be ordered by, beside a node's score."""
_OF_VETOES = ("score_from", "targets_met")
_OF_GRADES = ("score_from", "targets_met", "no_veto", "first", "last", "rise_from")


def check_requirements(files: Files) -> Iterator[Problem]:
    """Nodes, indicators with targets, vetoes and grades that requirements name; earlier results that they need."""
    if files.method is None:
        return
    for file, path, requirement, kinds, where in _stated(files, files.method):
        if requirement.kind not in kinds:
            found = msg("{key} in the requirements of {where}", key=requirement.kind, where=where)
            yield file.problem((*path, requirement.kind), found, msg("one of {keys}", keys=list(kinds)), at_key=True)
        yield from _check_names(files, files.method, file, path, requirement)
        yield from _check_years(files, file, path, requirement)


def _stated(
    files: Files, method: MethodFiles
) -> Iterator[tuple[Read[Any], KeyPath, Requirement, Collection[str], Text]]:
    """Every requirement, with the kinds that may stand there."""
    if method.adjustments is not None:
        for n, veto in enumerate(method.adjustments.content.vetoes):
            for m, each in enumerate(veto.fails):
                yield method.adjustments, ("vetoes", n, "fails", m), each, _OF_VETOES, msg("a veto")
    if files.weights is not None and files.weights.content.grades is not None:
        for n, grade in enumerate(files.weights.content.grades.grades):
            for m, each in enumerate(grade.requires):
                yield files.weights, ("grades", "grades", n, "requires", m), each, _OF_GRADES, msg("a grade")
    if method.decisions is not None:
        for n, listed in enumerate(method.decisions.content.lists):
            for m, each in enumerate(listed.requires):
                yield method.decisions, ("lists", n, "requires", m), each, (each.kind,), msg("a list")


def _check_names(
    files: Files, method: MethodFiles, file: Read[Any], path: KeyPath, requirement: Requirement
) -> Iterator[Problem]:
    nodes = method.node_codes()
    if requirement.node is not None and nodes is not None and requirement.node not in {*nodes, ROOT}:
        kind = msg("an indicator or dimension of the method")
        found = msg("the node {code}", code=requirement.node)
        yield unknown(file, (*path, "node"), found, kind, requirement.node, nodes)
    with_target = {node.code for node, spec in method.indicators() if spec.targets}
    named: list[tuple[str, Any, set[str], Text]] = [
        ("targets_met", requirement.targets_met, with_target, msg("an indicator with targets"))
    ]
    if method.adjustments is not None:
        vetoes = {veto.code for veto in method.adjustments.content.vetoes}
        named.append(("no_veto", requirement.no_veto, vetoes, msg("a veto of adjustments.yaml")))
    if files.weights is not None and requirement.grade is not None:
        grading = files.weights.content.grades
        codes = set() if grading is None else {grade.code for grade in grading.grades}
        named.append(("grade", requirement.grade, codes, msg("a grade of the weights file")))
    for key, names, known, kind in named:
        for code in names if isinstance(names, tuple) else ():
            if code not in known:
                yield unknown(file, (*path, key), msg("{code} under {key}", code=code, key=key), kind, code, known)


def _check_years(files: Files, file: Read[Any], path: KeyPath, requirement: Requirement) -> Iterator[Problem]:
    """The earlier results that a requirement counts over are named by the assessment."""
    if files.about is None or files.period is None:
        return
    given = {previous.period for previous in files.about.content.previous}
    wanted = [files.period.years_back(years) for years in range(1, requirement.within or 1)]
    absent = [str(period) for period in wanted if period not in given]
    if absent:
        found = msg("no result of {periods}, over which it counts", periods=absent)
        expected = msg("the results of the {n} years before", n=len(wanted))
        yield file.problem(path, found, expected, msg("name them under previous: in assessment.yaml"))


def check_named_lists(files: Files) -> Iterator[Problem]:
    """Lists are ordered by what exists, leave out lists above them, and are those that units are withdrawn from."""
    method = files.method
    if method is None or (decisions := method.decisions) is None:
        return
    above: list[str] = []
    nodes = method.node_codes()
    for n, listed in enumerate(decisions.content.lists):
        path = ("lists", n)
        if listed.by is not None and listed.by not in _ORDERS and nodes is not None and listed.by not in {*nodes, ROOT}:
            found, kind = msg("a list by {code}", code=listed.by), msg("place, group_place, rise, or a node's code")
            yield unknown(decisions, (*path, "by"), found, kind, listed.by, [*_ORDERS, *nodes])
        for m, code in enumerate(listed.not_on):
            if code not in above:
                found, kind = msg("the list {code}", code=code), msg("a list further up")
                yield unknown(decisions, (*path, "not_on", m), found, kind, code, above)
        above.append(listed.code)
        needs_rise = listed.by == "rise" or any(each.kind == "rise_from" for each in listed.requires)
        if needs_rise and files.about is not None and not files.about.content.previous:
            found = msg("places gained, and no earlier result")
            yield decisions.problem(path, found, msg("previous: in assessment.yaml"))
    yield from _check_withdrawn(files, above)


def _check_withdrawn(files: Files, lists: list[str]) -> Iterator[Problem]:
    if files.about is None:
        return
    grading = None if files.weights is None else files.weights.content.grades
    grades = [] if grading is None else [grade.code for grade in grading.grades]
    for n, each in enumerate(files.about.content.withdrawn):
        path: KeyPath = ("withdrawn", n)
        if files.units is not None and each.unit not in files.units.codes:
            found, kind = msg("the unit {code}", code=each.unit), msg("a unit of units.csv")
            yield unknown(files.about, (*path, "unit"), found, kind, each.unit, files.units.codes)
        for m, code in enumerate(each.lists):
            if code not in lists:
                found, kind = msg("the list {code}", code=code), msg("a list of decisions.yaml")
                yield unknown(files.about, (*path, "lists", m), found, kind, code, lists)
        if each.grade is not None and files.weights is not None and each.grade not in grades:
            found, kind = msg("the grade {code}", code=each.grade), msg("a grade of the weights file")
            yield unknown(files.about, (*path, "grade"), found, kind, each.grade, grades)
