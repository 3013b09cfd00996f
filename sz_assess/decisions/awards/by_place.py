"""Awards by place 按名次: a sum for each place; level units get the sum of their place, or share those they fill."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

import numpy as np

from sz_assess.decisions.awards.earned import Earned, Ladder
from sz_assess.decisions.awards.eligible import struck_by, withdrawn
from sz_assess.decisions.awards.model import Line
from sz_assess.decisions.money import NONE, written
from sz_assess.method.decisions.ladder import ByPlace
from sz_assess.numeric import FloatArray
from sz_assess.scoring.rank import rank
from sz_assess.text import msg, number

FEN = Decimal("0.01")


def by_place(ladder: Ladder, rule: ByPlace) -> list[Earned]:
    """What each unit's place is worth. A unit that keeps no place of its own for others is left out of the count."""
    result = ladder.result
    place = result.group_rank if rule.over == "group" else result.rank
    labels = result.labels if rule.over == "group" else np.zeros(len(result.units), dtype=np.intp)
    counted = place.copy()
    for unit in range(len(result.units)):
        gone = withdrawn(result, ladder.award.code, unit)
        passed = rule.vetoed == "passed_down" and struck_by(result, ladder.award.code, unit) is not None
        if passed or (gone is not None and gone.back_fill):
            counted[unit] = np.nan
    out = [Earned(NONE)] * len(result.units)
    for label in np.unique(labels):
        here = np.flatnonzero(labels == label)
        group = result.units[int(here[0])].group
        amounts = rule.groups.get(group, rule.amounts) if rule.over == "group" else rule.amounts
        for unit, earned in zip(here.tolist(), _paid(rank(-counted[here]), amounts, rule.ties), strict=True):
            out[unit] = earned
    return out


def _paid(places: FloatArray, amounts: Sequence[Decimal], ties: str) -> list[Earned]:
    """The sum of each place as 1 2 2 4; NaN gets nothing."""
    out = []
    for place in places.tolist():
        if np.isnan(place) or place > len(amounts):
            out.append(Earned(NONE))
            continue
        first, level = int(place) - 1, int(np.count_nonzero(places == place))
        if ties == "each" or level == 1:
            words = msg("place {place}", place=number(place))
            out.append(Earned(amounts[first], (Line(words, written(amounts[first]), None),)))
            continue
        filled = amounts[first : first + level]
        sums = " + ".join(map(written, filled))
        amount = (sum(filled, NONE) / level).quantize(FEN, ROUND_FLOOR)
        label = msg("place {place}, shared by {n}", place=number(place), n=level)
        out.append(Earned(amount, (Line(label, f"({sums}) ÷ {level}", amount),)))
    return out
