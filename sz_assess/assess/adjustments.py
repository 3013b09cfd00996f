"""Bonuses, deductions and vetoes of each unit, from statistics."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from sz_assess.assess.doubles import scored
from sz_assess.assess.requirements import Standing, met
from sz_assess.assess.values import Figures, selected
from sz_assess.assess.workings import Workings
from sz_assess.errors import Problem
from sz_assess.expression import Expression
from sz_assess.formulas import BaseRule
from sz_assess.method.adjustment import Adjustment
from sz_assess.method.adjustment_points import AdjustmentGroup, AdjustmentPoints
from sz_assess.numeric import BoolArray, FloatArray
from sz_assess.result import AdjustmentOutcome, VetoOutcome
from sz_assess.scoring.adjust import held, largest, points, summed
from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.leaves import Leaf
from sz_assess.scoring.rules import Rule
from sz_assess.text import msg


@dataclass(frozen=True)
class Adjusted:
    """What all adjustments come to. Sums are (units,) and leave out those that change a node instead of the total."""

    outcomes: tuple[AdjustmentOutcome, ...]
    bonus: FloatArray
    """All that adds, after the bounds of groups and the cap on bonuses."""
    deduction: FloatArray
    """All that takes off, 0 or below, after the bounds of groups and the cap on deductions."""
    both: FloatArray
    """Their sum, within the bounds of all adjustments together."""
    groups: dict[str, FloatArray]
    """By group of adjustments: the sum of its members, within the group's bounds."""


def adjust(work: Workings) -> Adjusted:
    """Work out every adjustment; problems are gathered."""
    settings = work.assessment.weights.adjustments
    outcomes = tuple(_outcome(work, spec) for spec in work.assessment.method.adjustments)
    of_total = {outcome.spec.code: outcome.points for outcome in outcomes if outcome.spec.node is None}
    groups = {code: _together(group, outcomes, work.size) for code, group in settings.groups.items()}
    for code, group in settings.groups.items():
        if not any(member in of_total for member in group.members):
            continue
        for member in group.members:
            of_total.pop(member, None)
        of_total[f"group {code}"] = groups[code]
    parts = list(of_total.values())
    bonus = held(summed([np.maximum(part, 0.0) for part in parts], work.size), None, _number(settings.bonus_cap))
    cost = held(summed([np.maximum(-part, 0.0) for part in parts], work.size), None, _number(settings.deduction_cap))
    return Adjusted(outcomes, bonus, 0.0 - cost, held(bonus - cost, *settings.within.pair), groups)


def _together(group: AdjustmentGroup, outcomes: tuple[AdjustmentOutcome, ...], units: int) -> FloatArray:
    """(units,) what the members of a group come to: their sum, or the largest of them, within the group's bounds."""
    members = [outcome.points for outcome in outcomes if outcome.spec.code in group.members]
    found = largest(members, units) if group.take == "largest" else summed(members, units)
    return held(found, *group.within.pair)


def change_nodes(adjusted: Adjusted, work: Workings) -> dict[str, FloatArray]:
    """Points (units,) by the node that they change."""
    settings = work.assessment.weights.adjustments
    out: dict[str, FloatArray] = {}
    grouped = {member: code for code, group in settings.groups.items() for member in group.members}
    done: set[str] = set()
    for outcome in adjusted.outcomes:
        node, group = outcome.spec.node, grouped.get(outcome.spec.code)
        if node is None or group in done:
            continue
        points = outcome.points if group is None else adjusted.groups[group]
        out[node] = out.get(node, np.zeros(work.size)) + points
        if group is not None:
            done.add(group)
    return out


def _outcome(work: Workings, spec: Adjustment) -> AdjustmentOutcome:
    item = work.assessment.weights.adjustments.items.get(spec.code, AdjustmentPoints())
    position = 0 if spec.node is None else next(n for n, node in enumerate(work.nodes) if node.code == spec.node)
    full = work.full(position)
    counted = _counted(work.figures, spec)
    rate = full * (float(item.each_percent or 0) / 100.0) if item.each is None else np.full(work.size, float(item.each))
    cap = full * (float(item.cap_percent) / 100.0) if item.cap_percent is not None else None
    if item.cap is not None:
        cap = np.full(work.size, float(item.cap))
    references: dict[str, FloatArray] = {}
    if spec.scoring is None:
        found = points(counted, rate, cap)
    else:
        found, references = _by_rule(work, spec, spec.scoring, counted, full)
        found = points(found, 1.0, cap)
        rate = np.full(work.size, np.nan)
    sign = 1.0 if spec.kind == "bonus" else -1.0
    return AdjustmentOutcome(spec, rate, cap, counted, sign * found + 0.0, references)


def _by_rule(
    work: Workings, spec: Adjustment, scoring: Rule, counted: FloatArray, full: FloatArray
) -> tuple[FloatArray, dict[str, FloatArray]]:
    """Points that a rule gives; its scores are points, whatever its scale says of full marks."""
    rule = scoring.long_form("positive")
    key = work.population_key(rule)
    leaf = Leaf(rule, "positive", key, {}, full if rule.scale == "points" else 100.0)
    try:
        scores, used = scored(counted[:, np.newaxis], (leaf,), {key: work.populations()[key]}, work.stands_for)
    except DomainError as error:
        for row in np.flatnonzero(error.where[:, 0]):
            work.figures.refuse(spec.code, work.figures.units[row], spec.formula, error)
        return np.zeros(work.size), {}
    found = scores[:, 0] * (full / 100.0) if rule.scale == "points" else scores[:, 0]
    return found, {**used[0], "full": np.broadcast_to(np.asarray(leaf.full, dtype=float), (work.size,))}


def _number(exact: Decimal | None) -> float | None:
    return None if exact is None else float(exact)


def _counted(figures: Figures, spec: Adjustment) -> FloatArray:
    outside = selected(spec.not_applicable, figures.units)
    counted = _evaluated(figures, spec.code, spec.formula)
    counted[outside] = np.nan
    missing = np.isnan(counted) & ~outside
    if spec.missing == "zero":
        counted[missing] = 0.0
    else:
        for row in np.flatnonzero(missing):
            _missing(figures, spec.code, spec.formula, int(row))
    for row in np.flatnonzero(counted < 0) if spec.scoring is None else ():
        error = DomainError(
            counted < 0, msg("a count below 0: {value}", value=float(counted[row])), msg("a count of 0 or more")
        )
        figures.refuse(spec.code, figures.units[row], spec.formula, error)
    return counted


def strike(figures: Figures) -> tuple[VetoOutcome, ...]:
    """Which units each veto hits that goes by statistics; those that go by the result are for :func:`judge`.

    A missing figure is a problem: nobody is spared or struck for want of data."""
    outcomes: list[VetoOutcome] = []
    for spec in figures.assessment.method.vetoes:
        if spec.when is None:
            continue
        held = _evaluated(figures, spec.code, spec.when)
        judged = np.ones(len(figures.units), dtype=bool)
        unknown = np.isnan(held)
        for name in spec.when.names:
            judged &= figures.applies(name)
            unknown |= np.isnan(figures.series(name, figures.period)) & figures.applies(name)
        for row in np.flatnonzero(unknown & judged):
            _missing(figures, spec.code, spec.when, int(row))
        outcomes.append(VetoOutcome(spec, (held > 0.5) & judged))
    return tuple(outcomes)


def judge(standing: Standing, so_far: tuple[VetoOutcome, ...]) -> tuple[VetoOutcome, ...]:
    """All vetoes in the method's order: those struck already, and those that go by requirements of the result."""
    known = {veto.spec.code: veto for veto in so_far}
    out: list[VetoOutcome] = []
    for spec in standing.work.assessment.method.vetoes:
        if spec.fails:
            failed = np.stack([~met(each, standing) for each in spec.fails], axis=1)
            scored = ~np.isnan(standing.score)
            struck = (failed.sum(axis=1) >= (spec.at_least or 1)) & scored
            out.append(VetoOutcome(spec, struck, failed))
        elif spec.code in known:
            out.append(known[spec.code])
    return tuple(out)


def struck(vetoes: tuple[VetoOutcome, ...], effect: str, units: int) -> BoolArray:
    """(units,) who is hit by any veto of an effect."""
    out = np.zeros(units, dtype=bool)
    for veto in vetoes:
        if veto.spec.effect == effect:
            out |= veto.struck
    return out


def _evaluated(figures: Figures, code: str, formula: Expression) -> FloatArray:
    try:
        return figures.of_units(formula, figures.period, BaseRule())
    except DomainError as error:
        for row in np.flatnonzero(np.broadcast_to(error.where, (len(figures.units),))):
            figures.refuse(code, figures.units[row], formula, error)
        return np.zeros(len(figures.units))


def _missing(figures: Figures, code: str, formula: Expression, row: int) -> None:
    figures.problems.append(
        Problem(
            file="data",
            key=f"{code}, {figures.units[row].code}",
            found=msg(
                "no figure of {statistics} for {period}",
                statistics=figures.absent(formula, row) or formula.text,
                period=str(figures.period),
            ),
            expected=msg("a figure for every unit"),
            mend=msg("deliver it; write 0 where there was nothing to count"),
        )
    )
