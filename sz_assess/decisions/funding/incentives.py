"""What a unit would gain from a gap fund by reporting a figure otherwise: the fund split again, one figure changed.

Under the gap method this is inherent. With gaps g, their sum G and a pool P, a gap that is larger by d brings
P · d · (G − g) / (G · (G + d)) more, before rounding and bounds; where gaps are filled in full it brings d. Only
figures that no unit supplies of itself close that door: those that the fund says somebody vouches for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

import numpy as np

from sz_assess.decisions.funding.model import Split
from sz_assess.decisions.funding.work_out import split as made
from sz_assess.decisions.money import plain
from sz_assess.errors import InputError
from sz_assess.method.common import Name
from sz_assess.method.decisions.fund import ByGap
from sz_assess.result import Result

STEP = 1
"""By how many per cent a figure is changed."""
FINER = 2
"""So many decimals more than are paid are told of a gain."""

Direction = Literal["less", "more"]


@dataclass(frozen=True)
class Incentive:
    """What units gain by reporting one statistic lower (``less``) or higher by :data:`STEP` per cent, each alone.

    ``gains`` are by unit, those who take part, in the fund's unit of money, before rounding; ``best`` is the largest.
    """

    statistic: str
    name: Name
    direction: Direction
    gains: tuple[tuple[int, Decimal], ...]

    @property
    def best(self) -> tuple[int, Decimal]:
        """The unit that would gain most, and how much."""
        return max(self.gains, key=lambda each: each[1])


def unvouched(rule: ByGap) -> tuple[str, ...]:
    """Statistics whose figures move a gap and that nobody is said to vouch for, each once. Receipts that make the
    others' rate are not among them: no unit's own enter its own gap, and lower ones raise the gaps of the others."""
    formulas = [rule.gap, rule.needs, rule.coefficient, *(source.base for source in rule.standard)]
    names = dict.fromkeys(name for formula in formulas if formula is not None for name in formula.names)
    return tuple(name for name in names if name not in rule.vouched)


def incentives(result: Result, split: Split) -> Iterator[Incentive]:
    """For every statistic that nobody vouches for, what units would gain by it, in the direction that brings more.

    A statistic by which nobody gains is left out. Empty for a fund of another method: there a lower figure never
    brings more.
    """
    rule = split.fund.allocation
    for code in unvouched(rule) if isinstance(rule, ByGap) else ():
        spec = next(each for each in result.assessment.method.statistics if each.code == code)
        tried = [Incentive(code, spec.name, way, tuple(_gains(result, split, code, way))) for way in ("less", "more")]
        most = max((each for each in tried if each.gains), key=lambda each: each.best[1], default=None)
        if most is not None and most.best[1] > 0:
            yield most


def _gains(result: Result, split: Split, code: str, way: Direction) -> Iterator[tuple[int, Decimal]]:
    panel = result.panel
    here = result.assessment.about.period
    periods = [n for n, each in enumerate(panel.periods) if here.start <= each.start and each.end <= here.end]
    places = split.fund.decimals + FINER
    change = 1 - STEP / 100 if way == "less" else 1 + STEP / 100
    for row in split.rows:
        if row.state not in {"shares", "no_gap"}:
            continue
        values = panel.values.copy()
        at = panel.statistics.index(code), panel.units.index(result.units[row.unit].source)
        values[at[0], at[1], periods] = np.round(values[at[0], at[1], periods] * change, 12)
        try:
            again = made(replace(result, panel=replace(panel, values=values)), split.fund, split.figures)
        except InputError:
            continue
        # Before rounding: a gain that whole units of money hide today is there with the next pool.
        gain = again.rows[row.unit].exact - row.exact
        yield row.unit, plain(Decimal(round(gain * 10**places)).scaleb(-places))
