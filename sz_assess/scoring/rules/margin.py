"""Margin 与平均水平比较: points for each unit of difference from a reference, alike or unlike on its two sides."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from typing import Literal

from pydantic import Field, model_validator

from sz_assess.errors import Refused
from sz_assess.expression import Expression
from sz_assess.scoring.rules.base import Direction, Formula, Record, Within
from sz_assess.scoring.rules.curve import Curve, Steps, marks, refuse_unless_positive, show
from sz_assess.scoring.rules.in_words import InWords
from sz_assess.scoring.rules.short_forms import ShortForm, formula_of, running, sum_of
from sz_assess.text import Text, msg

Rates = Formula | tuple[Formula, ...]


class Side(Record):
    """What a difference earns, or costs, on one side of the reference."""

    each: Rates = Field(description="points for every unit of difference, above 0; or a list, one rate for each band")
    unit: Formula = formula_of("1")
    band: Formula | None = Field(
        None, description="with a list: how much of the difference each rate holds for; the last rate goes on"
    )
    whole_steps: bool = Field(False, description="true: only whole units of difference count")
    most: Formula | None = Field(None, description="the most points on this side; null for no bound")

    @property
    def rates(self) -> tuple[Expression, ...]:
        """Points for each unit in the first band, the second ..."""
        return self.each if isinstance(self.each, tuple) else (self.each,)

    @model_validator(mode="after")
    def _sound(self) -> Side:
        for rate in self.rates:
            refuse_unless_positive(rate, "each")
        refuse_unless_positive(self.unit, "unit")
        if not self.rates:
            raise Refused("each: []", msg("a rate of points, or a list of rates"))
        if (self.band is not None) != isinstance(self.each, tuple):
            raise Refused(
                msg("a list of rates without the width of a band, or a band without a list"),
                msg("band: how much of the difference each rate of the list holds for"),
            )
        if self.band is not None:
            refuse_unless_positive(self.band, "band")
        if self.most is not None:
            refuse_unless_positive(self.most, "most")
        return self


@dataclass(frozen=True)
class _Signs:
    """Which way the values of a side lie, and whether it gives or takes."""

    values: Literal["+", "-"]
    points: Literal["+", "-"]


class Margin(ShortForm):
    """与平均水平比较: ``base`` at the reference, and ``each`` more (or less) for every ``unit`` above (or below) it.

    Where the two sides differ in points, unit or bound, ``plus`` is the side that earns points and ``minus`` the one
    that costs them. A list of rates with the width of a ``band`` counts the first part of the difference at the first
    rate, the next at the second (边际递减).
    """

    rule: Literal["margin"]
    reference: Formula = Field(
        description="what the value is compared with: mean, city, target, benchmark.<name>, last_year"
    )
    base: Formula
    each: Rates | None = Field(
        None, description="points for every unit of difference, above 0; or a list, one rate for each band"
    )
    unit: Formula = formula_of("1")
    band: Formula | None = Field(
        None, description="with a list: how much of the difference each rate holds for; the last rate goes on"
    )
    whole_steps: bool = Field(False, description="true: only whole units of difference count")
    plus: Side | None = Field(None, description="what a difference for the better earns, where the two sides differ")
    minus: Side | None = Field(None, description="what a difference for the worse costs, where the two sides differ")

    @model_validator(mode="after")
    def _complete(self) -> Margin:
        sides = (self.plus, self.minus)
        own = self.model_fields_set & {"each", "unit", "band", "whole_steps"}
        if self.each is None and None in sides:
            raise Refused(msg("not both plus and minus, and no each"), msg("each, or plus and minus"))
        if own and sides != (None, None):
            raise Refused(msg("{keys} beside plus and minus", keys=sorted(own)), msg("each, or plus and minus"))
        bounded = all(side is not None and "most" in side.model_fields_set for side in sides)
        if self.within is None and not bounded:
            raise Refused(
                msg("no bounds of the score"),
                msg("within: [0, full], or within: [null, null] for none; or most: of both plus and minus"),
            )
        self._sides()
        return self

    def _sides(self) -> tuple[Side, Side]:
        """The better side and the worse one."""
        if self.plus is not None and self.minus is not None:
            return self.plus, self.minus
        assert self.each is not None
        both = Side(each=self.each, unit=self.unit, band=self.band, whole_steps=self.whole_steps)
        return both, both

    def long_form(self, direction: Direction) -> Curve:
        plus, minus = self._sides()
        sign: Literal["+", "-"] = "+" if direction == "positive" else "-"
        against: Literal["+", "-"] = "-" if direction == "positive" else "+"
        points = [(self.reference, self.base), *self._points(plus, _Signs(sign, "+"))]
        if plus is not minus or plus.band is not None:
            points = [*reversed(self._points(minus, _Signs(against, "-"))), *points]
        above, below = (plus, minus) if direction == "positive" else (minus, plus)
        steps = self._steps(above, below)
        return self._curve(points, "extend", steps=steps, run=running(direction), within=self._held(plus, minus))

    def clause(self, direction: Direction) -> Text:
        """What holds at the reference, and what each unit of difference from it brings."""
        plus, minus = self._sides()
        positive = direction == "positive"
        parts: list[Text] = [msg("{at} scores {score}", at=show(self.reference), score=marks(self.base))]
        unit, rates = show(plus.unit), _rates_in_words(plus)
        if plus is minus and positive:
            parts.append(msg("for each {unit} above plus, below minus {rates}", unit=unit, rates=rates))
        elif plus is minus:
            parts.append(msg("for each {unit} below plus, above minus {rates}", unit=unit, rates=rates))
        else:
            lost, off = show(minus.unit), _rates_in_words(minus)
            if positive:
                parts.append(msg("for each {unit} above plus {rates}", unit=unit, rates=rates))
                parts.append(msg("for each {unit} below minus {rates}", unit=lost, rates=off))
            else:
                parts.append(msg("for each {unit} below plus {rates}", unit=unit, rates=rates))
                parts.append(msg("for each {unit} above minus {rates}", unit=lost, rates=off))
        steps = self.long_form(direction).steps
        if steps is not None:
            parts.append(steps.words())
        return reduce(lambda one, other: msg("{one}; {other}", one=one, other=other), parts)

    def _points(self, side: Side, signs: _Signs) -> list[tuple[Expression, Expression]]:
        """The curve's points on one side, from the reference outwards."""
        if side.band is None:
            at = sum_of(self.reference, side.unit, signs.values)
            return [(at, sum_of(self.base, side.rates[0], signs.points))]
        out = []
        distance, points = formula_of("0"), formula_of("0")
        for rate in side.rates:
            distance = _plus(distance, side.band)
            points = _plus(points, _share(side.band, rate, side.unit))
            out.append((sum_of(self.reference, distance, signs.values), sum_of(self.base, points, signs.points)))
        return out

    def _steps(self, above: Side, below: Side) -> Steps | None:
        if not above.whole_steps and not below.whole_steps:
            return None
        only = None if above.whole_steps and below.whole_steps else "above" if above.whole_steps else "below"
        each = above.unit if above.whole_steps else below.unit
        other = below.unit if only is None and below.unit != above.unit else None
        return Steps.model_validate({"from": self.reference, "each": each, "below": other, "only": only})

    def _held(self, plus: Side, minus: Side) -> Within | None:
        """The bounds of the two sides, and those of the whole where it has its own."""
        if plus.most is None and minus.most is None:
            return self.within
        least = None if minus.most is None else sum_of(self.base, minus.most, "-")
        most = None if plus.most is None else sum_of(self.base, plus.most, "+")
        if self.within is not None:
            least = _nearer("max", least, self.within.least)
            most = _nearer("min", most, self.within.most)
        return Within(least=least, most=most)


def _rates_in_words(side: Side) -> list[Text | InWords]:
    """Points for each unit of difference; where rates differ by band, each with the part that it holds for."""
    if side.band is None:
        return [marks(side.rates[0])]
    first, *others = side.rates
    last = others.pop() if others else None
    band = show(side.band)
    out: list[Text | InWords] = [msg("{rate} within the first {band}", rate=marks(first), band=band)]
    out += [msg("{rate} within the next {band}", rate=marks(each), band=band) for each in others]
    if last is not None:
        out.append(msg("{rate} beyond", rate=marks(last)))
    return out if last is not None else [marks(first)]


def _nearer(function: str, first: Expression | None, second: Expression | None) -> Expression | None:
    if first is None or second is None:
        return first or second
    return formula_of(f"{function}({first.text}, {second.text})")


def _plus(a: Expression, b: Expression) -> Expression:
    """A running sum; nothing is added to 0."""
    return b if a.constant == 0 else sum_of(a, b, "+")


def _share(band: Expression, rate: Expression, unit: Expression) -> Expression:
    """What a whole band is worth."""
    if band.constant is not None and rate.constant is not None and unit.constant is not None:
        worth = Decimal(str(band.constant)) * Decimal(str(rate.constant)) / Decimal(str(unit.constant))
        return formula_of(str(float(worth)))
    if unit.constant == 1:
        return formula_of(f"({band.text}) * ({rate.text})")
    return formula_of(f"({band.text}) / ({unit.text}) * ({rate.text})")
