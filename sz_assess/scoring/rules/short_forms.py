"""Familiar names for often-used curves. Each prints the long form it stands for, and is scored as that."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from sz_assess.errors import Refused
from sz_assess.expression import Expression
from sz_assess.scoring.rules.base import Bounds, Direction, Formula, Rule
from sz_assess.scoring.rules.curve import Beyond, Curve, Ends, Point, Run, Steps, refuse_unless_positive
from sz_assess.scoring.rules.expression import ByExpression
from sz_assess.text import msg


def _formula(text: str) -> Expression:
    return Point.model_validate({"at": text, "score": 0}).at


def _run(direction: Direction) -> Run:
    """Which way the points of a rising rule run: up the value where more is better."""
    return "up" if direction == "positive" else "down"


def _rising(low: Expression, high: Expression, *, level: bool = False) -> None:
    """Refuse two constants of which the first is not below the second (or level with it)."""
    first, second = low.constant, high.constant
    if first is not None and second is not None and (first > second or (first == second and not level)):
        raise Refused(f"low: {low.text}, high: {high.text}", msg("low below high"))


def _sum(a: Expression, b: Expression) -> Expression:
    return _formula(f"({a.text}) + ({b.text})")


class ShortForm(Rule):
    """A rule that stands for a longer one."""

    def formulas(self) -> tuple[Expression, ...]:
        return self.long_form("positive").formulas()

    def needs(self) -> frozenset[str]:
        return self.long_form("positive").needs() | self.long_form("negative").needs()

    def _curve(
        self,
        points: list[tuple[Expression, Expression]],
        beyond: Beyond | Ends,
        when_equal: Expression | None = None,
        within: Bounds | None = None,
        steps: Steps | None = None,
        run: Run = "up",
    ) -> Curve:
        return Curve.model_construct(
            rule="curve",
            points=tuple(Point(at=at, score=score) for at, score in points),
            beyond=beyond,
            when_equal=when_equal,
            steps=steps,
            run=run,
            over=self.over,
            scale=self.scale,
            within=self.within or within,
        )


class Efficacy(ShortForm):
    """功效系数法: ``base`` at the unacceptable value, ``base + span`` at the satisfactory one, by default 60 and 40.

    The line goes on beyond both, as the published method has it, unless ``beyond`` or ``within`` says otherwise.
    """

    rule: Literal["efficacy"]
    unacceptable: Formula | None = Field(None, description="不允许值; the worst unit's value if left out")
    satisfactory: Formula | None = Field(None, description="满意值; the best unit's value if left out")
    base: Formula = _formula("60")
    span: Formula = _formula("40")
    beyond: Beyond = "extend"
    when_equal: Formula

    @model_validator(mode="after")
    def _ascending(self) -> Efficacy:
        refuse_unless_positive(self.span, "span")
        return self

    def long_form(self, direction: Direction) -> Curve:
        worst, best = ("min", "max") if direction == "positive" else ("max", "min")
        points = [
            (self.unacceptable or _formula(worst), self.base),
            (self.satisfactory or _formula(best), _sum(self.base, self.span)),
        ]
        return self._curve(points, self.beyond, self.when_equal, run=_run(direction))


class MinMax(ShortForm):
    """极差法: 0 for the worst unit, full marks for the best."""

    rule: Literal["min_max"]
    low: Formula = _formula("0")
    high: Formula = _formula("full")
    when_equal: Formula

    @model_validator(mode="after")
    def _ascending(self) -> MinMax:
        _rising(self.low, self.high)
        return self

    def long_form(self, direction: Direction) -> Curve:
        worst, best = ("min", "max") if direction == "positive" else ("max", "min")
        points = [(_formula(worst), self.low), (_formula(best), self.high)]
        return self._curve(points, "hold", self.when_equal, run=_run(direction))


class Goalposts(ShortForm):
    """Fixed goalposts: 0 at the low one, full marks at the high one, level beyond them; swapped if negative."""

    rule: Literal["goalposts"]
    low: Formula
    high: Formula

    @model_validator(mode="after")
    def _ascending(self) -> Goalposts:
        _rising(self.low, self.high)
        return self

    def long_form(self, direction: Direction) -> Curve:
        first, last = (self.low, self.high) if direction == "positive" else (self.high, self.low)
        return self._curve([(first, _formula("0")), (last, _formula("full"))], "hold", run=_run(direction))


class Completion(ShortForm):
    """目标完成率: value as a share of the target, held within 0 and ``cap``.

    For a negative indicator ``inverse`` says how: ``ratio`` (if left out) scores target / value, which a value of 0 or
    less has none of; ``mirror`` scores 2 - value / target. A target of 0 or less is refused.
    """

    rule: Literal["completion"]
    cap: Formula = Field(description="the most that it can score, such as 100 or 120")
    target: Formula = _formula("target")
    inverse: Literal["ratio", "mirror"] | None = None

    @model_validator(mode="after")
    def _positive(self) -> Completion:
        refuse_unless_positive(self.cap, "cap")
        refuse_unless_positive(self.target, "target")
        return self

    def long_form(self, direction: Direction) -> Rule:
        within = (
            self.within
            or Curve.model_validate(
                {"rule": "curve", "points": [[0, 0], [1, 1]], "beyond": "hold", "within": [0, self.cap]}
            ).within
        )
        if direction == "negative" and self.inverse != "mirror":
            # max() leaves no number, and so an error, where the value or the target is 0 or less.
            formula = _formula(f"full / (max(value, 0) / max({self.target.text}, 0))")
            return ByExpression.model_construct(
                rule="expression", formula=formula, over=self.over, scale=self.scale, within=within
            )
        points = [(_formula("0"), _formula("0")), (self.target, _formula("full"))]
        if direction == "negative":
            points = [(_formula(f"2 * ({self.target.text})"), _formula("0")), (self.target, _formula("full"))]
        return self._curve(points, "extend", within=within, run=_run(direction))


class Band(ShortForm):
    """适度区间: full marks from ``low`` to ``high``, falling to 0 at ``low - reach`` and ``high + reach``.

    ``reach`` may be two numbers, below and above.
    """

    rule: Literal["band"]
    low: Formula
    high: Formula
    reach: Formula | tuple[Formula, Formula] = Field(description="how far outside the band the score is 0")

    @property
    def _reaches(self) -> tuple[Expression, Expression]:
        return self.reach if isinstance(self.reach, tuple) else (self.reach, self.reach)

    @model_validator(mode="after")
    def _in_order(self) -> Band:
        for reach in self._reaches:
            refuse_unless_positive(reach, "reach")
        _rising(self.low, self.high, level=True)
        return self

    def long_form(self, direction: Direction) -> Curve:
        below, above = self._reaches
        top = [self.low] if self._is_point else [self.low, self.high]
        points = [
            (_formula(f"({self.low.text}) - ({below.text})"), _formula("0")),
            *((at, _formula("full")) for at in top),
            (_formula(f"({self.high.text}) + ({above.text})"), _formula("0")),
        ]
        return self._curve(points, "hold")

    @property
    def _is_point(self) -> bool:
        """Whether the band is a single ideal value (适度值)."""
        constants = self.low.constant, self.high.constant
        return self.low.text == self.high.text or (None not in constants and constants[0] == constants[1])


class Margin(ShortForm):
    """与平均水平比较: ``base`` at the reference, and ``each`` more (or less) for every ``unit`` above (or below) it."""

    rule: Literal["margin"]
    reference: Formula = Field(
        description="what the value is compared with: mean, city, target, benchmark.<name>, last_year"
    )
    base: Formula
    each: Formula = Field(description="points for every unit of difference, above 0")
    unit: Formula = _formula("1")
    whole_steps: bool = Field(False, description="true: only whole units of difference count")

    @model_validator(mode="after")
    def _bounded(self) -> Margin:
        if self.within is None:
            raise Refused(msg("no bounds of the score"), msg("within: [0, full], or within: [null, null] for none"))
        refuse_unless_positive(self.each, "each")
        refuse_unless_positive(self.unit, "unit")
        return self

    def long_form(self, direction: Direction) -> Curve:
        sign = "+" if direction == "positive" else "-"
        points = [
            (self.reference, self.base),
            (_formula(f"({self.reference.text}) {sign} ({self.unit.text})"), _sum(self.base, self.each)),
        ]
        steps = Steps.model_validate({"from": self.reference, "each": self.unit}) if self.whole_steps else None
        return self._curve(points, "extend", steps=steps, run=_run(direction))
