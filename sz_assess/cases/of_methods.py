"""Cases of a whole method: small statistics in, values, scores, points, places and grades out.

Only what a case expects is worked out: a case of one indicator needs that indicator's statistics and no others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from sz_assess.analysis.city import progress_of
from sz_assess.analysis.explain import explain
from sz_assess.assess import assess
from sz_assess.assess.adjustments import adjust, strike
from sz_assess.assess.run import start
from sz_assess.cases.brought import Brought
from sz_assess.cases.of_decisions import Needs, compare_decisions, in_force, needs_of, with_expected, with_given
from sz_assess.cases.of_rules import refused
from sz_assess.cases.outcome import CaseOutcome, Compared, compare
from sz_assess.cases.spec import CaseResult, MethodCase
from sz_assess.cases.working import Step, of_adjustment, of_city, of_node
from sz_assess.errors import InputError
from sz_assess.method.assessment import AssessmentFile, Previous, Unit
from sz_assess.method.common import Name
from sz_assess.method.decisions.responsibility import BUILT_IN
from sz_assess.method.indicator import Dimension
from sz_assess.method.model import Assessment, Method
from sz_assess.method.weight_tree import ROOT
from sz_assess.method.weights import Weights
from sz_assess.numeric import FloatArray
from sz_assess.periods import Period
from sz_assess.result import Result, VetoOutcome
from sz_assess.statistics.conversions import accruals
from sz_assess.statistics.counted import with_counted
from sz_assess.statistics.departments import DepartmentFigures
from sz_assess.statistics.earlier import Earlier, Place
from sz_assess.statistics.ledgers.load import Ledgers
from sz_assess.statistics.panel import Cells, Panel
from sz_assess.statistics.settling import check_softly


@dataclass(frozen=True)
class Tested:
    """The method and weights that cases are about."""

    method: Method
    weights: Weights
    about: AssessmentFile | None = None
    """What the case's assessment says beside its period, where it says anything."""


@dataclass(frozen=True)
class Small:
    """What a case is worked out with. ``whole``: with all of the method, not only what the case expects."""

    tested: Tested
    earlier: Mapping[Period, Mapping[str, CaseResult]]
    whole: bool
    brought: Brought = field(default_factory=Brought)


def run_method(case: MethodCase, tested: Tested, brought: Brought) -> CaseOutcome:
    """Work the case out and compare."""
    try:
        return compared(case, Small(tested, case.earlier, case.expect.whole, brought))
    except InputError as error:
        return CaseOutcome(case, (), refused=refused(error.problems))


def assessment_of(case: MethodCase, tested: Tested) -> Assessment:
    """The assessment that a case describes."""
    title = Name(zh=case.case, en=case.case)
    about = AssessmentFile(
        title=title, period=case.period, method=tested.method.about.code, weights=tested.weights.name.en,
        previous=tuple(Previous(period=period, ranking=str(period)) for period in case.earlier),
        inspection=case.inspection,
    )  # fmt: skip
    if tested.about is not None:
        about = tested.about.model_copy(update={"title": title, "period": case.period})
    units = tuple(
        Unit(code, code, code, unit.group, unit.role, unit.part_of, unit.figures_of)
        for code, unit in case.units.items()
    )
    return Assessment(Path(), about, tested.method, tested.weights, units, ())


def panel_of(case: MethodCase, method: Method, ledgers: Ledgers | None = None) -> Panel:
    """The panel of a case's figures: those that it states, and those that are counted from its ledgers' rows."""
    codes = [statistic.code for statistic in method.statistics]
    units = list(case.units)
    dated = [
        (codes.index(code), units.index(unit), period if isinstance(period, Period) else case.period, value)
        for code, by_unit in case.statistics.items()
        for unit, by_period in by_unit.items()
        for period, value in by_period.items()
    ]
    periods = sorted({case.period, *(period for _, _, period, value in dated if value is not None)})
    values = np.full((len(codes), len(units), len(periods)), np.nan)
    nothing = np.zeros(0, dtype=np.intp)
    cells = Cells((), (), nothing, nothing, nothing, nothing)
    origin = np.full(values.shape, -1, dtype=np.intp)
    panel = Panel(
        tuple(codes), tuple(units), tuple(periods), values, origin, cells,
        accruals=accruals(method.statistics), departments=_departments(case),
    )  # fmt: skip
    panel = panel if ledgers is None else with_counted(panel, ledgers)
    for statistic, unit, period, value in dated:
        if period in panel.periods:
            at = statistic, unit, panel.periods.index(period)
            panel.values[at] = np.nan if value is None else value
            panel.origin[at] = -1
    return panel


def _departments(case: MethodCase) -> DepartmentFigures:
    """Figures about departments. What a run counts is not counted of a case: it is known where the case states it."""
    nothing = dict.fromkeys(BUILT_IN)
    return DepartmentFigures({
        (department, figure, case.period): float("nan") if value is None else value
        for department, figures in case.departments.items()
        for figure, value in {**nothing, **figures}.items()
    })  # fmt: skip


def earlier_of(case: MethodCase, results: Mapping[Period, Mapping[str, CaseResult]]) -> tuple[Earlier, ...]:
    """Earlier results that a case brings."""
    nothing = float("nan")

    def number_of(value: float | None) -> float:
        return nothing if value is None else value

    return tuple(
        Earlier(
            period,
            {
                unit: Place(
                    number_of(of.rank), number_of(of.group_rank), number_of(of.score),
                    case.units[unit].group if unit in case.units else "", of.grade,
                )
                for unit, of in by_unit.items()
            },
        )
        for period, by_unit in results.items()
    )  # fmt: skip


def compared(case: MethodCase, small: Small) -> CaseOutcome:
    """What comes out beside what is expected. Raises InputError for what the method refuses."""
    tested, decides = small.tested, case.expect.decides
    assessment = assessment_of(case, tested)
    method = with_expected(tested.method, case)
    needs = needs_of(method, case)
    whole = small.whole or needs.lists or (needs.result and not case.result)
    if not whole:
        ranking = tested.weights.ranking.model_copy(update={"ties": (), "minimum_weight": None})
        weights = tested.weights.model_copy(update={"ranking": ranking, "over_periods": {}})
        method = _needed(case, method, needs)
        method = in_force(method, tested.method, case) if decides else method
        assessment = replace(assessment, weights=weights)
    assessment = replace(assessment, method=method)
    panel = panel_of(case, method, small.brought.ledgers)
    out: list[Compared] = []
    working: list[Step] = []
    if whole or decides or any(method.indicators()):
        earlier = earlier_of(case, small.earlier)
        result = assess(assessment, panel, earlier=earlier, weighed=None if whole else tested.method)
        if case.result:
            result = with_given(result, case, earlier)
        out += _compare_result(case, result)
        for row in range(len(result.units)):
            for position, node in enumerate(result.nodes):
                if node.kind == "indicator" or (whole and position == 0):
                    working += of_node(explain(result, row, position))
        if whole:
            out += _compare_struck(case, [unit.code for unit in result.units], result.vetoes)
        if decides:
            result = replace(result, checks=check_softly(panel, assessment, ()), inspected=small.brought.items)
            found, steps = compare_decisions(case, result, tested.method)
            out += found
            working += steps
    tree = replace(method, dimensions=tested.method.dimensions)
    out += _compare_points(case, replace(assessment, method=tree), panel, whole, working)
    out += _compare_city(case, assessment, panel, working)
    return CaseOutcome(case, tuple(out), tuple(working))


def _needed(case: MethodCase, method: Method, needs: Needs) -> Method:
    """The method cut down to what the case expects: whole dimensions where one of them is asked for."""
    wanted = {*case.expect.value, *case.expect.score, *needs.nodes}

    def cut(dimension: Dimension) -> Dimension | None:
        if wanted & {ROOT, dimension.dimension}:
            return dimension
        indicators = tuple(each for each in dimension.indicators if each.code in wanted)
        parts = tuple(part for each in dimension.dimensions if (part := cut(each)) is not None)
        if not indicators and not parts:
            return None
        return dimension.model_copy(update={"indicators": indicators, "dimensions": parts})

    return replace(
        method,
        dimensions=tuple(part for each in method.dimensions if (part := cut(each)) is not None),
        adjustments=tuple(spec for spec in method.adjustments if spec.code in case.expect.points),
        vetoes=tuple(spec for spec in method.vetoes if spec.code in case.expect.struck),
        city_targets=tuple(
            spec for spec in method.city_targets if spec.code in case.expect.city or spec.code in case.expect.met
        ),
    )


def _by_unit(units: list[str], found: FloatArray) -> dict[str, float]:
    return dict(zip(units, found.tolist(), strict=True))


def _compare_result(case: MethodCase, result: Result) -> list[Compared]:
    units = [unit.code for unit in result.units]
    expect = case.expect
    out: list[Compared] = []
    for what, wanted, found in (
        ("value", expect.value, result.value), ("score", expect.score, result.score),
        ("weight", expect.weight, result.weight),
    ):  # fmt: skip
        for code, numbers in wanted.items():
            out += compare(what, code, numbers, _by_unit(units, found[:, result.index(code)]), case.tolerance)
    out += compare("total", "", expect.total, _by_unit(units, result.published), case.tolerance)
    out += compare("rank", "", expect.rank, _by_unit(units, result.rank), 0.0)
    out += compare("group_rank", "", expect.group_rank, _by_unit(units, result.group_rank), 0.0)
    grades = dict(zip(units, result.grade, strict=True))
    for unit, grade in expect.grade.items():
        out.append(Compared("grade", "", unit, grade, grades.get(unit), unit in grades and grades[unit] == grade))
    lists = {outcome.spec.code: tuple(units[row] for row in outcome.on) for outcome in result.lists}
    for code, named in expect.lists.items():
        have = lists.get(code, ())
        out.append(Compared("list", code, "", ", ".join(named), ", ".join(have), have == named))
    for code, points in expect.nominal.items():
        column = result.nominal[:, result.index(code)].tolist()
        out += compare(
            "nominal", code, dict.fromkeys(units, points), dict(zip(units, column, strict=True)), case.tolerance
        )
    return out


def _compare_struck(case: MethodCase, units: list[str], vetoes: Sequence[VetoOutcome]) -> list[Compared]:
    out: list[Compared] = []
    for veto in vetoes:
        if veto.spec.code in case.expect.struck:
            hit = sorted(unit for unit, struck in zip(units, veto.struck, strict=True) if struck)
            want = sorted(case.expect.struck[veto.spec.code])
            out.append(Compared("struck", veto.spec.code, "", ", ".join(want), ", ".join(hit), hit == want))
    return out


def _compare_points(
    case: MethodCase, assessment: Assessment, panel: Panel, whole: bool, working: list[Step]
) -> list[Compared]:
    """Adjustments and vetoes, which need no tree."""
    work = start(assessment, panel, assessment.method)
    units = [unit.code for unit in work.figures.units]
    outcomes = adjust(work).outcomes
    vetoes = strike(work.figures)
    work.stop_if_refused()
    expect = case.expect
    out: list[Compared] = []
    for outcome in outcomes:
        numbers = expect.points.get(outcome.spec.code, {})
        out += compare("points", outcome.spec.code, numbers, _by_unit(units, outcome.points), case.tolerance)
        for row, unit in enumerate(units):
            if unit in numbers:
                working += of_adjustment(outcome, row, unit)
    if not whole:
        out += _compare_struck(case, units, vetoes)
    return out


def _compare_city(case: MethodCase, assessment: Assessment, panel: Panel, working: list[Step]) -> list[Compared]:
    if not case.expect.city and not case.expect.met:
        return []
    out: list[Compared] = []
    for progress in progress_of(assessment, panel):
        code = progress.spec.code
        if code in case.expect.city or code in case.expect.met:
            working += of_city(progress)
        if code in case.expect.city:
            out += compare("city", code, {"": case.expect.city[code]}, {"": progress.value}, case.tolerance)
        if code in case.expect.met:
            met = progress.state == "met"
            out.append(Compared("met", code, "", case.expect.met[code], met, met == case.expect.met[code]))
    return out
