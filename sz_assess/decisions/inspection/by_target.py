"""Targets: how far a task is behind the schedule of the year, as lights; and how far values miss their targets."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from sz_assess.decisions.inspection.found import Found, Scene
from sz_assess.decisions.inspection.model import Evidence
from sz_assess.decisions.money import exact
from sz_assess.errors import Problem
from sz_assess.method.decisions.inspection import Gaps, Lights, Scheduled
from sz_assess.method.decisions.inspection_figures import RuleFigures
from sz_assess.method.indicator import Indicator
from sz_assess.text import Text, msg

HUNDRED = Decimal(100)

LIGHTS: dict[str, Text] = {"green": msg("green light"), "yellow": msg("yellow light"), "red": msg("red light")}
_PLACES = Decimal("0.01")


def lights(scene: Scene, rule: Lights, figures: RuleFigures) -> Iterator[Found]:
    """Tasks whose light is one of those that make an item.

    Behind = scheduled - completed, in percentage points; completed is the value over the target of the year, scheduled
    is so many twelfths of the year, or what the task's curve says of the period's last month.
    """
    if figures.lights is None:
        return
    for task in rule.tasks:
        scheduled = _scheduled(scene, task)
        if scheduled is None:
            continue
        node = scene.result.index(task.indicator)
        for unit in range(len(scene.result.units)):
            value, plan = float(scene.value[unit, node]), float(scene.compared.target[unit, node])
            if np.isnan(value) or np.isnan(plan):
                continue
            if plan <= 0:
                scene.problems.append(_no_plan(scene, task, unit, plan))
                continue
            completed = exact(value / plan * 100.0)
            behind = scheduled - completed
            light, stated = figures.lights.light(behind)
            if light in rule.on:
                says = msg("{light}: {name} {behind} percentage points behind schedule", light=LIGHTS[light],
                           name=scene.result.nodes[node].name, behind=_shown(behind))  # fmt: skip
                yield Found(unit, task.indicator, says, tuple(_evidence(scene, unit, node, (value, plan, completed),
                                                                       scheduled, stated)))  # fmt: skip


def _scheduled(scene: Scene, task: Scheduled) -> Decimal | None:
    """Per cent of the plan that are due at the end of the period; None, and noted, where the curve does not say."""
    month = scene.result.assessment.about.period.months[1]
    if not task.curve:
        return HUNDRED * month / 12
    if month in task.curve:
        return task.curve[month]
    found = msg("a curve without the month {month}, the last of {period}", month=month,
                period=str(scene.result.assessment.about.period))  # fmt: skip
    scene.problems.append(Problem("decisions.yaml", found, msg("per cents for the months that are assessed"),
                                  key=f"inspection, {task.indicator}"))  # fmt: skip
    return None


def _no_plan(scene: Scene, task: Scheduled, unit: int, plan: float) -> Problem:
    found = msg("a plan of {plan}", plan=plan)
    mend = msg("leave the task out of the lights, or set its target")
    key = f"inspection, {task.indicator}, {scene.result.units[unit].code}"
    return Problem("decisions.yaml", found, msg("a plan above 0, of which shares can be taken"), mend, key)


def _evidence(
    scene: Scene, unit: int, node: int, shares: tuple[float, float, Decimal], scheduled: Decimal, stated: bool
) -> Iterator[Evidence]:
    value, plan, completed = shares
    done = msg("done {value} of {plan}: {share}%", value=value, plan=plan, share=_shown(completed))
    yield Evidence(done, scene.places(unit, node))
    period = str(scene.result.assessment.about.period)
    yield Evidence(msg("scheduled by the end of {period}: {share}%", period=period, share=_shown(scheduled)),
                   msg("the method, decisions.yaml"))  # fmt: skip
    if not stated:
        yield Evidence(
            msg("between the lines that are stated: the light for what is undefined"), msg("the weights file")
        )


def gaps(scene: Scene, rule: Gaps, figures: RuleFigures) -> Iterator[Found]:
    """Indicators that miss their targets by so many per cent of them, the bound included."""
    result = scene.result
    for node, each in enumerate(result.nodes):
        spec = each.spec
        if not isinstance(spec, Indicator) or (rule.indicators and spec.code not in rule.indicators):
            continue
        sign = 1 if spec.direction == "positive" else -1
        for unit in range(len(result.units)):
            value, target = float(scene.value[unit, node]), float(scene.compared.target[unit, node])
            if np.isnan(value) or np.isnan(target):
                continue
            if scene.compared.met[unit, node]:
                continue
            short = sign * (target - value)
            if short <= 0 or (target == 0 and rule.zero_target == "passed_over"):
                continue
            # The quotient first, then its decimals: a tenth of a third is a tenth, and not a hair less.
            share = None if target == 0 else exact(short / abs(target) * 100.0)
            if share is not None and figures.percent is not None and share < figures.percent:
                continue
            yield Found(unit, spec.code, _short_of(each.name, share), (
                Evidence(msg("value {value}, target {target}", value=value, target=target), scene.places(unit, node)),
            ))  # fmt: skip


def _short_of(name: object, share: Decimal | None) -> Text:
    if share is None:
        return msg("{name} misses its target of 0", name=name)
    return msg("{name} misses its target by {share}% of it", name=name, share=_shown(share))


def _shown(number: Decimal) -> float:
    """For words alone."""
    return float(number.quantize(_PLACES))
