"""Yearly responsibility assessment 政绩考核 in ``decisions.yaml``: what a unit's or department's year is judged by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, model_validator

from sz_assess.errors import Refused
from sz_assess.expression import Expression
from sz_assess.method.common import Code, Exact, Named, Source, StatisticFormula, Units
from sz_assess.method.grading import Grading
from sz_assess.method.reading.yaml_values import KeyPath
from sz_assess.scoring.rules import AnyRule
from sz_assess.scoring.rules.base import Record
from sz_assess.text import msg

BUILT_IN = ("figures_expected", "figures_delivered", "figures_dated", "figures_on_time")
"""What the program counts of a department: figures asked of it for the period; those delivered; of these, those in data
files, which have a day; and of these, those delivered by its deadline."""


ItemsCount = Literal["items_due", "items_closed_in_time", "items_reported_in_time"]


class FromInspection(Record):
    """What the ledger of inspection items says of a department."""

    inspection: ItemsCount = Field(
        description="items_due: items whose deadline falls in the period; items_closed_in_time: those of them closed "
        "out no later than the deadline; items_reported_in_time: those reported no later and not sent back"
    )


class DepartmentFigure(Record):
    """A figure about departments: delivered in ``departments.csv``, such as a work score, or counted."""

    code: Code
    name: Named
    range: tuple[float | None, float | None] = Field((None, None), description="least and most; null leaves one open")
    counted: FromInspection | None = Field(
        None,
        alias="from",
        description="counted from the ledger of inspection items instead of being delivered; departments.csv has no "
        "column of it",
    )

    @model_validator(mode="after")
    def _unlike_built_in(self) -> DepartmentFigure:
        if self.code in BUILT_IN:
            raise Refused(msg("the code {code}", code=self.code), msg("another code; the program counts that itself"))
        if self.counted is not None and self.range != (None, None):
            raise Refused(msg("a range of {code}, which is counted", code=self.code), msg("no range with from:"))
        return self


class DutyPart(Record):
    """One part of the year's score. Either ``score``, or ``value`` with or without a rule."""

    code: Code
    name: Named
    score: Code | None = Field(
        None, description="of units: a node's score, or total for the published total, in per cent of full marks"
    )
    value: StatisticFormula | None = Field(
        None, description="a formula over statistics (units), or over the figures of departments"
    )
    scoring: AnyRule | None = Field(
        None, description="how the value becomes a score; without it the value is the score and lies between 0 and 100"
    )
    missing: Literal["refuse", "zero", "exclude"] = Field(
        description="no figure: refuse the run, a score of 0, or leave the part out and share its weight among the "
        "others in proportion"
    )
    nothing_due: Literal["leave_out", "full_marks", "missing"] | None = Field(
        None,
        description="needed where the formula counts inspection items: a department that none was due of has the part "
        "left out and its weight shared among the others, has full marks, or has no figure, which missing decides on",
    )
    source: Source | None = None

    @model_validator(mode="after")
    def _one(self) -> DutyPart:
        if (self.value is None) == (self.score is None):
            found = msg("both value and score") if self.value is not None else msg("neither value nor score")
            raise Refused(found, msg("value: a formula, or score: a node of the tree"))
        if self.score is not None and self.scoring is not None:
            raise Refused(msg("scoring of a score"), msg("scoring only with value"), msg("delete scoring:"))
        return self


class Responsibility(Record):
    """One yearly assessment, of units or of municipal departments. Weights and grades stand in the weights file."""

    code: Code
    name: Named
    of: Literal["units", "departments"]
    source: Source
    proposal: bool = Field(False, description="true: no document has settled it; said wherever it is shown")
    parts: tuple[DutyPart, ...] = Field(min_length=1)
    vetoed: Literal["last_grade", "no_effect"] | None = Field(
        None, description="of units, and needed there: what any veto of the result does to the year's grade"
    )
    not_applicable: Units | None = Field(None, description="of units: who is not assessed this way")
    figures: tuple[DepartmentFigure, ...] = Field(
        (), description="of departments: what departments.csv delivers, and what is counted of inspection items"
    )
    departments: tuple[Code, ...] = Field(
        (), description="of departments: who is assessed; all of method.yaml if left out"
    )
    note: Named | None = None

    @model_validator(mode="after")
    def _of_one_kind(self) -> Responsibility:
        foreign = ("figures", "departments") if self.of == "units" else ("vetoed", "not_applicable")
        for key in foreign:
            if getattr(self, key) not in (None, ()):
                raise Refused(msg("{key} with of: {of}", key=key, of=self.of), msg("no {key}", key=key))
        if self.of == "units" and self.vetoed is None:
            raise Refused(msg("units without vetoed"), msg("vetoed: last_grade, or vetoed: no_effect"))
        for part in self.parts if self.of == "departments" else ():
            if part.score is not None:
                raise Refused(msg("the score of {code} for departments", code=part.score), msg("value: a formula"))
        for part in self.parts:
            if self.counts_items(part) != (part.nothing_due is not None):
                found = msg("the part {code} with nothing_due", code=part.code)
                if part.nothing_due is None:
                    found = msg("the part {code} without nothing_due", code=part.code)
                expected = msg("nothing_due where a formula uses figures from the inspection ledger, and only there")
                raise Refused(found, expected, msg("nothing_due: leave_out, full_marks or missing"))
        return self

    def counts_items(self, part: DutyPart) -> bool:
        """Whether a part's formula uses figures that are counted from the ledger of inspection items."""
        counted = {figure.code for figure in self.figures if figure.counted is not None}
        return part.value is not None and not counted.isdisjoint(part.value.names)

    def formulas(self) -> Iterator[tuple[KeyPath, Expression]]:
        """All formulas with their places below the assessment."""
        for n, part in enumerate(self.parts):
            if part.value is not None:
                yield ("parts", n, "value"), part.value


class ResponsibilityFigures(Record):
    """Figures of one yearly assessment in the weights file."""

    weights: dict[Code, Exact] = Field(description="the weight of each part; they add up to 100")
    decimals: int = Field(2, ge=0, le=6, description="decimals of the year's score, half up; places follow it")
    grades: Grading | None = Field(None, description="grades by score line or by quota; without it no grades")
