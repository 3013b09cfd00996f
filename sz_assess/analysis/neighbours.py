"""How units that are not assessed, such as the province and neighbouring cities, stand at the same indicators."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sz_assess.assess.values import Figures
from sz_assess.expression import Expression
from sz_assess.formulas import BaseRule
from sz_assess.method.assessment import Unit
from sz_assess.method.city import CityTarget
from sz_assess.method.indicator import Base
from sz_assess.numeric import above, round_to
from sz_assess.result import Result, remembered
from sz_assess.scoring.domain import DomainError


@dataclass(frozen=True)
class Neighbours:
    """``units`` are those of role benchmark, in the order of units.csv. ``indicators`` and ``targets`` hold by code a
    value for each of them, NaN where it is not known; what is known of nobody is left out."""

    units: tuple[Unit, ...]
    indicators: Mapping[str, tuple[float, ...]]
    targets: Mapping[str, tuple[float, ...]]


@remembered
def neighbours(result: Result) -> Neighbours:
    """Values of all benchmarks for the assessed period, by the same formulas and roundings as the units'.

    A growth or share without a proper base is not known: nobody is scored by it.
    """
    assessment = result.assessment
    units = tuple(unit for unit in assessment.units if unit.role == "benchmark")
    if not units:
        return Neighbours((), {}, {})
    figures = Figures(assessment, result.panel)
    indicators: dict[str, tuple[float, ...]] = {}
    for each in assessment.method.indicators():
        found = np.array(_values(figures, units, each.formula, each.base))
        if each.round_value is not None:
            found = round_to(found, each.round_value.decimals, each.round_value.mode)
        indicators[each.code] = tuple(found.tolist())
    targets = {
        each.code: tuple(_values(figures, units, each.formula, each.base))
        for each in assessment.method.city_targets
        if each.beside_benchmarks
    }
    return Neighbours(units, _known(indicators), _known(targets))


def place_among(spec: CityTarget, value: float, others: Sequence[float]) -> tuple[int, int] | None:
    """The city's place among itself and the others that are known, and how many these are; level ones share a place.

    None where the target does not say which end is better, or nobody else is known.
    """
    known = [other for other in others if not math.isnan(other)]
    if spec.compare == "about" or math.isnan(value) or not known:
        return None
    mine, theirs = np.full(len(known), value), np.array(known)
    better = above(mine, theirs) if spec.compare == "at_most" else above(theirs, mine)
    return 1 + int(np.count_nonzero(better)), 1 + len(known)


def _known(values: Mapping[str, tuple[float, ...]]) -> dict[str, tuple[float, ...]]:
    return {code: found for code, found in values.items() if not all(map(math.isnan, found))}


def _values(figures: Figures, units: Sequence[Unit], formula: Expression, base: Base) -> list[float]:
    rule = base.rule()
    lenient = BaseRule("missing", "missing" if rule.negative == "refuse" else rule.negative)
    return [_value(figures, unit, formula, lenient) for unit in units]


def _value(figures: Figures, unit: Unit, formula: Expression, base: BaseRule) -> float:
    try:
        return figures.of_benchmark(unit.code, formula, figures.period, base)
    except DomainError:
        return math.nan
