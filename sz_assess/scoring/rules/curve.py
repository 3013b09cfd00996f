"""The one scoring primitive: a line through named reference points.

Nearly every published clause is a few points ``(x, score)`` joined by straight lines, a rule for what lies beyond the
ends, perhaps whole steps, and bounds. The familiar names (功效系数法, 极差法, 目标完成率 ...) are short forms of it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, reduce
from typing import Annotated, Literal

import numpy as np
from pydantic import BeforeValidator, Field, model_validator

from sz_assess.errors import Refused
from sz_assess.expression import Expression
from sz_assess.numeric import FloatArray, above, equal, level, settle
from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.references import References, is_statistic
from sz_assess.scoring.rules.base import Direction, Formula, Line, One, OverGroup, Record, Rule
from sz_assess.scoring.rules.in_words import InWords
from sz_assess.text import Text, msg, number

Run = Literal["up", "down"]
Beyond = Literal["hold", "extend"] | float
"""``hold`` the end's score, ``extend`` the last line, or a score of its own: a cliff, the end itself being inside."""


class Point(Record):
    """One point of the curve: the value ``at`` which the ``score`` is given."""

    at: Formula
    score: Formula


def _pair(value: object) -> object:
    if isinstance(value, list | tuple):
        if len(value) != 2:
            raise Refused(repr(value), msg("a point of two parts, [value, score]"))
        return {"at": value[0], "score": value[1]}
    return value


CurvePoint = Annotated[Point, BeforeValidator(_pair, json_schema_input_type=tuple[str | float, str | float])]


class Ends(Record):
    """What holds beyond the curve's two ends."""

    low: Beyond
    high: Beyond


class Steps(Record):
    """Only whole steps count (每满): the value's distance from ``start`` is cut to a multiple of ``each``.

    Steps below ``start`` may be of another size, or steps may count on one side only, the other in proportion.
    """

    start: Formula = Field(alias="from", description="where counting starts, such as target")
    each: Formula = Field(description="size of one step, above 0")
    below: Formula | None = Field(None, description="size of a step below from, where it is another than each")
    only: Literal["above", "below"] | None = Field(
        None, description="the side of from where whole steps count, the other being in proportion; both if left out"
    )
    partial: Literal["dropped", "counted"] = Field(
        "dropped", description="a step begun but not full: dropped (每满), or counted as a whole one (不足的按一档计)"
    )

    @model_validator(mode="after")
    def _forward(self) -> Steps:
        refuse_unless_positive(self.each, "each")
        if self.below is not None:
            refuse_unless_positive(self.below, "below")
            if self.only == "above":
                raise Refused(msg("steps only above, and a size of steps below"), msg("one of the two"))
        return self

    def formulas(self) -> tuple[Expression, ...]:
        """Every expression in it."""
        return (self.start, self.each) if self.below is None else (self.start, self.each, self.below)

    def cut(self, value: FloatArray, work_out: Callable[[Expression], FloatArray | float]) -> FloatArray:
        """``value`` cut to whole steps; ``work_out`` gives the numbers behind the expressions."""
        start, counted = work_out(self.start), self.partial == "counted"
        if self.below is None and self.only is None:
            return stepped(value, start, work_out(self.each), counted)
        beneath = value < start
        size = np.where(beneath, work_out(self.below or self.each), work_out(self.each))
        free = beneath if self.only == "above" else ~beneath if self.only == "below" else np.zeros_like(beneath)
        return np.where(free, value, stepped(np.where(free, np.nan, value), start, size, counted))

    def words(self) -> Text:
        """The steps in words."""
        counted = self.partial == "counted"
        partial = msg("a step begun counts") if counted else msg("a step begun does not count")
        each, start, below = show(self.each), show(self.start), show(self.below or self.each)
        if self.only == "above":
            return msg("above {start} in whole steps of {each}, {partial}", start=start, each=each, partial=partial)
        if self.only == "below":
            return msg("below {start} in whole steps of {each}, {partial}", start=start, each=below, partial=partial)
        if self.below is not None:
            return msg("in whole steps of {each} above {start} and of {below} below it, {partial}", each=each,
                       start=start, below=below, partial=partial)  # fmt: skip
        return msg("in whole steps of {each} from {start}, {partial}", each=each, start=start, partial=partial)


_CHECK = msg("check the target and the reference points")


class Curve(Rule):
    """Straight lines through points, in order along the value."""

    rule: Literal["curve"]
    points: tuple[CurvePoint, ...] = Field(min_length=2)
    beyond: Beyond | Ends | None = Field(
        None, description="hold, extend or a score, or {low:, high:}; low is the first point's end"
    )
    steps: Steps | None = None
    when_equal: Formula | None = Field(
        None, description="the score of all where the first and last point fall together, as when all units are equal"
    )
    run: Run | None = Field(
        None, description="which way the points must run along the value; the run is refused where targets or other "
        "reference points turn them round",
    )  # fmt: skip

    @model_validator(mode="after")
    def _says_what_matters(self) -> Curve:
        ends = [self.points[0].at, self.points[-1].at]
        inside = {end.text.strip() for end in ends} == {"min", "max"} and not isinstance(self.over, OverGroup)
        if self.beyond is None and not inside:
            raise Refused(
                msg("no beyond, and a value can lie outside the points"), msg("beyond: hold, or beyond: extend")
            )
        if (
            self.when_equal is None
            and any(is_statistic(name) for name in ends[0].names)
            and any(is_statistic(name) for name in ends[1].names)
            and _distance(ends[0], ends[1]) is None
        ):
            raise Refused(
                msg("no when_equal, and all units may have the same value"),
                msg("the score that all then get, such as when_equal: full"),
            )
        return self

    def formulas(self) -> tuple[Expression, ...]:
        own = [formula for point in self.points for formula in (point.at, point.score)]
        if self.steps is not None:
            own += self.steps.formulas()
        if self.when_equal is not None:
            own.append(self.when_equal)
        return (*own, *super().formulas())

    @cached_property
    def ends(self) -> Ends:
        if isinstance(self.beyond, Ends):
            return self.beyond
        both: Beyond = "hold" if self.beyond is None else self.beyond
        return Ends.model_construct(low=both, high=both)

    def score(self, references: References, direction: Direction) -> FloatArray:
        value = references.value
        if self.steps is not None:
            value = self.steps.cut(value, lambda formula: np.asarray(formula.evaluate(references), dtype=float))
        xs = [np.asarray(point.at.evaluate(references), dtype=float) for point in self.points]
        ys = [np.asarray(point.score.evaluate(references), dtype=float) for point in self.points]
        sign = _sign(xs)
        self._check_run(sign, value)
        ends = self.ends
        when_equal = None if self.when_equal is None else self.when_equal.evaluate(references)
        out = curve(value, xs, ys, ends.low == "extend", ends.high == "extend", when_equal)
        for end, cliff, outwards in ((xs[0], ends.low, -sign), (xs[-1], ends.high, sign)):
            if not isinstance(cliff, str):
                out = np.where(above(outwards * value, outwards * end) & (sign != 0), cliff, out)
        return out

    def _check_run(self, sign: FloatArray, value: FloatArray) -> None:
        if self.run is None:
            return
        against = sign == (-1.0 if self.run == "up" else 1.0)
        if np.any(against) and np.any(against & ~np.isnan(value)):
            raise DomainError(
                against & ~np.isnan(value),
                msg("reference points that turn the rule round: the last lies on the wrong side of the first"),
                msg("the point of the better score on the side of the better values"),
                _CHECK,
            )
        if self.when_equal is None and np.any(sign == 0) and np.any(flat := (sign == 0) & ~np.isnan(value)):
            # Rules that state a run, as short forms do, may have no word on it: a target of 0 is what it comes from.
            raise DomainError(
                flat, msg("first and last reference point are equal"), msg("two different points"), _CHECK
            )  # fmt: skip

    def words(self) -> Text:
        points = [msg("{at} scores {score}", at=show(point.at), score=marks(point.score)) for point in self.points]
        parts: list[Text] = [msg("straight lines through: {points}", points=points)]
        if self.beyond is not None:
            parts += _beyond_words(self.ends)
        if self.steps is not None:
            parts.append(self.steps.words())
        if self.when_equal is not None:
            parts.append(msg("if the points fall together all score {score}", score=marks(self.when_equal)))
        return reduce(lambda one, other: msg("{one}, {other}", one=one, other=other), parts)

    def written(self, one: One, direction: Direction) -> tuple[Line, ...]:
        lines: list[Line] = []
        x, x_words = one.value, number(one.value, 6)
        if self.steps is not None:
            cut = float(self.steps.cut(np.array(x), one.work_out))
            start = one.work_out(self.steps.start)
            size = self.steps.below if self.steps.below is not None and x < start else self.steps.each
            if not (self.steps.only == "above" and x < start) and not (self.steps.only == "below" and x >= start):
                each = one.work_out(size)
                taken = f"{number(start, 6)} + ({number((cut - start) / each)}) × {number(each, 6)}"
                lines.append(Line(msg("whole steps"), taken, cut))
            x, x_words = cut, number(cut, 6)
        xs = [one.work_out(point.at) for point in self.points]
        ys = [one.work_out(point.score) for point in self.points]
        if level(xs[0], xs[-1]) and self.when_equal is not None:
            text = self.when_equal.written(one.number)
            return (*lines, Line(msg("the points fall together"), text, one.work_out(self.when_equal)))
        sign = 1 if xs[-1] > xs[0] else -1
        j = next((j for j in range(1, len(xs)) if sign * x < sign * xs[j]), len(xs) - 1)
        outside = self._cliff(sign * x, sign * xs[0], sign * xs[-1])
        if outside is not None:
            return (*lines, Line(msg("beyond the points"), number(outside, 6), outside))
        if sign * x <= sign * xs[0] and self.ends.low != "extend":
            return (*lines, Line(msg("at or before the first point"), self.points[0].score.written(one.number), ys[0]))
        if sign * x >= sign * xs[-1] and self.ends.high != "extend":
            return (*lines, Line(msg("at or after the last point"), self.points[-1].score.written(one.number), ys[-1]))
        (x0, y0), (x1, y1) = (xs[j - 1], ys[j - 1]), (xs[j], ys[j])
        shown = [f"({n})" if n.startswith("−") else n for n in (number(v, 6) for v in (x0, y0, x1, y1))]
        x_words = f"({x_words})" if x_words.startswith("−") else x_words
        text = f"{shown[1]} + ({x_words} − {shown[0]}) ÷ ({shown[2]} − {shown[0]}) × ({shown[3]} − {shown[1]})"
        return (*lines, Line(msg("score"), text, y0 + (x - x0) / (x1 - x0) * (y1 - y0)))

    def _cliff(self, x: float, first: float, last: float) -> float | None:
        """The fixed score beyond an end, where the value lies there and the file sets one."""
        if not isinstance(self.ends.low, str) and x < first and not level(x, first):
            return self.ends.low
        if not isinstance(self.ends.high, str) and x > last and not level(x, last):
            return self.ends.high
        return None


def _beyond_words(ends: Ends) -> list[Text]:
    if ends.low == ends.high == "hold":
        return [msg("level beyond them")]
    if ends.low == ends.high == "extend":
        return [msg("beyond them the last line goes on")]
    words: dict[Beyond, tuple[Text, Text]] = {
        "hold": (msg("level before the first point"), msg("level after the last point")),
        "extend": (msg("the first line goes on before it"), msg("the last line goes on after it")),
    }
    low, high = msg("{marks}", marks=ends.low), msg("{marks}", marks=ends.high)
    before = words[ends.low][0] if isinstance(ends.low, str) else msg("before the first point {score}", score=low)
    after = words[ends.high][1] if isinstance(ends.high, str) else msg("after the last point {score}", score=high)
    return [before, after]


def refuse_unless_positive(formula: Expression, name: str) -> None:
    """Raise :class:`~sz_assess.errors.Refused` for a constant of 0 or less where only more makes sense."""
    constant = formula.constant
    if constant is not None and constant <= 0:
        raise Refused(f"{name}: {formula.text}", msg("{name} above 0", name=name))


def marks(score: Expression) -> Text | InWords:
    """A score in a sentence: 90, or what it is worked out by."""
    return show(score) if score.constant is None else msg("{marks}", marks=show(score))


def show(formula: Expression) -> InWords:
    """A formula as it stands in the file, in school notation, for use in a sentence."""
    return InWords(formula.written(lambda name: name))


def _distance(a: Expression, b: Expression) -> float | None:
    """How far apart two points are where they differ by a constant (mean and mean + 1), else None."""
    if a.functions or b.functions or set(a.names) != set(b.names):
        return None
    sums = (a.text.replace(" ", ""), b.text.replace(" ", ""))
    shorter, longer = sorted(sums, key=len)
    rest = longer.removeprefix(shorter)
    try:
        return float(rest) if rest[:1] in "+-" else None
    except ValueError:
        return None


def stepped(value: FloatArray, start: FloatArray | float, each: FloatArray | float, counted: bool) -> FloatArray:
    """``value`` moved towards ``start`` to a whole number of steps ``each`` (away from it where ``counted``)."""
    backward = ~(np.asarray(each) > 0) & ~np.isnan(value)
    if np.any(backward):
        raise DomainError(backward, msg("a step of 0 or less"), msg("steps above 0"))
    steps = settle((value - start) / each)
    taken = np.copysign(np.ceil(np.abs(steps)), steps) if counted else np.trunc(steps)
    return np.asarray(start + taken * each)


def curve(
    value: FloatArray,
    xs: list[FloatArray],
    ys: list[FloatArray],
    extend_low: bool,
    extend_high: bool,
    when_equal: FloatArray | float | None,
) -> FloatArray:
    """Scores on straight lines through ``(xs[j], ys[j])``.

    ``value`` (units, k); each of ``xs`` and ``ys`` broadcasts to it. The points run one way in x, upwards or
    downwards, cell by cell. Where first and last x are equal the score is ``when_equal``. NaN where the value is NaN.
    Raises :class:`DomainError` where the points are out of order, or equal with no ``when_equal``.
    """
    span = xs[-1] - xs[0]
    together = equal(xs[0], xs[-1])
    flat = bool(np.any(together))
    if flat and when_equal is None and np.any(lost := together & ~np.isnan(value)):
        raise DomainError(
            lost,
            msg("first and last reference point are equal"),
            msg("two different points"),
            msg("state when_equal"),
        )
    if len(xs) == 2:
        out = value - xs[0]
        out /= np.where(together, 1.0, span) if flat else span
        if not (extend_low and extend_high):
            np.clip(out, -np.inf if extend_low else 0.0, np.inf if extend_high else 1.0, out=out)
        out *= ys[1] - ys[0]
        out += ys[0]
    else:
        out = _through(value, xs, ys, _sign(xs), extend_low, extend_high)
    if flat and when_equal is not None:
        out = np.where(together & ~np.isnan(value), np.asarray(when_equal), out)
    return out


def _sign(xs: list[FloatArray]) -> FloatArray:
    """Which way the points run: 1, -1, or 0 where first and last fall together."""
    return np.where(equal(xs[0], xs[-1]), 0.0, np.sign(xs[-1] - xs[0]))


def _through(
    value: FloatArray, xs: list[FloatArray], ys: list[FloatArray], sign: FloatArray, extend_low: bool, extend_high: bool
) -> FloatArray:
    """Three points and more: each line holds from its left point on."""
    out = np.full(value.shape, np.nan, order="F")
    last = len(xs) - 2
    for j in range(last + 1):
        width = xs[j + 1] - xs[j]
        disordered = (sign * width <= 0) & (sign != 0)
        if np.any(disordered) and np.any(lost := disordered & ~np.isnan(value)):
            raise DomainError(
                lost,
                msg("points {a} and {b} of the curve are equal or out of order", a=j + 1, b=j + 2),
                msg("points that run one way"),
                msg("check the targets and reference points, or use a ladder"),
            )
        t = (value - xs[j]) / np.where(width == 0, 1.0, width)
        if j == 0 and not extend_low:
            t = np.maximum(t, 0.0)
        if j == last and not extend_high:
            t = np.minimum(t, 1.0)
        line = ys[j] + t * (ys[j + 1] - ys[j])
        out = np.where(sign * value >= sign * xs[j], line, out) if j else line
    return out
