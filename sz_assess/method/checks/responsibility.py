"""Yearly assessments against the rest of the method, and their figures in the weights file against them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sz_assess.errors import Problem
from sz_assess.method.checks.codes import unknown
from sz_assess.method.checks.references import check_values_alone
from sz_assess.method.decisions.decision import DecisionsFile
from sz_assess.method.decisions.responsibility import BUILT_IN, Responsibility, ResponsibilityFigures
from sz_assess.method.reading.sources import Files, MethodFiles, Read
from sz_assess.method.reading.yaml_values import KeyPath, keys
from sz_assess.method.weight_tree import ROOT
from sz_assess.method.weights import Weights
from sz_assess.text import msg

KEY: KeyPath = keys("decisions.responsibility")


def check_responsibility(files: Files) -> Iterator[Problem]:
    """Parts name what exists; weights are those of the parts and add up to 100; grades ask nothing further."""
    if files.method is None or (decisions := files.method.decisions) is None:
        return
    for n, spec in enumerate(decisions.content.responsibility):
        yield from _parts(files.method, decisions, ("responsibility", n), spec)
        yield from _figures(decisions, n)
        yield from _departments(files.method, decisions, ("responsibility", n), spec)
    if files.weights is None:
        return
    known = {spec.code: spec for spec in decisions.content.responsibility}
    for code, figures in files.weights.content.decisions.responsibility.items():
        if code not in known:
            found = msg("figures of the yearly assessment {code}", code=code)
            kind = msg("a yearly assessment of decisions.yaml")
            yield unknown(files.weights, (*KEY, code), found, kind, code, known)
            continue
        yield from _weights(files.weights, (*KEY, code), known[code], figures)
        yield from _grades(files.weights, (*KEY, code), known[code], figures)


def _parts(
    method: MethodFiles, decisions: Read[DecisionsFile], path: KeyPath, spec: Responsibility
) -> Iterator[Problem]:
    nodes = method.node_codes()
    seen: set[str] = set()
    for n, part in enumerate(spec.parts):
        at = (*path, "parts", n)
        if part.code in seen:
            found = msg("the part {code} a second time", code=part.code)
            yield decisions.problem((*at, "code"), found, msg("a code that no other part has"))
        seen.add(part.code)
        if part.score is not None and nodes is not None and part.score not in {*nodes, ROOT}:
            found = msg("the score of {code}", code=part.score)
            kind = msg("an indicator or dimension of the method, or total")
            yield unknown(decisions, (*at, "score"), found, kind, part.score, {*nodes, ROOT})
        if part.scoring is not None:
            needed = part.scoring.long_form("positive").needs()
            yield from check_values_alone(decisions, (*at, "scoring"), needed)
            if part.scoring.over not in (None, "all"):
                found = msg("a population other than all")
                yield decisions.problem((*at, "scoring", "over"), found, msg("over: all, or no over"))
        if spec.of == "departments" and part.value is not None:
            figures = {*BUILT_IN, *(figure.code for figure in spec.figures)}
            for name in part.value.names:
                if name not in figures:
                    found = msg("{name} in the formula {formula}", name=name, formula=part.value.text)
                    kind = msg("one of the figures of departments, or one that the program counts")
                    yield unknown(decisions, (*at, "value"), found, kind, name, figures)


def _figures(decisions: Read[DecisionsFile], n: int) -> Iterator[Problem]:
    """A figure that two assessments declare is one column: it must be the same in both. Items are those of rules."""
    specs = decisions.content.responsibility
    earlier = {figure.code: figure for spec in specs[:n] for figure in spec.figures}
    for k, figure in enumerate(specs[n].figures):
        path: KeyPath = ("responsibility", n, "figures", k)
        if earlier.get(figure.code, figure) != figure:
            found = msg("the figure {code}, declared in another way before", code=figure.code)
            yield decisions.problem((*path, "code"), found, msg("the same name, range and from: in both places"))
        if figure.counted is not None and decisions.content.inspection is None:
            found = msg("a count of inspection items, and no rules of inspection")
            expected = msg("inspection: in decisions.yaml, whose rules make items")
            yield decisions.problem((*path, "from"), found, expected)


def _departments(
    method: MethodFiles, decisions: Read[DecisionsFile], path: KeyPath, spec: Responsibility
) -> Iterator[Problem]:
    seen: set[str] = set()
    for n, figure in enumerate(spec.figures):
        if figure.code in seen:
            found = msg("the figure {code} a second time", code=figure.code)
            yield decisions.problem((*path, "figures", n, "code"), found, msg("a code that no other figure has"))
        seen.add(figure.code)
    if method.about is None:
        return
    known = [department.code for department in method.about.content.departments]
    for n, code in enumerate(spec.departments):
        if code not in known:
            kind = msg("one of the departments of method.yaml")
            yield unknown(
                decisions, (*path, "departments", n), msg("the department {code}", code=code), kind, code, known
            )


def _weights(
    weights: Read[Weights], path: KeyPath, spec: Responsibility, figures: ResponsibilityFigures
) -> Iterator[Problem]:
    parts = [part.code for part in spec.parts]
    for code, weight in figures.weights.items():
        if code not in parts:
            kind = msg("a part of the yearly assessment {code}", code=spec.code)
            yield unknown(weights, (*path, "weights", code), msg("the weight of {code}", code=code), kind, code, parts)
        if weight < 0:
            yield weights.problem((*path, "weights", code), msg("{n}", n=str(weight)), msg("a weight of 0 or more"))
    absent = [code for code in parts if code not in figures.weights]
    if absent:
        found = msg("no weight of {codes}", codes=absent)
        yield weights.problem((*path, "weights"), found, msg("a weight of every part"), at_key=True)
    elif (whole := sum(figures.weights.values(), Decimal(0))) != 100:
        found = msg("weights that add up to {sum}", sum=str(whole))
        yield weights.problem((*path, "weights"), found, msg("weights that add up to 100"), at_key=True)


def _grades(
    weights: Read[Weights], path: KeyPath, spec: Responsibility, figures: ResponsibilityFigures
) -> Iterator[Problem]:
    grading = figures.grades
    if grading is None:
        return
    seen: set[str] = set()
    for n, grade in enumerate(grading.grades):
        at = (*path, "grades", "grades", n)
        if grade.code in seen:
            found = msg("the code {code} a second time", code=grade.code)
            yield weights.problem((*at, "code"), found, msg("a code that no other grade has"))
        seen.add(grade.code)
        if grade.requires:
            found = msg("requirements of a grade of the year")
            yield weights.problem((*at, "requires"), found, msg("a line or a quota alone"), at_key=True)
    if grading.not_graded is not None:
        found = msg("not_graded for a grade of the year")
        expected = msg("not_applicable: of the yearly assessment")
        yield weights.problem((*path, "grades", "not_graded"), found, expected, at_key=True)
    if spec.of == "departments" and grading.over != "all":
        found = msg("departments graded within groups")
        yield weights.problem((*path, "grades", "over"), found, msg("over: all, or no over"))
    shares = sum(grade.share for grade in grading.grades if grade.share is not None)
    if grading.by == "quota" and shares > 100:
        found = msg("shares that add up to {sum} per cent", sum=str(shares))
        yield weights.problem((*path, "grades", "grades"), found, msg("at most 100, with the rest for the last grade"))
