"""Soft checks: figures that may be right but are odd, as the method's statistics say what is odd.

Looked at are the figures of the assessed period and of the parts of its year that end no later.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sz_assess.method.model import Assessment
from sz_assess.method.statistic import Statistic
from sz_assess.numeric import BoolArray, FloatArray, above, level
from sz_assess.periods import Period
from sz_assess.statistics.city import CitySeries, city_series
from sz_assess.statistics.confirmations import Confirmation, WarnedOf
from sz_assess.statistics.panel import Panel
from sz_assess.text import Text, msg

_MAD, _MEAN_DEVIATION = 1.482602218505602, 1.2533141373155003
"""What makes a standard deviation of a median and of a mean absolute deviation, for normal figures."""


@dataclass(frozen=True)
class Doubt:
    """A figure that is warned of. ``against`` is the figure that it was compared with, NaN where there is no single
    one; ``place`` is the cell that it stood in. ``confirmation`` settles it; ``lapsed`` is one of other figures."""

    kind: WarnedOf
    statistic: str
    unit: str
    period: Period
    figure: float
    against: float
    place: str
    found: Text
    expected: Text
    at: int = -1
    """Which of ``panel.cells`` it stood in; -1 for one that was counted from a ledger."""
    confirmation: Confirmation | None = None
    lapsed: Confirmation | None = None

    @property
    def id(self) -> str:
        """How files and messages call it."""
        return f"{self.kind}:{self.statistic}:{self.unit}:{self.period}"


def find_doubts(panel: Panel, assessment: Assessment) -> tuple[Doubt, ...]:
    """All of them, in the order of the method's statistics, periods, kinds and units."""
    finder = _Finder(panel, assessment, city_series(panel, assessment))
    return tuple(
        doubt
        for statistic in assessment.method.statistics
        for period in finder.periods
        for look in finder.looks
        for doubt in look(statistic, period)
    )


class _Finder:
    """Looks at one statistic and period at a time, all units at once."""

    def __init__(self, panel: Panel, assessment: Assessment, city: CitySeries) -> None:
        self.panel, self.assessment, self.city = panel, assessment, city
        self.names = {statistic.code: statistic.name for statistic in assessment.method.statistics}
        last = assessment.about.period
        self.periods = [
            each for each in panel.periods if each.year == last.year and each.share_of_year <= last.share_of_year
        ]
        self.assessed = np.array([unit.role == "assessed" for unit in assessment.units], dtype=bool)
        self.groups = np.array([unit.group for unit in assessment.units], dtype=object)
        self.looks: tuple[Callable[[Statistic, Period], Iterator[Doubt]], ...] = (
            self.jumps,
            self.far_from_peers,
            self.falls,
            self.parts,
            self.against_city,
        )

    def jumps(self, statistic: Statistic, period: Period) -> Iterator[Doubt]:
        """A change on the year before that is larger than the method lets pass."""
        if statistic.change is None:
            return
        allowed = statistic.change.warn_above
        before = period.years_back()
        now, then = self.panel.reported(statistic.code, period), self.panel.series(statistic.code, before)
        most = np.abs(then) * allowed.amount / 100.0 if allowed.relative else np.full(len(then), allowed.amount)
        for unit in np.flatnonzero(above(np.abs(now - then), most)).tolist():
            found = msg(
                "{figure}, {change} on {before}, when it was {then}",
                figure=float(now[unit]), before=str(before), then=float(then[unit]),
                change=_change(float(now[unit]), float(then[unit]), allowed.relative),
            )  # fmt: skip
            expected = msg("a change of at most {allowed}", allowed=allowed.words())
            yield self._doubt("jump", statistic, unit, period, float(then[unit]), found, expected)

    def far_from_peers(self, statistic: Statistic, period: Period) -> Iterator[Doubt]:
        """A figure, or its change, far from the others'."""
        watch = statistic.peers
        if watch is None:
            return
        values = self.panel.reported(statistic.code, period)
        if watch.compare == "change":
            then = self.panel.series(statistic.code, period.years_back())
            with np.errstate(invalid="ignore", divide="ignore"):
                values = np.where(then > 0, (values / then - 1.0) * 100.0, np.nan)
        values = np.where(self.assessed, values, np.nan)
        for members in self._populations(watch.over):
            there = members & np.isfinite(values)
            if np.count_nonzero(there) < watch.least:
                continue
            middle, spread = robust(values[there])
            for unit in np.flatnonzero(there).tolist():
                distance = abs(float(values[unit]) - middle)
                if above(np.array(distance), np.array(watch.warn_beyond * spread)):
                    what = (
                        msg("{value}", value=float(values[unit]))
                        if watch.compare == "figure"
                        else msg("a change of {value}% on the year before", value=_short(float(values[unit])))
                    )
                    found = msg(
                        "{what}, where the median of {n} units is {middle}",
                        what=what, n=int(np.count_nonzero(there)), middle=_short(middle),
                    )  # fmt: skip
                    expected = msg(
                        "within {k} robust standard deviations: from {low} to {high}",
                        k=watch.warn_beyond, low=_short(middle - watch.warn_beyond * spread),
                        high=_short(middle + watch.warn_beyond * spread),
                    )  # fmt: skip
                    yield self._doubt("peers", statistic, unit, period, math.nan, found, expected)

    def falls(self, statistic: Statistic, period: Period) -> Iterator[Doubt]:
        """A figure that runs from January and can't be negative never falls; told once a year, at the year's last
        period. Means and rates may fall."""
        low = statistic.range[0]
        runs = statistic.cumulative and statistic.total == "sum" and low is not None and low >= 0
        if not runs or not self.periods or period != self.periods[-1]:
            return
        months = sorted(self.periods, key=lambda each: each.share_of_year)
        # December and the year are the same figure from two deliveries; either may stand for it.
        last = np.full(len(self.panel.units), np.nan)
        for earlier, later in pairwise(months):
            then = self.panel.reported(statistic.code, earlier)
            then = last = np.where(np.isnan(then), last, then)
            now = self.panel.reported(statistic.code, later)
            for unit in np.flatnonzero(above(then, now)).tolist():
                found = msg(
                    "{figure} from January to {later}, less than the {then} of before",
                    figure=float(now[unit]), later=str(later), then=float(then[unit]),
                )  # fmt: skip
                expected = msg("at least {then}: the figure adds up from January", then=float(then[unit]))
                yield self._doubt("falls", statistic, unit, later, float(then[unit]), found, expected)

    def parts(self, statistic: Statistic, period: Period) -> Iterator[Doubt]:
        """A part above its whole."""
        if statistic.part_of is None:
            return
        part, whole = self.panel.reported(statistic.code, period), self.panel.series(statistic.part_of, period)
        for unit in np.flatnonzero(above(part, whole)).tolist():
            name = self.names[statistic.part_of]
            found = msg(
                "{figure}, more than the {whole} of {name}",
                figure=float(part[unit]), whole=float(whole[unit]), name=name,
            )  # fmt: skip
            expected = msg("at most {whole}: it is a part of {name}", whole=float(whole[unit]), name=name)
            yield self._doubt("part", statistic, unit, period, float(whole[unit]), found, expected)

    def against_city(self, statistic: Statistic, period: Period) -> Iterator[Doubt]:
        """The units' figures together against the city's own."""
        if statistic.city_figure is None or self.city.city is None:
            return
        reported = float(self.panel.reported(statistic.code, period)[self.city.city])
        together = self.city.composed(statistic.code, period)
        allowed = statistic.city_figure.tolerance
        if above(np.array(abs(reported - together)), np.array(allowed.of(reported))):
            found = msg(
                "{reported} for the city, where the units' figures together make {together}",
                reported=reported, together=together,
            )  # fmt: skip
            expected = msg("a difference of at most {allowed}", allowed=allowed.words())
            yield self._doubt("city", statistic, self.city.city, period, together, found, expected)

    def _populations(self, over: str) -> Iterator[BoolArray]:
        if over == "all":
            yield self.assessed
            return
        for group in dict.fromkeys(self.groups[self.assessed].tolist()):
            yield self.assessed & (self.groups == group)

    def _doubt(
        self,
        kind: WarnedOf,
        statistic: Statistic,
        unit: int,
        period: Period,
        against: float,
        found: Text,
        expected: Text,
    ) -> Doubt:
        code = self.panel.units[unit]
        figure = float(self.panel.series(statistic.code, period)[unit])
        panel = self.panel
        at = int(panel.origin[panel.statistics.index(statistic.code), unit, panel.periods.index(period)])
        # A figure that was counted has no cell; it is mended in its ledger.
        counted = "" if statistic.counted is None else statistic.counted.ledger
        place = panel.cells.place(at) if at >= 0 else counted
        return Doubt(kind, statistic.code, code, period, figure, against, place, found, expected, at)


def robust(values: FloatArray) -> tuple[float, float]:
    """Median and robust standard deviation: of the median absolute deviation or, where more than half of the values
    are equal, of the mean absolute deviation from the median (Iglewicz & Hoaglin 1993)."""
    middle = float(np.median(values))
    away = np.abs(values - middle)
    spread = float(np.median(away))
    if not level(middle + spread, middle):
        return middle, spread * _MAD
    return middle, math.fsum(away.tolist()) / len(away) * _MEAN_DEVIATION


def _change(now: float, then: float, relative: bool) -> Text:
    if relative and then == 0:
        return msg("from nothing")
    size = _short(abs(now - then) / abs(then) * 100.0) if relative else _short(abs(now - then))
    up = now > then
    if relative:
        return msg("up {size}%", size=size) if up else msg("down {size}%", size=size)
    return msg("up {size}", size=size) if up else msg("down {size}", size=size)


def _short(value: float) -> float:
    """For words alone: two decimals say enough of a change."""
    return round(value, 2)
