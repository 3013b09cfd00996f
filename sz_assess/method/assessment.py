"""``assessment.yaml``: what is assessed, when, by which method, on which data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from sz_assess.method.collection import Collection, WarningsKey
from sz_assess.method.common import Code, Named, PeriodKey
from sz_assess.periods import Period
from sz_assess.scoring.rules.base import Record

Role = Literal["assessed", "city", "benchmark"]


@dataclass(frozen=True)
class Unit:
    """考核单位. ``role``: assessed and ranked; the city itself; or a benchmark that is not ranked."""

    code: str
    name: str
    name_en: str
    group: str
    role: Role = "assessed"

    def of(self, language: str) -> str:
        """Its name in a language."""
        return self.name if language.startswith("zh") else self.name_en


class Previous(Record):
    """An earlier result, for rank changes."""

    period: PeriodKey
    ranking: str = Field(description="path of that run's results/ranking.csv, within the folder")


class AssessmentFile(Record):
    """``assessment.yaml``"""

    title: Named
    issuer: Named | None = Field(None, description="who issues the notice")
    period: PeriodKey
    method: Code = Field(description="a folder of indicator_specs/, in the assessment folder or shipped")
    weights: str = Field(description="a file of weights/ without its ending, in the assessment folder or shipped")
    units: str = "units.csv"
    data: tuple[str, ...] = Field(("data",), description="folders and files of statistics, within the folder")
    previous: Previous | None = None
    collection: dict[Code, Collection] = Field({}, description="by department: what its form says on the cover")
    warnings: WarningsKey = Field(WarningsKey(), description="what becomes of figures that are warned of")
    synthetic: Named | None = Field(None, description="said on every page where the figures are not real")
    disclosure: Literal["full", "ranks"] = Field("full", description="full: scores and ranks; ranks: ranks alone")


@dataclass(frozen=True)
class Membership:
    """A unit's group, from and to a year (both included; None is open)."""

    unit: str
    group: str
    since: int | None
    until: int | None

    def covers(self, period: Period) -> bool:
        return (self.since is None or self.since <= period.year) and (self.until is None or period.year <= self.until)
