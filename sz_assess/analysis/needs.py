"""Which figures an assessment needs: every statistic and period that a formula of the method reaches."""

from __future__ import annotations

from collections.abc import Iterator

from sz_assess.assess.missing import imputation
from sz_assess.expression import Expression
from sz_assess.formulas import Writer
from sz_assess.method.decisions.ladder import BySteps
from sz_assess.method.indicator import Indicator, Series
from sz_assess.method.model import Method
from sz_assess.method.statistic import comparable
from sz_assess.periods import Period
from sz_assess.scoring.references import OF_LAST_YEAR


def needed(method: Method, period: Period) -> dict[str, tuple[Period, ...]]:
    """By statistic, the periods of it that are read when ``period`` is assessed, earliest first.

    Statistics are in the method's order; one that nothing reads is needed for the period itself, because departments
    report it.
    """
    found: dict[str, set[Period]] = {spec.code: {period} for spec in method.statistics}

    def note(name: str, at: Period) -> str:
        if name in found:
            found[name].add(at)
        return name

    rates = comparable(method.statistics)

    def rate(name: str, at: Period) -> str:
        """Both are needed: the reported growth, and what it is compared with or worked out from."""
        if name in rates:
            note(rates[name], at)
        return ""

    for formula, at in _formulas(method, period):
        Writer(note, at, rate).write(formula.tree)
    for spec in method.statistics:
        if not isinstance(spec.total, str) and spec.total.weighted_by in found:
            found[spec.total.weighted_by] |= found[spec.code]
    return {code: tuple(sorted(periods)) for code, periods in found.items()}


def _formulas(method: Method, period: Period) -> Iterator[tuple[Expression, Period]]:
    """Every formula over statistics, at every period that it is evaluated for."""
    for indicator in method.indicators():
        yield from ((indicator.formula, at) for at in _evaluated(indicator, period))
        yield from ((formula, period) for formula in indicator.figures.values())
        for series in (indicator.targets, *indicator.references.values()):
            yield from ((formula, period) for formula in _in(series))
    for adjustment in method.adjustments:
        yield adjustment.formula, period
    for veto in method.vetoes:
        if veto.when is not None:
            yield veto.when, period
    for award in method.awards:
        yield award.count, period
    for ladder in method.ladders:
        yield from ((formula, period) for _, formula in ladder.formulas())
        if isinstance(ladder.ladder, BySteps) and ladder.ladder.compared_with == "last_year":
            yield ladder.ladder.value, period.years_back()
    for fund in method.funds:
        yield from ((formula, period) for _, formula in fund.formulas())
    for task in method.task_book.tasks if method.task_book else ():
        yield from ((formula, period) for _, formula in task.formulas())
    for duty in method.responsibility:
        if duty.of == "units":
            yield from ((formula, period) for _, formula in duty.formulas())
    for target in method.city_targets:
        yield target.formula, period
        for series in (target.targets, target.stretch):
            yield from ((formula, period) for formula in _in(series))


def _evaluated(indicator: Indicator, period: Period) -> Iterator[Period]:
    """The periods of an indicator's values: the assessed one, and those that stand in for it or are compared with."""
    yield period
    needs = indicator.scoring.long_form(indicator.direction).needs()
    impute = imputation(indicator.missing)
    if needs & {"last_year", *OF_LAST_YEAR} or (impute is not None and impute.impute == "last_year"):
        yield period.years_back()
    if impute is not None and impute.impute == "linear":
        yield from (period.years_back(years) for years in range(1, (impute.years or 0) + 1))


def _in(series: Series) -> Iterator[Expression]:
    yield from (dated.value for dated in series.values() if isinstance(dated.value, Expression))
