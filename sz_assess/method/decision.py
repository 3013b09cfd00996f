"""What the result decides: the rules of the plan for awards and for the use of the result."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sz_assess.method.common import Code, Exact, Named, Source, StatisticFormula
from sz_assess.scoring.rules.base import Record


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
    once: bool = Field(False, description="true: one-off, never paid twice for the same item")
    source: Source


class Use(Record):
    """A use of the result or a duty that the plan lays down in words and figures."""

    code: Code
    name: Named
    kind: Literal["inspection", "responsibility", "funding", "notice", "task_book", "dispatch", "rule"]
    figure: str | None = Field(None, description="the figure in the clause, where it has one")
    source: Source


class DecisionsFile(Record):
    """``decisions.yaml``"""

    awards: tuple[Award, ...] = ()
    uses: tuple[Use, ...] = ()
