"""What follows from the scores: vetoes, grades, the city's own targets; and the period that all is for."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from sz_assess.errors import Problem
from sz_assess.method.adjustment import AdjustmentsFile, Veto
from sz_assess.method.check_codes import unknown
from sz_assess.method.check_formulas import period_key
from sz_assess.method.sources import Files, MethodFiles, Read
from sz_assess.method.yaml_values import KeyPath
from sz_assess.text import msg

GOES_WITH = {"grade_at_most": "grade", "grade_down": "steps", "cancel": "awards", "zero_node": "node"}
"""The key that an effect needs, and no other effect takes."""


def check_vetoes(files: Files) -> Iterator[Problem]:
    """Each veto is a condition, has what its effect needs and nothing else, and speaks of what exists."""
    if files.method is None or (adjustments := files.method.adjustments) is None:
        return
    for n, veto in enumerate(adjustments.content.vetoes):
        path = ("vetoes", n)
        if not isinstance(veto.when.tree, ast.Compare | ast.BoolOp) and not _negates(veto.when.tree):
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


def _negates(tree: ast.expr) -> bool:
    return isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.Not)


def _check_objects(
    files: Files, method: MethodFiles, adjustments: Read[AdjustmentsFile], path: KeyPath, veto: Veto
) -> Iterator[Problem]:
    nodes = method.node_codes()
    if veto.node is not None and nodes is not None and veto.node not in nodes:
        found, kind = msg("the node {code}", code=veto.node), msg("an indicator or dimension of the method")
        yield unknown(adjustments, (*path, "node"), found, kind, veto.node, nodes)
    if method.decisions is not None:
        awards = {award.code for award in method.decisions.content.awards}
        for n, award in enumerate(veto.awards):
            if award not in awards:
                found, kind = msg("the award {code}", code=award), msg("an award of decisions.yaml")
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
    unused = "share" if grading.by == "score" else "from_score"
    used = "from_score" if grading.by == "score" else "share"
    seen: set[str] = set()
    last = len(grading.grades) - 1
    for n, grade in enumerate(grading.grades):
        path = ("grades", "grades", n)
        if grade.code in seen:
            found = msg("the code {code} a second time", code=grade.code)
            yield files.weights.problem((*path, "code"), found, msg("a code that no other grade has"))
        seen.add(grade.code)
        if getattr(grade, unused) is not None:
            found = msg("{key} where grades are set by {by}", key=unused, by=grading.by)
            yield files.weights.problem((*path, unused), found, msg("only {key}", key=used), at_key=True)
        if n == last and getattr(grade, used) is not None:
            found = msg("{key} of the last grade", key=used)
            yield files.weights.problem(
                (*path, used), found, msg("nothing: the last grade takes the rest"), at_key=True
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
    previous = files.about.content.previous
    if previous is not None and previous.period >= files.period:
        found = msg(
            "an earlier result of {previous} for {period}", previous=str(previous.period), period=str(files.period)
        )
        yield files.about.problem(("previous", "period"), found, msg("a period before the assessed one"))
