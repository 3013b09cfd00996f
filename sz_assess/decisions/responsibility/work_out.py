"""Every yearly assessment of a result: the parts' scores, the year's score, places and grades."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from sz_assess.assess.ranking import cuts_of
from sz_assess.assess.values import Figures, selected
from sz_assess.decisions.responsibility.delivered import counts
from sz_assess.decisions.responsibility.items import DutyItem, count, items_due
from sz_assess.decisions.responsibility.model import OUT, Judged, PartOutcome, PartState, Responsibilities, Year
from sz_assess.errors import InputError, Problem
from sz_assess.formulas import BaseRule, FormulaScope
from sz_assess.method.decisions.responsibility import BUILT_IN, DutyPart, Responsibility, ResponsibilityFigures
from sz_assess.method.load import DEPARTMENTS
from sz_assess.method.weight_tree import ROOT
from sz_assess.numeric import BoolArray, FloatArray, IntArray, at_least, exact_sum, round_to
from sz_assess.periods import Period
from sz_assess.result import Result, VetoOutcome
from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.grade import UNGRADED, by_quota, by_score
from sz_assess.scoring.leaves import Leaf, score_leaves
from sz_assess.scoring.rank import rank
from sz_assess.scoring.references import Population
from sz_assess.text import msg

BASE = BaseRule("missing", "missing")
"""A share of nothing, such as of no inspection items, is no figure; the part says what that means."""


def responsibilities(result: Result) -> Responsibilities:
    """Work out every yearly assessment that the weights file has figures of.

    Raises :class:`InputError` with every figure that is missing where the part refuses that, or that a part can't
    take.
    """
    stated = result.assessment.weights.decisions.responsibility
    problems: list[Problem] = []
    judged: list[Judged] = []
    specs = result.assessment.method.responsibility
    for spec in specs:
        if spec.code in stated:
            work = _Work(result, spec, stated[spec.code])
            judged.append(work.judged())
            problems += work.problems
    if problems:
        raise InputError(problems)
    return Responsibilities(tuple(judged), tuple(spec for spec in specs if spec.code not in stated))


@dataclass
class _Work:
    """One yearly assessment being worked out. ``who`` are positions of those assessed."""

    result: Result
    spec: Responsibility
    figures: ResponsibilityFigures
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.of_units = self.spec.of == "units"
        departments = self.result.assessment.method.about.departments
        self.codes = [each.code for each in (self.result.units if self.of_units else departments)]
        if self.of_units:
            # A unit has one year, whatever groups it is in.
            outside = selected(self.spec.not_applicable, self.result.units)
            self.who = np.flatnonzero(self.result.once & ~outside).tolist()
        else:
            named = self.spec.departments or self.codes
            self.who = [n for n, code in enumerate(self.codes) if code in named]
        self.statistics = Figures(self.result.assessment, self.result.panel)
        self.counts = {} if self.of_units else counts(self.result)
        self.counted = {figure.code: figure.counted.inspection for figure in self.spec.figures if figure.counted}
        self.items: dict[Period, tuple[DutyItem, ...]] = {}

    def judged(self) -> Judged:
        scores: list[FloatArray] = []
        values: list[FloatArray] = []
        idle: list[BoolArray] = []
        for part in self.spec.parts:
            idle.append(self._nothing_due(part))
            value = np.where(idle[-1], np.nan, self._value(part))
            scores.append(self._score(part, value))
            values.append(np.full(len(self.who), np.nan) if part.score is not None else value)
        self.problems += self.statistics.problems
        rows = [
            self._parts([of[n] for of in values], [of[n] for of in scores], [of[n] for of in idle], holder)
            for n, holder in enumerate(self.who)
        ]
        total = np.array([
            exact_sum(np.array([part.points for part in row if part.state not in OUT]))
            if any(part.weight for part in row) else math.nan
            for row in rows
        ])  # fmt: skip
        published = round_to(total, self.figures.decimals)
        vetoes = [self._veto(holder) for holder in self.who]
        grades = self._grades(published, np.array([veto is None for veto in vetoes], dtype=bool))
        place = rank(published)
        years = tuple(
            Year(holder, rows[n], float(total[n]), float(published[n]), float(place[n]), grades[n], vetoes[n])
            for n, holder in enumerate(self.who)
        )
        items = self._items(self.statistics.period) if self.counted else ()
        own = {self.codes[holder] for holder in self.who}
        return Judged(self.spec, self.figures, years, tuple(item for item in items if item.department in own))

    # --- values and scores ------------------------------------------------------------------------------------

    def _value(self, part: DutyPart) -> FloatArray:
        """(who,) what the part is scored on; NaN where there is no figure."""
        if part.score is not None:
            return self._of_result(part.score)[self.who]
        if part.value is None:
            raise ValueError(f"the part {part.code} has neither a score nor a value")
        try:
            if self.of_units:
                return self.statistics.of_units(part.value, self.statistics.period, BASE)[self.who]
            scope = FormulaScope(self._of_departments, self.statistics.period, BASE)
            return np.array(np.broadcast_to(np.asarray(part.value.evaluate(scope), dtype=float), (len(self.who),)))
        except DomainError as error:
            where = np.broadcast_to(error.where, (len(self.result.units if self.of_units else self.who),))
            chosen = where[self.who] if self.of_units else where
            for n in np.flatnonzero(chosen):
                self._refuse(part, self.who[n], error)
            return np.zeros(len(self.who))

    def _of_result(self, code: str) -> FloatArray:
        """(units,) a score in per cent of full marks; the published total for the root."""
        if code == ROOT:
            return self.result.published / float(self.result.assessment.weights.total) * 100.0
        return self.result.score[:, self.result.index(code)]

    def _of_departments(self, name: str, period: Period) -> FloatArray:
        """(who,) a figure of the departments: as given or, of those that the program counts, as counted."""
        codes = [self.codes[n] for n in self.who]
        if name in BUILT_IN:
            given = self.result.panel.departments.values
            own = self.counts if period == self.statistics.period else {}
            return np.array([given.get((code, name, period), own.get(code, {}).get(name, math.nan)) for code in codes])
        if name in self.counted:
            if not self.result.inspected.kept:
                return np.full(len(codes), math.nan)
            items = self._items(period)
            return np.array([float(count(items, code, self.counted[name])) for code in codes])
        return np.array([self.result.panel.departments.values.get((code, name, period), math.nan) for code in codes])

    def _items(self, period: Period) -> tuple[DutyItem, ...]:
        """What was due in a period, of all departments."""
        if period not in self.items:
            self.items[period] = items_due(self.result, period, self.problems)
        return self.items[period]

    def _nothing_due(self, part: DutyPart) -> BoolArray:
        """(who,) of whom no inspection item was due, where the part counts them."""
        if not self.spec.counts_items(part) or not self.result.inspected.kept:
            return np.zeros(len(self.who), dtype=bool)
        items = self._items(self.statistics.period)
        return np.array([not count(items, self.codes[holder], "items_due") for holder in self.who], dtype=bool)

    def _score(self, part: DutyPart, value: FloatArray) -> FloatArray:
        """(who,) 0 to 100 unless a rule, or the result, goes beyond; NaN where there is no figure."""
        if part.scoring is not None:
            leaf = Leaf(part.scoring.long_form("positive"), "positive", "all")
            try:
                found, _ = score_leaves(np.asfortranarray(value[:, np.newaxis]), (leaf,), {"all": Population()})
            except DomainError as error:
                for n in np.flatnonzero(error.where[:, 0]):
                    self._refuse(part, self.who[n], error)
                return np.zeros(len(self.who))
            return np.array(found[:, 0])
        if part.value is not None:
            known = ~np.isnan(value)
            outside = known & ~(at_least(value, np.zeros(1)) & at_least(np.full(1, 100.0), value))
            for n in np.flatnonzero(outside):
                strange = DomainError(
                    outside, msg("{value} as a score", value=float(value[n])), msg("a score between 0 and 100"),
                    msg("state scoring: for the part, or correct the figure"),
                )  # fmt: skip
                self._refuse(part, self.who[n], strange)
        return value

    def _refuse(self, part: DutyPart, holder: int, error: DomainError) -> None:
        self.problems.append(
            Problem(self._place(part, holder), error.found, error.expected, error.mend, self._key(part, holder))
        )

    def _key(self, part: DutyPart, holder: int) -> str:
        return f"{self.spec.code}.{part.code}, {self.codes[holder]}"

    def _place(self, part: DutyPart, holder: int) -> str:
        """Where the first figure of the part stands."""
        if self.of_units:
            found = "" if part.value is None else self.statistics.place(part.value, self.result.units[holder])
            return found or "data"
        places = self.result.panel.departments.places
        names = () if part.value is None else part.value.names
        return next(
            (places[key] for name in names if (key := (self.codes[holder], name, self.statistics.period)) in places),
            DEPARTMENTS,
        )

    # --- the year ---------------------------------------------------------------------------------------------

    def _parts(
        self, values: Sequence[float], scores: Sequence[float], idle: Sequence[bool], holder: int
    ) -> tuple[PartOutcome, ...]:
        states = [
            self._state(part, score, nothing, holder)
            for part, score, nothing in zip(self.spec.parts, scores, idle, strict=True)
        ]
        nominal = [float(self.figures.weights[part.code]) for part in self.spec.parts]
        kept = math.fsum(weight for weight, state in zip(nominal, states, strict=True) if state not in OUT)
        out = []
        for part, value, score, weight, state in zip(self.spec.parts, values, scores, nominal, states, strict=True):
            effective = 0.0 if state in OUT or not kept else weight / kept * 100.0
            counted = {"zero": 0.0, "full_marks": 100.0, "left_out": math.nan}.get(state, score)
            points = counted * effective / 100.0 if state not in OUT else math.nan
            out.append(PartOutcome(part, float(value), float(counted), weight, effective, points, state))
        return tuple(out)

    def _state(self, part: DutyPart, score: float, idle: bool, holder: int) -> PartState:
        if idle and part.nothing_due in ("leave_out", "full_marks"):
            return "left_out" if part.nothing_due == "leave_out" else "full_marks"
        if not math.isnan(score):
            return "scored"
        if part.missing == "refuse":
            self.problems.append(self._nothing(part, holder))
        return "excluded" if part.missing == "exclude" else "zero"

    def _nothing(self, part: DutyPart, holder: int) -> Problem:
        names = part.score if part.value is None else ", ".join(part.value.names)
        mend = msg("deliver it, or say missing: zero or missing: exclude in decisions.yaml")
        place = "data" if self.of_units else DEPARTMENTS
        found = msg("no figure for {names}", names=names)
        return Problem(place, found, msg("a figure for everybody who is assessed"), mend, self._key(part, holder))

    def _veto(self, holder: int) -> VetoOutcome | None:
        if self.spec.vetoed != "last_grade":
            return None
        return next((veto for veto in self.result.vetoes if veto.struck[holder]), None)

    def _grades(self, published: FloatArray, free: BoolArray) -> tuple[str | None, ...]:
        """(who,) codes of grades; whom a veto strikes can have the last one alone."""
        grading = self.figures.grades
        if grading is None:
            return (None,) * len(self.who)
        better = grading.grades[:-1]
        eligible = np.repeat(free[:, np.newaxis], len(better), axis=1)
        if grading.by == "score":
            lines = [float(grade.line) for grade in better if grade.line is not None]
            found = by_score(published, lines, eligible, [grade.above_score is not None for grade in better])
        else:
            found = self._by_quotas(published, eligible)
        codes = [grade.code for grade in grading.grades]
        return tuple(None if n == UNGRADED else codes[int(n)] for n in found)

    def _by_quotas(self, published: FloatArray, eligible: BoolArray) -> IntArray:
        grading = self.figures.grades
        if grading is None:
            raise ValueError("no grades")
        labels = self.result.labels[self.who] if grading.over == "group" else np.zeros(len(self.who), dtype=np.intp)
        groups = [group.code for group in self.result.assessment.method.about.groups]
        found = np.full(len(self.who), UNGRADED, dtype=np.intp)
        for label in np.unique(labels):
            here = labels == label
            place = rank(published[here])
            cuts = cuts_of(grading, int(np.count_nonzero(~np.isnan(place))), groups[label])
            found[here] = by_quota(place, cuts, grading.ties, eligible[here], grading.vacant or "left")
        return found
