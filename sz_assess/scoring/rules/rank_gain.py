"""Rank gain 进位计分: points for places gained or lost since last year, among units that have both figures."""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import Field

from sz_assess.expression import Expression
from sz_assess.numeric import FloatArray
from sz_assess.scoring.references import References
from sz_assess.scoring.rules.base import Direction, Formula, Line, One, Rule
from sz_assess.scoring.rules.curve import show
from sz_assess.text import Text, msg


class RankGain(Rule):
    """``base`` for the same place as last year, ``gained`` more for each place up, ``lost`` less for each place down.

    Both places are counted among the units that have a value in both years, so that a unit that is new moves nobody. A
    unit outside the population is refused: it is not new, it is not compared.
    """

    rule: Literal["rank_gain"]
    base: Formula
    gained: Formula
    lost: Formula
    when_new: Formula = Field(description="the score of a unit without a value of last year")

    def formulas(self) -> tuple[Expression, ...]:
        return (self.base, self.gained, self.lost, self.when_new, *super().formulas())

    def needs(self) -> frozenset[str]:
        return super().needs() | {"last_year", "place_of_both", "last_place_of_both"}

    def score(self, references: References, direction: Direction) -> FloatArray:
        references.refuse_outside()
        base, gained, lost, new = (
            np.asarray(formula.evaluate(references), dtype=float)
            for formula in (self.base, self.gained, self.lost, self.when_new)
        )
        change = references.name("last_place_of_both") - references.name("place_of_both")
        score = base + np.where(change > 0, gained, lost) * change
        return np.where(np.isnan(references.value), np.nan, np.where(np.isnan(change), new, score))

    def words(self) -> Text:
        return msg(
            "{base}, for each place gained since last year {gained} more, for each place lost {lost} less; "
            "a unit without a place last year {new}",
            base=show(self.base), gained=show(self.gained), lost=show(self.lost), new=show(self.when_new),
        )  # fmt: skip

    def written(self, one: One, direction: Direction) -> tuple[Line, ...]:
        last, now = one.of("last_place_of_both"), one.of("place_of_both")
        if np.isnan(last) or np.isnan(now):
            text = self.when_new.written(one.number)
            return (Line(msg("no place last year"), text, one.work_out(self.when_new)),)
        base, rate = one.work_out(self.base), one.work_out(self.gained if last > now else self.lost)
        label = msg("place {last} last year, place {now} now", last=one.number("last_place_of_both"),
                    now=one.number("place_of_both"))  # fmt: skip
        first = self.base.written(one.number)
        each = (self.gained if last > now else self.lost).written(one.number)
        first, each = (f"({part})" if not part.replace(".", "").isdigit() else part for part in (first, each))
        text = f"{first} + {each} × ({one.number('last_place_of_both')} − {one.number('place_of_both')})"
        return (Line(label, text, base + rate * (last - now)),)
