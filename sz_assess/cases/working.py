"""How what a case found came about: the computation of each unit, in steps."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sz_assess.analysis.city import CityProgress
from sz_assess.analysis.explain import Explanation
from sz_assess.decisions.awards import Award, Installment
from sz_assess.decisions.funding import Split
from sz_assess.decisions.funding.written import steps
from sz_assess.decisions.inspection import Item
from sz_assess.decisions.money import written
from sz_assess.decisions.responsibility import Judged, Year
from sz_assess.decisions.tasks import TaskShares, UnitTask
from sz_assess.errors import Words
from sz_assess.method.common import Name
from sz_assess.result import AdjustmentOutcome
from sz_assess.text import msg, number


@dataclass(frozen=True)
class Step:
    """A line of the computation. ``depth`` counts from 0; ``unit`` is the unit's code, empty for the city."""

    unit: str
    depth: int
    label: Words
    text: Words = ""


_NO_SHARE = {
    "vetoed": msg("lost by a veto"), "not_applicable": msg("takes no part"), "no_gap": msg("lacks nothing"),
}  # fmt: skip


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


def _yuan(amount: Decimal) -> Words:
    return msg("{amount} yuan", amount=number(float(amount), 6))


def _name(name: Name) -> Words:
    return msg("{name}", name=name)


def of_award(award: Award, unit: str) -> Iterator[Step]:
    """What one payee gets, step by step."""
    who = " ".join(filter(None, (unit, award.rule.code, award.item)))
    yield Step(unit, 0, who, _yuan(award.amount))
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


def of_schedule(years: Sequence[Installment]) -> Iterator[Step]:
    """What is returned to each project year by year."""
    before = ""
    for each in years:
        if each.project != before:
            day = each.accepted.isoformat()
            yield Step("", 0, f"{each.rule.code} {each.project}", msg("accepted on {day}", day=day))
        before = each.project
        amount = (
            msg("not known yet") if each.amount is None else msg("{amount} yuan", amount=number(float(each.amount), 6))
        )
        yield Step("", 1, str(each.year), amount)


def of_fund(split: Split, units: Sequence[tuple[int, str]]) -> Iterator[Step]:
    """What there is to be shared out, and each unit's way to its amount; ``units`` are positions and codes."""
    pool = f"{written(split.pool)} − {written(split.reserve)} = {written(split.shared)}"
    yield Step("", 0, split.fund.code, written(split.pool))
    yield Step("", 1, msg("shared out after the reserve"), pool)
    for n, unit in units:
        yield Step(unit, 0, f"{unit} {split.fund.code}", written(split.rows[n].amount))
        if split.rows[n].state in _NO_SHARE:
            yield Step(unit, 1, _NO_SHARE[split.rows[n].state])
        for step in steps(split, n):
            yield Step(unit, 1, step.label, f"{step.expression} = {step.outcome}" if step.expression else step.outcome)


def of_item(item: Item, unit: str) -> Iterator[Step]:
    """What an item of inspection is about, its evidence, and how its sample is made up."""
    yield Step(unit, 0, f"{unit} {item.rule.code}", item.says)
    for evidence in item.evidence:
        yield Step(unit, 1, msg("evidence"), evidence.says)
    if item.sample is not None:
        for stratum, size, count in zip(item.sample.strata, item.sample.sizes, item.sample.counts, strict=True):
            yield Step(unit, 1, _name(stratum.name), msg("{count} of {size} drawn", count=count, size=size))


def of_years(judged: Judged) -> Iterator[Step]:
    """How many of all have each grade."""
    grading = judged.figures.grades
    yield Step("", 0, judged.spec.code, msg("{n} assessed", n=len(judged.years)))
    for grade in () if grading is None else grading.grades:
        yield Step("", 1, _name(grade.name), number(float(sum(year.grade == grade.code for year in judged.years))))


def of_year(judged: Judged, year: Year, who: str) -> Iterator[Step]:
    """The year's score by its parts, its place and grade."""
    yield Step(who, 0, f"{who} {judged.spec.code}", number(year.published, 6))
    for part in year.parts:
        scored = (
            number(part.score, 6) if math.isnan(part.value) else f"{number(part.value, 6)} → {number(part.score, 6)}"
        )
        label = _name(part.part.name)
        yield Step(who, 1, label, msg("left out") if part.state == "excluded" else scored)
    yield Step(who, 1, msg("score"), f"{year.derivation} = {number(year.total, 6)}")
    yield Step(who, 1, msg("place"), number(year.place))
    if year.veto is not None:
        yield Step(who, 1, msg("veto"), _name(year.veto.spec.name))


def of_task(shares: TaskShares, units: Sequence[tuple[UnitTask, str]]) -> Iterator[Step]:
    """The city's target and the units' shares."""
    yield Step("", 0, shares.task.code, written(shares.city))
    for each, unit in units:
        yield Step(unit, 0, f"{unit} {shares.task.code}", written(each.target))
        yield Step(unit, 1, each.label, each.expression)
