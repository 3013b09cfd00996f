"""What the result decides: the rules of the plan for awards and for the use of the result."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from sz_assess.errors import Refused
from sz_assess.method.common import Code, Exact, Named, Source, StatisticFormula, Units
from sz_assess.method.decisions.firm_award import FirmAward, ReturnAward
from sz_assess.method.decisions.fund import Fund
from sz_assess.method.decisions.inspection import InspectionRules
from sz_assess.method.decisions.ladder import LadderAward
from sz_assess.method.decisions.responsibility import Responsibility
from sz_assess.method.decisions.task import TaskBook
from sz_assess.method.requirement import Requirement
from sz_assess.scoring.rules.base import Record
from sz_assess.text import msg


class Payment(Record):
    """Who receives how much for each item, in yuan."""

    to: Named
    amount: Exact = Field(gt=0, description="yuan for each item")


class Award(Record):
    """Money for each item counted, such as each net new firm or each honour won."""

    code: Code
    name: Named
    count: StatisticFormula = Field(description="how many items a unit has in the period")
    payments: tuple[Payment, ...] = Field(min_length=1)
    source: Source


class Use(Record):
    """A use of the result or a duty that the plan lays down in words and figures."""

    code: Code
    name: Named
    kind: Literal["inspection", "responsibility", "funding", "notice", "task_book", "dispatch", "rule"]
    figure: str | None = Field(None, description="the figure in the clause, where it has one")
    source: Source


class NamedList(Record):
    """名单: the units that the result puts on a list, such as those commended, starred, or struck off."""

    code: Code
    name: Named
    kind: Literal["honour", "consequence"] = Field(
        description="honour: a veto of awards bars from it; consequence: such as struck off or admonished, nothing bars"
    )
    source: Source
    among: Units | None = Field(None, description="units that can be on it; all that are assessed if left out")
    requires: tuple[Requirement, ...] = Field((), description="what a unit's result must be like; all must hold")
    not_on: tuple[Code, ...] = Field(
        (), description="lists further up: who is on one of them, or was and is withdrawn, is not on this one"
    )
    by: Code | None = Field(
        None, description="with take, the order: place, group_place, rise (places gained), or a node's code (its score)"
    )
    take: int | dict[Code, int] | None = Field(
        None, description="how many: a number, or one for each group by its code; all who meet the terms if left out"
    )
    ties: Literal["include", "exclude"] | None = Field(
        None, description="with take: units level across the last seat are all on the list, or none is"
    )
    vacant: Literal["left", "passed_down"] | None = Field(
        None, description="with take: the seat of a unit that does not meet the terms stays empty, or the next moves up"
    )

    @model_validator(mode="after")
    def _complete(self) -> NamedList:
        for key in ("by", "ties", "vacant"):
            if (getattr(self, key) is None) != (self.take is None):
                found = (
                    msg("take without {key}", key=key) if self.take is not None else msg("{key} without take", key=key)
                )
                raise Refused(found, msg("take, by, ties and vacant together, or none of them"))
        if self.take is None and not self.requires:
            raise Refused(msg("a list that everybody is on"), msg("requires:, or take: with by, ties and vacant"))
        for number in self.take.values() if isinstance(self.take, dict) else () if self.take is None else (self.take,):
            if number < 1:
                raise Refused(msg("take: {n}", n=number), msg("a number of units from 1"))
        return self


class DecisionsFile(Record):
    """``decisions.yaml``"""

    awards: tuple[Award, ...] = ()
    ladders: tuple[LadderAward, ...] = ()
    firm_awards: tuple[FirmAward, ...] = ()
    returns: tuple[ReturnAward, ...] = ()
    lists: tuple[NamedList, ...] = ()
    funds: tuple[Fund, ...] = ()
    responsibility: tuple[Responsibility, ...] = ()
    task_book: TaskBook | None = None
    uses: tuple[Use, ...] = ()
    inspection: InspectionRules | None = None
