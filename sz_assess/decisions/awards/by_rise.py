"""Awards by places gained 进位: for the units among the first so many, a sum more for each place gained."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from sz_assess.decisions.awards.earned import Earned, Ladder
from sz_assess.decisions.awards.model import Line
from sz_assess.decisions.money import NONE, exact, plain, written
from sz_assess.errors import Problem
from sz_assess.method.decisions.ladder import ByRise
from sz_assess.method.load import ABOUT
from sz_assess.text import msg, number


def by_rise(ladder: Ladder, rule: ByRise) -> list[Earned]:
    """What each unit's place and its change are worth. A unit whose earlier place is needed and not known is noted."""
    return [_one(ladder, rule, unit) for unit in range(len(ladder.result.units))]


def _one(ladder: Ladder, rule: ByRise, unit: int) -> Earned:
    result = ladder.result
    place, before, rise = (float(of[unit]) for of in (result.rank, result.previous_rank, result.rank_change))
    if np.isnan(place) or place > rule.first:
        return Earned(NONE)
    code = result.units[unit].code
    if rule.first_place is not None and place == 1:
        return Earned(rule.first_place, (Line(msg("first place"), written(rule.first_place), None),))
    new = (np.isnan(before) or before > rule.first) and code not in rule.entered
    if rule.first_entry is not None and new:
        label = msg("among the first {n} for the first time", n=rule.first)
        return Earned(rule.first_entry, (Line(label, written(rule.first_entry), None),))
    if np.isnan(rise):
        ladder.figures.problems.append(
            Problem(
                ABOUT,
                msg("no earlier place of {unit}", unit=code),
                msg("the earlier place of every unit whose award follows its change"),
                msg("name the earlier result under previous:"),
                f"{ladder.award.code}, {code}",
            )
        )
        return Earned(NONE)
    gained = exact(rise)
    amount = rule.same + gained * rule.each
    sign = "+" if gained >= 0 else "−"
    label = msg("place {place}, change {change}", place=number(place), change=number(rise))
    lines = [Line(label, f"{written(rule.same)} {sign} {written(abs(gained))} × {written(rule.each)}", plain(amount))]
    held = _held(amount, rule.within.least, rule.within.most)
    if held != amount:
        lines.append(Line(msg("within the bounds"), written(held), None))
    return Earned(plain(held), tuple(lines))


def _held(amount: Decimal, least: Decimal | None, most: Decimal | None) -> Decimal:
    if least is not None:
        amount = max(amount, least)
    return amount if most is None else min(amount, most)
