"""The task book worked out: each task's city target shared out, its months, the units' key projects."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

import numpy as np

from sz_assess.assess.values import Figures, at_period, dated_value, selected
from sz_assess.decisions.money import exact as as_decimal
from sz_assess.decisions.money import plain, total
from sz_assess.decisions.tasks.model import Project, Tasks, TaskShares, UnitTask
from sz_assess.decisions.tasks.path import monthly
from sz_assess.decisions.tasks.share_out import Infeasible, share_out
from sz_assess.errors import InputError, Problem, Words, noted
from sz_assess.expression import Expression
from sz_assess.formulas import BaseRule
from sz_assess.method.decisions.task import AsGiven, ByCapacity, ByEffort, ByPoints, ByShare, Task, TaskFigures, TheSame
from sz_assess.method.ledger import LedgerColumn
from sz_assess.method.model import Assessment
from sz_assess.numeric import FloatArray
from sz_assess.scoring.domain import DomainError
from sz_assess.statistics.panel import Panel
from sz_assess.text import Text, msg, number


def tasks(assessment: Assessment, panel: Panel) -> Tasks:
    """Work the task book out for the assessed period. The period's own results are not needed: formulas reach as far
    as the file says, such as to last year's figures.

    Raises :class:`InputError` with every task that has no city target, whose figures are missing, or whose targets
    can't add up above their lower bounds, and by how much.
    """
    book, end = assessment.method.task_book, assessment.about.period.end
    if book is None:
        return Tasks(None, (), (), (), end)
    stated = assessment.weights.decisions.task_book.tasks
    figures = Figures(assessment, panel)
    found: list[TaskShares] = []
    problems: list[Problem] = []
    for task in book.tasks:
        with noted(problems):
            found.append(_Sharing(figures, task, stated.get(task.code, TaskFigures())).shares())
    if problems or figures.problems:
        raise InputError([*figures.problems, *problems])
    columns: tuple[LedgerColumn, ...] = ()
    if book.key_projects is not None and (ledger := panel.ledgers.book_of(book.key_projects.statistic)) is not None:
        columns = tuple(ledger.ledger.column(code) for code in book.key_projects.columns)
    return Tasks(book, tuple(found), columns, tuple(_projects(assessment, panel, figures)), end)


def _projects(assessment: Assessment, panel: Panel, figures: Figures) -> Iterator[Project]:
    book = assessment.method.task_book
    if book is None or (asked := book.key_projects) is None:
        return
    ledger = panel.ledgers.book_of(asked.statistic)
    if ledger is None:
        return
    order = [column.code for column in ledger.ledger.columns]
    at = [order.index(code) for code in asked.columns]
    for n, unit in enumerate(figures.units):
        if not unit.counts_once:
            continue
        for row in panel.ledgers.rows_behind(asked.statistic, unit.source, [figures.period]):
            if row.known:
                yield Project(n, tuple(row.cells[position] for position in at), row.place)


Written = tuple[Text, str]
"""What was worked out, and the arithmetic of one unit."""


@dataclass
class _Sharing:
    """One task being shared out. Lists are by ``who``, the positions of units that the task applies to."""

    figures: Figures
    task: Task
    stated: TaskFigures
    who: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        # A unit has its target once, whatever groups it is in.
        once = np.array([unit.counts_once for unit in self.figures.units], dtype=bool)
        self.who = np.flatnonzero(once & ~selected(self.task.not_applicable, self.figures.units)).tolist()
        self.step = Decimal(1).scaleb(-self.task.decimals)

    def shares(self) -> TaskShares:
        city = self._city()
        sharing, reached = self.task.sharing, None
        if isinstance(sharing, TheSame):
            targets = [city] * len(self.who)
            written: list[Written] = [(msg("the city's target, the same for all"), number(float(city), 9))] * len(
                targets
            )
            held = [False] * len(targets)
        elif isinstance(sharing, ByPoints):
            targets, written, reached = self._by_points(city, sharing)
            held = [False] * len(targets)
        elif isinstance(sharing, AsGiven):
            targets, written = self._given(city)
            held = [False] * len(targets)
        else:
            targets, written, held = self._added_up(city, sharing)
        own = self._own()
        units = tuple(
            UnitTask(
                unit=n,
                target=targets[at],
                label=written[at][0],
                expression=written[at][1],
                held=held[at],
                own=float(own[n]),
                path=monthly(
                    targets[at], self.task.decimals, self.stated.months, cumulative=self.task.path == "cumulative"
                ),
            )
            for at, n in enumerate(self.who)
        )
        return TaskShares(self.task, self.stated, city, units, reached)

    # --- the city's target ------------------------------------------------------------------------------------

    def _city(self) -> Decimal:
        """The weights file's figure, or the plan's of the year; whole steps where targets add up."""
        found = self.stated.city
        if found is None and self.task.city is not None:
            spec = next(each for each in self.figures.assessment.method.city_targets if each.code == self.task.city)
            dated = at_period(spec.targets, self.figures.period)
            if dated is not None and dated.value is not None:
                value = dated.value
                if isinstance(value, Expression):
                    value = self.figures.of_city(value, self.figures.period, BaseRule())
                found = None if math.isnan(value) else as_decimal(value)
        if found is None:
            mend = msg(
                "state it under decisions: task_book: tasks: {code}: city: in the weights file", code=self.task.code
            )
            expected = msg("the city's target for {period}", period=str(self.figures.period))
            raise self._refused("city", msg("no target to share out"), expected, mend)
        if not isinstance(self.task.sharing, ByPoints | TheSame) and found % self.step:
            expected = msg("a target of at most {n} decimals, as the units' targets have", n=self.task.decimals)
            raise self._refused("city", msg("a target of {value}", value=f"{found:f}"), expected)
        return plain(found)

    def _refused(self, key: str, found: Words, expected: Words, mend: Words = "") -> InputError:
        return InputError([Problem("decisions", found, expected, mend, f"task_book.{self.task.code}.{key}")])

    # --- targets that add up ----------------------------------------------------------------------------------

    def _added_up(
        self, city: Decimal, sharing: ByShare | ByCapacity | ByEffort
    ) -> tuple[list[Decimal], list[Written], list[bool]]:
        claims, starts = self._claims(sharing)
        floors = [self._steps(floor) for floor in self._of(self.task.at_least)]
        whole = int(city / self.step)
        scale = Fraction(self.step)
        try:
            found = share_out(whole, claims, [start / scale for start in starts], floors)
        except Infeasible as error:
            raise self._infeasible(error, city) from None
        targets = [plain(steps * self.step) for steps in found.steps]
        written = [
            self._written(sharing, city, (claims[n], sum(claims, Fraction(0))), (starts[n], sum(starts, Fraction(0))),
                          found.exact[n] * scale, found.held[n])
            for n in range(len(targets))
        ]  # fmt: skip
        return targets, written, list(found.held)

    def _steps(self, floor: Fraction) -> int:
        amount = Decimal(floor.numerator) / Decimal(floor.denominator)
        return int((amount / self.step).to_integral_value(rounding=ROUND_CEILING))

    def _infeasible(self, error: Infeasible, city: Decimal) -> InputError:
        by = plain(Decimal(abs(error.by).numerator) / Decimal(abs(error.by).denominator) * self.step)
        if error.by > 0:
            found = msg(
                "lower bounds that come to {by} more than the city's target of {city}", by=f"{by:f}", city=f"{city:f}"
            )
            mend = msg("lower at_least, or raise the city's target by {by}", by=f"{by:f}")
            return self._refused("at_least", found, msg("lower bounds that the city's target can meet"), mend)
        found = msg("no unit with a share in the base: {by} of the city's target would be nobody's", by=f"{by:f}")
        return self._refused("sharing", found, msg("a base or capacity that somebody has"))

    def _claims(self, sharing: ByShare | ByCapacity | ByEffort) -> tuple[list[Fraction], list[Fraction]]:
        """What additions go by, and what units start from."""
        none = [Fraction(0)] * len(self.who)
        if isinstance(sharing, ByShare):
            return self._positive(sharing.base), none
        if isinstance(sharing, ByCapacity):
            return self._positive(sharing.capacity), none if sharing.base is None else self._positive(sharing.base)
        base = self._positive(sharing.base)
        if sharing.effort == "same_growth":
            return base, none
        if sharing.size is None:
            return [Fraction(1)] * len(self.who), base
        return [size * size for size in self._positive(sharing.size)], base

    def _written(
        self, sharing: ByShare | ByCapacity | ByEffort, city: Decimal, claims: tuple[Fraction, Fraction],
        starts: tuple[Fraction, Fraction], exact: Fraction, held: bool,
    ) -> Written:  # fmt: skip
        """The arithmetic of one unit; ``claims`` and ``starts`` are its own and all units'."""
        value = _show(exact)
        if held:
            return msg("at its lower bound"), value
        claim, whole = map(_show, claims)
        start, sum_of = map(_show, starts)
        target = number(float(city), 9)
        label: Text
        if starts[1] == 0:
            label = (
                msg("every unit grows by the same per cent")
                if isinstance(sharing, ByEffort)
                else msg("in proportion to the base")
                if isinstance(sharing, ByShare)
                else msg("in proportion to the capacity")
            )
            return label, f"{target} × {claim} ÷ {whole} = {value}"
        label = msg("additions in proportion to the capacity")
        if isinstance(sharing, ByEffort):
            label = msg("the same addition for every unit") if sharing.size is None else msg("additions by size²")
        return label, f"{start} + ({target} − {sum_of}) × {claim} ÷ {whole} = {value}"

    # --- other targets ----------------------------------------------------------------------------------------

    def _by_points(self, city: Decimal, sharing: ByPoints) -> tuple[list[Decimal], list[Written], float]:
        rates, weights = self._of(sharing.rate), self._positive(sharing.weight)
        whole = sum(weights, Fraction(0))
        if not whole:
            raise self._refused("sharing", msg("weights that add up to 0"), msg("a weight that somebody has"))
        mean = sum((rate * weight for rate, weight in zip(rates, weights, strict=True)), Fraction(0)) / whole
        lift = Fraction(city) - mean
        targets = [plain(_ceiling(rate + lift, self.step)) for rate in rates]
        reached = (
            sum((Fraction(target) * weight for target, weight in zip(targets, weights, strict=True)), Fraction(0))
            / whole
        )
        label = msg("the same percentage points for every unit, rounded up")
        written = [
            (label, f"{_show(rate)} + ({number(float(city), 9)} − {_show(mean)}) = {_show(rate + lift)}")
            for rate in rates
        ]
        return targets, written, float(reached)

    def _given(self, city: Decimal) -> tuple[list[Decimal], list[Written]]:
        units = [self.figures.units[n].code for n in self.who]
        absent = [code for code in units if code not in self.stated.units]
        if absent:
            raise self._refused("units", msg("no target for {codes}", codes=absent), msg("a target for every unit"))
        foreign = [code for code in self.stated.units if code not in units]
        if foreign:
            expected = msg("units that the task applies to")
            raise self._refused("units", msg("targets for {codes}", codes=foreign), expected)
        targets = [plain(self.stated.units[code]) for code in units]
        if (whole := total(targets)) != city:
            found = msg("targets that add up to {sum}: {by} {side} the city's target of {city}", sum=f"{whole:f}",
                        by=f"{abs(whole - city):f}", side=msg("above") if whole > city else msg("below"),
                        city=f"{city:f}")  # fmt: skip
            raise self._refused("units", found, msg("targets that add up to {city}", city=f"{city:f}"))
        for code, target, floor in zip(units, targets, self._of(self.task.at_least), strict=True):
            if Fraction(target) < floor:
                found = msg("a target of {value} for {unit}", value=f"{target:f}", unit=code)
                raise self._refused("units", found, msg("at least {floor}", floor=_show(floor)))
        return targets, [(msg("as given"), number(float(target), 9)) for target in targets]

    def _own(self) -> FloatArray:
        """(units,) the targets of the method's indicator; NaN without one."""
        nothing = np.full(len(self.figures.units), np.nan)
        spec = next(
            (each for each in self.figures.assessment.method.indicators() if each.code == self.task.indicator), None
        )
        dated = None if spec is None else at_period(spec.targets, self.figures.period)
        if spec is None or dated is None:
            return nothing
        try:
            return dated_value(self.figures, dated, BaseRule("missing", "missing"))
        except DomainError:  # pragma: no cover - a base that may be missing refuses nothing else
            return nothing

    # --- figures ----------------------------------------------------------------------------------------------

    def _of(self, formula: Expression | None) -> list[Fraction]:
        """The figures of those whom the task applies to, exact decimals; 0 without a formula."""
        if formula is None:
            return [Fraction(0)] * len(self.who)
        try:
            found = self.figures.of_units(formula, self.figures.period, BaseRule())
        except DomainError as error:
            for row in np.flatnonzero(np.broadcast_to(error.where, (len(self.figures.units),))):
                self.figures.refuse(self.task.code, self.figures.units[row], formula, error)
            return [Fraction(0)] * len(self.who)
        problems = []
        for n in self.who:
            if math.isnan(found[n]):
                unit = self.figures.units[n]
                what = msg("no figure for {formula}", formula=formula.text)
                mend = msg("deliver it, or name the unit under not_applicable of the task")
                problems.append(Problem(self.figures.place(formula, unit) or "data", what,
                                        msg("a figure for every unit that has a target"), mend,
                                        f"{self.task.code}, {unit.code}"))  # fmt: skip
        if problems:
            raise InputError(problems)
        return [Fraction(as_decimal(float(found[n]))) for n in self.who]

    def _positive(self, formula: Expression) -> list[Fraction]:
        found = self._of(formula)
        for n, value in zip(self.who, found, strict=True):
            if value < 0:
                unit = self.figures.units[n]
                raise InputError([Problem(
                    self.figures.place(formula, unit) or "data", msg("{value} to share by", value=_show(value)),
                    msg("0 or more"), msg("write max(…, 0) in the formula where that is meant"),
                    f"{self.task.code}, {unit.code}",
                )])  # fmt: skip
        return found


def _ceiling(value: Fraction, step: Decimal) -> Decimal:
    return Decimal(math.ceil(value / Fraction(step))) * step


def _show(value: Fraction) -> str:
    return number(float(value), 4)
