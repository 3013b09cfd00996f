"""Formulas over statistics: what an indicator's ``formula`` may say, and how it is evaluated and written out.

A name is a statistic of the assessment period; the functions reach into other periods. Percentages are numbers like
12.5, not 0.125. A missing figure makes the result missing (NaN). A zero or negative base is never passed over in
silence: the indicator's ``base`` rule says what happens, and by default it is refused.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np

from sz_assess.expression import Call, Expression, evaluate, parse, stands_alone, write_tree
from sz_assess.functions import SIGNATURES as PLAIN_SIGNATURES
from sz_assess.functions import PlainScope
from sz_assess.numeric import BoolArray, FloatArray, exact_sum, is_zero
from sz_assess.periods import Period
from sz_assess.scoring.domain import DomainError
from sz_assess.text import msg, number

ZeroBase = Literal["refuse", "missing"]
NegativeBase = Literal["refuse", "missing", "absolute"]

Series = Callable[[str, Period], FloatArray]
"""A statistic's figures of one period, one for each unit; NaN where there is none."""


@dataclass(frozen=True)
class BaseRule:
    """What happens where a growth rate or a share has no proper base.

    ``zero``: refuse the run, or take the indicator as missing for that unit. ``negative`` (of growth only): refuse,
    missing, or divide by the base's absolute value.
    """

    zero: ZeroBase = "refuse"
    negative: NegativeBase = "refuse"


@dataclass
class FormulaScope(PlainScope):
    """Formulas of all units at once, at one period. Arrays are (units,)."""

    series: Series
    period: Period
    base: BaseRule = field(default_factory=BaseRule)
    applies: Callable[[str], BoolArray] | None = None
    once: BoolArray | None = None
    """Which units a total adds up; None: all. A unit that is made of others, or scored twice, is not added again."""
    counts: FloatArray | None = None
    """Where this part of the formula counts (1), as under a condition; elsewhere a base is not looked at."""
    comparable: Mapping[str, str] = field(default_factory=dict)
    """By statistic, the one that reports its growth on a comparable basis: where that has a figure it is the growth."""

    def at(self, period: Period) -> FormulaScope:
        return replace(self, period=period)

    def where(self, mask: FloatArray) -> FormulaScope:
        return replace(self, counts=mask if self.counts is None else mask * self.counts)

    def name(self, name: str) -> Any:
        return self.series(name, self.period)

    def divide(self, above: Any, below: Any) -> Any:
        return self.ratio(np.asarray(above, dtype=float), np.asarray(below, dtype=float))

    def ratio(self, above: FloatArray, below: FloatArray) -> FloatArray:
        """Per 1. A base that differs from 0 by noise alone, as of 0.3 - 0.2 - 0.1, is 0."""
        above, below = np.broadcast_arrays(above, below)
        nothing = is_zero(below)
        if self.base.zero == "refuse" and np.any(zero := self.counted(nothing & ~np.isnan(above))):
            raise DomainError(
                zero,
                msg("a division by zero"),
                msg("a base other than 0"),
                msg("correct the figure, or state base: {{zero: missing}} for the indicator"),
            )
        return np.asarray(above / np.where(nothing, np.nan, below))

    def growth(self, now: FloatArray, before: FloatArray) -> FloatArray:
        """Per cent, on the absolute base where the base rule allows a negative one."""
        below = (before < 0) & ~is_zero(before)
        negative = self.counted(below & ~np.isnan(now))
        if np.any(negative) and self.base.negative == "refuse":
            raise DomainError(
                negative,
                msg("growth from a negative base"),
                msg("a base above 0"),
                msg("state base: {{negative: absolute}} or {{negative: missing}} for the indicator"),
            )
        if self.base.negative != "absolute":
            before = np.where(below, np.nan, before)
        return self.ratio(now - before, np.abs(before)) * 100

    def counted(self, cells: BoolArray) -> BoolArray:
        """Those of the marked cells that this part of the formula counts for."""
        return cells if self.counts is None else np.asarray(cells & (self.counts == 1.0))

    def call(self, call: Call) -> Any:
        function = FUNCTIONS.get(call.function)
        return super().call(call) if function is None else function.compute(self, call)

    def of(self, call: Call, argument: int, period: Period | None = None) -> FloatArray:
        """One argument's figures, at the scope's own period or another."""
        scope = self if period is None or period == self.period else self.at(period)
        return np.asarray(evaluate(call.arguments[argument], scope), dtype=float)


@dataclass(frozen=True)
class Function:
    """A function over statistics: computing, writing out, and one line of documentation."""

    compute: Callable[[FormulaScope, Call], FloatArray]
    write: Callable[[Writer, Call], str]
    arguments: tuple[int, int | None]
    options: tuple[str, ...]
    help: str


@dataclass(frozen=True)
class Writer:
    """Writes a formula for people. ``figure`` gives what stands for a statistic at a period: number or name."""

    figure: Callable[[str, Period], str]
    period: Period
    rate: Callable[[str, Period], str] = lambda _, __: ""
    """The statistic that reports the growth of another, where that is to be written in place of the arithmetic."""

    def write(self, tree: ast.expr, period: Period | None = None) -> str:
        at = replace(self, period=period or self.period)
        return write_tree(tree, lambda name: at.figure(name, at.period), at._call)

    def group(self, call: Call, argument: int, period: Period | None = None) -> str:
        """One argument, in brackets unless it is a single number or name."""
        tree = call.arguments[argument]
        text = self.write(tree, period)
        if isinstance(tree, ast.Name | ast.Constant) and not text.startswith("−"):
            return text
        return text if stands_alone(text) else f"({text})"

    def _call(self, call: Call) -> str:
        function = FUNCTIONS.get(call.function)
        if function is not None:
            return function.write(self, call)
        return f"{call.function}({', '.join(self.write(argument) for argument in call.arguments)})"


def _years(call: Call) -> int:
    return int(call.options.get("years", 1))


def _since(scope: FormulaScope | Writer, call: Call) -> list[Period]:
    """The same part of each year from ``since`` on, up to the period itself; none before ``since``."""
    period = scope.period
    return [period.years_back(back) for back in range(period.year - int(call.options["since"]), -1, -1)]


def _prior(scope: FormulaScope, call: Call) -> FloatArray:
    return scope.of(call, 0, scope.period.years_back(_years(call)))


def _write_prior(writer: Writer, call: Call) -> str:
    return writer.group(call, 0, writer.period.years_back(_years(call)))


def _plain(call: Call) -> str:
    """The statistic whose growth on the year before is asked for; empty for other growths and of arithmetic."""
    tree = call.arguments[0]
    return tree.id if isinstance(tree, ast.Name) and _years(call) == 1 else ""


def _growth(scope: FormulaScope, call: Call) -> FloatArray:
    rate = scope.comparable.get(_plain(call))
    if rate is None:
        return scope.growth(scope.of(call, 0), _prior(scope, call))
    reported = np.asarray(scope.series(rate, scope.period), dtype=float)
    unknown = np.isnan(reported)
    rest = scope.where(unknown.astype(float))
    return np.where(unknown, rest.growth(rest.of(call, 0), _prior(rest, call)), reported)


def _write_growth(writer: Writer, call: Call) -> str:
    if (name := _plain(call)) and (rate := writer.rate(name, writer.period)):
        return writer.figure(rate, writer.period)
    period = writer.period.years_back(_years(call))
    base = writer.write(call.arguments[0], period)
    size = f"abs({base})" if "|" in base else f"|{base}|"
    return f"({writer.group(call, 0)} − {writer.group(call, 0, period)}) ÷ {size} × 100"


def _cagr(scope: FormulaScope, call: Call) -> FloatArray:
    periods = _since(scope, call)
    years = len(periods) - 1
    if years < 1:
        return _nothing(scope, call)
    now, then = np.broadcast_arrays(scope.of(call, 0), scope.of(call, 0, periods[0]))
    impossible = ((now < 0) & ~np.isnan(then)) | ((then < 0) & ~np.isnan(now))
    if np.any(impossible):
        if scope.base.negative != "missing" and np.any(counted := scope.counted(impossible)):
            raise DomainError(
                counted, msg("a compound growth rate of negative figures"), msg("figures of 0 or more"),
                msg("state base: {{negative: missing}} for the indicator"),
            )  # fmt: skip
        now = np.where(impossible, np.nan, now)
    ratio = scope.ratio(now, then)
    return (ratio ** (1.0 / years) - 1.0) * 100.0


def _write_cagr(writer: Writer, call: Call) -> str:
    periods = _since(writer, call)
    if len(periods) < 2:
        return _NONE
    return f"(({writer.group(call, 0)} ÷ {writer.group(call, 0, periods[0])}) ^ (1 ÷ {len(periods) - 1}) − 1) × 100"


def _cumulative(scope: FormulaScope, call: Call) -> FloatArray:
    periods = _since(scope, call)
    if not periods:
        return _nothing(scope, call)
    return np.asarray(sum(scope.of(call, 0, period) for period in periods))


def _write_sum(writer: Writer, call: Call) -> str:
    return " + ".join(writer.group(call, 0, period) for period in _since(writer, call)) or _NONE


def _average(scope: FormulaScope, call: Call) -> FloatArray:
    return _cumulative(scope, call) / (len(_since(scope, call)) or np.nan)


def _write_average(writer: Writer, call: Call) -> str:
    years = len(_since(writer, call))
    return f"({_write_sum(writer, call)}) ÷ {years}" if years else _NONE


_NONE = "—"
"""What is written where there is no year to count from."""


def _nothing(scope: FormulaScope, call: Call) -> FloatArray:
    return np.full_like(scope.of(call, 0), np.nan)


def _peak(scope: FormulaScope, call: Call) -> FloatArray:
    earlier = _since(scope, call)[:-1]
    if not earlier:
        return _nothing(scope, call)
    return np.asarray(np.fmax.reduce(np.broadcast_arrays(*(scope.of(call, 0, period) for period in earlier))))


def _write_peak(writer: Writer, call: Call) -> str:
    figures = [writer.group(call, 0, period) for period in _since(writer, call)[:-1]]
    return f"max({', '.join(figures)})" if figures else _NONE


def _mean_growth(scope: FormulaScope, call: Call) -> FloatArray:
    """The one rate that, held every year, leads to where the yearly rates lead."""
    rates = [scope.of(call, 0, period) for period in _since(scope, call)]
    if not rates:
        return _nothing(scope, call)
    impossible = np.any([rate < -100 for rate in rates], axis=0)
    if np.any(counted := scope.counted(impossible)):
        raise DomainError(
            counted, msg("a growth rate below -100 %"), msg("growth rates of -100 % or more"),
            msg("correct the figure"),
        )  # fmt: skip
    factors = np.prod([1.0 + np.where(rate < -100, np.nan, rate) / 100.0 for rate in rates], axis=0)
    return np.asarray((factors ** (1.0 / len(rates)) - 1.0) * 100.0)


def _write_mean_growth(writer: Writer, call: Call) -> str:
    rates = [writer.group(call, 0, period) for period in _since(writer, call)]
    if not rates:
        return _NONE
    factors = " × ".join(f"(1 + {rate} ÷ 100)" for rate in rates)
    return f"(({factors}) ^ (1 ÷ {len(rates)}) − 1) × 100"


def _single(scope: FormulaScope, call: Call) -> FloatArray:
    """Of a running figure, the period's own: less that of the period before, but for the year's first."""
    if scope.period.part == 1:
        return scope.of(call, 0)
    return scope.of(call, 0) - scope.of(call, 0, scope.period.back())


def _write_single(writer: Writer, call: Call) -> str:
    if writer.period.part == 1:
        return writer.group(call, 0)
    return f"{writer.group(call, 0)} − {writer.group(call, 0, writer.period.back())}"


def _this_year(period: Period) -> list[Period]:
    """The periods of a kind from the year's first to this one."""
    return [Period(period.year, period.kind, part) for part in range(1, period.part + 1)]


def _to_date(scope: FormulaScope, call: Call) -> FloatArray:
    figures = np.stack(np.broadcast_arrays(*(scope.of(call, 0, period) for period in _this_year(scope.period))))
    return np.array([exact_sum(column) for column in figures.reshape(len(figures), -1).T]).reshape(figures.shape[1:])


def _write_to_date(writer: Writer, call: Call) -> str:
    return " + ".join(writer.group(call, 0, period) for period in _this_year(writer.period))


def _total(scope: FormulaScope, call: Call) -> FloatArray:
    """One figure for the whole. A unit that has no such statistic counts as nothing; a missing figure spoils it."""
    figures = scope.of(call, 0)
    if scope.applies is not None:
        functions = {id(node.func) for node in ast.walk(call.arguments[0]) if isinstance(node, ast.Call)}
        for node in ast.walk(call.arguments[0]):
            if isinstance(node, ast.Name) and id(node) not in functions:
                figures = np.where(scope.applies(node.id), figures, 0.0)
    if scope.once is not None:
        figures = np.where(scope.once, figures, 0.0)
    return np.full_like(figures, exact_sum(np.ravel(figures)))


def _first_known(scope: FormulaScope, call: Call) -> FloatArray:
    out = scope.of(call, 0)
    for argument in range(1, len(call.arguments)):
        if np.any(np.isnan(out)):
            out = np.where(np.isnan(out), scope.of(call, argument), out)
    return out


FUNCTIONS: dict[str, Function] = {
    "prior": Function(
        _prior, _write_prior, (1, 1), ("years",), "the figure of the same period a year (or `years`) before"
    ),
    "previous": Function(
        lambda scope, call: scope.of(call, 0, scope.period.back()),
        lambda writer, call: writer.group(call, 0, writer.period.back()),
        (1, 1), (), "the figure of the period before (环比 base)",
    ),
    "change": Function(
        lambda scope, call: scope.of(call, 0) - _prior(scope, call),
        lambda writer, call: f"{writer.group(call, 0)} − {_write_prior(writer, call)}",
        (1, 1), ("years",), "the figure less that of a year before",
    ),
    "single": Function(
        _single, _write_single, (1, 1), (),
        "the period's own figure of a statistic that runs from January: less that of the period before",
    ),
    "to_date": Function(
        _to_date, _write_to_date, (1, 1), (),
        "the sum from January of a statistic of single periods; missing where one of them is",
    ),
    "growth": Function(_growth, _write_growth, (1, 1), ("years",), "growth in per cent on a year before"),
    "cagr": Function(_cagr, _write_cagr, (1, 1), ("since",), "average growth a year in per cent since the base year"),
    "share": Function(
        lambda scope, call: scope.ratio(scope.of(call, 0), scope.of(call, 1)) * 100,
        lambda writer, call: f"{writer.group(call, 0)} ÷ {writer.group(call, 1)} × 100",
        (2, 2), (), "the first as per cent of the second",
    ),
    "cumulative": Function(_cumulative, _write_sum, (1, 1), ("since",), "the sum of the yearly figures since a year"),
    "average": Function(
        _average, _write_average, (1, 1), ("since",), "the mean of the yearly figures since a year",
    ),
    "mean_growth": Function(
        _mean_growth, _write_mean_growth, (1, 1), ("since",),
        "average growth a year in per cent, from reported yearly growth rates since a year (geometric mean)",
    ),
    "peak": Function(
        _peak, _write_peak, (1, 1), ("since",),
        "the highest yearly figure since a year, the assessed year itself left out",
    ),
    "total": Function(
        _total, lambda writer, call: f"Σ{writer.group(call, 0)}", (1, 1), (), "the sum over all assessed units"
    ),
    "sum": Function(
        lambda scope, call: np.asarray(sum(scope.of(call, n) for n in range(len(call.arguments)))),
        lambda writer, call: " + ".join(writer.group(call, n) for n in range(len(call.arguments))),
        (1, None), (), "the sum of its arguments",
    ),
    "first_known": Function(
        _first_known,
        lambda writer, call: f"first known of ({', '.join(writer.group(call, n) for n in range(len(call.arguments)))})",
        (2, None), (), "the first of its arguments that is not missing: a stated fallback",
    ),
}  # fmt: skip

SIGNATURES: dict[str, tuple[int, int | None]] = PLAIN_SIGNATURES | {
    name: function.arguments for name, function in FUNCTIONS.items()
}


def parse_formula(text: str | float) -> Expression:
    """Read a formula over statistics. Raises :class:`~sz_assess.expression.ExpressionError`."""
    return parse(text, SIGNATURES, {name: function.options for name, function in FUNCTIONS.items()})


def write_figure(value: float) -> str:
    """A statistic's figure within written arithmetic; a negative one in brackets."""
    text = number(value, 6)
    return f"({text})" if text.startswith("−") else text
