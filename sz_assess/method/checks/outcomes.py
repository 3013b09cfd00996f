"""What follows from the scores: vetoes, grades, the city's own targets; and the period that all is for."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from sz_assess.errors import Problem
from sz_assess.method.adjustment import AdjustmentsFile, Veto
from sz_assess.method.checks.codes import unknown
from sz_assess.method.checks.formulas import period_key
from sz_assess.method.reading.sources import Files, MethodFiles, Read, previous_path
from sz_assess.method.reading.yaml_values import KeyPath
from sz_assess.periods import Period
from sz_assess.text import msg

GOES_WITH = {"grade_at_most": "grade", "grade_down": "steps", "cancel": "awards", "zero_node": "node"}
"""The key that an effect needs, and no other effect takes."""


def check_vetoes(files: Files) -> Iterator[Problem]:
    """Each veto is a condition, has what its effect needs and nothing else, and speaks of what exists."""
    if files.method is None or (adjustments := files.method.adjustments) is None:
        return
    for n, veto in enumerate(adjustments.content.vetoes):
        path = ("vetoes", n)
        if (veto.when is None) == (not veto.fails):
            found = msg("both when and fails") if veto.fails else msg("neither when nor fails")
            yield adjustments.problem(path, found, msg("one of the two"))
        if bool(veto.fails) != (veto.at_least is not None):
            found = msg("at_least without fails") if not veto.fails else msg("fails without at_least")
            yield adjustments.problem(path, found, msg("at_least with fails, and only there"))
        if veto.fails and veto.effect == "zero_node":
            # Requirements are asked of the finished scores; a node is zeroed before there are any.
            found, expected = msg("the effect zero_node with fails"), msg("zero_node with when, or another effect")
            yield adjustments.problem((*path, "effect"), found, expected)
        if veto.when is not None and not _is_condition(veto.when.tree):
            found, expected = msg("a number: {formula}", formula=veto.when.text), msg("a condition, such as x > 0")
            yield adjustments.problem((*path, "when"), found, expected)
        needed = GOES_WITH.get(veto.effect)
        for key in GOES_WITH.values():
            stated = key in veto.model_fields_set
            if key == needed and not getattr(veto, key):
                found = msg("the effect {effect} without {key}", effect=veto.effect, key=key)
                yield adjustments.problem((*path, "effect"), found, msg("the key {key}", key=key))
            elif key != needed and stated:
                found = msg("{key} with the effect {effect}", key=key, effect=veto.effect)
                expected = msg("{key} only where the effect uses it", key=key)
                yield adjustments.problem((*path, key), found, expected, msg("delete it"), at_key=True)
        yield from _check_objects(files, files.method, adjustments, path, veto)


def _is_condition(tree: ast.expr) -> bool:
    if isinstance(tree, ast.UnaryOp):
        return isinstance(tree.op, ast.Not)
    return isinstance(tree, ast.Compare | ast.BoolOp)


def _check_objects(
    files: Files, method: MethodFiles, adjustments: Read[AdjustmentsFile], path: KeyPath, veto: Veto
) -> Iterator[Problem]:
    nodes = method.node_codes()
    if veto.node is not None and nodes is not None and veto.node not in nodes:
        found, kind = msg("the node {code}", code=veto.node), msg("an indicator or dimension of the method")
        yield unknown(adjustments, (*path, "node"), found, kind, veto.node, nodes)
    if method.decisions is not None:
        content = method.decisions.content
        awards = {each.code for each in content.awards} | {each.code for each in content.lists}
        awards |= {each.code for each in content.ladders}
        awards |= {each.code for each in content.firm_awards} | {each.code for each in content.returns}
        for n, award in enumerate(veto.awards):
            if award not in awards:
                found, kind = msg("the award {code}", code=award), msg("an award or a list of decisions.yaml")
                yield unknown(adjustments, (*path, "awards", n), found, kind, award, awards)
    if files.weights is None or veto.effect not in {"grade_at_most", "grade_down"}:
        return
    grading = files.weights.content.grades
    if grading is None:
        found = msg("the effect {effect}, and weights without grades", effect=veto.effect)
        yield adjustments.problem((*path, "effect"), found, msg("grades: in the weights file"))
    elif veto.grade is not None:
        grades = {grade.code for grade in grading.grades}
        if veto.grade not in grades:
            found, kind = msg("the grade {code}", code=veto.grade), msg("a grade of the weights file")
            yield unknown(adjustments, (*path, "grade"), found, kind, veto.grade, grades)


def check_grades(files: Files) -> Iterator[Problem]:
    """Grades have codes of their own, lines or shares as the way of grading asks, and shares that leave a rest."""
    if files.weights is None or (grading := files.weights.content.grades) is None:
        return
    lines, seats = ("from_score", "above_score"), ("share", "count")
    used, unused = (lines, seats) if grading.by == "score" else (seats, lines)
    seen: set[str] = set()
    last = len(grading.grades) - 1
    for n, grade in enumerate(grading.grades):
        path = ("grades", "grades", n)
        if grade.code in seen:
            found = msg("the code {code} a second time", code=grade.code)
            yield files.weights.problem((*path, "code"), found, msg("a code that no other grade has"))
        seen.add(grade.code)
        for key in (key for key in unused if getattr(grade, key) is not None):
            found = msg("{key} where grades are set by {by}", key=key, by=grading.by)
            yield files.weights.problem((*path, key), found, msg("only {key}", key=used[0]), at_key=True)
        for key in (*used, "requires") if n == last else ():
            if getattr(grade, key) not in (None, ()):
                found = msg("{key} of the last grade", key=key)
                yield files.weights.problem(
                    (*path, key), found, msg("nothing: the last grade takes the rest"), at_key=True
                )
    shares = sum(grade.share for grade in grading.grades if grade.share is not None)
    if grading.by == "quota" and shares > 100:
        found = msg("shares that add up to {sum} per cent", sum=str(shares))
        yield files.weights.problem(("grades", "grades"), found, msg("at most 100, with the rest for the last grade"))


def check_city_targets(files: Files) -> Iterator[Problem]:
    """``tolerance`` stands with ``about`` and only there; years are the method's; no figures by group or unit."""
    method = files.method
    if method is None or (city := method.city_targets) is None:
        return
    for n, target in enumerate(city.content.city_targets):
        path = ("city_targets", n)
        if (target.compare == "about") != (target.tolerance is not None):
            found = msg(
                "compare: {compare} with tolerance {value}", compare=target.compare, value=target.tolerance or "—"
            )
            yield city.problem((*path, "compare"), found, msg("a tolerance with compare: about, and only there"))
        for key, series in (("targets", target.targets), ("stretch", target.stretch)):
            for period, dated in series.items():
                here = (*path, key, period_key(city.source, (*path, key), period))
                if dated.value is None or dated.groups or dated.units:
                    yield city.problem(here, msg("figures by group or unit"), msg("one figure for the whole city"))
                if method.about is not None:
                    first, last = method.about.content.years
                    if first <= last and not first <= period.year <= last:
                        found = msg("a figure for {period}", period=str(period))
                        years = msg("a year from {first} to {last}, as in method.yaml", first=first, last=last)
                        yield city.problem(here, found, years, at_key=True)


def check_period(files: Files) -> Iterator[Problem]:
    """The assessed period is one that the method covers, and the earlier result is of an earlier one."""
    if files.about is None or files.period is None:
        return
    if files.method is not None and files.method.about is not None:
        first, last = files.method.about.content.years
        if first > last:
            found, expected = (
                msg("[{first}, {last}]", first=first, last=last),
                msg("the first and the last year, in order"),
            )
            yield files.method.about.problem(("years",), found, expected)
        elif not first <= files.period.year <= last:
            found = msg("the period {period}", period=str(files.period))
            expected = msg("a period from {first} to {last}, which the method covers", first=first, last=last)
            yield files.about.problem(("period",), found, expected)
    seen: set[Period] = set()
    for n, previous in enumerate(files.about.content.previous):
        path = previous_path(files.about.source, n, "period")
        if not previous.period.before(files.period):
            found = msg(
                "an earlier result of {previous} for {period}", previous=str(previous.period), period=str(files.period)
            )
            yield files.about.problem(path, found, msg("a period before the assessed one"))
        elif previous.period in seen:
            found = msg("a second result of {period}", period=str(previous.period))
            yield files.about.problem(path, found, msg("one result of every period"))
        seen.add(previous.period)
