"""The pandera schema of delivered figures, built from the method: what units, statistics, periods and values may be.

pandera can be switched off from outside (``PANDERA_VALIDATION_ENABLED``); :func:`failures` holds it on, and raises
where a check was not carried out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.config import ValidationDepth, config_context

from sz_assess.method.assessment import Unit
from sz_assess.method.model import Assessment, Method
from sz_assess.method.statistic import Statistic, comparable
from sz_assess.numeric import BoolArray, FloatArray, IntArray
from sz_assess.periods import Period
from sz_assess.statistics.delivery import Entries
from sz_assess.statistics.lexicon import Lexicon, Periods
from sz_assess.statistics.tables.table import Kind

Mistake = Literal[
    "unit", "statistic", "period", "figure", "level", "applies", "frequency", "least", "most", "whole", "once"
]

KINDS_OF_PERIOD = {"yearly": "Y", "quarterly": "YHQ", "monthly": "YHQM"}
"""Kinds of period that a statistic of a frequency may be delivered for: its own, and those made up of it."""


def applies(statistic: Statistic, unit: Unit) -> bool:
    """Whether a unit has such a figure at all."""
    without = statistic.not_applicable
    return without is None or not (unit.group in without.groups or unit.code in without.units)


def of_level(statistic: Statistic, unit: Unit) -> bool:
    """A city's figure comes from the city; a unit's may come from the city too, as the reported total."""
    return statistic.level == "unit" or unit.role == "city"


def in_frequency(statistic: Statistic, period: Period) -> bool:
    """Whether a statistic can have a figure for such a period."""
    return period.kind in KINDS_OF_PERIOD[statistic.frequency]


def optional_of(method: Method) -> set[str]:
    """Codes of statistics that need not be delivered: growth on a comparable basis, which follows from the levels as
    well, unless a formula reads it by its own name."""
    formulas = [
        *(indicator.formula for indicator in method.indicators()),
        *(figure for indicator in method.indicators() for figure in indicator.figures.values()),
        *(adjustment.formula for adjustment in method.adjustments),
        *(veto.when for veto in method.vetoes if veto.when is not None),
        *(target.formula for target in method.city_targets),
    ]
    return set(comparable(method.statistics).values()) - {name for formula in formulas for name in formula.names}


@dataclass(frozen=True)
class Rules:
    """The method's demands as arrays; a last place stands for every unknown statistic or unit, and demands nothing.

    ``level`` and ``applies`` are (statistics + 1, units + 1), ``frequency`` (statistics + 1, periods), the others
    (statistics + 1,).
    """

    level: BoolArray
    applies: BoolArray
    frequency: BoolArray
    least: FloatArray
    most: FloatArray
    whole: BoolArray


def rules_of(assessment: Assessment, periods: Periods) -> Rules:
    """The demands of a method's statistics on an assessment's units, and on the periods that were met."""
    statistics, units = assessment.method.statistics, assessment.units
    level, applicable = (np.ones((len(statistics) + 1, len(units) + 1), dtype=bool) for _ in range(2))
    frequency = np.ones((len(statistics) + 1, len(periods.met)), dtype=bool)
    for s, statistic in enumerate(statistics):
        if statistic.level == "city":
            level[s, :-1] = [of_level(statistic, unit) for unit in units]
        if statistic.not_applicable is not None:
            applicable[s, :-1] = [applies(statistic, unit) for unit in units]
        frequency[s] = [period is None or in_frequency(statistic, period) for period in periods.met]
    # What is delivered for a unit that is scored on another's figures would never be looked at.
    applicable[:-1, [n for n, unit in enumerate(units) if not unit.counts_once]] = False
    bounds = [(-np.inf if low is None else low, np.inf if high is None else high) for low, high in
              (statistic.range for statistic in statistics)]  # fmt: skip
    least, most = np.array([*bounds, (-np.inf, np.inf)], dtype=float).T
    whole = np.array([*(statistic.integer for statistic in statistics), False])
    return Rules(level, applicable, frequency, least, most, whole)


def frame_of(entries: Entries, units: Lexicon, statistics: Lexicon, periods: Periods) -> pd.DataFrame:
    """The entries as the table that the schema checks."""
    return pd.DataFrame(
        {
            "unit": _named(entries.unit, units.texts),
            "statistic": _named(entries.statistic, statistics.texts),
            "period": _named(entries.period, periods.texts),
            "kind": entries.kind,
            "figure": entries.number,
        },
        copy=False,
    )


def _named(numbers: IntArray, texts: list[str]) -> pd.Categorical[str]:
    return pd.Categorical.from_codes(numbers, pd.Index(texts, dtype=object), validate=False)


def schema_of(rules: Rules, units: Lexicon, statistics: Lexicon, periods: Periods) -> pa.DataFrameSchema:
    """What every delivered figure must satisfy; each check is named by the mistake that it finds."""
    known = [text for text, period in zip(periods.texts, periods.met, strict=True) if period is not None]

    def of(frame: pd.DataFrame, name: str, unknown: int) -> IntArray:
        """The numbers in a column, all unknown ones as the last place of the rules."""
        return np.minimum(frame[name].cat.codes.to_numpy(), unknown)

    def statistic(frame: pd.DataFrame) -> IntArray:
        return of(frame, "statistic", len(statistics.codes))

    def pair(frame: pd.DataFrame, rule: BoolArray) -> BoolArray:
        allowed = rule[statistic(frame), of(frame, "unit", len(units.codes))]
        return np.asarray(allowed | _not_given(frame))

    def at_least(frame: pd.DataFrame) -> BoolArray:
        figure = frame["figure"].to_numpy()
        return np.asarray((figure >= rules.least[statistic(frame)]) | np.isnan(figure))

    def at_most(frame: pd.DataFrame) -> BoolArray:
        figure = frame["figure"].to_numpy()
        return np.asarray((figure <= rules.most[statistic(frame)]) | np.isnan(figure))

    def whole(frame: pd.DataFrame) -> BoolArray:
        figure = frame["figure"].to_numpy()
        return np.asarray(~rules.whole[statistic(frame)] | np.isnan(figure) | (figure == np.rint(figure)))

    def in_time(frame: pd.DataFrame) -> BoolArray:
        return np.asarray(rules.frequency[statistic(frame), frame["period"].cat.codes.to_numpy()] | _not_given(frame))

    return pa.DataFrameSchema(
        {
            "unit": pa.Column(checks=pa.Check.isin(list(units.codes), name="unit", n_failure_cases=1)),
            "statistic": pa.Column(checks=pa.Check.isin(list(statistics.codes), name="statistic", n_failure_cases=1)),
            "period": pa.Column(checks=pa.Check.isin(known, name="period", n_failure_cases=1)),
            "kind": pa.Column(checks=pa.Check.isin([Kind.NUMBER, Kind.BLANK], name="figure", n_failure_cases=1)),
            "figure": pa.Column(float, nullable=True),
        },
        checks=[
            _check("level", lambda frame: pair(frame, rules.level)),
            _check("applies", lambda frame: pair(frame, rules.applies)),
            _check("frequency", in_time),
            _check("least", at_least),
            _check("most", at_most),
            _check("whole", whole),
            _check("once", lambda frame: _once(frame, len(units.codes), len(statistics.codes))),
        ],
        ordered=True,
        strict=True,
    )


def _check(name: Mistake, passes: Callable[[pd.DataFrame], BoolArray]) -> pa.Check:
    return pa.Check(
        lambda frame: pd.Series(passes(frame), index=frame.index), name=name, ignore_na=False, n_failure_cases=1
    )


def _not_given(frame: pd.DataFrame) -> BoolArray:
    return np.asarray(frame["kind"].to_numpy() == Kind.BLANK)


def _once(frame: pd.DataFrame, units: int, statistics: int) -> BoolArray:
    """False for each figure that was given before. Only numbers of known units and statistics count."""
    unit, statistic, period = (frame[name].cat.codes.to_numpy() for name in ("unit", "statistic", "period"))
    counts = (unit < units) & (statistic < statistics) & (frame["kind"].to_numpy() == Kind.NUMBER)
    out = np.ones(len(frame), dtype=bool)
    key = (statistic.astype(np.int64) * units + unit) * (int(period.max(initial=0)) + 1) + period
    out[counts] = ~pd.Series(key[counts]).duplicated().to_numpy()
    return out


def failures(schema: pa.DataFrameSchema, frame: pd.DataFrame) -> dict[str, IntArray]:
    """The entries that fail, by mistake; empty where all is well. Each check is carried out, whatever others find."""
    with config_context(validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA):
        try:
            schema.validate(frame, lazy=True, inplace=True)
        except pa.errors.SchemaErrors as errors:
            return _by_mistake(errors)
    return {}


def _by_mistake(errors: pa.errors.SchemaErrors) -> dict[str, IntArray]:
    """Anything but a named check's verdict on each entry is a fault of this program, not of the data."""
    out: dict[str, IntArray] = {}
    for error in errors.schema_errors:
        verdict = error.check_output
        if not isinstance(error.check, pa.Check) or error.check.name is None or not isinstance(verdict, pd.Series):
            raise RuntimeError(f"a check of delivered figures could not be carried out: {error}") from error
        out[error.check.name] = np.flatnonzero(~verdict.to_numpy(dtype=bool))
    return out
