"""Familiar names for often-used curves. Each prints the long form it stands for, and is scored as that."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from sz_assess.errors import Refused
from sz_assess.expression import Expression
from sz_assess.scoring.rules.base import Bounds, Direction, Formula, Rule
from sz_assess.scoring.rules.curve import Beyond, Curve, Ends, Point, Run, Steps, refuse_unless_positive
from sz_assess.scoring.rules.expression import ByExpression
from sz_assess.text import msg


def formula_of(text: str) -> Expression:
    """An expression over reference points."""
    return Point.model_validate({"at": text, "score": 0}).at


def running(direction: Direction) -> Run:
    """Which way the points of a rising rule run: up the value where more is better."""
    return "up" if direction == "positive" else "down"


def _rising(low: Expression, high: Expression, *, level: bool = False) -> None:
    """Refuse two constants of which the first is not below the second (or level with it)."""
    first, second = low.constant, high.constant
    if first is not None and second is not None and (first > second or (first == second and not level)):
        raise Refused(f"low: {low.text}, high: {high.text}", msg("low below high"))


_NAME_AND_NUMBER = re.compile(r"([A-Za-z_][\w.]*) ([+-]) (\d+(?:\.\d+)?)")


def sum_of(a: Expression, b: Expression, sign: Literal["+", "-"] = "+") -> Expression:
    """Two expressions, added or the second taken off; numbers are put together, so that ``target - 2 - 18`` reads as
    ``target - 20``."""
    if b.constant is not None:
        more = Decimal(str(b.constant)) * (1 if sign == "+" else -1)
        if a.constant is not None:
            return formula_of(f"{Decimal(str(a.constant)) + more:f}")
        if found := _NAME_AND_NUMBER.fullmatch(a.text.strip()):
            more += Decimal(found[2] + found[3])
            return formula_of(f"{found[1]} {'-' if more < 0 else '+'} {abs(more):f}" if more else found[1])
    return formula_of(f"({a.text}) {sign} ({b.text})")


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
            within=within or self.within,
        )


class Efficacy(ShortForm):
    """功效系数法: ``base`` at the unacceptable value, ``base + span`` at the satisfactory one, by default 60 and 40.

    The line goes on beyond both, as the published method has it, unless ``beyond`` or ``within`` says otherwise.
    ``shape: exponential`` (指数型功效函数) runs through the same two points as
    ``base x ((base + span) / base) ^ share``, flatter where values are bad and steeper where they are good.
    """

    rule: Literal["efficacy"]
    unacceptable: Formula | None = Field(None, description="不允许值; the worst unit's value if left out")
    satisfactory: Formula | None = Field(None, description="满意值; the best unit's value if left out")
    base: Formula = formula_of("60")
    span: Formula = formula_of("40")
    shape: Literal["straight", "exponential"] = Field(
        "straight", description="a straight line between the two values, or an exponential one"
    )
    beyond: Beyond = "extend"
    when_equal: Formula

    @model_validator(mode="after")
    def _ascending(self) -> Efficacy:
        refuse_unless_positive(self.span, "span")
        if self.shape == "exponential":
            refuse_unless_positive(self.base, "base")
            if self.beyond != "extend":
                raise Refused(f"beyond: {self.beyond}", msg("within: bounds of the score, for shape: exponential"))
        return self

    def long_form(self, direction: Direction) -> Rule:
        worst, best = ("min", "max") if direction == "positive" else ("max", "min")
        if self.shape == "exponential":
            return self._exponential(worst, best)
        points = [
            (self.unacceptable or formula_of(worst), self.base),
            (self.satisfactory or formula_of(best), sum_of(self.base, self.span)),
        ]
        return self._curve(points, self.beyond, self.when_equal, run=running(direction))

    def _exponential(self, worst: str, best: str) -> ByExpression:
        low, high = ((each or formula_of(name)).text for each, name in
                     ((self.unacceptable, worst), (self.satisfactory, best)))  # fmt: skip
        base, span = self.base.text, self.span.text
        growth = f"exp(log((({base}) + ({span})) / ({base})) * (value - ({low})) / (({high}) - ({low})))"
        formula = formula_of(f"({self.when_equal.text}) if ({high}) == ({low}) else ({base}) * {growth}")
        return ByExpression.model_construct(
            rule="expression", formula=formula, over=self.over, scale=self.scale, within=self.within
        )


class MinMax(ShortForm):
    """极差法: 0 for the worst unit, full marks for the best."""

    rule: Literal["min_max"]
    low: Formula = formula_of("0")
    high: Formula = formula_of("full")
    when_equal: Formula

    @model_validator(mode="after")
    def _ascending(self) -> MinMax:
        _rising(self.low, self.high)
        return self

    def long_form(self, direction: Direction) -> Curve:
        worst, best = ("min", "max") if direction == "positive" else ("max", "min")
        points = [(formula_of(worst), self.low), (formula_of(best), self.high)]
        return self._curve(points, "hold", self.when_equal, run=running(direction))


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
        return self._curve([(first, formula_of("0")), (last, formula_of("full"))], "hold", run=running(direction))


class Completion(ShortForm):
    """目标完成率: value as a share of the target, held within 0 and ``cap``.

    For a negative indicator ``inverse`` says how: ``ratio`` (if left out) scores target / value, which a value of 0 or
    less has none of; ``mirror`` scores 2 - value / target. A target of 0 or less is refused.
    """

    rule: Literal["completion"]
    cap: Formula | None = Field(description="the most that it can score, such as 100 or 120; null for no cap")
    target: Formula = formula_of("target")
    inverse: Literal["ratio", "mirror"] | None = None

    @model_validator(mode="after")
    def _positive(self) -> Completion:
        if self.cap is not None:
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
            formula = formula_of(f"full / (max(value, 0) / max({self.target.text}, 0))")
            return ByExpression.model_construct(
                rule="expression", formula=formula, over=self.over, scale=self.scale, within=within
            )
        points = [(formula_of("0"), formula_of("0")), (self.target, formula_of("full"))]
        if direction == "negative":
            points = [(formula_of(f"2 * ({self.target.text})"), formula_of("0")), (self.target, formula_of("full"))]
        return self._curve(points, "extend", within=within, run=running(direction))


class Band(ShortForm):
    """适度区间: full marks from ``low`` to ``high``, falling to 0 at ``low - reach`` and ``high + reach``.

    ``reach`` may be two numbers, below and above. ``reach: widest`` is the distance of the unit that lies farthest
    outside, so that this unit gets 0; where no unit lies outside, all have full marks.
    """

    rule: Literal["band"]
    low: Formula
    high: Formula
    reach: Literal["widest"] | Formula | tuple[Formula, Formula] = Field(
        description="how far outside the band the score is 0; widest: as far as the farthest unit"
    )

    @property
    def _reaches(self) -> tuple[Expression, ...]:
        if self.reach == "widest":
            return ()
        return self.reach if isinstance(self.reach, tuple) else (self.reach, self.reach)

    @model_validator(mode="after")
    def _in_order(self) -> Band:
        for reach in self._reaches:
            refuse_unless_positive(reach, "reach")
        _rising(self.low, self.high, level=True)
        return self

    def long_form(self, direction: Direction) -> Rule:
        if not self._reaches:
            return self._to_the_farthest()
        below, above = self._reaches
        top = [self.low] if self._is_point else [self.low, self.high]
        points = [
            (sum_of(self.low, below, "-"), formula_of("0")),
            *((at, formula_of("full")) for at in top),
            (sum_of(self.high, above), formula_of("0")),
        ]
        return self._curve(points, "hold")

    def _to_the_farthest(self) -> ByExpression:
        low, high = self.low.text, self.high.text
        outside = f"max(({low}) - value, value - ({high}), 0)"
        widest = f"max(({low}) - min, max - ({high}))"
        return ByExpression.model_construct(
            rule="expression", formula=formula_of(f"full if {outside} == 0 else full * (1 - {outside} / {widest})"),
            over=self.over, scale=self.scale, within=self.within,
        )  # fmt: skip

    @property
    def _is_point(self) -> bool:
        """Whether the band is a single ideal value (适度值)."""
        constants = self.low.constant, self.high.constant
        return self.low.text == self.high.text or (None not in constants and constants[0] == constants[1])
