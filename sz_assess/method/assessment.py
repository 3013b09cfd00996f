"""``assessment.yaml``: what is assessed, when, by which method, on which data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from sz_assess.errors import Refused
from sz_assess.method.collection import Collection, InspectionKey, WarningsKey
from sz_assess.method.common import Code, Named, PeriodKey
from sz_assess.method.ledger import LedgerDelivery
from sz_assess.periods import Period
from sz_assess.scoring.rules.base import Record
from sz_assess.text import msg

Role = Literal["assessed", "city", "benchmark"]


@dataclass(frozen=True)
class Unit:
    """考核单位. ``role``: assessed and ranked; the city itself; or a benchmark that is not ranked."""

    code: str
    name: str
    name_en: str
    group: str
    role: Role = "assessed"
    part_of: str = ""
    """The unit that this one is a part of, whose score is made of its parts' scores; empty for none."""
    figures_of: str = ""
    """The unit whose figures this one is scored on, as where a unit takes part in two groups; empty for its own."""

    @property
    def counts_once(self) -> bool:
        """Whether its figures are its own, and not counted for another unit already."""
        return not self.figures_of

    @property
    def source(self) -> str:
        """The code that its figures are delivered under."""
        return self.figures_of or self.code

    def of(self, language: str) -> str:
        """Its name in a language."""
        return self.name if language.startswith("zh") else self.name_en


class Previous(Record):
    """An earlier result, for rank changes and for what is required of several years."""

    period: PeriodKey
    ranking: str = Field(description="path of that run's results/ranking.csv, within the folder")


def _results(value: object) -> object:
    """One earlier result stands for a list of one."""
    return (value,) if isinstance(value, dict | Previous) else value


class Withdrawal(Record):
    """What a unit loses between the publication of a result and its coming into force (公示)."""

    unit: str = Field(description="the unit")
    lists: tuple[Code, ...] = Field((), description="lists of decisions.yaml that it is taken off")
    awards: tuple[Code, ...] = Field((), description="awards and ladders of decisions.yaml that it loses")
    grade: Code | None = Field(None, description="the best grade that is left to it")
    back_fill: bool = Field(description="true: the next unit moves up; false: the seat stays empty")
    reason: Named = Field(description="why, in words for the report")

    @model_validator(mode="after")
    def _something(self) -> Withdrawal:
        if not self.lists and not self.awards and self.grade is None:
            raise Refused(msg("nothing that {unit} loses", unit=self.unit), msg("lists:, awards: or grade:"))
        return self


class AssessmentFile(Record):
    """``assessment.yaml``"""

    title: Named
    issuer: Named | None = Field(None, description="who issues the notice")
    period: PeriodKey
    method: Code = Field(description="a folder of indicator_specs/, in the assessment folder or shipped")
    weights: str = Field(description="a file of weights/ without its ending, in the assessment folder or shipped")
    units: str = "units.csv"
    data: tuple[str, ...] = Field(("data",), description="folders and files of statistics, within the folder")
    previous: Annotated[
        tuple[Previous, ...],
        BeforeValidator(_results, json_schema_input_type=Previous | tuple[Previous, ...]),
    ] = Field((), description="earlier results; rank changes are counted from the first that is named")
    withdrawn: tuple[Withdrawal, ...] = Field((), description="what units lose after publication")
    ledgers: dict[Code, LedgerDelivery] = Field(
        {}, description="by the code of a ledger: its files, and the periods that it is complete for"
    )
    collection: dict[Code, Collection] = Field({}, description="by department: what its form says on the cover")
    warnings: WarningsKey = Field(WarningsKey(), description="what becomes of figures that are warned of")
    inspection: InspectionKey | None = Field(None, description="the days that inspection counts from")
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
