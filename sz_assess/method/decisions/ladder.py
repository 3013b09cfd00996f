"""Awards by the result in ``decisions.yaml``: money for places, places gained, steps, excess, grades and lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from sz_assess.errors import Refused
from sz_assess.expression import Expression
from sz_assess.method.adjustment_points import Within
from sz_assess.method.common import Code, Exact, Named, Source, StatisticFormula
from sz_assess.method.reading.yaml_values import KeyPath
from sz_assess.scoring.rules.base import Record
from sz_assess.text import msg

Vacant = Literal["left", "passed_down"]


class ByPlace(Record):
    """Money by place: the first sum for the first place, and so on; further places get nothing."""

    method: Literal["place"]
    over: Literal["all", "group"] = Field(description="places among all, or within each group")
    amounts: tuple[Exact, ...] = Field((), description="yuan for each place, from the first")
    groups: dict[Code, tuple[Exact, ...]] = Field(default_factory=dict, description="other sums for single groups")
    ties: Literal["each", "shared"] = Field(
        description="units level with each other: each gets the sum of their place, or they share those of the places "
        "that they fill"
    )
    vetoed: Vacant = Field(
        description="the place of a unit that a veto keeps from the award stays empty, or is passed down"
    )


class ByRise(Record):
    """Money by places gained or lost, for units among the first so many places."""

    method: Literal["rise"]
    first: int = Field(ge=1, description="how many places count: 10 for the ten strongest")
    first_entry: Exact | None = Field(None, description="yuan for a unit that was never among them before")
    first_place: Exact | None = Field(None, description="yuan for the first place, whatever the change")
    same: Exact = Field(description="yuan for an unchanged place")
    each: Exact = Field(ge=0, description="yuan more for each place gained, less for each lost")
    within: Within = Field(description="[least, most] yuan")
    entered: tuple[str, ...] = Field((), description="units that were among them in a year before the earlier result")


class BySteps(Record):
    """Money for each step that a value reaches."""

    method: Literal["steps"]
    value: StatisticFormula
    steps: tuple[tuple[Exact, Exact], ...] = Field(min_length=1, description="pairs [from this value, yuan], rising")
    pays: Literal["each", "highest", "difference"] = Field(
        description="each: every step newly reached; highest: only the highest of them; difference: the highest less "
        "what the step reached before was worth (晋档补差)"
    )
    compared_with: Literal["last_year", "nothing"] = Field(
        description="last_year: only steps that last year's value had not reached; nothing: every year anew"
    )
    when: StatisticFormula | None = Field(None, description="a condition over statistics that must hold as well")

    @model_validator(mode="after")
    def _rising(self) -> BySteps:
        marks = [mark for mark, _ in self.steps]
        if marks != sorted(set(marks)):
            raise Refused(msg("steps at {marks}", marks=", ".join(map(str, marks))), msg("steps from low to high"))
        return self


class ByExcess(Record):
    """A rate times what a value exceeds a line by, and where stated times what it falls below another."""

    method: Literal["excess"]
    value: StatisticFormula
    above: Exact = Field(description="the line beyond which money is paid")
    groups: dict[Code, Exact] = Field(default_factory=dict, description="other lines for single groups")
    each: Exact = Field(gt=0, description="yuan for each 1 of the value above the line")
    at_most: Exact | None = Field(None, ge=0, description="the most yuan")
    below: Exact | None = Field(None, description="the line below which money is taken back; none if left out")
    each_below: Exact | None = Field(None, gt=0, description="yuan taken for each 1 below that line")
    taken_at_most: Exact | None = Field(None, ge=0, description="the most yuan that is taken")
    steps: Literal["proportional", "whole"] = Field(description="parts of 1 count in proportion, or only whole ones")

    @model_validator(mode="after")
    def _both(self) -> ByExcess:
        if (self.below is None) != (self.each_below is None):
            given, absent = ("below", "each_below") if self.below is not None else ("each_below", "below")
            raise Refused(msg("{key} without {other}", key=given, other=absent), msg("both of them, or neither"))
        for line in (self.above, *self.groups.values()):
            if self.below is not None and self.below > line:
                raise Refused(msg("below: {low} over above: {high}", low=str(self.below), high=str(line)),
                              msg("a line for taking back that lies lower"))  # fmt: skip
        return self


class OfGrade(Record):
    """A sum for each grade."""

    method: Literal["grade"]
    amounts: dict[Code, Exact] = Field(min_length=1, description="yuan by grade; a grade left out gets nothing")


class OfList(Record):
    """A sum for every unit on a list of decisions.yaml."""

    method: Literal["list"]
    list: Code
    amount: Exact = Field(description="yuan for each unit")
    groups: dict[Code, Exact] = Field(default_factory=dict, description="other sums for single groups")


AnyLadder = Annotated[ByPlace | ByRise | BySteps | ByExcess | OfGrade | OfList, Field(discriminator="method")]


class LadderAward(Record):
    """An award that follows the result instead of a count of items."""

    code: Code
    name: Named
    to: Named = Field(description="who receives it")
    ladder: AnyLadder
    source: Source

    def formulas(self) -> Iterator[tuple[KeyPath, Expression]]:
        """All formulas over statistics with their places below the award."""
        if isinstance(self.ladder, BySteps | ByExcess):
            yield ("ladder", "value"), self.ladder.value
        if isinstance(self.ladder, BySteps) and self.ladder.when is not None:
            yield ("ladder", "when"), self.ladder.when
