"""What makes a delivered figure doubtful, though it may be right: such a figure is warned of and wants confirming."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainSerializer

from sz_assess.errors import Refused
from sz_assess.scoring.rules.base import Record
from sz_assess.text import Text, msg, number

_PER_CENT = re.compile(r"(\d+(?:\.\d+)?) ?%")


@dataclass(frozen=True)
class Allowance:
    """How much may go by unremarked: so many per cent of what is compared with, or an amount in the unit of measure."""

    amount: float
    relative: bool

    def of(self, base: float) -> float:
        """The allowance beside a figure, in the unit of measure."""
        return abs(base) * self.amount / 100.0 if self.relative else self.amount

    def words(self) -> Text:
        """As files have it."""
        return msg("{amount}%", amount=self.amount) if self.relative else msg("{amount}", amount=self.amount)

    def __str__(self) -> str:
        return f"{number(self.amount)}%" if self.relative else number(self.amount)


def _allowance(value: object) -> object:
    if isinstance(value, Allowance):
        return value
    expected = msg("a share of the figure, such as 50%, or a number in the statistic's unit of measure")
    if isinstance(value, str) and (found := _PER_CENT.fullmatch(value.strip())):
        return Allowance(float(found[1]), relative=True)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf"):
        raise Refused(f'"{value}"' if isinstance(value, str) else repr(value), expected)
    return Allowance(float(value), relative=False)


AllowanceKey = Annotated[
    Allowance,
    BeforeValidator(_allowance, json_schema_input_type=str | float),
    PlainSerializer(lambda allowed: str(allowed) if allowed.relative else allowed.amount),
]


class ChangeWatch(Record):
    """A jump against the same period of the year before."""

    warn_above: AllowanceKey = Field(
        description="a larger change, up or down, is warned of: 50% of last year's figure, or a number in the unit of "
        "measure (for rates)"
    )


class PeersWatch(Record):
    """A figure far from those of the other units."""

    compare: Literal["figure", "change"] = Field(
        description="figure: the figures themselves; change: how much each changed on the year before, in per cent"
    )
    over: Literal["group", "all"] = Field("group", description="compared within each group, or among all units")
    warn_beyond: float = Field(
        gt=0, description="a distance from the median larger than so many robust standard deviations is warned of"
    )
    least: int = Field(5, ge=3, description="fewer figures than so many are not compared")


class CityWatch(Record):
    """The units' figures put together against the city's own figure."""

    tolerance: AllowanceKey = Field(
        description="a larger difference is warned of: 1% of the city's figure, or a number in the unit of measure"
    )
