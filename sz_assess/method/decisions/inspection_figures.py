"""Figures of inspection in the weights file: lines, days, sizes of samples, the seed of the draw."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, model_validator

from sz_assess.errors import Refused
from sz_assess.method.common import Code, Exact
from sz_assess.scoring.rules.base import Record
from sz_assess.text import msg

_NUMBER = r"(-?\d+(?:\.\d+)?)"
_HALF = re.compile(rf"(<=|<|>=|>) ?{_NUMBER}")
_BETWEEN = re.compile(rf"([\[(]) ?{_NUMBER} ?, ?{_NUMBER} ?([\])])")


class Interval(Record):
    """Numbers between two ends, each of which belongs to it or not; None leaves a side open."""

    low: Exact | None
    low_in: bool
    high: Exact | None
    high_in: bool

    def holds(self, value: Decimal) -> bool:
        """Whether a number is in it."""
        above = self.low is None or value > self.low or (self.low_in and value == self.low)
        return above and (self.high is None or value < self.high or (self.high_in and value == self.high))

    @property
    def text(self) -> str:
        """As files write it."""
        if self.low is None:
            return f"{'<=' if self.high_in else '<'} {self.high}"
        if self.high is None:
            return f"{'>=' if self.low_in else '>'} {self.low}"
        return f"{'[' if self.low_in else '('}{self.low}, {self.high}{']' if self.high_in else ')'}"


def _interval(value: object) -> object:
    if isinstance(value, Interval | dict):
        return value
    text = value.strip() if isinstance(value, str) else ""
    if half := _HALF.fullmatch(text):
        number, closed = Decimal(half[2]), "=" in half[1]
        if half[1].startswith("<"):
            return Interval(low=None, low_in=False, high=number, high_in=closed)
        return Interval(low=number, low_in=closed, high=None, high_in=False)
    if (both := _BETWEEN.fullmatch(text)) and Decimal(both[2]) < Decimal(both[3]):
        return Interval(low=Decimal(both[2]), low_in=both[1] == "[", high=Decimal(both[3]), high_in=both[4] == "]")
    raise Refused(repr(value), msg('an interval with its ends in quotation marks: "<= 0", "[10, 30]", "> 30"'))


AnyInterval = Annotated[
    Interval,
    BeforeValidator(_interval, json_schema_input_type=str),
    PlainSerializer(lambda interval: interval.text, return_type=str),
]

_AFTER = msg("green below yellow below red, without numbers that are in two of them")


class LightLines(Record):
    """Which light shows how many percentage points a task is behind its schedule; negative is ahead."""

    green: AnyInterval = Field(description='such as "<= 0"')
    yellow: AnyInterval = Field(description='such as "[10, 30]": both ends belong to it')
    red: AnyInterval = Field(description='such as "> 30"')
    undefined: Literal["green", "yellow", "red"] | None = Field(
        None, description="what shows between the intervals; needed where they leave anything between them"
    )

    @model_validator(mode="after")
    def _in_order(self) -> LightLines:
        if self.green.low is not None or self.red.high is not None:
            raise Refused(f"green {self.green.text}, red {self.red.text}", msg("green open below, red open above"))
        holes = [hole for pair in ((self.green, self.yellow), (self.yellow, self.red)) if (hole := _between(*pair))]
        if holes and self.undefined is None:
            found = msg("nothing is said of {holes}", holes=holes)
            raise Refused(found, msg("undefined: green, yellow or red, or intervals that leave nothing between them"))
        if not holes and self.undefined is not None:
            found = msg("undefined: {light}, and nothing between the intervals", light=self.undefined)
            raise Refused(found, msg("no such key"))
        return self

    def light(self, behind: Decimal) -> tuple[str, bool]:
        """The light, and whether the intervals themselves say it (not what stands for the gaps between them)."""
        for name in ("green", "yellow", "red"):
            interval: Interval = getattr(self, name)
            if interval.holds(behind):
                return name, True
        return self.undefined or "red", False


def _between(lower: Interval, upper: Interval) -> str:
    """What two intervals leave between them, empty for nothing. Raises Refused where they overlap."""
    high, low = lower.high, upper.low
    if high is None or low is None or high > low or (high == low and lower.high_in and upper.low_in):
        raise Refused(f"{lower.text}, {upper.text}", _AFTER)
    if high == low:
        return "" if lower.high_in or upper.low_in else f"{high}"
    return f"{'(' if lower.high_in else '['}{high}, {low}{')' if upper.low_in else ']'}"


class RuleFigures(Record):
    """The figures of one rule; each kind of rule needs its own and no others."""

    days: int = Field(ge=1, description="the deadline: so many days from the notice")
    sample: int | None = Field(None, ge=1, description="how many firms or projects are drawn for each item")
    last: int | None = Field(None, ge=1, description="last_places: how many places, from the last")
    places: int | None = Field(None, ge=1, description="falls: from how many places lost")
    percent: Exact | None = Field(None, gt=0, description="gaps: from how many per cent of the target")
    lights: LightLines | None = Field(None, description="lights: the lines between them, in percentage points")
    within_days: int | None = Field(None, ge=1, description="overdue: due so many days after their entry")


class InspectionFigures(Record):
    """Figures of the rules of inspection."""

    seed: str = Field(min_length=1, description="a text that the draw of samples hangs on; a new one draws anew")
    rules: dict[Code, RuleFigures] = Field(description="by the code of the rule; a rule left out is not applied")


NEEDED: dict[str, str] = {"last_places": "last", "lights": "lights", "falls": "places", "gaps": "percent"}
"""The figure that each kind of rule needs beside days."""
