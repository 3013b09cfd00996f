"""Cases of one scoring rule or one aggregator."""

from __future__ import annotations

import numpy as np

from sz_assess.cases.outcome import CaseOutcome, Compared, compare
from sz_assess.cases.spec import AggregateCase, RuleCase
from sz_assess.cases.working import Step
from sz_assess.errors import Problem, Words
from sz_assess.numeric import FloatArray, IntArray
from sz_assess.scoring.aggregators import Children
from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.leaves import Leaf, score_leaves
from sz_assess.scoring.rank import rank
from sz_assess.scoring.references import Population
from sz_assess.scoring.rules import One, write_out
from sz_assess.text import msg, number


def labels_of(units: list[str], groups: dict[str, str]) -> IntArray:
    """(units,) each unit's group as a number; one group for all that are not named."""
    order = {group: n for n, group in enumerate(sorted({groups.get(unit, "") for unit in units}))}
    return np.array([order[groups.get(unit, "")] for unit in units], dtype=np.intp)


def run_rule(case: RuleCase) -> CaseOutcome:
    """Score the values and compare."""
    units = list(case.values)
    labels = labels_of(units, case.groups)
    names = tuple(sorted({case.groups.get(unit, "") for unit in units}))
    populations = {"all": Population(), "group": Population(labels=labels, names=names)}
    rule = case.rule.long_form(case.direction)
    over = rule.over if isinstance(rule.over, str) else "all"
    given = {name: _by_unit(of, units) for name, of in case.given.items()}
    leaf = Leaf(rule, case.direction, over, given, 100.0 if rule.scale == "percent" else np.full(len(units), case.full))
    value = np.array([[case.values[unit]] for unit in units])
    try:
        scores, used = score_leaves(value, (leaf,), populations)
    except DomainError as error:
        return CaseOutcome(case, (), refused=(error.found,))
    points = scores[:, 0] * (case.full / 100.0 if rule.scale == "points" else 1.0)
    compared = compare("score", "", case.scores, dict(zip(units, points.tolist(), strict=True)), case.tolerance)
    working: list[Step] = []
    full = 100.0 if rule.scale == "percent" else case.full
    for row, unit in enumerate(units):
        known = {name: float(of[row]) for name, of in {**given, **used[0]}.items()}
        one = One(float(value[row, 0]), {**known, "full": full}, float(points[row]))
        working.append(Step(unit, 0, unit, number(float(points[row]), 6)))
        working += [
            Step(unit, 1, line.label, f"{line.expression}{_equals(line.result)}")
            for line in write_out(rule, one, case.direction)
        ]
    return CaseOutcome(case, tuple(compared), tuple(working))


def run_aggregate(case: AggregateCase) -> CaseOutcome:
    """Combine the parts' scores and compare."""
    units, codes = list(case.parts), tuple(case.weights)
    scores = np.array([[_nan(case.parts[unit].get(code)) for code in codes] for unit in units])
    weight = np.array([list(case.weights.values())], dtype=float)
    weights = np.where(np.isnan(scores), 0.0, weight) if np.isnan(scores).any() else weight
    weights = weights / weights.sum(axis=1, keepdims=True)
    labels = labels_of(units, case.groups)
    try:
        found = case.aggregate.combine(Children(scores, weights, codes, labels))
    except DomainError as error:
        return CaseOutcome(case, (), refused=(error.found,))
    compared: list[Compared] = compare(
        "score", "", case.scores, dict(zip(units, found.tolist(), strict=True)), case.tolerance
    )
    places = dict(zip(units, rank(found).tolist(), strict=True))
    compared += compare("rank", "", case.ranks, places, 0.0)
    shares = np.broadcast_to(weights, scores.shape)
    working: list[Step] = []
    for row, unit in enumerate(units):
        here = ~np.isnan(scores[row])
        text = case.aggregate.written(scores[row, here].tolist(), shares[row, here].tolist())
        score = float(found[row])
        working.append(Step(unit, 0, unit, f"{text}{_equals(score)}" if text else number(score, 6)))
    return CaseOutcome(case, tuple(compared), tuple(working))


def refused(problems: tuple[Problem, ...]) -> tuple[Words, ...]:
    """Problems in a line each."""
    return tuple(msg("{label}: {text}", label=problem.key, text=problem.found) for problem in problems)


def _by_unit(of: float | dict[str, float | None], units: list[str]) -> FloatArray:
    if isinstance(of, dict):
        return np.array([_nan(of.get(unit)) for unit in units])
    return np.full(len(units), float(of))


def _nan(value: float | None) -> float:
    return float("nan") if value is None else float(value)


def _equals(result: float | None) -> str:
    return "" if result is None else f" = {number(result, 6)}"
