"""How what a case found came about: the computation of each unit, in steps."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from sz_assess.analysis.city import CityProgress
from sz_assess.analysis.explain import Explanation
from sz_assess.decisions.awards import Award
from sz_assess.errors import Words
from sz_assess.result import AdjustmentOutcome
from sz_assess.text import msg, number


@dataclass(frozen=True)
class Step:
    """A line of the computation. ``depth`` counts from 0; ``unit`` is the unit's code, empty for the city."""

    unit: str
    depth: int
    label: Words
    text: Words = ""


def of_node(explanation: Explanation, depth: int = 0) -> Iterator[Step]:
    """A node's score with its value, its rule's arithmetic, and the same of its parts."""
    unit = explanation.unit.code
    score = number(explanation.score, 6)
    note = explanation.note
    told = msg("{score} ({note})", score=score, note=note) if str(note) else score
    yield Step(unit, depth, f"{unit} {explanation.node.code}" if depth == 0 else explanation.node.code, told)
    if explanation.formula_numbers:
        value = explanation.value if explanation.figures else explanation.score
        label = msg("value") if explanation.figures else msg("from its parts")
        yield Step(unit, depth + 1, label, f"{explanation.formula_numbers} = {number(value, 6)}")
    for line in explanation.lines:
        yield Step(unit, depth + 1, line.label, f"{line.expression} = {number(line.result or 0.0, 6)}")
    for child in explanation.children:
        yield from of_node(child, depth + 1)


def of_adjustment(outcome: AdjustmentOutcome, row: int, unit: str) -> Iterator[Step]:
    """What was counted and what it is worth."""
    counted, points = number(float(outcome.counted[row]), 6), number(float(outcome.points[row]), 6)
    yield Step(unit, 0, f"{unit} {outcome.spec.code}", points)
    yield Step(unit, 1, msg("counted"), counted)
    rate = float(outcome.rate[row])
    if not math.isnan(rate):
        yield Step(unit, 1, msg("points for each"), number(rate, 6))
    if outcome.cap is not None:
        yield Step(unit, 1, msg("capped at"), number(float(outcome.cap[row]), 6))


def of_award(award: Award, unit: str) -> Iterator[Step]:
    """What one payee gets, step by step."""
    yield Step(unit, 0, f"{unit} {award.rule.code}", msg("{amount} yuan", amount=number(float(award.amount), 6)))
    for line in award.lines:
        found = "" if line.amount is None else f" = {number(float(line.amount), 6)}"
        yield Step(unit, 1, line.label, f"{line.expression}{found}")
    if award.note is not None:
        yield Step(unit, 1, msg("note"), award.note)


def of_city(progress: CityProgress) -> Iterator[Step]:
    """The city's value beside the target."""
    yield Step("", 0, progress.spec.code, number(progress.value, 6))
    yield Step("", 1, msg("value"), f"{progress.written} = {number(progress.value, 6)}")
    yield Step("", 1, msg("target"), number(progress.target, 6))
