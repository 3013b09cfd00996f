"""Rules of inspection name what exists, and their figures in the weights file are those that they need."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sz_assess.errors import Problem
from sz_assess.expression import ExpressionError
from sz_assess.expression.to_sql import condition
from sz_assess.method.checks.codes import unknown
from sz_assess.method.checks.ledgers import sql_columns
from sz_assess.method.decisions.decision import DecisionsFile
from sz_assess.method.decisions.inspection import Gaps, InspectionRule, InspectionRules, Lights, Problems
from sz_assess.method.decisions.inspection_figures import NEEDED, RuleFigures
from sz_assess.method.ledger import Ledger
from sz_assess.method.reading.sources import Files, MethodFiles, Read
from sz_assess.method.reading.yaml_values import KeyPath, keys
from sz_assess.method.weights import Weights
from sz_assess.text import msg

FIGURES: KeyPath = keys("decisions.inspection")
OF_KINDS = ("last", "places", "percent", "lights", "within_days")


def check_inspection(files: Files) -> Iterator[Problem]:
    """Every code that a rule or sample names stands for something; figures fit the rules."""
    if files.method is None or (decisions := files.method.decisions) is None:
        return
    spec = decisions.content.inspection
    if spec is not None:
        yield from _codes(decisions, spec)
        yield from _rules(files.method, decisions, spec)
        yield from _columns(files.method, decisions, spec)
    if files.weights is None or (figures := files.weights.content.decisions.inspection) is None:
        return
    rules = {} if spec is None else {rule.code: rule for rule in spec.rules}
    for code, each in figures.rules.items():
        path = (*FIGURES, "rules", code)
        if code not in rules:
            found, kind = msg("figures of the rule {code}", code=code), msg("a rule of inspection in decisions.yaml")
            yield unknown(files.weights, path, found, kind, code, rules)
        else:
            yield from _figures(files.weights, path, rules[code], each)


def _codes(decisions: Read[DecisionsFile], spec: InspectionRules) -> Iterator[Problem]:
    for key, codes in (
        ("rules", [each.code for each in spec.rules]),
        ("samples", [each.code for each in spec.samples]),
    ):
        for n, code in enumerate(codes):
            if code in codes[:n]:
                found = msg("the code {code} a second time", code=code)
                yield decisions.problem(("inspection", key, n, "code"), found, msg("a code of its own"))


def _rules(method: MethodFiles, decisions: Read[DecisionsFile], spec: InspectionRules) -> Iterator[Problem]:
    departments = None if method.about is None else [each.code for each in method.about.content.departments]
    samples = [sample.code for sample in spec.samples]
    indicators = {indicator.code: indicator for _, indicator in method.indicators()}
    for n, rule in enumerate(spec.rules):
        path: KeyPath = ("inspection", "rules", n)
        if departments is not None and rule.department not in departments:
            found, kind = (
                msg("the department {code}", code=rule.department),
                msg("one of the departments of method.yaml"),
            )
            yield unknown(decisions, (*path, "department"), found, kind, rule.department, departments)
        if rule.sample is not None and rule.sample not in samples:
            found, kind = msg("the sample {code}", code=rule.sample), msg("a sample of inspection")
            yield unknown(decisions, (*path, "sample"), found, kind, rule.sample, samples)
        named: list[tuple[KeyPath, str]] = []
        if isinstance(rule.finds, Gaps):
            named = [(("finds", "indicators", m), code) for m, code in enumerate(rule.finds.indicators)]
        elif isinstance(rule.finds, Lights):
            named = [(("finds", "tasks", m, "indicator"), task.indicator) for m, task in enumerate(rule.finds.tasks)]
        for at, code in named if method.all_dimensions else ():
            if code not in indicators:
                found, kind = msg("the indicator {code}", code=code), msg("an indicator of the method")
                yield unknown(decisions, (*path, *at), found, kind, code, indicators)
            elif not indicators[code].targets:
                expected = msg("an indicator with targets")
                yield decisions.problem((*path, *at), msg("the indicator {code}, which has none", code=code), expected)
            elif isinstance(rule.finds, Lights) and indicators[code].direction != "positive":
                found = msg("the indicator {code}, of which less is better", code=code)
                yield decisions.problem((*path, *at), found, msg("an indicator that grows towards its target"))


def _columns(method: MethodFiles, decisions: Read[DecisionsFile], spec: InspectionRules) -> Iterator[Problem]:
    if method.ledgers is None:
        return
    ledgers = {ledger.code: ledger for ledger in method.ledgers.content.ledgers}
    places: list[tuple[KeyPath, str]] = [
        (("rules", n, "finds", "ledger"), rule.finds.ledger)
        for n, rule in enumerate(spec.rules)
        if isinstance(rule.finds, Problems)
    ]
    places += [(("samples", n, "ledger"), sample.ledger) for n, sample in enumerate(spec.samples)]
    for path, code in places:
        if code not in ledgers:
            found, kind = msg("the ledger {code}", code=code), msg("a ledger of ledgers.yaml")
            yield unknown(decisions, ("inspection", *path), found, kind, code, ledgers)
    for path, ledger, code, types in spec.columns():
        if ledger in ledgers:
            yield from _column(decisions, ("inspection", *path), ledgers[ledger], code, types)
    for n, sample in enumerate(spec.samples):
        for m, stratum in enumerate(sample.strata):
            if sample.ledger in ledgers and stratum.where is not None:
                try:
                    condition(stratum.where, sql_columns(ledgers[sample.ledger]))
                except ExpressionError as error:
                    path = ("inspection", "samples", n, "strata", m, "where")
                    yield decisions.problem(path, error.found, error.expected, error.mend)


def _column(
    decisions: Read[DecisionsFile], path: KeyPath, ledger: Ledger, code: str, types: Collection[str]
) -> Iterator[Problem]:
    known = [column.code for column in ledger.columns]
    if code not in known:
        yield unknown(decisions, path, msg("the column {code}", code=code), msg("a column of the ledger"), code, known)
    elif ledger.column(code).type not in types:
        found = msg("the column {code} of the type {type}", code=code, type=ledger.column(code).type)
        yield decisions.problem(path, found, msg("a column of the type {types}", types=list(types)))


def _figures(weights: Read[Weights], path: KeyPath, rule: InspectionRule, figures: RuleFigures) -> Iterator[Problem]:
    needed = {NEEDED[rule.finds.what]} if rule.finds.what in NEEDED else set()
    if isinstance(rule.finds, Problems) and rule.finds.due is None:
        needed.add("within_days")
    if rule.sample is not None:
        needed.add("sample")
    for key in (*OF_KINDS, "sample"):
        stated = getattr(figures, key) is not None
        if key in needed and not stated:
            found = msg("the rule {code} without {key}", code=rule.code, key=key)
            yield weights.problem(path, found, msg("the key {key}", key=key), at_key=True)
        elif stated and key not in needed:
            found = msg("{key} of the rule {code}, which has no use for it", key=key, code=rule.code)
            yield weights.problem((*path, key), found, msg("only what the rule uses"), msg("delete it"), at_key=True)
