"""Awards for steps reached 台阶奖, and for what a value exceeds a line by 增幅奖."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

import numpy as np

from sz_assess.decisions.awards.earned import Earned, Ladder
from sz_assess.decisions.awards.model import Line
from sz_assess.decisions.money import NONE, exact, plain, times, total, written
from sz_assess.method.decisions.ladder import ByExcess, BySteps
from sz_assess.text import Text, msg

UNKNOWN = Earned(NONE, known=False)


def by_steps(ladder: Ladder, rule: BySteps) -> list[Earned]:
    """What the steps that each unit has newly reached are worth."""
    now = ladder.values(rule.value)
    before = np.full(now.size, -np.inf)
    if rule.compared_with == "last_year":
        before = ladder.values(rule.value, ladder.figures.period.years_back())
    holds = np.ones(now.size) if rule.when is None else ladder.values(rule.when)
    out = []
    for value, earlier, condition in zip(now.tolist(), before.tolist(), holds.tolist(), strict=True):
        if np.isnan(value) or np.isnan(earlier) or np.isnan(condition):
            out.append(UNKNOWN)
        elif condition < 0.5:
            out.append(Earned(NONE))
        else:
            out.append(_steps(rule, exact(value), None if np.isinf(earlier) else exact(earlier)))
    return out


def _steps(rule: BySteps, value: Decimal, before: Decimal | None) -> Earned:
    reached = [(mark, amount) for mark, amount in rule.steps if value >= mark]
    old = [(mark, amount) for mark, amount in rule.steps if before is not None and before >= mark]
    new = reached[len(old) :]
    if not new:
        return Earned(NONE)
    marks = [written(mark) for mark, _ in new]
    if rule.pays == "each":
        amounts = [amount for _, amount in new]
        label = msg("steps newly reached: {marks}", marks=marks)
        return Earned(total(amounts), (Line(label, " + ".join(map(written, amounts)), total(amounts)),))
    mark, amount = new[-1]
    label = msg("highest step newly reached: {mark}", mark=written(mark))
    if rule.pays == "difference" and old:
        less = old[-1][1]
        found = plain(amount - less)
        return Earned(found, (Line(label, f"{written(amount)} − {written(less)}", found),))
    return Earned(amount, (Line(label, written(amount), None),))


def by_excess(ladder: Ladder, rule: ByExcess) -> list[Earned]:
    """The rate times the excess, or less the other rate times what lies below the other line."""
    found = ladder.values(rule.value)
    lines = [rule.groups.get(unit.group, rule.above) for unit in ladder.result.units]
    return [
        UNKNOWN if np.isnan(value) else _excess(rule, exact(value), line)
        for value, line in zip(found.tolist(), lines, strict=True)
    ]


def _excess(rule: ByExcess, value: Decimal, line: Decimal) -> Earned:
    if value > line:
        return _rated(
            rule, msg("above the line"), value - line, rule.each, rule.at_most, f"{written(value)} − {written(line)}"
        )
    if rule.below is None or rule.each_below is None or value >= rule.below:
        return Earned(NONE)
    expression = f"{written(rule.below)} − {_bracketed(value)}"
    found = _rated(rule, msg("below the line"), rule.below - value, rule.each_below, rule.taken_at_most, expression)
    return Earned(plain(-found.amount), (*found.lines, Line(msg("taken back"), written(-found.amount), None)))


def _rated(
    rule: ByExcess, label: Text, excess: Decimal, each: Decimal, most: Decimal | None, expression: str
) -> Earned:
    counted = excess.to_integral_value(ROUND_DOWN) if rule.steps == "whole" else excess
    amount = times(counted, each)
    lines = [Line(label, f"{expression} = {written(excess)}", None)]
    if counted != excess:
        lines.append(Line(msg("whole ones"), written(counted), None))
    lines.append(Line(msg("× rate"), f"{written(counted)} × {written(each)}", amount))
    if most is not None and amount > most:
        lines.append(Line(msg("at most"), written(most), None))
        amount = most
    return Earned(plain(amount), tuple(lines))


def _bracketed(value: Decimal) -> str:
    return f"({written(value)})" if value < 0 else written(value)
