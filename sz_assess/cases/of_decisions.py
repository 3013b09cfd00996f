"""What a case expects of decisions: awards, funds, inspection, yearly assessments, tasks.

Only the decisions that are expected are made. Those that follow from places and grades take them from the case's own
``result``, where it brings one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

import numpy as np

from sz_assess.assess.ranking import moves
from sz_assess.cases.outcome import Compared, compare
from sz_assess.cases.spec import ByFirm, MethodCase
from sz_assess.cases.working import Step, of_award, of_fund, of_item, of_schedule, of_task, of_year, of_years
from sz_assess.decisions import Decisions, decide
from sz_assess.decisions.inspection import Item
from sz_assess.method.decisions.fund import ByBase, ByFactors, ByGrade, Fund
from sz_assess.method.decisions.inspection import Falls, Gaps, InspectionRule, LastPlaces, Lights
from sz_assess.method.decisions.responsibility import Responsibility
from sz_assess.method.model import Assessment, Method
from sz_assess.method.weight_tree import ROOT
from sz_assess.numeric import FloatArray
from sz_assess.result import Result
from sz_assess.statistics.earlier import Earlier

Found = tuple[list[Compared], list[Step]]


class _Coded(Protocol):
    @property
    def code(self) -> str: ...


Kind = TypeVar("Kind", bound=_Coded)


def _of(specs: Iterable[Kind], *expected: Iterable[str]) -> tuple[Kind, ...]:
    wanted = {code for each in expected for code in each}
    return tuple(spec for spec in specs if spec.code in wanted)


def with_expected(method: Method, case: MethodCase) -> Method:
    """The method with those decisions alone that the case expects something of."""
    expect = case.expect
    book = method.task_book
    return replace(
        method,
        awards=_of(method.awards, expect.awards),
        ladders=_of(method.ladders, expect.awards),
        firm_awards=_of(method.firm_awards, expect.awards, expect.by_firm),
        returns=_of(method.returns, expect.awards, expect.by_firm, expect.schedule),
        funds=_of(method.funds, expect.fund, expect.coefficient, expect.reserve),
        responsibility=tuple(
            spec if spec.of == "units" else spec.model_copy(update={"departments": _judged(spec, case)})
            for spec in _of(method.responsibility, expect.year_score, expect.year_grade)
        ),
        task_book=None
        if book is None
        else book.model_copy(update={"tasks": _of(book.tasks, expect.task), "key_projects": None}),
    )


def _judged(spec: Responsibility, case: MethodCase) -> tuple[str, ...]:
    """Those of the case's departments that are assessed; no case names none, as it could expect nothing."""
    return tuple(code for code in case.departments if code in spec.departments or not spec.departments)


@dataclass(frozen=True)
class Needs:
    """What decisions need of the assessment: its result, its lists, and scores of single nodes."""

    result: bool
    lists: bool
    nodes: frozenset[str]


def needs_of(method: Method, case: MethodCase) -> Needs:
    """What the decisions of a method that is cut down to what the case expects need."""
    nodes = {factor.score for fund in method.funds for _, factor in fund.factors() if factor.score is not None}
    nodes |= {part.score for spec in method.responsibility for part in spec.parts if part.score is not None}
    finds = [rule.finds for rule in _rules(method, case)]
    for each in finds:
        if isinstance(each, Lights):
            nodes |= {task.indicator for task in each.tasks}
        if isinstance(each, Gaps):
            nodes |= set(each.indicators) or {
                spec.code for spec in method.indicators() if case.statistics.keys() >= set(spec.formula.names)
            }
    by_place = any(isinstance(each, LastPlaces | Falls) for each in finds)
    result = ROOT in nodes or by_place or bool(method.ladders) or any(map(_by_grade, method.funds))
    lists = any(ladder.ladder.method == "list" for ladder in method.ladders)
    return Needs(result, lists, frozenset(nodes - {ROOT}))


def _rules(method: Method, case: MethodCase) -> tuple[InspectionRule, ...]:
    """The rules of inspection that are expected to find something, or nothing."""
    rules = () if method.inspection is None else method.inspection.rules
    return _of(rules, case.expect.inspection, case.expect.sample)


def _by_grade(fund: Fund) -> bool:
    rule = fund.allocation
    return isinstance(rule, ByGrade) or (isinstance(rule, ByFactors | ByBase) and rule.performance is not None)


def in_force(method: Method, whole: Method, case: MethodCase) -> Method:
    """The method with the adjustments and vetoes of the whole one that the case expects or brings all figures of."""
    given = case.statistics.keys()
    return replace(
        method,
        adjustments=tuple(
            spec for spec in whole.adjustments if spec.code in case.expect.points or given >= set(spec.formula.names)
        ),
        vetoes=tuple(
            spec
            for spec in whole.vetoes
            if spec.code in case.expect.struck or (spec.when is not None and given >= set(spec.when.names))
        ),
    )


def with_given(result: Result, case: MethodCase, earlier: tuple[Earlier, ...]) -> Result:
    """The result with the totals, places and grades that the case states; what it does not state is not there."""
    units = [unit.code for unit in result.units]

    def numbers(name: str) -> FloatArray:
        found = (getattr(case.result.get(code), name, None) for code in units)
        return np.array([math.nan if value is None else float(value) for value in found])

    score, place = numbers("score"), numbers("rank")
    previous = {unit: found.rank for unit, found in earlier[0].places.items()} if earlier else None
    before, change = moves(result.units, place, previous)
    return replace(
        result, base=score, total=score, published=score, rank=place, group_rank=numbers("group_rank"),
        previous_rank=before, rank_change=change,
        grade=tuple(getattr(case.result.get(code), "grade", None) for code in units),
    )  # fmt: skip


def compare_decisions(case: MethodCase, result: Result, method: Method) -> Found:
    """Every decision that is expected, beside what comes out. ``method`` has the city's targets that tasks share out.

    Raises InputError for what a decision refuses.
    """
    found = decide(replace(result, assessment=_settled(case, result.assessment, method)))
    out: list[Compared] = []
    working: list[Step] = []
    for look in (_awards, _schedule, _funds, _inspection, _years, _tasks):
        compared, steps = look(case, found, result)
        out += compared
        working += steps
    return out, working


def _settled(case: MethodCase, assessment: Assessment, method: Method) -> Assessment:
    """The assessment with the city's targets, the pools that the case states, and figures of those rules of inspection
    alone that are expected; the others are not applied, and answer for their items still."""
    weights = assessment.weights
    funds = {
        code: figures.model_copy(update={"pool": case.pools[code]}) if code in case.pools else figures
        for code, figures in weights.decisions.funds.items()
    }
    inspection = weights.decisions.inspection
    if inspection is not None:
        rules = {rule.code for rule in _rules(assessment.method, case)}
        own = {code: figures for code, figures in inspection.rules.items() if code in rules}
        inspection = inspection.model_copy(update={"rules": own})
    decisions = weights.decisions.model_copy(update={"funds": funds, "inspection": inspection})
    return replace(
        assessment,
        method=replace(assessment.method, city_targets=method.city_targets),
        weights=weights.model_copy(update={"decisions": decisions}),
    )


def _awards(case: MethodCase, found: Decisions, result: Result) -> Found:
    """Awards by unit, by firm and by honour; whom no row of the outcome is about gets nothing."""
    out: list[Compared] = []
    working: list[Step] = []
    expect = case.expect
    for code in dict.fromkeys([*expect.awards, *expect.by_firm]):
        wanted, firms = expect.awards.get(code, {}), expect.by_firm.get(code, {})
        by_unit = dict.fromkeys(wanted, 0.0)
        numbers = dict(_of_firms(firms))
        by_firm = dict.fromkeys(numbers, 0.0)
        for row in found.awards.of_rule(code):
            unit, paid = result.units[row.unit].code, _paid(row.state, float(row.amount))
            by_unit[unit] = by_unit.get(unit, 0.0) + paid
            for key in (row.item, f"{row.item}, {row.honour}"):
                by_firm[key] = by_firm.get(key, 0.0) + paid
            if unit in wanted or row.item in firms:
                working += of_award(row, unit)
        out += compare("awards", code, wanted, by_unit, case.tolerance)
        out += compare("by_firm", code, numbers, by_firm, case.tolerance)
    return out, working


def _of_firms(firms: ByFirm) -> Iterator[tuple[str, float | None]]:
    for firm, amount in firms.items():
        if isinstance(amount, dict):
            yield from ((f"{firm}, {honour}", each) for honour, each in amount.items())
        else:
            yield firm, amount


def _paid(state: str, amount: float) -> float:
    return math.nan if state == "unknown" else amount


def _schedule(case: MethodCase, found: Decisions, _: Result) -> Found:
    out: list[Compared] = []
    working: list[Step] = []
    for code, projects in case.expect.schedule.items():
        paid = {
            f"{each.project}, {each.year}": math.nan if each.amount is None else float(each.amount)
            for each in found.awards.schedule
            if each.rule.code == code
        }
        numbers = {
            f"{project}, {str(when) or case.period.year}": amount
            for project, years in projects.items()
            for when, amount in years.items()
        }
        out += compare("schedule", code, numbers, paid, case.tolerance)
        working += of_schedule([each for each in found.awards.schedule if each.project in projects])
    return out, working


def _funds(case: MethodCase, found: Decisions, result: Result) -> Found:
    out: list[Compared] = []
    working: list[Step] = []
    expect = case.expect
    for split in found.funding.splits:
        code = split.fund.code
        units = [result.units[row.unit].code for row in split.rows]
        amounts = [float(row.amount) for row in split.rows]
        factors = next((each.coefficients for each in split.basis.blocks if each.coefficients is not None), None)
        stated = [math.nan] * len(units) if factors is None else list(map(float, factors))
        wanted, coefficient = expect.fund.get(code, {}), expect.coefficient.get(code, {})
        out += compare("fund", code, wanted, dict(zip(units, amounts, strict=True)), case.tolerance)
        out += compare("coefficient", code, coefficient, dict(zip(units, stated, strict=True)), case.tolerance)
        if code in expect.reserve:
            out += compare("reserve", code, {"": expect.reserve[code]}, {"": float(split.reserve)}, case.tolerance)
        working += of_fund(split, [(n, unit) for n, unit in enumerate(units) if unit in {*wanted, *coefficient}])
    return out, working


def _inspection(case: MethodCase, found: Decisions, result: Result) -> Found:
    """A unit named without a matter stands for whatever the rule finds there."""
    out: list[Compared] = []
    working: list[Step] = []
    expect = case.expect
    for rule in _rules(result.assessment.method, case):
        items = [(result.units[item.unit].code, item) for item in found.inspection.items if item.rule.code == rule.code]
        if rule.code in expect.inspection:
            want = expect.inspection[rule.code]
            have = dict.fromkeys(unit if unit in want else f"{unit}:{_matter(item)}" for unit, item in items)
            agrees = sorted(have) == sorted(set(want))
            out.append(Compared("inspection", rule.code, "", ", ".join(want), ", ".join(have), agrees))
        drawn: dict[str, float] = {}
        for unit, item in items:
            number = math.nan if item.sample is None else float(sum(item.sample.counts))
            drawn[unit] = drawn.get(unit, 0.0) + number
            working += of_item(item, unit)
        out += compare("sample", rule.code, expect.sample.get(rule.code, {}), drawn, 0.0)
    return out, working


def _matter(item: Item) -> str:
    """What the item's code says between the unit and the period."""
    return ":".join(item.code.split(":")[2:-1])


def _years(case: MethodCase, found: Decisions, result: Result) -> Found:
    out: list[Compared] = []
    working: list[Step] = []
    for judged in found.responsibility.judged:
        code = judged.spec.code
        who = result.units if judged.spec.of == "units" else result.assessment.method.about.departments
        codes = [who[year.holder].code for year in judged.years]
        scores, grades = case.expect.year_score.get(code, {}), case.expect.year_grade.get(code, {})
        have = {each: year.published for each, year in zip(codes, judged.years, strict=True)}
        out += compare("year_score", code, scores, have, case.tolerance)
        graded = {each: year.grade for each, year in zip(codes, judged.years, strict=True)}
        for each, grade in grades.items():
            agrees = each in graded and graded[each] == grade
            out.append(Compared("year_grade", code, each, grade, graded.get(each), agrees))
        working += of_years(judged)
        for each, year in zip(codes, judged.years, strict=True):
            if each in {*scores, *grades}:
                working += of_year(judged, year, each)
    return out, working


def _tasks(case: MethodCase, found: Decisions, result: Result) -> Found:
    out: list[Compared] = []
    working: list[Step] = []
    for shares in found.tasks.tasks:
        code, units = shares.task.code, [unit.code for unit in result.units]
        wanted = case.expect.task[code]
        targets = dict.fromkeys(units, math.nan) | {units[each.unit]: float(each.target) for each in shares.units}
        out += compare("task", code, wanted, targets, case.tolerance)
        working += of_task(shares, [(each, units[each.unit]) for each in shares.units if units[each.unit] in wanted])
    return out, working
