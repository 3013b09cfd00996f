"""The geometry of the report's marks: bars, strips, histograms, heat classes. Lengths are per cent of a width.

Templates draw what is worked out here; they hold no arithmetic.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sz_assess.numeric import FloatArray
from sz_assess.text import number

HEAT_STEPS = 3
"""Shades on each side of the middle one."""

STRIP_WIDTH = 800.0
STRIP_MARGIN = 24.0
HEAD = 44.0
"""Room above a strip for the labels of target and mean."""
LANE = 19.0
DOT = 11.0
LETTER = 13.0
"""Height of a lane of names, of a dot in a stack, and of letters."""

LONGEST_NAME = 200.0
MOST_NAMED = 16
MOST_DOTS = 120
BINS = 30


@dataclass(frozen=True)
class Bar:
    """A bar from ``start`` over ``length``; ``tick`` marks what it is compared with. Written per cents."""

    start: str
    length: str
    tick: str = ""


@dataclass(frozen=True)
class Scale:
    """Numbers from ``low`` to ``high`` laid over a width of 100 per cent."""

    low: float
    high: float

    def at(self, value: float) -> float:
        """Per cent of the width, held within it."""
        if self.high <= self.low:
            return 50.0
        return min(max((value - self.low) / (self.high - self.low) * 100.0, 0.0), 100.0)

    def bar(self, value: float, tick: float = math.nan) -> Bar | None:
        """The bar of a value, drawn from zero; None where there is no value."""
        if math.isnan(value):
            return None
        zero, end = self.at(0.0), self.at(value)
        return Bar(_cent(min(zero, end)), _cent(abs(end - zero)), "" if math.isnan(tick) else _cent(self.at(tick)))


def score_scale(scores: FloatArray, full: float = 100.0) -> Scale:
    """From 0 to full marks, or further where scores go further."""
    known = scores[~np.isnan(scores)]
    return Scale(min(0.0, float(known.min(initial=0.0))), max(full, float(known.max(initial=full))))


def heat(value: float, middle: float, reach: float) -> str:
    """The class of a heat cell: ``h0`` at the middle, ``p1`` to ``p3`` above, ``n1`` to ``n3`` below."""
    if math.isnan(value) or math.isnan(middle):
        return "hx"
    if reach <= 0:
        return "h0"
    step = math.ceil(min(abs(value - middle) / reach, 1.0) * (HEAT_STEPS + 0.5) - 0.5)
    return f"{'p' if value > middle else 'n'}{step}" if step else "h0"


@dataclass(frozen=True)
class Dot:
    """A unit on a strip, in the strip's units. ``shape`` numbers its group; ``label_y`` is empty for a dot whose name
    is only its title."""

    x: str
    y: str
    name: str
    shape: int
    label_x: str
    label_y: str


@dataclass(frozen=True)
class Mark:
    """A line across a strip, such as the target. ``anchor`` is the end of its label that is at the line."""

    x: str
    label: str
    anchor: str
    kind: str


@dataclass(frozen=True)
class Tick:
    """A number on a strip's axis."""

    x: str
    label: str


@dataclass(frozen=True)
class Bin:
    """A bar of a histogram."""

    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True)
class Strip:
    """All units on one line (``dots``), or, where they are many, how they spread (``bins``). ``base`` is the axis."""

    width: str
    height: str
    base: str
    left: str
    right: str
    dots: tuple[Dot, ...]
    bins: tuple[Bin, ...]
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]


def strip(
    values: FloatArray, names: Sequence[str], shapes: Sequence[int], marks: Sequence[tuple[float, str, str]]
) -> Strip | None:
    """Draw ``values`` (units,) on one scale with ``marks`` (value, label, kind). None where nobody has a value.

    A few units are dots with their names, more are dots, many are a histogram.
    """
    known = np.flatnonzero(~np.isnan(values)).tolist()
    if not known:
        return None
    lines = [mark for mark in marks if not math.isnan(mark[0])]
    scale = _nice(np.concatenate([values[known], [mark[0] for mark in lines]]))
    named = len(known) <= MOST_NAMED
    right = STRIP_WIDTH - (max(text_width(_cut(names[unit])) for unit in known) + 12 if named else 90.0)
    axis = _Axis(scale, STRIP_MARGIN, right)
    dots: tuple[Dot, ...] = ()
    bins: tuple[Bin, ...] = ()
    if len(known) > MOST_DOTS:
        base = HEAD + 120.0
        bins = _bins(values[known], axis, base)
    else:
        places = [(axis.x(float(values[unit])), unit) for unit in known]
        lanes = _name_lanes(places, names) if named else _swarm(places)
        base = HEAD + (max(lanes.values()) + 1) * (LANE if named else DOT) + 12
        dots = tuple(
            Dot(_at(x), _at(base), _cut(names[unit]), shapes[unit], _at(x + 5), _at(base - 16 - lanes[unit] * LANE))
            if named
            else Dot(_at(x), _at(base - lanes[unit] * DOT), names[unit], shapes[unit], "", "")
            for x, unit in places
        )
    return Strip(
        width=_at(STRIP_WIDTH),
        height=_at(base + 30),
        base=_at(base),
        left=_at(STRIP_MARGIN - 16),
        right=_at(right + 16),
        dots=dots,
        bins=bins,
        marks=_marks(lines, axis),
        ticks=tuple(Tick(_at(axis.x(value)), number(value, 10)) for value in scale_ticks(scale)),
    )


@dataclass(frozen=True)
class _Axis:
    scale: Scale
    left: float
    right: float

    def x(self, value: float) -> float:
        return self.left + self.scale.at(value) / 100.0 * (self.right - self.left)


def scale_ticks(scale: Scale) -> list[float]:
    """Round numbers within a scale, some five of them."""
    span = scale.high - scale.low
    if span <= 0:
        return [scale.low]
    power = 10.0 ** math.floor(math.log10(span / 5))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if span / (power * factor) <= 6)
    first = math.ceil(scale.low / step - 1e-9)
    return [round(n * step, 12) for n in range(first, math.floor(scale.high / step + 1e-9) + 1)]


def _nice(numbers: FloatArray) -> Scale:
    low, high = float(numbers.min()), float(numbers.max())
    room = (high - low) * 0.04 or max(abs(high), 1.0) * 0.05
    return Scale(low - room, high + room)


def _marks(lines: list[tuple[float, str, str]], axis: _Axis) -> tuple[Mark, ...]:
    """Labels stand to the right of their line; to the left where another line would run through them."""
    places = [axis.x(value) for value, _, _ in lines]
    marks = []
    for x, (_, label, kind) in zip(places, lines, strict=True):
        width = text_width(label) + 8
        crossed = any(x < other < x + width for other in places)
        marks.append(Mark(_at(x), label, "end" if crossed and x > width else "start", kind))
    return tuple(marks)


def _name_lanes(places: list[tuple[float, int]], names: Sequence[str]) -> dict[int, int]:
    """The lane of each unit's name, which runs to the right of its dot: above the names of all dots that it covers, so
    that no name lies on another, nor across another's line."""
    lanes: dict[int, int] = {}
    done: list[tuple[float, int]] = []
    for x, unit in sorted(places, key=lambda place: (-place[0], -place[1])):
        end = x + text_width(_cut(names[unit])) + 12
        lanes[unit] = max((lane + 1 for other, lane in done if other < end), default=0)
        done.append((x, lanes[unit]))
    return lanes


def _swarm(places: list[tuple[float, int]]) -> dict[int, int]:
    """How high each dot is stacked, so that none covers another."""
    lanes: dict[int, int] = {}
    last: list[float] = []
    for x, unit in sorted(places):
        lane = next((n for n, end in enumerate(last) if end + DOT <= x), len(last))
        last[lane : lane + 1] = [x]
        lanes[unit] = lane
    return lanes


def _cut(name: str) -> str:
    """A name short enough to stand on a strip."""
    out = name
    while text_width(out) > LONGEST_NAME:
        out = out[:-1]
    return out if out == name else f"{out[:-1]}…"


def text_width(text: str) -> float:
    """About how wide a text is in a strip's units: a Chinese sign is as wide as high, a Latin letter half that."""
    return sum(LETTER if ord(sign) > 0x2E7F else LETTER * 0.56 for sign in text)


def _bins(values: FloatArray, axis: _Axis, base: float) -> tuple[Bin, ...]:
    counts, edges = np.histogram(values, bins=BINS, range=(axis.scale.low, axis.scale.high))
    tallest = float(counts.max())
    bins = []
    for count, low, high in zip(counts.tolist(), edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        if count:
            x, end, tall = axis.x(low), axis.x(high), max(count / tallest * (base - HEAD), 1.0)
            bins.append(Bin(_at(x), _at(base - tall), _at(max(end - x - 1, 1.0)), _at(tall)))
    return tuple(bins)


def _cent(value: float) -> str:
    return f"{_at(value)}%"


def _at(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
