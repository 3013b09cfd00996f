"""The statistical system: which figures are reported, by whom, in what unit, within what range."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import Field, model_validator

from sz_assess.errors import Refused
from sz_assess.method.common import Code, Named, Source, Units
from sz_assess.method.ledger import FromLedger
from sz_assess.method.watch import ChangeWatch, CityWatch, PeersWatch
from sz_assess.scoring.rules.base import Record
from sz_assess.text import msg


class WeightedBy(Record):
    """The whole's figure is the mean of the units' figures, weighted by another statistic."""

    weighted_by: Code


class Statistic(Record):
    """One reported figure."""

    code: Code
    name: Named
    unit: str = Field(description="unit of measure, one of the method's measures")
    department: str = Field(description="who delivers it, one of the method's departments")
    frequency: Literal["yearly", "quarterly", "monthly"] = "yearly"
    cumulative: bool = Field(
        True,
        description="true: a month's figure runs from January to that month (累计); false: it is its own (当期)",
    )
    stock: bool = Field(False, description="true: counted at the end of the period (期末数); needs cumulative: false")
    level: Literal["unit", "city"] = Field("unit", description="reported for every unit, or once for the whole city")
    total: Literal["sum", "none"] | WeightedBy = Field(
        "sum", description="the city's figure from the units': their sum, a mean weighted by another statistic, or none"
    )
    range: tuple[float | None, float | None] = Field(
        (None, None), description="[least, most] that is possible; outside is an error; null leaves a side open"
    )
    integer: bool = Field(False, description="true: whole numbers only")
    not_applicable: Units | None = Field(None, description="units that have no such figure")
    change: ChangeWatch | None = Field(None, description="warn of a jump against the year before")
    peers: PeersWatch | None = Field(None, description="warn of a figure far from those of the other units")
    part_of: Code | None = Field(None, description="the statistic that this is a part of: warn where it is above that")
    city_figure: CityWatch | None = Field(
        None, description="warn where the units' figures together differ from the city's own"
    )
    comparable_growth: Code | None = Field(
        None, description="the statistic that reports its growth on a comparable basis: growth() takes it where given"
    )
    definition: Named | None = Field(None, description="what is counted, for the reporting form")
    source: Source | None = None
    counted: FromLedger | None = Field(
        None, alias="from", description="counted from a ledger instead of being reported: which, and how"
    )

    @model_validator(mode="after")
    def _ordered(self) -> Statistic:
        low, high = self.range
        if low is not None and high is not None and low > high:
            raise Refused(f"[{low}, {high}]", msg("a range from small to large"))
        if self.stock and self.cumulative:
            expected = msg("stock: true with cumulative: false, as what is counted at a date does not run from January")
            raise Refused("stock: true, cumulative: true", expected)
        return self

    @property
    def adds_up(self) -> bool:
        """Whether figures of single periods add up to that of the whole, as those of units do: no rate, no mean."""
        return self.total == "sum" and not self.stock


class StatisticsFile(Record):
    """``statistics.yaml``"""

    statistics: tuple[Statistic, ...]


def comparable(statistics: Iterable[Statistic]) -> dict[str, str]:
    """By statistic, the one that reports its growth on a comparable basis."""
    return {each.code: each.comparable_growth for each in statistics if each.comparable_growth is not None}
