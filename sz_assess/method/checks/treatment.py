"""Data treatment across files: it names indicators that exist, and leaves rules something to compare with."""

from __future__ import annotations

from collections.abc import Iterator

from sz_assess.errors import Problem
from sz_assess.expression import Expression
from sz_assess.method.checks.codes import unknown
from sz_assess.method.indicator import Indicator
from sz_assess.method.reading.sources import Files, MethodFiles, Placed, Read
from sz_assess.method.treatment import Outliers, TreatmentFile
from sz_assess.scoring.references import PLACES, is_statistic
from sz_assess.scoring.rules.curve import Curve
from sz_assess.scoring.rules.position import Position
from sz_assess.scoring.rules.z_score import ZScore
from sz_assess.text import msg, plural


def check_treatment(files: Files) -> Iterator[Problem]:
    """What is wrong between treatment.yaml and the indicators and units that it is for."""
    if files.method is None or files.method.treatment is None:
        return
    file = files.method.treatment
    yield from _check_default(files.method, file.content)
    outliers = file.content.outliers
    if outliers is None:
        return
    yield from _check_units(files, file, outliers)
    known = {indicator.code for _, indicator in files.method.indicators()}
    for code in outliers.indicators:
        if files.method.all_dimensions and code not in known:
            path = ("outliers", "indicators", code)
            yield unknown(file, path, msg("the indicator {code}", code=code), msg("an indicator"), code, known)
    for node, indicator in files.method.indicators():
        plan = outliers.plan(indicator.code)
        if plan is not None and any(step.new_scale for step in plan.steps):
            yield from _check_scale(node, indicator)


def _check_default(method: MethodFiles, treatment: TreatmentFile) -> Iterator[Problem]:
    for node, indicator in method.indicators():
        if indicator.missing == "default" and treatment.missing is None:
            found = msg("missing: default, and no default")
            expected = msg("missing: in treatment.yaml, or a policy of the indicator's own")
            yield node.file.problem((*node.path, "missing"), found, expected)


def _check_units(files: Files, file: Read[TreatmentFile], outliers: Outliers) -> Iterator[Problem]:
    if files.units is None or outliers.too_few != "refuse":
        return
    n = sum(unit.role == "assessed" for unit in files.units.units)
    if n < outliers.minimum_units:
        yield file.problem(
            ("outliers", "minimum_units"),
            plural("{n} unit that is assessed", "{n} units that are assessed", n=n),
            msg("at least {n}: with fewer, skewness and kurtosis say nothing", n=outliers.minimum_units),
            msg("leave outliers: away, or state too_few: leave"),
        )


def _check_scale(node: Placed, indicator: Indicator) -> Iterator[Problem]:
    """After a logarithm or power, a value compares only with what was taken of the values themselves."""
    rule = indicator.scoring.long_form(indicator.direction)
    fixed = sorted(name for name in rule.needs() if not is_statistic(name) and name not in PLACES[:2])
    if fixed:
        found = msg("{names} in the rule of an indicator that a transform may put on another scale", names=fixed)
    elif isinstance(rule, Curve) and any(not _moves(point.at) for point in rule.points):
        found = msg("fixed points in the rule of an indicator that a transform may put on another scale")
    elif not isinstance(rule, Curve | Position | ZScore):
        found = msg("a rule that may hold fixed values, for an indicator that a transform may put on another scale")
    else:
        return
    yield node.file.problem(
        (*node.path, "scoring"),
        found,
        msg("reference points that are taken from the values, such as min, max and mean"),
        msg("leave the indicator out of the treatment ({code}: none), or winsorise it only", code=indicator.code),
    )


def _moves(at: Expression) -> bool:
    return any(is_statistic(name) for name in at.names)
