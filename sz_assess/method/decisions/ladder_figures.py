"""Sums of ladders in the weights file, where they are tuned from year to year without touching the method."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import Field

from sz_assess.method.adjustment_points import Within
from sz_assess.method.common import Code, Exact
from sz_assess.method.decisions.ladder import LadderAward
from sz_assess.scoring.rules.base import Record


class LadderFigures(Record):
    """Figures of one ladder: each takes the place of that of the same name in ``decisions.yaml``."""

    amounts: tuple[Exact, ...] | dict[Code, Exact] | None = Field(
        None, description="place: yuan for each place, from the first; grade: yuan by grade"
    )
    groups: dict[Code, tuple[Exact, ...] | Exact] | None = Field(
        None, description="place, excess, list: other sums or lines for single groups"
    )
    first: int | None = Field(None, ge=1, description="rise: how many places count")
    first_entry: Exact | None = Field(None, description="rise: yuan for a unit that was never among them before")
    first_place: Exact | None = Field(None, description="rise: yuan for the first place, whatever the change")
    same: Exact | None = Field(None, description="rise: yuan for an unchanged place")
    each: Exact | None = Field(None, ge=0, description="rise: yuan for each place; excess: yuan for each 1 above")
    within: Within | None = Field(None, description="rise: [least, most] yuan")
    steps: tuple[tuple[Exact, Exact], ...] | None = Field(
        None, description="steps: pairs [from this value, yuan], rising"
    )
    above: Exact | None = Field(None, description="excess: the line beyond which money is paid")
    at_most: Exact | None = Field(None, ge=0, description="excess: the most yuan")
    below: Exact | None = Field(None, description="excess: the line below which money is taken back")
    each_below: Exact | None = Field(None, gt=0, description="excess: yuan taken for each 1 below that line")
    taken_at_most: Exact | None = Field(None, ge=0, description="excess: the most yuan that is taken")
    amount: Exact | None = Field(None, description="list: yuan for each unit")

    def stated(self) -> dict[str, Any]:
        """What the file says."""
        return {key: getattr(self, key) for key in self.model_fields_set}


def strangers(award: LadderAward, figures: LadderFigures) -> list[str]:
    """Figures that the rule of the ladder has no use for."""
    rule = award.ladder
    words = {"steps"} if not isinstance(getattr(rule, "steps", None), tuple) else set()
    return [key for key in figures.stated() if key not in type(rule).model_fields or key in words]


def tuned(award: LadderAward, figures: LadderFigures) -> LadderAward:
    """The ladder with these figures. Raises pydantic's ValidationError where they do not fit together."""
    rule = award.ladder
    parts = {key: getattr(rule, key) for key in type(rule).model_fields}
    return award.model_copy(update={"ladder": type(rule)(**parts | figures.stated())})


def tuned_all(awards: Sequence[LadderAward], figures: Mapping[str, LadderFigures]) -> tuple[LadderAward, ...]:
    """All ladders, with the figures of the weights file where it has any."""
    return tuple(tuned(award, figures[award.code]) if award.code in figures else award for award in awards)
