"""Growth as a department reports it on a comparable basis, beside growth as it follows from the levels."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from sz_assess.method.statistic import Statistic
from sz_assess.periods import Period
from sz_assess.result import Result
from sz_assess.text import Text, msg, number

_DECIMALS = 4


@dataclass(frozen=True)
class Growths:
    """Both rates of a unit in per cent. ``unit`` is a code; ``place`` is the cell of the reported one."""

    statistic: Statistic
    rate: Statistic
    unit: str
    period: Period
    reported: float
    computed: float
    place: str
    levels: tuple[str, ...]
    """The cells that the other one is worked out from."""

    @property
    def difference(self) -> float:
        """The reported rate less the other, in percentage points."""
        return self.reported - self.computed

    @property
    def differ(self) -> bool:
        """Whether they differ by more than rounding of the reported rate to the decimals that it has, one at least."""
        decimals = max(1, len(number(self.reported, 10).partition(".")[2]))
        return abs(self.difference) > 0.5 * 10.0**-decimals + 1e-9

    def words(self) -> Text:
        """Both, and their difference, in a sentence."""
        return msg(
            "growth reported on a comparable basis: {reported}%, which counts; from the levels: {computed}% "
            "({difference} points)",
            reported=number(self.reported, _DECIMALS), computed=number(self.computed, _DECIMALS),
            difference=signed(self.difference),
        )  # fmt: skip


def signed(value: float) -> str:
    """A difference with its sign."""
    return ("+" if value > 0 else "") + number(value, _DECIMALS)


def growths_of(result: Result, statistic: str, unit: str, period: Period) -> Growths | None:
    """Both rates; None where one of them is not known, or the base is no positive number."""
    specs = {each.code: each for each in result.assessment.method.statistics}
    spec = specs[statistic]
    if spec.comparable_growth is None:
        return None
    panel, rate = result.panel, specs[spec.comparable_growth]
    row, before = panel.rows[unit], period.years_back()
    reported = float(panel.series(rate.code, period)[row])
    now, then = (float(panel.series(statistic, at)[row]) for at in (period, before))
    if math.isnan(reported) or math.isnan(now) or not then > 0:
        return None
    return Growths(
        spec, rate, unit, period, reported, (now - then) / then * 100.0,
        ", ".join(panel.places(rate.code, unit, period)),
        (*panel.places(statistic, unit, period), *panel.places(statistic, unit, before)),
    )  # fmt: skip


def growths(result: Result) -> Iterator[Growths]:
    """Those of the assessed period, by statistic and unit, whether or not they differ."""
    units = dict.fromkeys((*(unit.source for unit in result.units), *_cities(result)))
    for spec in result.assessment.method.statistics:
        if spec.comparable_growth is not None:
            for unit in units:
                found = growths_of(result, spec.code, unit, result.assessment.about.period)
                if found is not None:
                    yield found


def _cities(result: Result) -> Iterator[str]:
    yield from (unit.code for unit in result.assessment.units if unit.role == "city")
