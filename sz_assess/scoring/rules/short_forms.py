"""Familiar names for often-used curves. Each prints the long form it stands for, and is scored as that."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from sz_assess.errors import Refused
from sz_assess.expression import Expression
from sz_assess.scoring.rules.base import Bounds, Direction, Formula, Rule
from sz_assess.scoring.rules.curve import Beyond, Curve, Ends, Point, Steps
from sz_assess.scoring.rules.expression import ByExpression
from sz_assess.text import msg


def _formula(text: str) -> Expression:
    return Point.model_validate({"at": text, "score": 0}).at


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
    ) -> Curve:
        return Curve.model_construct(
            rule="curve",
            points=tuple(Point(at=at, score=score) for at, score in points),
            beyond=beyond,
            when_equal=when_equal,
            steps=steps,
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

    def long_form(self, direction: Direction) -> Curve:
        worst, best = ("min", "max") if direction == "positive" else ("max", "min")
        points = [
            (self.unacceptable or _formula(worst), self.base),
            (self.satisfactory or _formula(best), _sum(self.base, self.span)),
        ]
        return self._curve(points, self.beyond, self.when_equal)


class MinMax(ShortForm):
    """极差法: 0 for the worst unit, full marks for the best."""

    rule: Literal["min_max"]
    low: Formula = _formula("0")
    high: Formula = _formula("full")
    when_equal: Formula

    def long_form(self, direction: Direction) -> Curve:
        worst, best = ("min", "max") if direction == "positive" else ("max", "min")
        return self._curve([(_formula(worst), self.low), (_formula(best), self.high)], "hold", self.when_equal)


class Goalposts(ShortForm):
    """Fixed goalposts: 0 at the low one, full marks at the high one, level beyond them; swapped if negative."""

    rule: Literal["goalposts"]
    low: Formula
    high: Formula

    def long_form(self, direction: Direction) -> Curve:
        first, last = (self.low, self.high) if direction == "positive" else (self.high, self.low)
        return self._curve([(first, _formula("0")), (last, _formula("full"))], "hold")


class Completion(ShortForm):
    """目标完成率: value as a share of the target, held within 0 and ``cap``.

    For a negative indicator ``inverse`` is needed: ``ratio`` scores target / value, ``mirror`` scores
    2 - value / target.
    """

    rule: Literal["completion"]
    cap: Formula = Field(description="the most that it can score, such as 100 or 120")
    target: Formula = _formula("target")
    inverse: Literal["ratio", "mirror"] | None = None

    def long_form(self, direction: Direction) -> Rule:
        within = (
            self.within
            or Curve.model_validate(
                {"rule": "curve", "points": [[0, 0], [1, 1]], "beyond": "hold", "within": [0, self.cap]}
            ).within
        )
        if direction == "negative" and self.inverse != "mirror":
            formula = _formula(f"full * ({self.target.text}) / value")
            return ByExpression.model_construct(
                rule="expression", formula=formula, over=self.over, scale=self.scale, within=within
            )
        points = [(_formula("0"), _formula("0")), (self.target, _formula("full"))]
        if direction == "negative":
            points = [(_formula(f"2 * ({self.target.text})"), _formula("0")), (self.target, _formula("full"))]
        return self._curve(points, "extend", within=within)


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

    def long_form(self, direction: Direction) -> Curve:
        below, above = self._reaches
        points = [
            (_formula(f"({self.low.text}) - ({below.text})"), _formula("0")),
            (self.low, _formula("full")),
            (self.high, _formula("full")),
            (_formula(f"({self.high.text}) + ({above.text})"), _formula("0")),
        ]
        return self._curve(points, "hold")


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
        return self

    def long_form(self, direction: Direction) -> Curve:
        sign = "+" if direction == "positive" else "-"
        points = [
            (self.reference, self.base),
            (_formula(f"({self.reference.text}) {sign} ({self.unit.text})"), _sum(self.base, self.each)),
        ]
        steps = Steps.model_validate({"from": self.reference, "each": self.unit}) if self.whole_steps else None
        return self._curve(points, "extend", steps=steps)
