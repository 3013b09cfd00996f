"""Awards that follow the result: what each unit earns by its ladder, and what of that is paid."""

from __future__ import annotations

from collections.abc import Iterator

from sz_assess.assess.values import Figures
from sz_assess.decisions.awards.by_place import by_place
from sz_assess.decisions.awards.by_rise import by_rise
from sz_assess.decisions.awards.by_steps import by_excess, by_steps
from sz_assess.decisions.awards.earned import Earned, Ladder
from sz_assess.decisions.awards.eligible import lost
from sz_assess.decisions.awards.model import Award, Line, State
from sz_assess.decisions.money import NONE, written
from sz_assess.method.decisions.ladder import ByExcess, ByPlace, ByRise, BySteps, LadderAward, OfGrade
from sz_assess.result import Result
from sz_assess.text import Text, msg


def rows(result: Result, figures: Figures, award: LadderAward) -> Iterator[Award]:
    """A row for each unit. What goes by figures is paid once, whatever groups a unit is in, and not at all to one that
    has no such figure by the method; places and grades a unit has in each of its groups. Problems are gathered in
    ``figures``."""
    ladder, rule = Ladder(result, figures, award), award.ladder
    by_figures = isinstance(rule, BySteps | ByExcess)
    names = rule.value.names if isinstance(rule, BySteps | ByExcess) else ()
    for unit, earned in enumerate(_earned(ladder)):
        if by_figures and not (result.once[unit] and all(figures.applies(name)[unit] for name in names)):
            continue
        state, note = _state(result, award, unit, earned)
        yield Award(
            rule=award,
            unit=unit,
            to=award.to,
            counted=None,
            each=None,
            earned=earned.amount,
            amount=earned.amount if state == "paid" else NONE,
            state=state,
            lines=earned.lines,
            note=note,
        )


def _earned(ladder: Ladder) -> list[Earned]:
    rule = ladder.award.ladder
    if isinstance(rule, ByPlace):
        return by_place(ladder, rule)
    if isinstance(rule, ByRise):
        return by_rise(ladder, rule)
    if isinstance(rule, BySteps):
        return by_steps(ladder, rule)
    if isinstance(rule, ByExcess):
        return by_excess(ladder, rule)
    if isinstance(rule, OfGrade):
        return [
            Earned(NONE) if grade is None or grade not in rule.amounts
            else Earned(rule.amounts[grade], (Line(msg("its grade"), written(rule.amounts[grade]), None),))
            for grade in ladder.result.grade
        ]  # fmt: skip
    out = [Earned(NONE)] * len(ladder.result.units)
    outcome = next(each for each in ladder.result.lists if each.spec.code == rule.list)
    for unit in outcome.on:
        amount = rule.groups.get(ladder.result.units[unit].group, rule.amount)
        out[unit] = Earned(amount, (Line(msg("on the list {name}", name=outcome.spec.name), written(amount), None),))
    return out


def _state(result: Result, award: LadderAward, unit: int, earned: Earned) -> tuple[State, Text | None]:
    """What becomes of what was earned. A charge is due whatever vetoes say: they take awards, and no debts."""
    if not earned.known:
        return "unknown", msg("a figure was not delivered; nothing is paid until it is there")
    if earned.amount <= 0:
        return ("paid" if earned.amount else "nothing"), None
    return lost(result, award.code, unit) or ("paid", None)
