"""Indicator values from statistics, and the reference points that are known before scoring."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

import numpy as np

from sz_assess.errors import Problem
from sz_assess.expression import Expression
from sz_assess.formulas import BaseRule, FormulaScope
from sz_assess.method.assessment import Unit
from sz_assess.method.common import Selection
from sz_assess.method.indicator import DatedValue, Indicator
from sz_assess.method.indicator import Series as Dated
from sz_assess.method.model import Assessment
from sz_assess.method.statistic import comparable
from sz_assess.numeric import BoolArray, FloatArray, IntArray, round_to
from sz_assess.periods import Period
from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.references import OF_LAST_YEAR
from sz_assess.statistics.city import CitySeries, city_series, of_units
from sz_assess.statistics.panel import Panel
from sz_assess.statistics.period_words import why_missing
from sz_assess.text import Text, msg

BENCHMARK = "benchmark."
EARLIER = {"growth", "change", "prior"}
"""Functions that look at the figure of a year before."""


@dataclass
class Figures:
    """Evaluates formulas over the panel for the assessed units, and gathers what goes wrong."""

    assessment: Assessment
    panel: Panel
    problems: list[Problem] = field(default_factory=list)
    refused: dict[str, BoolArray] = field(default_factory=dict)
    """By indicator, the units (units,) whose figures its formula refused: they are told of already, not missing."""

    def __post_init__(self) -> None:
        self.units: tuple[Unit, ...] = self.assessment.assessed
        position = {code: n for n, code in enumerate(self.panel.units)}
        self._rows = np.array([position[unit.source] for unit in self.units], dtype=np.intp)
        self._position = position
        self._city = city_series(self.panel, self.assessment)
        self._parents = self._made_of_figures()
        above = {unit.part_of for unit in self.units if unit.part_of}
        once = np.array([unit.counts_once and unit.code not in above for unit in self.units])
        self._once: BoolArray | None = None if once.all() else once
        self._comparable = comparable(self.assessment.method.statistics)
        self._statistics = {statistic.code: statistic for statistic in self.assessment.method.statistics}

    def _made_of_figures(self) -> dict[int, CitySeries] | None:
        """By the row of a parent, how its figures are put together; None where the weights file says nothing of it."""
        spec = self.assessment.weights.parents
        if spec is None or spec.made_of != "figures":
            return None
        parts: dict[str, list[Unit]] = {}
        for unit in self.units:
            if unit.part_of:
                parts.setdefault(unit.part_of, []).append(unit)
        return {
            row: of_units(self.panel, self.assessment, parts[above.code])
            for row, above in enumerate(self.units)
            if above.code in parts
        }

    @cached_property
    def stands_for(self) -> IntArray:
        """(units,) of a row for a unit's second group the row of its first, -1 for others."""
        rows = {unit.code: row for row, unit in enumerate(self.units)}
        return np.array([rows.get(unit.figures_of, -1) for unit in self.units], dtype=np.intp)

    @property
    def period(self) -> Period:
        return self.assessment.about.period

    def series(self, statistic: str, period: Period) -> FloatArray:
        """A statistic's figures for the assessed units; a city-level statistic is the same for all."""
        if self._statistics[statistic].level == "city":
            return np.broadcast_to(self._city(statistic, period), (len(self.units),))
        found = self.panel.series(statistic, period)[self._rows]
        return found if self._parents is None else self._with_sums(statistic, period, found)

    def _with_sums(self, statistic: str, period: Period, found: FloatArray) -> FloatArray:
        """The figures with those of parents that nobody delivered put together from their parts'."""
        found = np.array(found)
        for row, composed in (self._parents or {}).items():
            if np.isnan(found[row]):
                found[row] = composed.composed(statistic, period)
        return found

    def applies(self, statistic: str) -> BoolArray:
        """(units,) whether units have such a figure at all."""
        return ~selected(self._statistics[statistic].not_applicable, self.units)

    def of_units(self, formula: Expression, period: Period, base: BaseRule) -> FloatArray:
        """A formula for the assessed units (units,). Raises :class:`DomainError` under a base rule that refuses."""
        scope = FormulaScope(self.series, period, base, self.applies, self._once, None, self._comparable)
        found = formula.evaluate(scope)
        return np.array(np.broadcast_to(np.asarray(found, dtype=float), (len(self.units),)))

    def of_city(self, formula: Expression, period: Period, base: BaseRule) -> float:
        """A formula over the city's own figures; NaN where one is missing."""
        found = formula.evaluate(FormulaScope(self._city, period, base, comparable=self._comparable))
        return float(np.ravel(found)[0])

    def of_benchmark(self, unit: str, formula: Expression, period: Period, base: BaseRule) -> float:
        """A formula for one unit that is not assessed."""
        row = self._position[unit]
        found = formula.evaluate(
            FormulaScope(
                lambda name, at: self.panel.series(name, at)[row : row + 1], period, base, comparable=self._comparable
            )
        )
        return float(np.ravel(found)[0])

    def refuse(
        self, code: str, unit: Unit, formula: Expression | None, error: DomainError, at_base: Period | None = None
    ) -> None:
        """Note what a formula, rule or aggregator can't take, at the place where the figure was delivered.

        ``at_base``: the period whose bases were looked at, where one of them is the figure that can't be taken.
        """
        place = "" if formula is None else self.place(formula, unit)
        if formula is not None and at_base is not None:
            place = self._base(formula, unit, at_base) or place
        self.problems.append(
            Problem(
                file=place or "data",
                key=f"{code}, {unit.code}",
                found=error.found
                if formula is None
                else msg("{what} in {formula}", what=error.found, formula=formula.text),
                expected=error.expected,
                mend=error.mend,
            )
        )

    def place(self, formula: Expression, unit: Unit) -> str:
        """Where the formula's first figure for the unit was delivered; empty where none was."""
        for name in formula.names:
            if name in self._statistics and (places := self.panel.places(name, unit.source, self.period)):
                return places[0]
        return ""

    def _base(self, formula: Expression, unit: Unit, period: Period) -> str:
        """Where the last figure of 0 or less of those that the formula may divide by was delivered."""
        row = self.units.index(unit)
        periods = (period.years_back(), period) if EARLIER & set(formula.functions) else (period,)
        for at in periods:
            for name in reversed(formula.names):
                if name in self._statistics and self.series(name, at)[row] <= 0:
                    places = self.panel.places(name, unit.source, at)
                    return places[0] if places else ""
        return ""

    def why_absent(self, statistic: str, unit: Unit) -> Text:
        """Why a unit has no figure of a statistic for the period."""
        spec = self._statistics[statistic]
        code = unit.source
        if spec.level == "city":
            code = next((each.code for each in self.assessment.units if each.role == "city"), code)
        return why_missing(self.panel, spec, code, self.period)

    def absent(self, formula: Expression, row: int) -> list[str]:
        """Codes of the formula's statistics that a unit has not delivered for the period."""
        return [
            name for name in formula.names if name in self._statistics and np.isnan(self.series(name, self.period)[row])
        ]


def selected(selection: Selection | None, units: Sequence[Unit]) -> BoolArray:
    """(units,) which units a selection names."""
    if selection is None:
        return np.zeros(len(units), dtype=bool)
    named = set(selection.units)
    return np.array([unit.group in selection.groups or unit.code in named or unit.source in named for unit in units])


def indicator_value(figures: Figures, indicator: Indicator, period: Period) -> FloatArray:
    """(units,) the indicator's value; NaN where it does not apply or a figure is missing. Problems are gathered."""
    apart = selected(indicator.not_applicable, figures.units)
    try:
        value = figures.of_units(indicator.formula, period, indicator.base.rule())
    except DomainError as error:
        value = _without(figures, indicator, period, error, apart)
    if indicator.round_value is not None:
        value = round_to(value, indicator.round_value.decimals, indicator.round_value.mode)
    value[apart] = np.nan
    return value


def _without(
    figures: Figures, indicator: Indicator, period: Period, error: DomainError, apart: BoolArray
) -> FloatArray:
    """(units,) the values of the units whose figures the formula takes. The others are told of, but for those that the
    indicator does not apply to (``apart``)."""
    where = np.broadcast_to(error.where, (len(figures.units),)) & ~apart
    for row in np.flatnonzero(where):
        figures.refuse(indicator.code, figures.units[row], indicator.formula, error, at_base=period)
    try:
        value = figures.of_units(indicator.formula, period, tolerant(indicator.base.rule()))
    except DomainError:
        figures.refused[indicator.code] = np.ones(len(figures.units), dtype=bool)
        return np.full(len(figures.units), np.nan)
    figures.refused[indicator.code] = where
    return value


def tolerant(base: BaseRule) -> BaseRule:
    """The rule under which a base that would be refused gives no value."""
    return BaseRule("missing", "missing" if base.negative == "refuse" else base.negative)


def known_references(figures: Figures, indicator: Indicator, needed: frozenset[str]) -> dict[str, FloatArray]:
    """Target, named references, last year's value, the city's and benchmarks' values, each (units,).

    Problems are gathered; what a formula can't take is NaN.
    """
    period, base = figures.period, indicator.base.rule()
    earlier = tolerant(base)
    told = _Teller(figures, indicator)
    out: dict[str, FloatArray] = {}
    series: dict[str, Dated] = {**indicator.references, **({"target": indicator.targets} if indicator.targets else {})}
    for name, dated in series.items():
        found = at_period(dated, period)
        if found is not None:
            out[name] = told.dated(found, base)
    for name in sorted(needed & indicator.figures.keys()):
        out[name] = told.of_units(indicator.figures[name], period, earlier)
    if OF_LAST_YEAR & needed:
        needed |= {"last_year"}
    for name in sorted(needed - out.keys()):
        if name == "last_year":
            out[name] = told.of_units(indicator.formula, period.years_back(), earlier)
        elif name == "city":
            out[name] = told.of_one(name, lambda: figures.of_city(indicator.formula, period, earlier))
        elif name.startswith(BENCHMARK):
            unit = name.removeprefix(BENCHMARK)
            out[name] = told.of_one(name, partial(figures.of_benchmark, unit, indicator.formula, period, earlier))
    return out


@dataclass(frozen=True)
class _Teller:
    """Works out an indicator's reference points (units,); what a formula can't take is told, and NaN."""

    figures: Figures
    indicator: Indicator

    def of_units(self, formula: Expression, period: Period, base: BaseRule) -> FloatArray:
        try:
            return self.figures.of_units(formula, period, base)
        except DomainError as error:
            self._tell(formula, error, np.zeros(len(self.figures.units), dtype=bool))
            return np.full(len(self.figures.units), np.nan)

    def dated(self, dated: DatedValue, base: BaseRule) -> FloatArray:
        """A dated figure. A unit that has one of its own is not held to the formula of all others."""
        try:
            return dated_value(self.figures, dated, base)
        except DomainError as error:
            if isinstance(dated.value, Expression):
                own = [unit.source in dated.units or unit.group in dated.groups for unit in self.figures.units]
                self._tell(dated.value, error, np.array(own, dtype=bool))
        try:
            return dated_value(self.figures, dated, tolerant(base))
        except DomainError:
            return np.full(len(self.figures.units), np.nan)

    def of_one(self, name: str, work_out: Callable[[], float]) -> FloatArray:
        """The figure of the city or a benchmark, the same for all."""
        try:
            value = work_out()
        except DomainError as error:
            formula = self.indicator.formula.text
            found = msg("{what} in {formula}", what=error.found, formula=formula)
            key = f"{self.indicator.code}, {name}"
            self.figures.problems.append(Problem("data", found, error.expected, error.mend, key))
            value = np.nan
        return np.full(len(self.figures.units), value)

    def _tell(self, formula: Expression, error: DomainError, but: BoolArray) -> None:
        apart = but | selected(self.indicator.not_applicable, self.figures.units)
        for row in np.flatnonzero(np.broadcast_to(error.where, apart.shape) & ~apart):
            self.figures.refuse(self.indicator.code, self.figures.units[row], formula, error)


def at_period(dated: Dated, period: Period) -> DatedValue | None:
    """The figure for a period; a year's figure stands for its parts where they have none of their own."""
    return dated.get(period) or dated.get(Period(period.year))


def dated_value(figures: Figures, dated: DatedValue, base: BaseRule) -> FloatArray:
    """(units,) a dated figure: common to all, or by group and unit."""
    if isinstance(dated.value, Expression):
        out = figures.of_units(dated.value, figures.period, base)
    else:
        out = np.full(len(figures.units), np.nan if dated.value is None else dated.value)
    for row, unit in enumerate(figures.units):
        if unit.source in dated.units:
            out[row] = dated.units[unit.source]
        elif unit.group in dated.groups:
            out[row] = dated.groups[unit.group]
    return out
