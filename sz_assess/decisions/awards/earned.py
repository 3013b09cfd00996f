"""What a ladder gives a unit, before anybody asks whether it may have it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from sz_assess.assess.values import Figures
from sz_assess.decisions.awards.model import Line
from sz_assess.expression import Expression
from sz_assess.formulas import BaseRule
from sz_assess.method.decisions.ladder import LadderAward
from sz_assess.numeric import FloatArray
from sz_assess.periods import Period
from sz_assess.result import Result
from sz_assess.scoring.domain import DomainError


@dataclass(frozen=True)
class Earned:
    """Yuan with the arithmetic; ``known`` is false where a figure was not delivered."""

    amount: Decimal
    lines: tuple[Line, ...] = ()
    known: bool = True


@dataclass(frozen=True)
class Ladder:
    """What a ladder is worked out from."""

    result: Result
    figures: Figures
    award: LadderAward

    def values(self, formula: Expression, period: Period | None = None) -> FloatArray:
        """(units,) a formula at the assessed period or another; what it refuses is noted, NaN where figures lack."""
        earlier = period is not None
        base = BaseRule("missing", "missing") if earlier else BaseRule()
        try:
            return self.figures.of_units(formula, period or self.figures.period, base)
        except DomainError as error:
            for unit in np.flatnonzero(np.broadcast_to(error.where, (len(self.figures.units),))):
                self.figures.refuse(self.award.code, self.figures.units[unit], formula, error)
            return np.full(len(self.figures.units), np.nan)
